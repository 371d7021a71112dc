"""The card of a version: picture, name, state, who changed it, problems, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.model.catalogue import Catalogue
from app.model.lifecycle import Command
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import _
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.notices import MissedNotice, ScheduleNotice, TestNotice, forbid
from app.ui.routings.overview import CardFacts, Circumstances
from app.ui.routings.thumbnail import TreeThumbnail
from app.ui.routings.version_menu import (
    COMMAND_ICONS,
    COMMAND_WORDS,
    VersionMenu,
    usual_command,
)
from app.ui.routings.wording import actions_in_words, full_moment, moment, problems_in_words
from app.ui.theme import icon, state_visual, states_of, tokens, tr
from app.ui.widgets import Card, Chip, ElidedLabel, FlowLayout, StateChip, button, label, muted

_STRIPE = 4


class VersionCard(Card):
    """Enter or a double click does the usual thing; the menu key opens the others."""

    def __init__(
        self,
        version: Version,
        commands: RoutingCommands,
        catalogue: Catalogue,
        around: Circumstances,
        testing: tuple[Mailbox, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin=12)
        self.version = version
        self._commands = commands
        self._around = around
        self._usual_command = usual_command(version, around)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = TreeThumbnail(catalogue)
        self.picture.clicked.connect(self._usual)
        self.problems = Chip(tr(_("Checking…")), "mdi6.progress-check")
        if around.forbids(Command.VIEW) is not None:
            # Hidden only, never shown here: without its place it would be a window of its own.
            self.problems.hide()
        self.menu = VersionMenu(commands, self)
        self.menu.show_version(version, around)
        self.test: TestNotice | None = None
        self.schedule: ScheduleNotice | None = None
        self.missed: MissedNotice | None = None
        self.open = self._open_button()
        self.more = self._more_button()
        row = QHBoxLayout()
        row.setContentsMargins(_STRIPE, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(testing), 1)
        row.addLayout(self._buttons(), 0)
        self.body.addLayout(row)
        state = tr(state_visual(states_of(version)[0]).word)
        self.setAccessibleName(
            tr(
                _(
                    "Version {number}, {name}, {state}",
                    number=version.number,
                    name=version.name,
                    state=state,
                )
            )
        )

    @property
    def actions_of(self) -> dict[Command, QAction]:
        """The entries of the menu by command."""
        return self.menu.actions_of

    def show_facts(self, facts: CardFacts) -> None:
        """Draw the tree, and say how many problems it has."""
        self.picture.show_tree(facts.tree)
        words = tr(problems_in_words(facts.errors, facts.warnings))
        if facts.errors:
            self.problems.set_chip(words, "mdi6.alert-circle-outline", "error")
        elif facts.warnings:
            self.problems.set_chip(words, "mdi6.alert-outline", "warning")
        else:
            self.problems.set_chip(words, "mdi6.check-circle-outline", "success")
        if self.schedule is not None:
            self.schedule.show_facts(facts)

    # --- building ---

    def _words(self, testing: tuple[Mailbox, ...]) -> QVBoxLayout:
        version = self.version
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        number = label(f"{version.number}", tone="muted", wrap=False)
        number.setProperty("textSize", "heading")
        number.setToolTip(tr(_("Number of the version")))
        name = ElidedLabel(version.name)
        name.setProperty("textSize", "heading")
        head.addWidget(number)
        head.addWidget(name, 1)
        column.addLayout(head)
        if version.description:
            words = ElidedLabel(version.description)
            words.setToolTip(version.description)
            column.addWidget(words)
        else:
            column.addWidget(muted(_("No description")))
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        for state in states_of(version):
            flow.addWidget(StateChip(state))
        flow.addWidget(self.problems)
        column.addSpacing(2)
        column.addWidget(chips)
        for notice in self._notices(testing):
            column.addSpacing(2)
            column.addWidget(notice)
        column.addStretch(1)
        column.addWidget(self._changed())
        return column

    def _notices(self, testing: tuple[Mailbox, ...]) -> Iterator[QWidget]:
        version, do, around = self.version, self._commands, self._around
        if version.missed is not None:
            self.missed = MissedNotice(
                version.missed,
                lambda: do.life.dismiss_missed(version.id),
                around.forbids(Command.EDIT),
            )
            yield self.missed
        if version.in_testing:
            self.test = TestNotice(
                testing,
                do.copy_text,
                lambda: do.life.choose_mailboxes(version.id),
                around.forbids(Command.TEST),
            )
            yield self.test
        if version.schedule is not None:
            self.schedule = ScheduleNotice(
                version.schedule, lambda action: do.open_version(version.id, action)
            )
            yield self.schedule

    def _changed(self) -> QWidget:
        version = self.version
        parts = [tr(actions_in_words(version.actions))]
        if version.produced_at is None and version.changed_at is not None:
            said = _(
                "changed by {person}, {when}",
                person=version.changed_by,
                when=moment(version.changed_at),
            )
            parts.append(tr(said))
        if version.produced_at is not None:
            said = _(
                "put in production by {person}, {when}",
                person=version.produced_by,
                when=moment(version.produced_at),
            )
            parts.append(tr(said))
        line = ElidedLabel(" · ".join(parts))
        line.setProperty("textSize", "small")
        line.setProperty("tone", "muted")
        line.setToolTip(_times(version))
        return line

    def _buttons(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.open)
        row.addWidget(self.more)
        column = QVBoxLayout()
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _open_button(self) -> QWidget:
        usual = self._usual_command
        made = button(COMMAND_WORDS[usual], icon=COMMAND_ICONS[usual], clicked=self._usual)
        made.setMinimumWidth(84)
        forbid(made, self._around.forbids(usual))
        return made

    def _more_button(self) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon("mdi6.dots-vertical"))
        made.setToolTip(tr(_("More commands")))
        made.setAccessibleName(tr(_("More commands")))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(self.menu)
        made.setFixedSize(30, 30)
        return made

    # --- events ---

    def _usual(self) -> None:
        if self._around.forbids(self._usual_command) is None:
            self._commands.open_version(self.version.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._usual()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._usual()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        at = event.globalPos() if by_mouse else self.more.mapToGlobal(self.more.rect().bottomLeft())
        self.menu.popup(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, 7, 7)
        painter.setClipPath(shape)
        ink = state_visual(states_of(self.version)[0]).colour(theme)
        painter.fillRect(QRectF(box.left(), box.top(), _STRIPE, box.height()), QColor(ink))
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawPath(shape)


def _times(version: Version) -> str:
    told = (
        (_("Created by {person}: {when}"), version.created_by, version.created_at),
        (_("Changed by {person}: {when}"), version.changed_by, version.changed_at),
        (_("Put in production by {person}: {when}"), version.produced_by, version.produced_at),
    )
    lines = (
        tr(_(words.msgid, person=person, when=full_moment(at)))
        for words, person, at in told
        if at is not None
    )
    return "\n".join(lines)
