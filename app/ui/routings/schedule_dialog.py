"""The dialog *Date and time of the automatic production*, and taking a planned one back."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QRadioButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import Refused
from app.model.lifecycle import check_schedulable
from app.model.routing import Schedule, Version
from app.model.text import Text, _
from app.services import lifecycle
from app.services.clock import now
from app.services.lifecycle import FoldAsked, GapRefused
from app.services.workspace import Workspace
from app.ui.forms.editors.time_zone import zones
from app.ui.routings.form_dialog import FormDialog
from app.ui.routings.obstacles import ObstacleList
from app.ui.routings.wording import (
    clock_time,
    fold_words,
    scheduled_moment,
    span_words,
    spelled_out,
)
from app.ui.theme import tr
from app.ui.widgets import Answer, ConfirmDialog, MessageBar, Option, Picker, Tone, label

UNSCHEDULE = "unschedule"
_OUTSIDE_UNDO = _("The life cycle is outside of Undo: this step is not undone by it.")
_MORNING = QTime(6, 0)


class ScheduleDialog(FormDialog):
    """Accepted, `scheduled` is the version; `problem_chosen` carries an action to mend."""

    problem_chosen = Signal(str)

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Date and time of the automatic production"),
            _("Schedule the production"),
            self._schedule,
            parent=parent,
        )
        self.scheduled: Version | None = None
        self._workspace = workspace
        self._version = version
        self._tree = workspace.tree(version.id)
        self._others = workspace.versions(version.routing)
        self._zone = workspace.settings().time_zone
        self.date = QDateEdit()
        self.time = QTimeEdit(_MORNING)
        self.zone = Picker(lambda: [Option(zone, zone.replace("_", " ")) for zone in zones()])
        self.gap = MessageBar(closable=False)
        self.twice = _Twice()
        self.moment = label()
        self.reason = label(tone="error", size="small")
        self.obstacles = ObstacleList(
            lifecycle.promotion_obstacles(workspace, version.id), self._tree
        )
        self._prepare()
        self._build()
        self.date.setFocus()
        self.validate()

    def _prepare(self) -> None:
        here = now().astimezone().date()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat(_date_format())
        self.date.setDate(QDate(here.year, here.month, here.day).addDays(1))
        self.date.setAccessibleName(tr(_("Date")))
        self.time.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.time.setAccessibleName(tr(_("Time")))
        self.zone.setAccessibleName(tr(_("Time zone")))
        self.zone.show_choice(self._zone, self._zone.replace("_", " "))
        self.date.dateChanged.connect(lambda _date: self.validate())
        self.time.timeChanged.connect(lambda _time: self.validate())
        self.zone.chosen.connect(self._choose_zone)
        self.twice.chosen.connect(self.validate)
        self.obstacles.chosen.connect(self._go_to)

    def _build(self) -> None:
        version = self._version
        self.body.addWidget(
            label(
                _(
                    "Version {number} “{version}” goes into production by itself at this moment,"
                    " after the same checks as by hand. Until then it stays editable.",
                    number=version.number,
                    version=version.name,
                )
            )
        )
        self.body.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        parts = ((_("Date"), self.date, 0), (_("Time"), self.time, 0), (_("Zone"), self.zone, 1))
        for words, widget, stretch in parts:
            column = QVBoxLayout()
            column.setSpacing(4)
            caption = label(words, size="small", tone="muted", wrap=False)
            caption.setBuddy(widget)
            column.addWidget(caption)
            column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, stretch)
        self.zone.setFixedHeight(self.date.sizeHint().height())
        self.date.setMinimumWidth(132)
        self.time.setMinimumWidth(96)
        self.body.addLayout(row)
        self.body.addSpacing(4)
        for part in (self.gap, self.twice, self.moment, self.reason):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(label(self._checks()))
        self.body.addWidget(self.obstacles)
        self.obstacles.setVisible(self.obstacles.count() > 0)
        self.body.addSpacing(4)
        self.body.addWidget(label(_OUTSIDE_UNDO, tone="muted"))

    def _checks(self) -> Text:
        if not self.obstacles.count():
            return _("No check would stop it now.")
        return _(
            "These errors would stop it now; there is time to mend them. Choose one to go to its"
            " action:"
        )

    # --- the moment ---

    @property
    def local(self) -> dt.datetime:
        """What is in the fields, a naive wall-clock time."""
        day, time = self.date.date(), self.time.time()
        return dt.datetime(  # noqa: DTZ001 -- the zone stands in a field of its own
            day.year(), day.month(), day.day(), time.hour(), time.minute()
        )

    def obstacle(self) -> Text | None:
        """Say which moment it is, or why it cannot be; the button waits for that."""
        found = self._look()
        self.reason.setText("" if found is None else tr(found))
        self.reason.setVisible(found is not None)
        self.fit()
        return found

    def _look(self) -> Text | None:
        self.gap.hide()
        try:
            at = lifecycle.planned_moment(self.local, self._zone)
        except GapRefused as refusal:
            self.twice.clear()
            self.moment.hide()
            valid = refusal.next_valid
            self.gap.show_message(
                refusal.text,
                Tone.WARNING,
                action=_("Use {time}", time=clock_time(valid)),
                on_action=lambda: self._use(valid),
            )
            return _("Choose a time that the clocks show.")
        except FoldAsked as asked:
            self.twice.ask(asked, self._zone)
            if self.twice.fold is None:
                self.moment.hide()
                return _("Choose the first or the second.")
            at = asked.moments[self.twice.fold]
        except Refused as refusal:
            self.moment.hide()
            return refusal.text
        else:
            self.twice.clear()
        return self._judge(at)

    def _judge(self, at: dt.datetime) -> Text | None:
        moment = now()
        plan = Schedule(at.astimezone(dt.UTC), self._zone)
        far = span_words(at - moment)
        words = (
            _("{moment}, in {span}", moment=spelled_out(at, self._zone), span=far)
            if at > moment
            else _("{moment}", moment=spelled_out(at, self._zone))
        )
        self.moment.setText(tr(words))
        self.moment.show()
        try:
            check_schedulable(self._version, self._tree, plan, moment, self._others)
        except Refused as refusal:
            return refusal.text
        return None

    def _use(self, valid: dt.datetime) -> None:
        self.date.setDate(QDate(valid.year, valid.month, valid.day))
        self.time.setTime(QTime(valid.hour, valid.minute))
        self.time.setFocus()

    def _choose_zone(self, zone: str) -> None:
        self._zone = zone
        self.zone.show_choice(zone, zone.replace("_", " "))
        self.validate()

    def _go_to(self, action: str) -> None:
        self.reject()
        self.problem_chosen.emit(action)

    def _schedule(self) -> None:
        self.scheduled = lifecycle.schedule(
            self._workspace, self._version.id, self.local, self._zone, fold=self.twice.fold
        )


class _Twice(QWidget):
    """Which of two moments is meant, where clocks show a time twice."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label()
        self.radios = (QRadioButton(), QRadioButton())
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.words)
        for radio in self.radios:
            self._group.addButton(radio)
            column.addWidget(radio)
            radio.clicked.connect(lambda _checked=False: self.chosen.emit())
        self._asked: tuple[dt.datetime, dt.datetime] | None = None
        self.hide()

    @property
    def fold(self) -> int | None:
        """0 for the first, 1 for the second, None where nothing is asked or chosen."""
        if self._asked is None:
            return None
        ticked = (at for at, radio in enumerate(self.radios) if radio.isChecked())
        return next(ticked, None)

    def ask(self, asked: FoldAsked, zone: str) -> None:
        """Name both moments; another time than before begins without a choice."""
        if asked.moments != self._asked:
            self._untick()
            self._asked = asked.moments
            self.words.setText(tr(asked.text))
            for radio, words in zip(self.radios, fold_words(asked.moments, zone), strict=True):
                radio.setText(tr(words))
        self.show()

    def clear(self) -> None:
        """Ask nothing."""
        self._asked = None
        self._untick()
        self.hide()

    def _untick(self) -> None:
        self._group.setExclusive(False)
        for radio in self.radios:
            radio.setChecked(False)
        self._group.setExclusive(True)


def removal_from_schedule(version: Version, parent: QWidget | None) -> ConfirmDialog:
    """Ask before a planned production is taken back."""
    when = "" if version.schedule is None else scheduled_moment(version.schedule)
    return ConfirmDialog(
        _("Remove the planned production from the schedule?"),
        (
            _(
                "Version {number} “{version}” does not go into production on {when}. It stays in"
                " development.",
                number=version.number,
                version=version.name,
                when=when,
            ),
            _OUTSIDE_UNDO,
        ),
        (Answer(UNSCHEDULE, _("Remove from the schedule")),),
        parent=parent,
    )


def _date_format() -> str:
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
