"""Which commands the menus of the main window hold, and when they may be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.model.lifecycle import Command, commands_of
from app.model.routing import Routing, Version
from app.model.text import _
from app.ui.shell.help import AboutDialog, KeysDialog
from app.ui.shell.menus import Entry, Menus, fill_recent, fill_themes, keys_of
from app.ui.shell.pages import page_commands
from app.ui.shell.version_tab import OpenVersion
from app.ui.workspaces.settings_commands import SettingsCommands

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_OF_ROUTING = ("edit_routing", "create_version", "copy_routing", "delete_routing")
_OF_VERSION: dict[str, Command | None] = {
    "name_version": Command.EDIT,
    "promote_version": Command.PROMOTE,
    "test_version": Command.TEST,
    "untest_version": Command.UNTEST,
    "schedule_version": Command.SCHEDULE,
    "unschedule_version": Command.UNSCHEDULE,
    "duplicate_version": Command.DUPLICATE,
    "delete_version": Command.DELETE,
}


class WindowMenus(Menus):
    """The menus of one main window."""

    def __init__(self, window: MainWindow) -> None:
        self._main = window
        self.settings = SettingsCommands(window)
        commands = window.commands
        super().__init__(
            window,
            {
                "file": (
                    Entry("new_workspace", _("New workspace…"), window.workspaces.new),
                    Entry("open_workspace", _("Open workspace…"), window.workspaces.open, "Ctrl+O"),
                    Entry(
                        "save_copy", _("Save a copy…"), window.workspaces.save_copy, "Ctrl+Shift+S"
                    ),
                    Entry("restore", _("Restore a backup…"), window.workspaces.restore),
                    Entry("settings", _("Workspace settings…"), self.settings.show_settings),
                    Entry("rights", _("Your rights…"), self.settings.show_rights),
                    None,
                    Entry("import", _("Import a package…"), commands.packages.import_package),
                    Entry(
                        "export",
                        _("Export the workspace…"),
                        commands.packages.export_workspace,
                    ),
                    None,
                    Entry("close_tab", _("Close the version"), self._close_tab, "Ctrl+W"),
                    Entry("quit", _("Quit"), QApplication.closeAllWindows, "Ctrl+Q"),
                ),
                "view": (
                    Entry("routings", _("Routings"), self._to("routings"), "Ctrl+1"),
                    Entry("samples", _("Samples"), self._to("samples"), "Ctrl+2"),
                    Entry("resources", _("Resources"), self._to("resources"), "Ctrl+3"),
                    Entry("find_routing", _("Search routings"), self._search, "Ctrl+Shift+R"),
                    Entry("next_tab", _("Next tab"), lambda: window.workbench.step(1), "Ctrl+Tab"),
                    Entry(
                        "previous_tab",
                        _("Previous tab"),
                        lambda: window.workbench.step(-1),
                        "Ctrl+Shift+Tab",
                    ),
                    Entry("next_panel", _("Next panel"), self._next_panel, "F6"),
                ),
                "routing": (
                    Entry(
                        "new_routing", _("New smart routing…"), commands.new_routing, "Ctrl+Shift+N"
                    ),
                    None,
                    Entry(
                        "edit_routing",
                        _("Edit the smart routing…"),
                        self._on(commands.edit_routing),
                    ),
                    Entry(
                        "create_version",
                        _("Create a version…"),
                        self._on(commands.create_version),
                        "Ctrl+N",
                    ),
                    Entry(
                        "copy_routing",
                        _("Copy the smart routing…"),
                        self._on(commands.copy_routing),
                    ),
                    Entry(
                        "delete_routing",
                        _("Delete the smart routing…"),
                        self._on(commands.delete_routing),
                    ),
                ),
                "version": (
                    Entry(
                        "name_version",
                        _("Name and description…"),
                        self._at(commands.edit_version),
                    ),
                    Entry(
                        "promote_version",
                        _("Put in production…"),
                        self._at(commands.promote_version),
                    ),
                    Entry("test_version", _("Put in test…"), self._at(commands.life.put_in_test)),
                    Entry(
                        "untest_version",
                        _("Remove from test…"),
                        self._at(commands.life.remove_from_test),
                    ),
                    Entry(
                        "schedule_version",
                        _("Schedule the production…"),
                        self._at(commands.life.schedule),
                    ),
                    Entry(
                        "unschedule_version",
                        _("Remove the planned production from the schedule…"),
                        self._at(commands.life.unschedule),
                    ),
                    Entry(
                        "export_version",
                        _("Export the version…"),
                        self._at(commands.export_version),
                    ),
                    Entry(
                        "duplicate_version",
                        _("Duplicate the version"),
                        self._at(commands.duplicate_version),
                    ),
                    Entry(
                        "delete_version",
                        _("Delete the version…"),
                        self._at(commands.delete_version),
                    ),
                ),
                "help": (
                    Entry("keys", _("Keys"), self.show_keys, "?"),
                    Entry("about", _("About Smart Routing Studio"), self.show_about),
                ),
            },
        )
        self.themes = self.submenu("view", "routings", _("Colours"))
        fill_themes(self.themes, window.session.preferences.theme, window.choose_theme)
        self.recent = self.submenu("file", "save_copy", _("Recent workspaces"))
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.follow(None)

    def follow(self, tab: OpenVersion | None) -> None:
        """Offer what can be done with what is in front."""
        self.show_commands(self._page_commands() if tab is None else tab.actions())
        self.entries["close_tab"].setEnabled(tab is not None)
        routing = self._routing()
        for name in _OF_ROUTING:
            self.entries[name].setEnabled(routing is not None)
        self.menus["version"].menuAction().setVisible(tab is not None)
        if tab is not None:
            self.allow(tab.version)

    def allow(self, version: Version) -> None:
        """Offer what the state of the open version allows."""
        allowed = commands_of(version)
        for name, command in _OF_VERSION.items():
            self.entries[name].setEnabled(command in allowed)

    def show_keys(self) -> None:
        """The list of keys."""
        dialog = KeysDialog(tuple(keys_of(self.menus)), self._main)
        dialog.open()

    def show_about(self) -> None:
        """What this application is."""
        AboutDialog(self._main).open()

    # --- private ---

    def _page_commands(self) -> dict[str, QAction]:
        bench = self._main.workbench
        return page_commands(bench.page(bench.page_key)) if bench.page_key else {}

    def _to(self, page: str) -> Callable[[], None]:
        return lambda: self._main.show_page(page)

    def _routing(self) -> Routing | None:
        """The routing on show, while its page is in front."""
        main = self._main
        if main.workbench.current_id or main.workbench.page_key != "routings":
            return None
        return main.routings_page.routing

    def _on(self, command: Callable[[str], object]) -> Callable[[], None]:
        def act() -> None:
            routing = self._routing()
            if routing is not None:
                command(routing.id)

        return act

    def _at(self, command: Callable[[str], object]) -> Callable[[], None]:
        def act() -> None:
            if self._main.workbench.current_id:
                command(self._main.workbench.current_id)

        return act

    def _close_tab(self) -> None:
        if self._main.workbench.current_id:
            self._main.close_version(self._main.workbench.current_id)

    def _search(self) -> None:
        self._main.show_page("routings")
        self._main.routings_page.search.setFocus()
        self._main.routings_page.search.selectAll()

    def _fill_recent(self) -> None:
        main = self._main
        here = main.session.workspace.path
        others = tuple(path for path in main.state.recent() if path != here)
        fill_recent(self.recent, others, lambda path: main.workspaces.requested.emit(path, False))

    def _next_panel(self) -> None:
        """The keyboard goes to the next part of the window: rail, page, list, message."""
        main = self._main
        panels = [main.rail.buttons[main.rail.key], *main.panels()]
        focused = QApplication.focusWidget()
        at = next((n for n, one in enumerate(panels) if _holds(one, focused)), -1)
        for panel in (*panels[at + 1 :], *panels[: at + 1]):
            if panel.isVisible():
                panel.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _holds(panel: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (panel is focused or panel.isAncestorOf(focused))
