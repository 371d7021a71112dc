"""The main window: rail, breadcrumb, tabs of open versions, status bar, menus."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.text import _
from app.services.preferences import Theme as ThemeChoice
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.page import RoutingsPage
from app.ui.session import Session
from app.ui.shell.breadcrumb import Breadcrumb, Crumb
from app.ui.shell.dropping import accept_files, dropped_files
from app.ui.shell.leaving import typed_names, typed_question, unsaved_question
from app.ui.shell.messages import MessagePlace
from app.ui.shell.pages import WithMail, panels_of
from app.ui.shell.rail import Rail, place_of
from app.ui.shell.status_bar import StatusBar
from app.ui.shell.version_tab import OpenVersion, TabMaker, as_open_version, make_version_tab
from app.ui.shell.window_menus import WindowMenus
from app.ui.shell.window_state import OpenTabs, WindowState
from app.ui.shell.workbench import Workbench
from app.ui.theme import tr
from app.ui.workspaces.banner import WorkspaceBanner
from app.ui.workspaces.commands import WorkspaceCommands

DEFAULT_SIZE = QSize(1360, 860)


class MainWindow(QMainWindow):
    """The one window of a session; it closes with it."""

    closed = Signal()

    def __init__(
        self,
        session: Session,
        state: WindowState | None = None,
        make_tab: TabMaker = make_version_tab,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.state = state or WindowState()
        self.workspace_id = session.workspace.settings().id
        self._leaving = False
        self._is_closed = False
        self._is_restored = False
        self.commands = RoutingCommands(session, self, self.is_settled)
        self.workspaces = WorkspaceCommands(session, self, lambda: self.workbench)
        self.rail = Rail()
        self.breadcrumb = Breadcrumb()
        self.messages = MessagePlace()
        self.message_bar = self.messages.bar
        pages = {
            "routings": self._make_routings,
            "samples": self._make_samples,
            "resources": self._make_resources,
        }
        self.workbench = Workbench(session, pages, make_tab)
        self.status_bar = StatusBar(session.workspace, session.jobs)
        self._build()
        self.menus = WindowMenus(self)
        self._connect()
        self.workbench.show_page("routings")

    # --- building ---

    def _build(self) -> None:
        self.setWindowTitle("Smart Routing Studio")
        self.setMinimumSize(900, 560)
        self.setAcceptDrops(True)
        middle = QVBoxLayout()
        middle.setObjectName("middle")
        middle.setSpacing(0)
        middle.addWidget(self.breadcrumb)
        if self.session.workspace.is_read_only:
            middle.addWidget(WorkspaceBanner(self.session, self.workspaces))
        middle.addWidget(self.messages)
        middle.addWidget(self.workbench, 1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        self.setCentralWidget(ground)
        self.setStatusBar(self.status_bar)
        if not self.state.restore_window(self):
            self.resize(DEFAULT_SIZE)

    def _connect(self) -> None:
        session = self.session
        self.rail.chosen.connect(self.show_page)
        self.workbench.shown.connect(self._show_place)
        self.workbench.made.connect(self._listen_to)
        self.workbench.touched.connect(self._show_current)
        self.workbench.close_requested.connect(self.close_version)
        self.commands.version_requested.connect(self.open_version)
        self.commands.run_requested.connect(
            lambda version_id, run_id: self.open_version(version_id, run_id=run_id)
        )
        self.commands.routing_requested.connect(lambda _id: self.show_page("routings"))
        self.status_bar.retry_requested.connect(self.retry_saving)
        self.status_bar.problems_requested.connect(self._show_problems)
        session.reported.connect(self.messages.say)
        session.routings_changed.connect(self._follow_versions)
        session.changed_outside.connect(self._follow_store)

    def _make_routings(self) -> QWidget:
        page = RoutingsPage(self.session, self.commands)
        page.splitter.setObjectName("routings")
        self.state.restore_splitter(page.splitter)
        page.routing_shown.connect(self._show_place)
        return page

    def _make_samples(self) -> QWidget:
        from app.ui.samples.page import SamplesPage

        return SamplesPage(self.session)

    def _make_resources(self) -> QWidget:
        from app.ui.resources.page import ResourcesPage

        page = ResourcesPage(self.session)
        self.state.restore_splitter(page.columns)
        page.version_requested.connect(self.open_version)
        page.routing_requested.connect(self.show_routing)
        page.shown.connect(self._show_place)
        return page

    # --- pages ---

    @property
    def routings_page(self) -> RoutingsPage:
        """The page of the routings."""
        return cast(RoutingsPage, self.workbench.page("routings"))

    def panels(self) -> tuple[QWidget, ...]:
        """What F6 walks through besides the rail, in reading order."""
        tab = self.workbench.current
        if tab is not None:
            return tab.panels()
        if self.workbench.page_key == "routings":
            page = self.routings_page
            return (page.search, page.list, *page.routing_page.cards.values())
        return panels_of(self.workbench.page(self.workbench.page_key))

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.workbench.show_page(key)

    def show_routing(self, routing_id: str) -> None:
        """Bring the page of a routing to the front."""
        self.show_page("routings")
        self.routings_page.show_routing(routing_id)

    # --- versions ---

    def open_version(self, version_id: str, action_id: str = "", run_id: int = 0) -> None:
        """Open a version in a tab, or bring its tab to the front, at an action or a kept run."""
        try:
            version = self.session.workspace.version(version_id)
            self.workbench.open_version(version)
        except UserError as error:
            self.session.report(error.text, "error")
            return
        tab = self.workbench.opened(version_id)
        if action_id and tab is not None:
            tab.show_action(action_id)
        if run_id and tab is not None:
            tab.show_run(run_id)

    def _listen_to(self, widget: object) -> None:
        assert isinstance(widget, QWidget)
        tab = as_open_version(widget)
        tab.open_version_requested.connect(self.open_version)
        tab.asked.connect(lambda act: act(self.commands))
        tab.version_changed.connect(self._show_current)

    def close_version(self, version_id: str) -> None:
        """Close a tab; what could not be stored asks first."""
        tab = self.workbench.opened(version_id)
        if tab is not None and not tab.leave() and not tab.is_unsaved:
            return
        if tab is not None and tab.is_unsaved:
            unsaved_question(
                self,
                (tab,),
                lambda: self.workbench.close_version(version_id),
                self.workspaces.save_elsewhere,
            )
            return
        self.workbench.close_version(version_id)

    def is_settled(self, version_id: str) -> bool:
        """Whether everything typed into a version is stored; says so if not."""
        tab = self.workbench.opened(version_id)
        if tab is None:
            return True
        left = tab.leave()
        if tab.is_unsaved:
            self.session.report(
                _("The last changes of this version are not stored yet. Store them first."),
                "error",
                (_("Retry"), tab.document.retry),
            )
            return False
        return left

    def retry_saving(self) -> None:
        """Store again what could not be stored, in every tab."""
        for tab in self.workbench.all_made:
            if tab.is_unsaved:
                tab.document.retry()
        self._show_current()

    def _show_problems(self) -> None:
        tab = self.workbench.current
        if tab is not None:
            tab.show_problems()

    def _follow_versions(self) -> None:
        """Names and states on the tabs; a version that is gone takes its tab with it."""
        for version_id in self.workbench.version_ids:
            tab = self.workbench.opened(version_id)
            try:
                version = self.session.workspace.version(version_id)
                self.workbench.name_tab(version, unsaved=tab is not None and tab.is_unsaved)
            except UserError as error:
                # What is being typed meets the deletion now, and becomes a choice.
                if tab is not None and not tab.leave() and tab.is_unsaved:
                    continue
                self.workbench.close_version(version_id)
                self.session.report(error.text, "info")
                continue
            if tab is not None:
                tab.refresh_version()
        self._show_current()

    def _follow_store(self) -> None:
        """Show what another window stored; what is unsaved here stays."""
        for tab in self.workbench.all_made:
            try:
                tab.follow_store()
            except UserError as error:
                self.session.report(error.text, "error")

    # --- what is shown around ---

    def _show_place(self) -> None:
        tab = self.workbench.current
        self.rail.mark(self.workbench.page_key)
        try:
            crumbs = self._crumbs(tab)
        except UserError:  # deleted a moment ago; its tab goes with the next signal
            crumbs = ()
        self.breadcrumb.show_crumbs(crumbs)
        self.menus.follow(tab)
        self._show_current()

    def _crumbs(self, tab: OpenVersion | None) -> tuple[Crumb, ...]:
        if tab is None and self.workbench.page_key != "routings":
            return (Crumb(tr(place_of(self.workbench.page_key).words)),)

        def home() -> None:
            self.show_page("routings")

        first, listed = Crumb(tr(_("Routing")), home), tr(_("Email smart routings"))
        if tab is None:
            routing = self.routings_page.routing
            if routing is None:
                return (first, Crumb(listed))
            return (first, Crumb(listed, home), Crumb(routing.name))
        version = self.session.workspace.version(tab.version.id)
        routing = self.session.workspace.routing(version.routing)
        return (
            first,
            Crumb(listed, home),
            Crumb(routing.name, lambda: self.show_routing(routing.id)),
            Crumb(f"{version.number} · {version.name}"),
        )

    def _show_current(self) -> None:
        tab = self.workbench.current
        unsaved = [one for one in self.workbench.all_made if one.is_unsaved]
        self.status_bar.show_saving(unsaved=bool(unsaved))
        name = self.session.workspace.path.stem
        if tab is None:
            self.status_bar.show_version(None)
            self.setWindowTitle(f"{name} — Smart Routing Studio")
            return
        version = tab.version
        self.workbench.name_tab(version, unsaved=tab.is_unsaved)
        self.status_bar.show_version(version, *tab.problem_counts)
        self.menus.allow(version)
        self.setWindowTitle(f"{version.number} · {version.name} — {name} — Smart Routing Studio")

    # --- preferences ---

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Change the colours, here and for the next time."""
        self.session.theme.set_preference(choice.value)
        self.session.prefer(theme=choice)

    # --- leaving and coming back ---

    def restore_tabs(self) -> None:
        """Open what was open in this workspace the last time."""
        if self._is_closed:
            return
        self._is_restored = True
        kept = self.state.tabs(self.workspace_id)
        for version_id in kept.versions:
            try:
                version = self.session.workspace.version(version_id)
            except UserError:  # deleted since
                continue
            self.workbench.open_version(version, front=version_id == kept.current)
        if kept.routing:
            self.routings_page.show_routing(kept.routing)
        if kept.page != "routings" and not kept.current:
            self.show_page(kept.page)

    def keep_state(self) -> None:
        """Remember how the window looks, for the next time."""
        self.state.keep_window(self)
        self.state.keep_splitters(self)
        # Closed before the tabs came back: what was open the last time stays remembered.
        if self._is_restored or self.workbench.version_ids:
            routing = self.routings_page.routing
            tabs = OpenTabs(
                versions=self.workbench.version_ids,
                current=self.workbench.current_id,
                page=self.workbench.page_key,
                routing="" if routing is None else routing.id,
            )
            self.state.keep_tabs(self.workspace_id, tabs)
        self.state.store()

    def closeEvent(self, event: QCloseEvent) -> None:
        tabs = self.workbench.all_made
        stays = [tab for tab in tabs if not tab.leave() and not tab.is_unsaved]
        unsaved = tuple(tab for tab in tabs if tab.is_unsaved)
        typed = typed_names(self.workbench.made_pages)
        if not self._leaving and (stays or unsaved or typed):
            event.ignore()
            if unsaved:
                unsaved_question(self, unsaved, self.leave, self.workspaces.save_elsewhere)
            elif typed:
                typed_question(self, typed, self.leave)
            return
        if not self._is_closed:
            self.keep_state()
        self._is_closed = True
        self.session.close()
        event.accept()
        self.closed.emit()

    def leave(self) -> None:
        """Close without asking; whoever calls it has."""
        self._leaving = True
        self.close()

    # --- mail dropped on the window ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        workspaces, packages, mail = dropped_files(event)
        if workspaces:
            self.workspaces.requested.emit(workspaces[0], False)
        elif packages:
            self.commands.packages.look_at(packages[0])
        elif mail:
            self.import_mail(mail)

    def import_mail(self, paths: list[Path]) -> None:
        """Import emails into the samples, and show them."""
        self.show_page("samples")
        page = self.workbench.page("samples")
        assert isinstance(page, WithMail)
        page.import_paths(paths)
