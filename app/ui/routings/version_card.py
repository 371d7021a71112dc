"""The card of a version: picture, name, state, who changed it, problems, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

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
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.model.catalogue import Catalogue
from app.model.lifecycle import COMMAND_LABELS, Command, commands_of
from app.model.permissions import ALL_RIGHTS, Rights
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import Text, _
from app.ui.routings.card_notes import CardNotes
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.overview import CardFacts
from app.ui.routings.stage_commands import PERMISSIONS
from app.ui.routings.thumbnail import TreeThumbnail
from app.ui.routings.wording import (
    actions_in_words,
    full_moment,
    moment,
    problems_in_words,
)
from app.ui.theme import icon, state_visual, states_of, tokens, tr
from app.ui.widgets import Card, Chip, ElidedLabel, FlowLayout, StateChip, button, label, muted

_STRIPE = 4
_ICONS = {
    Command.EDIT: "mdi6.pencil-outline",
    Command.VIEW: "mdi6.eye-outline",
    Command.PROMOTE: "mdi6.rocket-launch-outline",
    Command.TEST: "mdi6.flask-outline",
    Command.UNTEST: "mdi6.flask-off-outline",
    Command.SCHEDULE: "mdi6.clock-plus-outline",
    Command.UNSCHEDULE: "mdi6.clock-remove-outline",
    Command.DUPLICATE: "mdi6.content-copy",
    Command.DELETE: "mdi6.trash-can-outline",
}
_WORDS: dict[Command, Text] = {
    **COMMAND_LABELS,
    Command.PROMOTE: _("Put in production…"),
    Command.TEST: _("Put in test…"),
    Command.UNTEST: _("Remove from test…"),
    Command.SCHEDULE: _("Schedule the production…"),
    Command.UNSCHEDULE: _("Remove the planned production from the schedule…"),
    Command.DELETE: _("Delete…"),
}


class VersionCard(Card):
    """Enter or a double click does the usual thing; the menu key opens the others."""

    def __init__(
        self,
        version: Version,
        commands: RoutingCommands,
        catalogue: Catalogue,
        rights: Rights = ALL_RIGHTS,
        mailboxes: tuple[Mailbox, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin=12)
        self.version = version
        self._commands = commands
        self._rights = rights
        self.notes = CardNotes(
            version,
            mailboxes,
            choose=lambda: commands.test_version(version.id),
            dismiss=lambda: commands.dismiss_missed(version.id),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = TreeThumbnail(catalogue)
        self.picture.clicked.connect(self._usual)
        self.problems = Chip(tr(_("Checking…")), "mdi6.progress-check")
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.actions_of: dict[Command, QAction] = {}
        self._fill_menu()
        self.open = self._open_button()
        self.more = self._more_button()
        row = QHBoxLayout()
        row.setContentsMargins(_STRIPE, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
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

    def show_facts(self, facts: CardFacts) -> None:
        """Draw the tree, and say how many problems it has."""
        self.picture.show_tree(facts.tree)
        self.notes.show_errors(facts.errors)
        words = tr(problems_in_words(facts.errors, facts.warnings))
        if facts.errors:
            self.problems.set_chip(words, "mdi6.alert-circle-outline", "error")
        elif facts.warnings:
            self.problems.set_chip(words, "mdi6.alert-outline", "warning")
        else:
            self.problems.set_chip(words, "mdi6.check-circle-outline", "success")

    # --- building ---

    def _words(self) -> QVBoxLayout:
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
        column.addWidget(self.notes)
        column.addStretch(1)
        column.addWidget(self._changed())
        return column

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
        usual = commands_of(self.version)[0]
        made = button(_WORDS[usual], icon=_ICONS[usual], clicked=self._usual)
        made.setMinimumWidth(84)
        refusal = self._rights.refusal(PERMISSIONS[Command.VIEW])
        made.setEnabled(refusal is None)
        made.setToolTip("" if refusal is None else tr(refusal))
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

    def _fill_menu(self) -> None:
        version, do = self.version, self._commands
        offered: dict[Command, Callable[[], object]] = {
            Command.PROMOTE: lambda: do.promote_version(version.id),
            Command.TEST: lambda: do.test_version(version.id),
            Command.UNTEST: lambda: do.untest_version(version.id),
            Command.SCHEDULE: lambda: do.schedule_version(version.id),
            Command.UNSCHEDULE: lambda: do.unschedule_version(version.id),
            Command.DUPLICATE: lambda: do.duplicate_version(version.id),
            Command.DELETE: lambda: do.delete_version(version.id),
        }
        usual = commands_of(version)[0]
        self._add(usual, self._usual)
        if usual is Command.EDIT:
            self.rename = self.menu.addAction(
                icon("mdi6.form-textbox"), tr(_("Name and description…"))
            )
            self.rename.triggered.connect(lambda: do.edit_version(version.id))
            self._allow(self.rename, Command.EDIT)
        self.menu.addSeparator()
        for command in commands_of(version):
            act = offered.get(command)
            if act is None:
                continue
            if command is Command.DELETE:
                self.menu.addSeparator()
            self._add(command, act)

    def _add(self, command: Command, act: Callable[[], object]) -> None:
        colour = "error" if command is Command.DELETE else "muted"
        made = self.menu.addAction(icon(_ICONS[command], colour), tr(_WORDS[command]))
        made.triggered.connect(lambda _checked=False: act())
        # To open a version takes the right to see it; editing is refused in its tab.
        self._allow(made, Command.VIEW if command is Command.EDIT else command)
        self.actions_of[command] = made

    def _allow(self, action: QAction, command: Command) -> None:
        refusal = self._rights.refusal(PERMISSIONS[command])
        action.setEnabled(refusal is None)
        if refusal is not None:
            action.setToolTip(tr(refusal))

    # --- events ---

    def _usual(self) -> None:
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
