"""What a window looked like: geometry, splitters, open tabs, recent workspaces."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from app.services.places import config_folder

_MOST_RECENT = 10


class OpenTabs(msgspec.Struct, frozen=True):
    """The versions that were open in a workspace, and what was in front."""

    versions: tuple[str, ...] = ()
    current: str = ""
    page: str = "routings"
    routing: str = ""


class WindowState:
    """Stored beside the preferences; a damaged or missing file means the defaults."""

    def __init__(self, file: Path | None = None) -> None:
        path = file or config_folder() / "window.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    # --- the window ---

    def keep_window(self, window: QMainWindow) -> None:
        """Remember size and place."""
        self._settings.setValue("window/geometry", window.saveGeometry())

    def restore_window(self, window: QMainWindow) -> bool:
        """Give the window its size and place back; False without any."""
        stored = self._settings.value("window/geometry")
        return isinstance(stored, QByteArray) and window.restoreGeometry(stored)

    def keep_splitters(self, window: QWidget) -> None:
        """Remember every splitter that has a name."""
        for splitter in window.findChildren(QSplitter):
            if splitter.objectName():
                self._settings.setValue(f"splitter/{splitter.objectName()}", splitter.saveState())

    def restore_splitter(self, splitter: QSplitter) -> None:
        """Give a named splitter its sizes back."""
        stored = self._settings.value(f"splitter/{splitter.objectName()}")
        if isinstance(stored, QByteArray):
            splitter.restoreState(stored)

    # --- tabs ---

    def keep_tabs(self, workspace_id: str, tabs: OpenTabs) -> None:
        """Remember what is open in a workspace."""
        self._settings.setValue(f"tabs/{workspace_id}", msgspec.json.encode(tabs).decode())

    def tabs(self, workspace_id: str) -> OpenTabs:
        """What was open in a workspace."""
        stored = self._settings.value(f"tabs/{workspace_id}")
        if not isinstance(stored, str):
            return OpenTabs()
        try:
            return msgspec.json.decode(stored, type=OpenTabs)
        except msgspec.DecodeError:
            return OpenTabs()

    # --- workspaces ---

    def keep_recent(self, path: Path) -> None:
        """Put a workspace at the head of the recent ones."""
        others = [one for one in self.recent() if one != path]
        paths = [str(one) for one in (path, *others)][:_MOST_RECENT]
        self._settings.setValue("recent", msgspec.json.encode(paths).decode())

    def recent(self) -> tuple[Path, ...]:
        """The workspaces that were open, the last one first."""
        stored = self._settings.value("recent")
        if not isinstance(stored, str):
            return ()
        try:
            return tuple(map(Path, msgspec.json.decode(stored, type=list[str])))
        except msgspec.DecodeError:
            return ()

    def store(self) -> None:
        """Write everything to disk now."""
        self._settings.sync()
