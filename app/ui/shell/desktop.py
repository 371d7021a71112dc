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
from app.model.text import _
from app.services.backups import Restored
from app.services.places import default_workspace
from app.services.preferences import Preferences, save_preferences
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.session import Offer, Session
from app.ui.shell.due import DueProductions
from app.ui.shell.version_tab import TabMaker, make_version_tab
from app.ui.shell.window_state import WindowState
from app.ui.theme import Theme
from app.ui.workspaces.keeping import DailyBackup
from app.ui.workspaces.opening import (
    UnopenedDialog,
    Way,
    ask_copy,
    ask_new,
    ask_open,
    ways_out,
)
from app.ui.workspaces.restoring import RestoreDialog, Restorer

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
        open_to_read: Opener,
        restore_backup: Restorer,
        write_sample: SampleMaker,
        make_tab: TabMaker = make_version_tab,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.preferences = preferences
        self._open_workspace = open_workspace
        self._create_workspace = create_workspace
        self._open_to_read = open_to_read
        self._restore_backup = restore_backup
        self._write_sample = write_sample
        self._make_tab = make_tab
        self.state = WindowState()
        self.window: MainWindow | None = None
        self.refusal: UnopenedDialog | None = None
        self.restoring: RestoreDialog | None = None
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
            self._tell(path, error)
            return
        self._replace(workspace)

    def open_to_read(self, path: Path) -> None:
        """Open a workspace that may not be written in a window where nothing can be changed."""
        try:
            workspace = self._open_to_read(path.absolute())
        except UserError as error:
            self._tell(path, error)
            return
        self._replace(workspace)

    def open_copy(self, path: Path, target: Path) -> None:
        """Copy a workspace that may not be written, and open the copy."""
        try:
            original = self._open_to_read(path.absolute())
            try:
                original.save_copy(target)
            finally:
                original.close()
        except UserError as error:
            self._tell(path, error)
            return
        self.open(target)

    def restore(self, path: Path) -> None:
        """Show the backups of a workspace; the one that is chosen takes its place, and opens."""
        dialog = RestoreDialog(path, self._restore_backup, self.window)
        self.restoring = dialog
        dialog.restored.connect(partial(self._reopen, path))
        if self.window is None:
            dialog.rejected.connect(lambda: self.open(path))
        dialog.finished.connect(lambda _result: self._end_restoring(dialog))
        dialog.open()

    def _end_restoring(self, dialog: RestoreDialog) -> None:
        self.restoring = None
        dialog.deleteLater()

    def _reopen(self, path: Path, said: str, restored: Restored) -> None:
        """Begin anew with what was restored: undo, forms and tabs belong to what was there."""
        if self.window is not None and _same(path, self.window.session.workspace.path):
            self.window.leave()
        # Another workspace in the window asks before it goes, and may stay.
        self.open(path)
        if self.window is None or not _same(path, self.window.session.workspace.path):
            return
        text = _("The workspace is as it was: {backup}.", backup=said)
        if restored.kept is not None:
            text = _(
                "The workspace is as it was: {backup}. What was there before is kept as {kept}.",
                backup=said,
                kept=restored.kept.name,
            )
        self.window.session.report(text, "success")

    def _move(self, before: Path, path: Path) -> None:
        """Go on in a copy that holds everything, so that nothing holds the window back."""
        try:
            workspace = self._open_workspace(path)
        except UserError as error:
            self._tell(path, error)
            return
        if self.window is not None:
            self.window.leave()
        self._show(workspace)
        assert self.window is not None
        self.window.session.report(
            _(
                "Everything is in {path} now, and you work there. {before} stays as it was stored.",
                path=str(path),
                before=before.name,
            ),
            "success",
        )

    def _replace(self, workspace: Workspace) -> None:
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
        window.workspaces.restore_requested.connect(lambda: self.restore(workspace.path))
        window.workspaces.moved.connect(partial(self._move, workspace.path))
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
        daily = DailyBackup(session, window.workspaces.restore, session)
        window.closed.connect(daily.stop)
        QTimer.singleShot(0, daily, daily.start)

    def _forget(self, window: MainWindow) -> None:
        if self.window is window:
            self.window = None
        window.deleteLater()

    # --- when it does not open ---

    def _tell(self, path: Path, error: UserError) -> None:
        if self.window is None:
            self._refuse(path, error)
            return
        ways = ways_out(path, error)
        offers: dict[Way, Offer] = {
            Way.RESTORE: (_("Restore a backup…"), lambda: self.restore(path)),
            Way.READ: (_("Open read-only"), lambda: self.open_to_read(path)),
        }
        self.window.session.report(error.text, "error", offers[ways[0]] if ways else None)

    def _refuse(self, path: Path, error: UserError) -> None:
        dialog = UnopenedDialog(path, error.text, ways=ways_out(path, error))
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
        elif result == UnopenedDialog.RESULTS[Way.RESTORE]:
            self.restore(path)
        elif result == UnopenedDialog.RESULTS[Way.READ]:
            self.open_to_read(path)
        elif result == UnopenedDialog.RESULTS[Way.COPY]:
            self._asked(path, ask_copy(None, path, partial(self.open_copy, path)))

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
