"""What can be done with the workspace as a whole: make another, open another, save a copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.model.errors import UserError
from app.model.text import _
from app.ui.session import Session
from app.ui.workspaces.opening import ask_copy, ask_new, ask_open


class WorkspaceCommands(QObject):
    """Asks for files; whoever owns the window opens them."""

    requested = Signal(object, bool)
    """A `Path` to open, and whether it is to be made."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def new(self) -> None:
        """Ask where a new workspace goes."""
        near = self._session.workspace.path
        ask_new(self._window, near, lambda path: self.requested.emit(path, True))

    def open(self) -> None:
        """Ask for another workspace."""
        near = self._session.workspace.path
        ask_open(self._window, near, lambda path: self.requested.emit(path, False))

    def save_copy(self) -> None:
        """Ask where a copy of the workspace goes, and write it."""
        ask_copy(self._window, self._session.workspace.path, self._copy_to)

    def _copy_to(self, path: Path) -> None:
        try:
            self._session.workspace.save_copy(path)
        except UserError as error:
            self._session.report(error.text, "error")
        else:
            self._session.report(_("A copy is in {path}.", path=str(path)), "success")
