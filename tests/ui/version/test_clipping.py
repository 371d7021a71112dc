"""Cut, copy, paste and duplicate on the canvas of a version, by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.graph.exchange import Target
from app.model.routing import Version
from app.services.workspace import Workspace
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree


@pytest.fixture
def shown(qtbot: QtBot, tab: VersionTab) -> VersionTab:
    with qtbot.waitExposed(tab):
        tab.show()
    QApplication.clipboard().clear()
    return tab


def press(tab: VersionTab, key: Qt.Key) -> None:
    tab.canvas.setFocus()
    QTest.keyClick(tab.canvas, key, Qt.KeyboardModifier.ControlModifier)


def test_a_copy_is_pasted_with_its_links_as_one_step(
    shown: VersionTab, workspace: Workspace, version: Version
) -> None:
    before = shown.document.tree
    shown.canvas.select(("words", "rest"))
    press(shown, Qt.Key.Key_C)
    press(shown, Qt.Key.Key_V)
    pasted = shown.document.tree
    assert len(pasted.actions) == len(before.actions) + 2
    new = [one for one in pasted.actions if one.id not in before.by_id]
    assert [one.origin for one in new] == ["words", "rest"]
    assert pasted.targets[new[0].id, "by_default"] == new[1].id
    assert shown.canvas.selected == tuple(one.id for one in new)
    assert stored_tree(workspace, version.id) == pasted
    shown.document.undo()
    assert shown.document.tree == before


def test_a_duplicate_covers_no_card(shown: VersionTab) -> None:
    shown.canvas.select(("rest",))
    press(shown, Qt.Key.Key_D)
    tree = shown.document.tree
    (made,) = shown.canvas.selected
    place = tree.drawing.positions[made]
    others = [at for key, at in tree.drawing.positions.items() if key != made]
    assert all(abs(at.x - place.x) >= 256 or abs(at.y - place.y) >= 80 for at in others)
    assert tree.by_id[made].config == tree.by_id["rest"].config


def test_cutting_heals_and_pasting_brings_it_back_elsewhere(shown: VersionTab) -> None:
    shown.canvas.select(("rest",))
    press(shown, Qt.Key.Key_X)
    assert "rest" not in shown.document.tree.by_id
    press(shown, Qt.Key.Key_V)
    (made,) = shown.canvas.selected
    assert shown.document.tree.by_id[made].lineage == "rest"


def test_a_clipboard_without_actions_says_so(shown: VersionTab) -> None:
    said: list[object] = []
    shown.canvas.refused.connect(said.append)
    QApplication.clipboard().setText("hello")
    press(shown, Qt.Key.Key_V)
    assert "no actions in the clipboard" in str(said[0])


def test_a_version_that_cannot_change_is_only_copied_from(shown: VersionTab) -> None:
    shown.document.read_only = True
    shown.canvas.select(("words",))
    menu = shown.menu.made(Target(), shown.canvas.mapToGlobal(shown.rect().center()))
    assert "Paste" not in [one.text() for one in menu.actions()]
    menu.deleteLater()
    commands = shown.actions()
    assert commands["copy"].isEnabled()
    assert not any(commands[name].isEnabled() for name in ("cut", "paste", "duplicate"))
    press(shown, Qt.Key.Key_C)
    assert '"name": "' in QApplication.clipboard().text()


def test_start_alone_cannot_be_copied(shown: VersionTab) -> None:
    shown.canvas.select((shown.document.tree.start.id,))
    assert not shown.actions()["copy"].isEnabled()
    press(shown, Qt.Key.Key_C)
    assert QApplication.clipboard().text() == ""
