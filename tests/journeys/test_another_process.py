"""What another process does to the workspace appears in the window; and what only reads writes not.

The window looks twice a second by itself: the tests never tell it to.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.engine.registry import CATALOGUE
from app.model.resources import ResourceKind
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.resources.page import ResourcesPage
from app.ui.routings.routing_list import LINE_ROLE
from app.ui.session import POLL_MS
from tests.journeys.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ROOT = Path(__file__).resolve().parents[2]

_OTHER = """
import sys
from pathlib import Path
from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.resources import Queue
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace

ws = Workspace.open(Path(sys.argv[1]), CATALOGUE)
(support,) = (one for one in ws.routings() if one.name == "Support")
draft = ws.draft(sys.argv[2])
tree, revision = draft.load()
draft.save(tree, edits.rename(tree.start.id, "Begun elsewhere")(tree), revision)
lifecycle.edit_routing(
    ws, support.id, name="Support elsewhere", reference=support.reference, description=""
)
made = lifecycle.create_version(ws, support.id, name="Made elsewhere")
save_resource(ws, Queue(name="Queue elsewhere", reference="elsewhere"))
ws.close()
"""


def test_lists_cards_trees_and_resources_follow_another_process(desk: Desk, sample: Path) -> None:
    assert POLL_MS <= 500
    desk.start(sample)
    desk.menu(desk.window, "View", "Resources")
    resources = desk.window.workbench.page("resources")
    assert isinstance(resources, ResourcesPage)
    resources.kinds.show_kind(ResourceKind.QUEUE)
    desk.menu(desk.window, "View", "Routings")
    desk.open_version("Support", "Spring campaign")
    done = subprocess.run(
        [sys.executable, "-c", _OTHER, str(sample), desk.tab.version.id],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # The tree on the canvas, while it is in front.
    desk.wait(lambda: desk.tree.start.name == "Begun elsewhere")
    desk.agree()
    # The list and the cards, and the page of resources.
    desk.menu(desk.window, "View", "Routings")
    page = desk.window.routings_page
    desk.wait(lambda: page.routing is not None and page.routing.name == "Support elsewhere")
    lines = (page.model.index(row, 0).data(LINE_ROLE) for row in range(page.model.rowCount()))
    assert "Support elsewhere" in [line.routing.name for line in lines]
    cards = page.routing_page.cards.values()
    assert "Made elsewhere" in [card.version.name for card in cards]
    desk.menu(desk.window, "View", "Resources")
    model = resources.list.model
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert "Queue elsewhere" in names


def test_a_workspace_that_is_only_read_is_looked_at_and_replayed(desk: Desk, sample: Path) -> None:
    before = sample.read_bytes()
    desk.desktop.open_to_read(sample)
    window = desk.window
    window.session.reported.connect(desk._hear)
    desk.wait(window.isActiveWindow)
    desk.wait(lambda: window._is_restored)
    desk.open_version("Support", "Spring campaign")
    tree = desk.tree
    assert desk.tab.document.read_only
    assert desk.tab.banner.isVisible()
    # Neither keys nor the mouse change anything.
    desk.click_card("Start")
    desk.press(Qt.Key.Key_Insert)
    assert desk.tab.adding.menu is None
    desk.press(Qt.Key.Key_Delete)
    place = desk.on_card("Start")
    desk.drag(desk.ground, place, place + QPoint(60, 40))
    assert desk.tree == tree
    assert QApplication.activeModalWidget() is None
    # A replay runs to its end, and leaves nothing behind.
    desk.click(desk.tab.replay_bar.email)
    desk.choose_option("refund")
    desk.click(desk.tab.replay_bar.run)
    desk.wait(lambda: desk.tab.replay.is_finished)
    assert desk.tab.replay.trace is not None
    assert desk.said == []
    desk.close()
    assert sample.read_bytes() == before
    assert [one.name for one in sample.parent.iterdir()] == [sample.name]


def test_going_on_in_a_copy_leaves_the_original(desk: Desk, sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()
    desk.desktop.open_to_read(sample)
    window = desk.window
    desk.wait(window.isActiveWindow)
    desk.wait(lambda: window._is_restored)
    target = tmp_path / "mine" / "copy.routings"
    target.parent.mkdir()
    window.workspaces.go_on_in_copy()
    desk.choose_file(target)
    desk.wait(lambda: desk.desktop.window is not window)
    assert desk.path == target
    with desk.elsewhere() as other:
        (routing,) = (one for one in other.routings() if one.name == "Support")
        lifecycle.create_version(other, routing.id, name="In the copy")
    assert sample.read_bytes() == before
    original = Workspace.open(sample, CATALOGUE)
    assert "In the copy" not in {one.name for one in original.versions(routing.id)}
    original.close()
