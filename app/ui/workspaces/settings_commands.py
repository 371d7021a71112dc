"""Opens the settings of the workspace, and from there what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt

from app.ui.workspaces.settings_dialog import SettingsTab, WorkspaceSettingsDialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.resources.page import ResourcesPage


class SettingsCommands(QObject):
    """The settings of one window; `session.rights_asked` brings their last part to the front."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.session.rights_asked.connect(self.show_rights)

    def show_settings(self) -> None:
        """Open the settings."""
        self._open(SettingsTab.GENERAL)

    def show_rights(self) -> None:
        """Open the settings where they say what the person may do, and why."""
        self._open(SettingsTab.RIGHTS)

    def _open(self, tab: SettingsTab) -> None:
        dialog = WorkspaceSettingsDialog(self._window.session, tab, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resource_asked.connect(self._show_resource)
        dialog.open()

    def _show_resource(self, kind: str, reference: str) -> None:
        self._window.show_page("resources")
        page = cast("ResourcesPage", self._window.workbench.page("resources"))
        page.show_resource(kind, reference)
