"""The strip of replay controls: email, clock, seed, entry, ending, run and steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimeZone, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.inputs import default_clock
from app.engine.mail import Message
from app.model.catalogue import RoutingType
from app.model.errors import UserError
from app.model.text import _
from app.services.sample_search import find_emails
from app.ui.replay.controller import ReplayController
from app.ui.replay.ending import EndingDialog, ending_words
from app.ui.replay.entry_picker import EntryPicker
from app.ui.replay.world_choice import ClockMode, WorldChoice
from app.ui.samples.contents import seen
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Option, Picker, PopupAction, button, label, title

MOST_OFFERED = 1_000


class ReplayBar(QFrame):
    """Changes the world of a controller; what to do with emails is asked of the tab."""

    version_requested = Signal(str)
    """A mailbox leads to another version: open that."""
    type_requested = Signal()
    import_requested = Signal()
    world_changed = Signal()

    def __init__(
        self,
        session: Session,
        controller: ReplayController,
        actions: dict[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._session = session
        self._controller = controller
        self.email = Picker(
            self._emails, placeholder=_("Choose an email…"), actions=self._email_actions
        )
        self.email.setMinimumWidth(160)
        self.email.chosen.connect(self._choose_email)
        self.clock = Picker(self._clocks)
        self.clock.setFixedWidth(206)
        self.clock.chosen.connect(self._choose_clock)
        self.clock.setAccessibleName(tr(_("Clock of the replay")))
        self.seed = QLineEdit()
        self.seed.setPlaceholderText(tr(_("No seed")))
        self.seed.setToolTip(tr(_("Seed: equal seeds draw alike. Empty is a seed like any other.")))
        self.seed.setAccessibleName(tr(_("Seed")))
        self.seed.setFixedWidth(84)
        self.seed.editingFinished.connect(self._take_seed)
        self.entry = EntryPicker(session, controller)
        self.entry.setFixedWidth(176)
        self.entry.entered.connect(self._enter_through)
        self.entry.version_requested.connect(self.version_requested)
        self.ending = button("", icon="mdi6.flag-checkered", clicked=self._ask_for_ending)
        self.ending.setToolTip(tr(_("How the interaction ended, and what was answered")))
        self.ending.setVisible(self._is_end_routing())
        self.run = button(_("Run"), variant="primary", icon="mdi6.play")
        self.run.clicked.connect(lambda _checked=False: actions["run"].trigger())
        self.run.setToolTip(_with_key(actions["run"]))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(self.email, 1)
        for widget in (self.clock, self.seed, self.entry, self.ending):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.run)
        for name in ("step_back", "step", "stop"):
            row.addWidget(_tool(actions[name]))
        row.addSpacing(4)
        whole = button(_("Whole set…"), icon="mdi6.email-multiple-outline")
        whole.clicked.connect(lambda _checked=False: actions["whole_set"].trigger())
        self.whole_set = whole
        row.addWidget(whole)
        actions["run"].changed.connect(lambda: self.run.setEnabled(actions["run"].isEnabled()))
        session.email_chosen.connect(self.refresh)
        session.resources_changed.connect(self.refresh)
        session.routings_changed.connect(self.entry.refresh)
        session.entry_chosen.connect(self._take_entry)
        self.refresh()
        self._take_entry(controller.version_id)

    def refresh(self) -> None:
        """Show the chosen email and the world."""
        chosen = self._session.chosen_email
        if chosen is None:
            self.email.show_choice("", "")
        else:
            subject = seen(chosen.subject) or tr(_("(no subject)"))
            self.email.show_choice(chosen.id, subject, "", "mdi6.email-outline", "accent")
        self._show_clock()
        world = self._controller.world
        if self.seed.text() != world.seed:
            self.seed.setText(world.seed)
        self.ending.setText(tr(ending_words(world.handling, world.reply)))
        self.entry.refresh()

    # --- the email ---

    def _emails(self) -> list[Option]:
        try:
            found = find_emails(self._session.workspace, "", limit=MOST_OFFERED)
        except UserError as error:
            self._session.report(error.text, "error")
            return []
        return [
            Option(
                one.email.id,
                seen(one.email.subject) or tr(_("(no subject)")),
                one.set_name,
                seen(one.email.sender),
                "mdi6.email-outline",
            )
            for one in found
        ]

    def _email_actions(self) -> list[PopupAction]:
        return [
            PopupAction(
                _("Type a new email…"), "mdi6.email-edit-outline", self.type_requested.emit
            ),
            PopupAction(_("Import…"), "mdi6.import", self.import_requested.emit),
        ]

    def _choose_email(self, email_id: str) -> None:
        try:
            self._session.choose_email(email_id)
        except UserError as error:
            self._session.report(error.text, "error")

    # --- the clock ---

    def _clocks(self) -> list[Option]:
        return [
            Option(ClockMode.EMAIL, tr(_("The email's date")), icon="mdi6.email-outline"),
            Option(ClockMode.NOW, tr(_("As if received now")), icon="mdi6.clock-fast"),
            Option(ClockMode.FIXED, tr(_("A moment…")), icon="mdi6.calendar-clock"),
        ]

    def _show_clock(self) -> None:
        world = self._controller.world
        if world.clock is ClockMode.NOW:
            self._clock_words(tr(_("Now")), tr(_("as if received now")))
        elif world.clock is ClockMode.FIXED and world.fixed is not None:
            self._clock_words(_moment(world.fixed), tr(_("chosen")))
        else:
            chosen = self._session.chosen_email
            if chosen is None:
                self._clock_words(tr(_("The email's date")), "")
            else:
                self._clock_words(_moment(default_clock(Message(chosen.raw))), tr(_("email")))

    def _clock_words(self, words: str, hint: str) -> None:
        self.clock.show_choice(self._controller.world.clock, words, hint, "mdi6.clock-outline")

    def _choose_clock(self, key: str) -> None:
        mode = ClockMode(key)
        if mode is ClockMode.FIXED:
            self._ask_for_moment()
            return
        self._set(replace(self._controller.world, clock=mode))

    def _ask_for_moment(self) -> None:
        world, chosen = self._controller.world, self._session.chosen_email
        start = world.fixed
        if start is None and chosen is not None:
            start = default_clock(Message(chosen.raw))
        dialog = MomentDialog(start or dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._set(
                replace(self._controller.world, clock=ClockMode.FIXED, fixed=dialog.moment)
            )
        )
        dialog.open()

    # --- the seed ---

    def _take_seed(self) -> None:
        seed = self.seed.text().strip()
        if seed != self._controller.world.seed:
            self._set(replace(self._controller.world, seed=seed))

    # --- entry and ending ---

    def _enter_through(self, mailbox: str) -> None:
        self._set(replace(self._controller.world, mailbox=mailbox))

    def _take_entry(self, version_id: str) -> None:
        """Another tab may have sent the person here, through a mailbox."""
        if version_id == self._controller.version_id and version_id in self._session.entries:
            self._enter_through(self._session.entries.pop(version_id))

    def _is_end_routing(self) -> bool:
        workspace = self._session.workspace
        version = workspace.version(self._controller.version_id)
        return workspace.routing(version.routing).type is RoutingType.END

    def _ask_for_ending(self) -> None:
        world, resources = self._controller.world, self._session.resources()
        dialog = EndingDialog(world.handling, world.reply, resources, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._set(
                replace(self._controller.world, handling=dialog.handling, reply=dialog.reply)
            )
        )
        dialog.open()

    def _set(self, world: WorldChoice) -> None:
        self._controller.set_world(world)
        self.refresh()
        self.world_changed.emit()


class MomentDialog(QDialog):
    """Choosing the moment at which an email is taken to arrive, in UTC."""

    def __init__(self, moment: dt.datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("Clock of the replay")))
        self.setMinimumWidth(360)
        self.edit = QDateTimeEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd HH:mm:ss")
        self.edit.setTimeZone(QTimeZone.utc())
        self.edit.setDateTime(
            QDateTime.fromSecsSinceEpoch(int(moment.timestamp()), QTimeZone.utc())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Clock of the replay")))
        column.addWidget(label(_("Replay emails as if they were received at this moment (UTC).")))
        column.addWidget(self.edit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), clicked=self.reject))
        ok = button(_("Set the clock"), variant="primary", clicked=self.accept)
        ok.setDefault(True)
        row.addWidget(ok)
        column.addLayout(row)

    @property
    def moment(self) -> dt.datetime:
        """The chosen moment."""
        return dt.datetime.fromtimestamp(self.edit.dateTime().toSecsSinceEpoch(), dt.UTC)


def _moment(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC)
    shown = QDateTime(utc.year, utc.month, utc.day, utc.hour, utc.minute, 0)
    return f"{QLocale().toString(shown, 'd MMM yyyy, HH:mm')} UTC"


def _tool(action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(18, 18))
    made.setToolTip(_with_key(action))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    action.changed.connect(lambda: made.setToolTip(_with_key(action)))
    return made


def _with_key(action: QAction) -> str:
    words = action.text().replace("&", "")
    key = action.shortcut().toString()
    return f"{words} ({key})" if key else words
