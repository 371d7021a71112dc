"""The menu of a version's commands: all that its state allows, the forbidden ones with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.model.lifecycle import COMMAND_LABELS, Command, commands_of
from app.model.routing import Version
from app.model.text import Text, _
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.overview import Circumstances
from app.ui.theme import icon, tr

COMMAND_ICONS: dict[Command, str] = {
    Command.EDIT: "mdi6.pencil-outline",
    Command.VIEW: "mdi6.eye-outline",
    Command.PROMOTE: "mdi6.rocket-launch-outline",
    Command.TEST: "mdi6.flask-outline",
    Command.UNTEST: "mdi6.flask-empty-off-outline",
    Command.SCHEDULE: "mdi6.clock-plus-outline",
    Command.UNSCHEDULE: "mdi6.clock-remove-outline",
    Command.DUPLICATE: "mdi6.content-duplicate",
    Command.DELETE: "mdi6.trash-can-outline",
}
COMMAND_WORDS: dict[Command, Text] = {
    **COMMAND_LABELS,
    Command.PROMOTE: _("Put in production…"),
    Command.TEST: _("Put in test…"),
    Command.UNTEST: _("Remove from test…"),
    Command.SCHEDULE: _("Schedule the production…"),
    Command.UNSCHEDULE: _("Remove the planned production from the schedule…"),
    Command.DELETE: _("Delete…"),
}
"""The labels with an ellipsis where a question comes first."""

_OPENING = (Command.EDIT, Command.VIEW)


def usual_command(version: Version, around: Circumstances) -> Command:
    """What a double click does: who may not edit looks."""
    usual = commands_of(version)[0]
    if usual is Command.EDIT and around.forbids(usual):
        return Command.VIEW
    return usual


class VersionMenu(QMenu):
    """Filled for one version; an entry that the person's role forbids says so in its tip."""

    def __init__(self, commands: RoutingCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._around = Circumstances()
        self.actions_of: dict[Command, QAction] = {}
        self.rename: QAction | None = None
        self.mailboxes: QAction | None = None
        self.export: QAction | None = None
        self.setToolTipsVisible(True)

    def show_version(self, version: Version, around: Circumstances) -> None:
        """Offer what can be done with a version."""
        self.clear()
        self.actions_of, self.rename, self.mailboxes = {}, None, None
        self._around = around
        allowed = commands_of(version)
        usual = usual_command(version, around)
        for command in (usual, *allowed):
            if command in _OPENING and command not in self.actions_of:
                self._add(command, version)
        if Command.EDIT in allowed:
            self.rename = self._entry(
                "mdi6.form-textbox",
                _("Name and description…"),
                lambda: self._commands.edit_version(version.id),
                around.forbids(Command.EDIT),
            )
        self.export = self._entry(
            "mdi6.export",
            _("Export…"),
            lambda: self._commands.export_version(version.id),
            around.forbids(Command.VIEW),
        )
        self.addSeparator()
        for command in allowed:
            if command in _OPENING:
                continue
            if command is Command.DELETE:
                self.addSeparator()
            self._add(command, version)
            if command is Command.UNTEST:
                self.mailboxes = self._entry(
                    "mdi6.email-edit-outline",
                    _("Choose the mailboxes…"),
                    lambda: self._commands.life.choose_mailboxes(version.id),
                    around.forbids(Command.TEST),
                )

    def _add(self, command: Command, version: Version) -> None:
        self.actions_of[command] = self._entry(
            COMMAND_ICONS[command],
            COMMAND_WORDS[command],
            lambda: self._commands.do(command, version.id),
            self._around.forbids(command),
            "error" if command is Command.DELETE else "muted",
        )

    def _entry(
        self,
        picture: str,
        words: Text,
        act: Callable[[], object],
        refused: Text | None,
        colour: str = "muted",
    ) -> QAction:
        made = self.addAction(icon(picture, colour), tr(words))
        made.triggered.connect(lambda _checked=False: act())
        if refused is not None:
            made.setEnabled(False)
            made.setToolTip(tr(refused))
        return made
