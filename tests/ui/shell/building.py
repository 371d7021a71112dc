"""What tests of the window are built from: workspaces, sessions, a light stand-in for a tab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.graph.document import Document
from app.model.catalogue import RoutingType
from app.model.edits import add_after
from app.model.routing import Routing, Version
from app.model.tree import Action, Position
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.shell.window_state import WindowState
from app.ui.theme import Theme


def new_workspace(folder: Path) -> Workspace:
    """An empty workspace in a folder."""
    return Workspace.create(folder / "Office.routings", CATALOGUE)


@contextmanager
def seen_again(workspace: Workspace) -> Iterator[Workspace]:
    """The same file through another connection: what it says is on disk."""
    other = Workspace.open(workspace.path, CATALOGUE)
    try:
        yield other
    finally:
        other.close()


def add_routing(workspace: Workspace, name: str, type_: RoutingType = RoutingType.START) -> Routing:
    """A routing whose reference is its name in lower case."""
    reference = name.lower().replace(" ", "-")
    return lifecycle.create_routing(workspace, name=name, reference=reference, type=type_)


def add_version(
    workspace: Workspace, routing: Routing, name: str, *, filled: bool = False
) -> Version:
    """A version: blank, or with one action that may go into production."""
    made = lifecycle.create_version(workspace, routing.id, name=name)
    if filled:
        fill(workspace, made.id)
    return workspace.version(made.id)


def fill(workspace: Workspace, version_id: str, type_: str = "node") -> None:
    """Put one action after Start, and end its branches on purpose."""
    draft = workspace.draft(version_id)
    tree, revision = draft.load()
    config = CATALOGUE.new_config(type_)
    action = Action(id=str(uuid4()), number=0, type=type_, name="Pass on", config=config)
    (branch,) = CATALOGUE.branches(tree.start.config)
    after = add_after(action, tree.start.id, branch.key, Position(0, 120), catalogue=CATALOGUE)(
        tree
    )
    draft.save(tree, after, revision)


def new_session(qtbot: QtBot, workspace: Workspace) -> Session:
    """A session that closes with the test."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(app, "light")
    session = Session(workspace, theme)
    theme.setParent(session)
    return session


class PlainTab(QWidget):
    """Implements `OpenVersion` with a real document and hardly any widgets."""

    title_changed = Signal(str, str)
    status_changed = Signal()
    saving_state_changed = Signal()
    version_changed = Signal()
    open_version_requested = Signal(str)
    asked = Signal(object)

    def __init__(self, session: Session, version_id: str) -> None:
        super().__init__()
        self._session = session
        self._id = version_id
        workspace = session.workspace
        self.document = Document(workspace.draft(version_id), new_id=lambda: str(uuid4()))
        self.document.setParent(self)
        self.document.saved.connect(self.saving_state_changed)
        self.problem_counts = (1, 2)
        self.shown_action = ""
        self.stays = False
        self.undo = QAction("Undo add", self)
        self.undo.setShortcut("Ctrl+Z")
        self.undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.run = QAction("Run", self)
        self.run.setShortcut("F5")
        column = QVBoxLayout(self)
        column.addWidget(QLabel(self.version.name))

    @property
    def version(self) -> Version:
        return self._session.workspace.version(self._id)

    @property
    def is_unsaved(self) -> bool:
        return self.document.is_unsaved

    def actions(self) -> dict[str, QAction]:  # type: ignore[override]
        return {"undo": self.undo, "run": self.run}

    def leave(self) -> bool:
        return not self.stays

    def show_action(self, action_id: str) -> None:
        self.shown_action = action_id

    def show_run(self, run_id: int) -> None:
        self.shown_action = f"run {run_id}"

    def show_problems(self) -> None:
        self.shown_action = "problems"

    def refresh_version(self) -> None:
        self.document.read_only = not self.version.editable

    def follow_store(self) -> None:
        if self.document.revision != self.version.revision and not self.is_unsaved:
            self.document.reload()

    def panels(self) -> tuple[QWidget, ...]:
        return (self,)


def new_window(qtbot: QtBot, workspace: Workspace, folder: Path) -> MainWindow:
    """A window on a workspace, shown; the caller's fixture closes it."""
    session = new_session(qtbot, workspace)
    window = MainWindow(session, WindowState(folder / "window.ini"), PlainTab)
    session.setParent(window)
    qtbot.addWidget(window, before_close_func=_let_go)
    window.show()
    qtbot.waitExposed(window)
    return window


def _let_go(window: QWidget) -> None:
    assert isinstance(window, MainWindow)
    for tab in window.workbench.all_made:
        tab.stays = False  # type: ignore[attr-defined]
    window._leaving = True
