"""What can be done with the workspace as a whole: make another, open another, save a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.text import Text, _
from app.services.saving_elsewhere import Pending, save_elsewhere
from app.ui.session import Session
from app.ui.shell.leaving import typed_names, typed_question
from app.ui.shell.workbench import Workbench
from app.ui.workspaces.opening import ask_copy, ask_elsewhere, ask_new, ask_open


class WorkspaceCommands(QObject):
    """Asks for files; whoever owns the window opens them."""

    requested = Signal(object, bool)
    """A `Path` to open, and whether it is to be made."""
    moved = Signal(object)
    """A `Path` that holds everything of this workspace, also what could not be stored in it."""
    restore_requested = Signal()
    """Nothing here is unsaved, and the person wants to go back to a backup."""

    def __init__(
        self, session: Session, window: QWidget, workbench: Callable[[], Workbench]
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._workbench = workbench
        session.elsewhere_requested.connect(self.save_elsewhere)

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

    def go_on_in_copy(self) -> None:
        """Ask where a copy goes, write it, and open it in the place of this workspace."""

        def go_on(path: Path) -> None:
            if self._write(path):
                self.requested.emit(path, False)

        ask_copy(self._window, self._session.workspace.path, go_on)

    def save_elsewhere(self) -> None:
        """Ask for another place, write everything there, and go on there."""
        ask_elsewhere(self._window, self._session.workspace.path, self._move_to)

    def _move_to(self, path: Path) -> None:
        tabs = self._workbench().all_made
        for tab in tabs:
            tab.leave()
        unsaved = {tab.version.id: tab.document.unsaved for tab in tabs}
        pending = tuple(
            Pending(id_, one.stored, one.tree, one.revision)
            for id_, one in unsaved.items()
            if one is not None
        )
        try:
            save_elsewhere(self._session.workspace, path, pending)
        except UserError as error:
            self._session.report(error.text, "error", (_("Save elsewhere…"), self.save_elsewhere))
            return
        typed = typed_names(self._workbench().made_pages)
        if typed:
            typed_question(self._window, typed, lambda: self.moved.emit(path))
        else:
            self.moved.emit(path)

    def restore(self) -> None:
        """Begin to go back to a backup, once nothing here would be lost by it."""
        bench = self._workbench()
        refusal = self._refusal()
        unsaved = [tab.version.name for tab in bench.all_made if not tab.leave()]
        typed = typed_names(bench.made_pages)
        if refusal is not None:
            self._session.report(refusal, "error")
        elif unsaved or typed:
            names = ", ".join(f"“{name}”" for name in (*unsaved, *typed))
            self._session.report(
                _("{names} is not saved yet. Save or discard that, then restore.", names=names),
                "error",
            )
        else:
            self.restore_requested.emit()

    def _refusal(self) -> Text | None:
        try:
            return self._session.workspace.rights().refusal(Permission.ADMINISTER)
        except UserError:
            # So damaged that it does not say who may do what: a backup is what it needs.
            return None

    def _copy_to(self, path: Path) -> None:
        if self._write(path):
            self._session.report(_("A copy is in {path}.", path=str(path)), "success")

    def _write(self, path: Path) -> bool:
        try:
            self._session.workspace.save_copy(path)
        except UserError as error:
            self._session.report(error.text, "error")
            return False
        return True
