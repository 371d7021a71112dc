"""One window at a time; it closes only when the next workspace is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from app.model.errors import UserError
from app.services.places import default_workspace
from app.services.preferences import Preferences, save_preferences
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.shell.due import DueProductions
from app.ui.shell.version_tab import TabMaker, make_version_tab
from app.ui.shell.window_state import WindowState
from app.ui.theme import Theme
from app.ui.workspaces.opening import UnopenedDialog, ask_new, ask_open

_LOG = logging.getLogger(__name__)

SampleMaker = Callable[[Path], None]
Opener = Callable[[Path], Workspace]


class Desktop(QObject):
    """Opens workspaces in windows. What it needs of the engine is handed to it."""

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        *,
        open_workspace: Opener,
        create_workspace: Opener,
        write_sample: SampleMaker,
        make_tab: TabMaker = make_version_tab,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.preferences = preferences
        self._open_workspace = open_workspace
        self._create_workspace = create_workspace
        self._write_sample = write_sample
        self._make_tab = make_tab
        self.state = WindowState()
        self.window: MainWindow | None = None
        self.refusal: UnopenedDialog | None = None
        self._asking: QDialog | None = None

    def start(self, asked: Path | None = None) -> None:
        """Open the workspace asked for, else the last one, else the default one or a sample."""
        path = asked or self._last()
        if asked is None and not path.exists() and path == default_workspace():
            try:
                self._write_sample(path)
            except UserError as error:
                self._refuse(path, error)
                return
        self.open(path)

    def open(self, path: Path, *, new: bool = False) -> None:
        """Open a workspace in a window; the window before it closes only when that has worked."""
        path = path.absolute()
        if self.window is not None and not new and _same(path, self.window.session.workspace.path):
            self.window.activateWindow()
            return
        try:
            workspace = self._create_workspace(path) if new else self._open_workspace(path)
        except UserError as error:
            if self.window is None:
                self._refuse(path, error)
            else:
                self.window.session.report(error.text, "error")
            return
        before = self.window
        if before is not None and not before.close():
            workspace.close()
            return
        self._show(workspace)

    def _show(self, workspace: Workspace) -> None:
        session = Session(workspace, self._theme, self.preferences)
        window = MainWindow(session, self.state, self._make_tab)
        session.setParent(window)
        session.preferences_changed.connect(lambda: self._take_preferences(session))
        window.workspaces.requested.connect(lambda path, new: self.open(path, new=new))
        window.closed.connect(lambda: self._forget(window))
        self.window = window
        self.state.keep_recent(workspace.path)
        self._remember(workspace.path)
        window.show()
        window.routings_page.list.setFocus()
        # Tabs come after the first paint: the canvas is heavy, and the window is wanted now.
        QTimer.singleShot(0, window, window.restore_tabs)
        session.watch()
        due = DueProductions(session, session)
        due.version_requested.connect(partial(_show_card, window))
        window.closed.connect(due.stop)
        QTimer.singleShot(0, due, due.start)

    def _forget(self, window: MainWindow) -> None:
        if self.window is window:
            self.window = None
        window.deleteLater()

    # --- when it does not open ---

    def _refuse(self, path: Path, error: UserError) -> None:
        dialog = UnopenedDialog(path, error.text)
        self.refusal = dialog
        dialog.finished.connect(lambda result: self._choose(result, path, dialog))
        dialog.open()

    def _choose(self, result: int, path: Path, dialog: QDialog) -> None:
        self.refusal = None
        dialog.deleteLater()
        if result == UnopenedDialog.AGAIN:
            self.open(path)
        elif result == UnopenedDialog.OPEN:
            self._asked(path, ask_open(None, path, self.open))
        elif result == UnopenedDialog.NEW:
            self._asked(path, ask_new(None, path, lambda chosen: self.open(chosen, new=True)))

    def _asked(self, path: Path, dialog: QDialog) -> None:
        """Whoever changes their mind in the file dialog is asked again."""
        self._asking = dialog  # without a parent, nobody else keeps it
        dialog.rejected.connect(lambda: self.open(path))

    # --- what is remembered ---

    def _last(self) -> Path:
        stored = self.preferences.last_workspace
        return Path(stored) if stored else default_workspace()

    def _remember(self, path: Path) -> None:
        self.preferences = msgspec.structs.replace(self.preferences, last_workspace=str(path))
        try:
            save_preferences(self.preferences)
        except OSError as error:  # the window works all the same
            _LOG.warning("preferences cannot be stored: %s", type(error).__name__)

    def _take_preferences(self, session: Session) -> None:
        self.preferences = session.preferences


def _show_card(window: MainWindow, routing_id: str, version_id: str) -> None:
    window.show_routing(routing_id)
    window.routings_page.routing_page.show_version(version_id)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
