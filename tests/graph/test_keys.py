"""The keys of the canvas: names typed on cards, the history, walking, nudging, tidying up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.graph.exchange import AddRequest
from tests.graph.conftest import Stage, small_tree

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_f2_renames_on_the_card(stage: Stage) -> None:
    stage.click(stage.card("q"))
    stage.key(Qt.Key.Key_F2)
    editor = stage.canvas.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Very urgent")
    stage.canvas.end_editing()
    assert stage.tree.by_id["q"].name == "Very urgent"
    assert stage.document.undo_stack.count() == 1


def test_an_empty_name_is_refused_and_the_card_keeps_its_own(stage: Stage) -> None:
    stage.canvas.select(["q"])
    stage.canvas.rename_selected()
    editor = stage.canvas.findChild(QLineEdit)
    assert editor is not None
    editor.setText(" ")
    stage.canvas.end_editing()
    assert len(stage.refusals) == 1
    assert stage.tree.by_id["q"].name == "Urgent mail"


def test_letters_typed_in_a_name_are_no_commands(stage: Stage) -> None:
    places = stage.tree.drawing.positions
    stage.canvas.select(["q"])
    stage.canvas.rename_selected()
    editor = stage.canvas.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "l10f")
    assert editor.text() == "l10f"
    assert stage.tree.drawing.positions == places
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert stage.tree.by_id["q"].name == "Urgent mail"


def test_control_z_and_y_undo_and_redo(stage: Stage) -> None:
    stage.canvas.select(["q"])
    stage.key(Qt.Key.Key_Delete)
    assert "q" not in stage.tree.by_id
    stage.key(Qt.Key.Key_Z, CTRL)
    assert "q" in stage.tree.by_id
    stage.key(Qt.Key.Key_Y, CTRL)
    assert "q" not in stage.tree.by_id
    stage.key(Qt.Key.Key_Z, CTRL)
    stage.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert "q" not in stage.tree.by_id


def test_arrows_walk_the_tree(stage: Stage) -> None:
    stage.canvas.add(AddRequest(source="t", branch="no"), "queue")
    stage.canvas.select(["s"])
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        stage.key(key)
        walked.append(stage.canvas.selected[0])
    assert walked == ["t", "q", "new1", "q", "t"]


def test_control_arrows_nudge_as_one_step(stage: Stage) -> None:
    before = stage.tree.drawing.positions["q"]
    stage.canvas.select(["q"])
    for _count in range(3):
        stage.key(Qt.Key.Key_Right, CTRL)
    assert stage.tree.drawing.positions["q"].x == before.x + 24
    assert stage.document.undo_stack.count() == 1


def test_insert_asks_for_an_action_in_the_first_open_branch(stage: Stage) -> None:
    stage.canvas.select(["t"])
    stage.key(Qt.Key.Key_Insert)
    (request,) = stage.requests
    assert (request.source, request.branch) == ("t", "no")


def test_l_tidies_up_as_one_step(stage: Stage) -> None:
    start = stage.card("q")
    stage.drag(start, start + QPoint(60, -40))
    stage.key(Qt.Key.Key_L)
    assert stage.tree.drawing.positions == small_tree().drawing.positions
    assert stage.document.undo_stack.count() == 2
