"""Adding in an occupied branch: the old target is shown, and offered to stay behind the new one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app.graph.exchange import AddRequest, Following
from app.model.routing import Version
from app.services.workspace import Workspace
from app.ui.version.place_dialog import PlaceDialog
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree

POPUPS = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)


def asked() -> PlaceDialog:
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, PlaceDialog)]
    return next(one for one in shown if one.isVisible())


def add_in(tab: VersionTab, key: str, source: str = "words", branch: str = "link_1") -> PlaceDialog:
    tab.adding.add(AddRequest(source=source, branch=branch), key)
    return asked()


def added(tab: VersionTab, key: str) -> str:
    (found,) = (one.id for one in tab.document.tree.actions if one.type == key)
    return found


def offered(dialog: PlaceDialog) -> list[str]:
    return [dialog.follows.itemText(at) for at in range(dialog.follows.count())]


def test_the_old_target_stays_behind_the_new_action(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    before = tab.document.tree
    dialog = add_in(tab, "node")
    assert dialog.after.currentText() == "2 · Money?"
    assert dialog.branch.currentText() == "Refund, leads to 3 · To billing"
    assert dialog.follows.currentText() == "3 · To billing, as now"
    assert "It stays, behind the new action" in dialog.said.text()
    dialog.ok.click()
    node = added(tab, "node")
    targets = stored_tree(workspace, version.id).targets
    assert targets["words", "link_1"] == node
    assert targets[node, "ok"] == "bill"
    assert tab.canvas.selected == (node,)
    tab.document.undo()
    assert tab.document.tree == before


def test_the_link_can_be_replaced(tab: VersionTab) -> None:
    dialog = add_in(tab, "node")
    dialog.follows.setCurrentIndex(dialog.follows.findData(""))
    assert "That link goes" in dialog.said.text()
    dialog.ok.click()
    tree = tab.document.tree
    assert tree.targets["words", "link_1"] == added(tab, "node")
    assert not tree.arriving.get("bill")


def test_any_other_action_can_follow(tab: VersionTab) -> None:
    dialog = add_in(tab, "node")
    dialog.follows.setCurrentIndex(dialog.follows.findData("rest"))
    dialog.ok.click()
    assert tab.document.tree.targets[added(tab, "node"), "ok"] == "rest"


def test_of_several_branches_one_is_chosen_to_go_on(tab: VersionTab) -> None:
    dialog = add_in(tab, "test_schedule")
    assert dialog.onward.isEnabled()
    dialog.onward.setCurrentIndex(dialog.onward.findData("closed"))
    dialog.ok.click()
    tree = tab.document.tree
    assert tree.targets[added(tab, "test_schedule"), "closed"] == "bill"


def test_an_action_that_ends_the_run_replaces_the_link_and_says_so(tab: VersionTab) -> None:
    dialog = add_in(tab, "to_queue")
    assert offered(dialog) == ["Nothing yet"]
    assert not dialog.follows.isEnabled()
    assert "nothing can follow this action" in dialog.said.text()


def test_escape_changes_nothing(tab: VersionTab) -> None:
    before = tab.document.tree
    add_in(tab, "node").reject()
    assert tab.document.tree is before


def test_another_place_can_be_chosen_and_none_at_all(tab: VersionTab) -> None:
    dialog = add_in(tab, "node")
    start = tab.document.tree.start.id
    dialog.after.setCurrentIndex(dialog.after.findData(start))
    assert dialog.request == AddRequest(source=start, branch="ok")
    assert dialog.following == Following("words", "ok")
    dialog.after.setCurrentIndex(dialog.after.findData(""))
    assert not dialog.branch.isEnabled()
    assert not dialog.follows.isEnabled()
    assert dialog.following is None
    dialog.ok.click()
    assert not tab.document.tree.arriving.get(added(tab, "node"))


@POPUPS
def test_the_command_asks_for_type_place_and_what_follows(tab: VersionTab) -> None:
    tab.canvas.select(("words",))
    tab._commands["add"].trigger()
    menu = tab.adding.menu
    assert menu is not None
    assert "asked next" in menu.where.text()
    menu.chooser.chosen.emit("node")
    dialog = asked()
    assert dialog.after.currentData() == "words"
    dialog.reject()


@POPUPS
def test_a_copy_goes_into_an_occupied_branch_too(tab: VersionTab) -> None:
    dialog = tab.adding.ask_for_copy(AddRequest(source="words", branch="link_1", screen=QPoint()))
    dialog.patterns.search.setText("Money")
    dialog.ok.click()
    place = asked()
    assert place.follows.currentText() == "3 · To billing, as now"
    place.ok.click()
    (copy,) = tab.canvas.selected
    assert tab.document.tree.targets["words", "link_1"] == copy
    assert tab.document.tree.by_id[copy].lineage == "words"
