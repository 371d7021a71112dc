"""The version of a tab in the workspace: its state, what the person may do, what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from app.model.errors import UserError
from app.model.lifecycle import Command, commands_of
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import Text
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.overview import Circumstances, read_circumstances
from app.ui.session import Session

Request: TypeAlias = Callable[[RoutingCommands], object]
"""Something that the commands of the window shall do."""


class TabLife(QObject):
    """`asked` carries a `Request`: the window has the dialogs of a version's life, the tab not."""

    asked = Signal(object)

    def __init__(self, session: Session, version_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = session.workspace
        self.version: Version = self._workspace.version(version_id)
        self.routing = self._workspace.routing(self.version.routing)
        self.around: Circumstances = read_circumstances(self._workspace)

    def read(self) -> bool:
        """Read everything again; False when the version is gone."""
        try:
            version = self._workspace.version(self.version.id)
            routing = self._workspace.routing(version.routing)
            around = read_circumstances(self._workspace)
        except UserError:
            return False
        self.version, self.routing, self.around = version, routing, around
        return True

    @property
    def may_edit(self) -> bool:
        """Whether state and role let the person change the tree."""
        return self.version.editable and self.around.forbids(Command.EDIT) is None

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """The mailboxes whose emails the version processes as a test."""
        return self.around.testing(self.routing, self.version)

    def allows(self, command: Command) -> bool:
        """Whether the state of the version allows a command at all."""
        return command in commands_of(self.version)

    def forbids(self, command: Command) -> Text | None:
        """Why the person's role does not allow a command, or None."""
        return self.around.forbids(command)

    # --- what the window is asked for ---

    def do(self, command: Command) -> None:
        """Ask for a command of the version's life."""
        id_ = self.version.id
        self.asked.emit(lambda commands: commands.do(command, id_))

    def export(self) -> None:
        """Ask for a package of the version."""
        id_ = self.version.id
        self.asked.emit(lambda commands: commands.export_version(id_))

    def open_version(self, version_id: str) -> None:
        """Ask for another version to be opened."""
        self.asked.emit(lambda commands: commands.open_version(version_id))

    def open_run(self, version_id: str, run_id: int) -> None:
        """Ask for a run to be opened in the version that still has its tree."""
        self.asked.emit(lambda commands: commands.run_requested.emit(version_id, run_id))

    def choose_mailboxes(self) -> None:
        """Ask which mailboxes use the version."""
        id_ = self.version.id
        self.asked.emit(lambda commands: commands.life.choose_mailboxes(id_))

    def dismiss_missed(self) -> None:
        """Take the alert of a planned production that could not be away."""
        id_ = self.version.id
        self.asked.emit(lambda commands: commands.life.dismiss_missed(id_))

    def copy(self, words: str) -> None:
        """Put words on the clipboard."""
        self.asked.emit(lambda commands: commands.copy_text(words))
