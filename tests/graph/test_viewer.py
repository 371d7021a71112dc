"""What is seen of the canvas: zoom, pan, what is pointed at; none of it changes the tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.model import edits
from app.model.text import _
from tests.graph.conftest import Stage


def test_the_wheel_zooms_at_the_pointer_within_limits(stage: Stage) -> None:
    place = QPoint(300, 200)
    view = stage.canvas._viewer
    fixed = view.mapToScene(place)
    stage.wheel(place, -2)
    assert stage.canvas.zoom < 1
    moved = view.mapToScene(place) - fixed
    assert abs(moved.x()) < 3
    assert abs(moved.y()) < 3
    stage.wheel(place, -100)
    assert stage.canvas.zoom == pytest.approx(0.05)
    stage.wheel(place, 200)
    assert stage.canvas.zoom == pytest.approx(3.0)


def test_the_middle_button_pans(stage: Stage) -> None:
    before = stage.canvas._viewer.shown.topLeft()
    stage.drag(QPoint(400, 400), QPoint(300, 350), Qt.MouseButton.MiddleButton)
    moved = stage.canvas._viewer.shown.topLeft() - before
    assert (round(moved.x()), round(moved.y())) == (100, 50)
    assert stage.document.undo_stack.count() == 0


def test_dragging_with_space_held_pans(stage: Stage) -> None:
    before = stage.canvas._viewer.shown.topLeft()
    QTest.keyPress(stage.canvas._viewer, Qt.Key.Key_Space)
    start = stage.card("q")
    stage.drag(start, start - QPoint(60, 20))
    QTest.keyRelease(stage.canvas._viewer, Qt.Key.Key_Space)
    moved = stage.canvas._viewer.shown.topLeft() - before
    assert moved.x() > 0
    assert moved.y() > 0
    assert stage.document.undo_stack.count() == 0


def test_zoom_keys(stage: Stage) -> None:
    stage.key(Qt.Key.Key_Minus)
    stage.key(Qt.Key.Key_Minus)
    assert stage.canvas.zoom < 0.7
    stage.key(Qt.Key.Key_0)
    assert stage.canvas.zoom == 1.0
    stage.key(Qt.Key.Key_1)
    for card in stage.canvas._graph.cards:
        assert stage.canvas._viewer.shown.contains(card.mapRectToScene(card.body))


def test_resizing_keeps_the_zoom(stage: Stage) -> None:
    stage.canvas.zoom_100()
    stage.canvas.resize(900, 700)
    assert stage.canvas.zoom == 1.0


def test_right_click_selects_and_names_the_target(stage: Stage) -> None:
    asked: list[object] = []
    stage.canvas.context_requested.connect(lambda target, _place: asked.append(target))
    stage.press(stage.card("q"), Qt.MouseButton.RightButton)
    stage.release(stage.card("q"), Qt.MouseButton.RightButton)
    stage.canvas._gestures.menu(stage.card("q"), QPoint())
    assert stage.selected == ("q",)
    assert getattr(asked[0], "action", "") == "q"


def test_hints_tell_what_the_drawing_cuts_or_leaves_out(stage: Stage) -> None:
    stage.document.apply(_("comment"), edits.comment("t", "Ask Claire."))
    hint = stage.canvas._gestures.hint
    assert hint(stage.card("t")) == "Urgent?\nTest\nurgent = yes\nAsk Claire."
    assert hint(stage.branch("e", "ok")) == "OK"
    assert hint(stage.on_link("t", "yes")) == "Yes"
    assert hint(stage.nowhere) == ""
