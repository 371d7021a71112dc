"""Mouse and keys on the canvas become edits of the document, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.graph.exchange import AddRequest
from app.graph.tokens import DARK
from app.model import edits
from app.model.errors import OutsideError, Refused, StaleRevision
from app.model.text import _
from app.model.tree import Link
from tests.graph.conftest import Stage, Staging, assert_follows, drawn, small_tree
from tests.graph.showcase import showcase_tree

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def middle(stage: Stage, key: str) -> QPointF:
    card = stage.canvas._graph.card(key)
    assert card is not None
    point: QPointF = card.mapToScene(card.body.center())
    return point


# --- adding ---


def test_plus_on_an_open_branch_asks_for_an_action_after_it(stage: Stage) -> None:
    stage.click(stage.branch("t", "no"))
    (request,) = stage.requests
    assert (request.source, request.branch, request.link) == ("t", "no", None)
    assert request.screen is not None
    assert stage.canvas.add(request, "queue") == "new1"
    assert "t.no>new1" in stage.wiring
    assert stage.selected == ("new1",)


def test_plus_on_a_hovered_link_asks_for_an_action_between(stage: Stage) -> None:
    pipe = stage.pipe("t", "yes")
    stage.hover(stage.on_link("t", "yes"))
    stage.click(stage.at(pipe.plus))
    (request,) = stage.requests
    assert request.link == Link("t", "yes", "q")
    before = stage.tree.drawing.positions["q"].y
    stage.canvas.add(request, "assign")
    assert {"t.yes>new1", "new1.ok>q"} <= stage.wiring
    assert stage.tree.drawing.positions["q"].y > before
    assert stage.document.undo_stack.count() == 1
    stage.document.undo()
    assert stage.tree.drawing.positions["q"].y == before


def test_an_action_that_cannot_go_on_is_refused_between(stage: Stage) -> None:
    before = drawn(stage.canvas)
    assert stage.canvas.add(AddRequest(link=Link("t", "yes", "q")), "queue") is None
    assert len(stage.refusals) == 1
    assert drawn(stage.canvas) == before


def test_an_unknown_type_is_refused(stage: Stage) -> None:
    assert stage.canvas.add(AddRequest(), "nonsense") is None
    assert len(stage.refusals) == 1


def test_new_cards_cover_no_other(stage: Stage) -> None:
    for _count in range(4):
        stage.canvas.add(AddRequest(), "assign")
    cards = [card.mapRectToScene(card.body) for card in stage.canvas._graph.cards]
    for index, card in enumerate(cards):
        assert not any(card.intersects(other) for other in cards[index + 1 :])


def test_double_click_on_the_canvas_asks_for_a_free_action(stage: Stage) -> None:
    stage.double_click(stage.nowhere)
    (request,) = stage.requests
    assert request.position is not None
    assert not request.source


def test_double_click_on_a_card_activates_it(stage: Stage) -> None:
    activated: list[str] = []
    stage.canvas.action_activated.connect(activated.append)
    stage.double_click(stage.card("t"))
    assert activated == ["t"]


def test_a_type_dropped_on_free_ground_is_added_there(stage: Stage) -> None:
    point = stage.canvas._viewer.mapToScene(stage.nowhere)
    stage.drop_type("queue", stage.nowhere)
    place = stage.tree.drawing.positions["new1"]
    assert abs(place.y - point.y()) <= 4
    assert stage.tree.arriving.get("new1") is None


def test_a_type_dropped_on_an_open_branch_is_added_after_it(stage: Stage) -> None:
    stage.drop_type("queue", stage.branch("t", "no"))
    assert "t.no>new1" in stage.wiring


def test_a_type_dropped_near_a_link_is_added_between(stage: Stage) -> None:
    stage.drop_type("assign", stage.on_link("t", "yes") + QPoint(8, 0))
    assert {"t.yes>new1", "new1.ok>q"} <= stage.wiring


# --- links ---


def test_dragging_a_branch_to_a_card_links_them(stage: Stage) -> None:
    stage.drag(stage.port("t", "no"), stage.card("e"))
    assert "t.no>e" in stage.wiring
    assert stage.document.undo_stack.count() == 1


def test_dragging_the_end_of_a_link_turns_it(stage: Stage) -> None:
    stage.drag(stage.end_of("t", "yes"), stage.card("e"))
    assert "t.yes>e" in stage.wiring
    assert "t.yes>q" not in stage.wiring
    assert stage.document.undo_stack.count() == 1
    stage.document.undo()
    assert "t.yes>q" in stage.wiring


def test_a_link_may_lead_back(stage: Stage) -> None:
    stage.drag(stage.port("t", "no"), stage.card("t"))
    assert "t.no>t" in stage.wiring


def test_a_link_to_start_is_refused_with_a_reason(stage: Stage) -> None:
    before = drawn(stage.canvas)
    stage.drag(stage.port("t", "no"), stage.at(middle(stage, "s")))
    assert len(stage.refusals) == 1
    assert drawn(stage.canvas) == before


def test_invalid_targets_dim_while_a_link_is_drawn(stage: Stage) -> None:
    start = stage.canvas._graph.card("s")
    target = stage.canvas._graph.card("e")
    assert start is not None
    assert target is not None
    stage.press(stage.port("t", "no"))
    stage.drag_to(stage.port("t", "no"), stage.card("e"))
    assert start.marks.faded
    assert target.marks.offered
    stage.key(Qt.Key.Key_Escape)
    assert not start.marks.faded
    assert not target.marks.offered
    stage.release(stage.card("e"))
    assert "t.no>e" not in stage.wiring


def test_dropping_a_link_on_free_ground_asks_what_it_leads_to(stage: Stage) -> None:
    stage.drag(stage.port("t", "no"), stage.nowhere)
    (request,) = stage.requests
    assert (request.source, request.branch) == ("t", "no")
    assert request.position is not None
    stage.canvas.add(request, "queue")
    assert "t.no>new1" in stage.wiring


def test_dropping_the_end_of_a_link_on_free_ground_changes_nothing(stage: Stage) -> None:
    before = drawn(stage.canvas)
    stage.drag(stage.end_of("t", "yes"), stage.nowhere)
    assert stage.requests == []
    assert drawn(stage.canvas) == before


def test_delete_on_a_selected_link_deletes_it_alone(stage: Stage) -> None:
    stage.click(stage.on_link("t", "yes"))
    assert stage.canvas.selected_links == (Link("t", "yes", "q"),)
    stage.key(Qt.Key.Key_Delete)
    assert stage.wiring == {"s.ok>t"}
    assert len(stage.tree.actions) == 4


def test_end_here_is_marked_and_taken_away(stage: Stage) -> None:
    assert stage.canvas.end_here("t", "no")
    assert ("t", "no") in stage.tree.ended
    assert stage.canvas.end_here("t", "no")
    assert ("t", "no") not in stage.tree.ended


# --- cards ---


def test_delete_heals_the_gap(stage: Stage) -> None:
    stage.canvas.add(AddRequest(link=Link("t", "yes", "q")), "assign")
    stage.key(Qt.Key.Key_Delete)
    assert stage.wiring == {"s.ok>t", "t.yes>q"}


def test_delete_without_healing_leaves_the_branch_open(stage: Stage) -> None:
    stage.canvas.add(AddRequest(link=Link("t", "yes", "q")), "assign")
    stage.canvas.delete_selection(heal=False)
    assert stage.wiring == {"s.ok>t"}


def test_start_is_not_deleted(stage: Stage) -> None:
    stage.canvas.select(["s", "t"])
    stage.key(Qt.Key.Key_Backspace)
    assert len(stage.refusals) == 1
    assert len(stage.tree.actions) == 4


def test_cards_move_together_as_one_step(stage: Stage) -> None:
    before = stage.tree.drawing.positions
    stage.canvas.select(["t", "q"])
    start = stage.card("q")
    stage.drag(start, start + QPoint(80, 40))
    after = stage.tree.drawing.positions
    for key in ("t", "q"):
        assert (after[key].x - before[key].x, after[key].y - before[key].y) == (80, 40)
    assert after["e"] == before["e"]
    assert stage.document.undo_stack.count() == 1
    stage.document.undo()
    assert stage.tree.drawing.positions == before


def test_escape_takes_a_move_back(stage: Stage) -> None:
    before = drawn(stage.canvas)
    start = stage.card("q")
    stage.press(start)
    stage.drag_to(start, start + QPoint(80, 40))
    assert drawn(stage.canvas) != before
    stage.key(Qt.Key.Key_Escape)
    stage.release(start)
    assert drawn(stage.canvas) == before
    assert stage.document.undo_stack.count() == 0


def test_a_free_card_dropped_on_a_link_is_inserted(stage: Stage) -> None:
    start = stage.card("e")
    stage.drag(start, stage.on_link("t", "yes"))
    assert {"t.yes>e", "e.ok>q"} <= stage.wiring
    assert stage.document.undo_stack.count() == 1


def test_a_linked_card_dropped_on_a_link_only_moves(stage: Stage) -> None:
    stage.drag(stage.card("q"), stage.on_link("s", "ok"))
    assert stage.wiring == {"s.ok>t", "t.yes>q"}


def test_a_rubber_band_selects_what_it_touches(stage: Stage) -> None:
    view = stage.canvas._viewer.viewport()
    stage.drag(QPoint(5, 5), QPoint(view.width() - 5, view.height() - 5))
    assert stage.selected == ("s", "t", "q", "e")
    stage.click(stage.nowhere)
    assert stage.selections[-1] == ()


def test_control_click_toggles_a_card(stage: Stage) -> None:
    stage.click(stage.card("t"))
    stage.click(stage.card("q"), CTRL)
    assert stage.selected == ("t", "q")
    stage.click(stage.card("t"), CTRL)
    assert stage.selections[-1] == ("q",)


def test_a_click_on_one_of_several_selected_cards_selects_it_alone(stage: Stage) -> None:
    stage.canvas.select(["t", "q"])
    stage.click(stage.card("q"))
    assert stage.selected == ("q",)


# --- keys ---


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


# --- view ---


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


# --- refusals ---


@pytest.mark.parametrize("failure", [Refused(_("No.")), StaleRevision(_("Old."))])
def test_a_gesture_that_the_store_refuses_leaves_the_canvas_as_it_was(
    stage: Stage, failure: Exception
) -> None:
    before = drawn(stage.canvas)
    stage.draft.failure = failure
    start = stage.card("q")
    stage.drag(start, start + QPoint(80, 40))
    stage.drag(stage.port("t", "no"), stage.card("e"))
    stage.drag(stage.end_of("t", "yes"), stage.card("e"))
    assert drawn(stage.canvas) == before
    assert stage.document.undo_stack.count() == 0


def test_what_the_disk_refuses_stays_on_the_canvas(stage: Stage) -> None:
    stage.draft.failure = OutsideError(_("Disk full."))
    stage.drag(stage.port("t", "no"), stage.card("e"))
    assert "t.no>e" in stage.wiring
    assert stage.document.is_unsaved


def test_a_read_only_version_can_be_looked_at_only(staging: Staging) -> None:
    stage = staging(small_tree(), read_only=True)
    before = drawn(stage.canvas)
    stage.click(stage.port("t", "no"))
    stage.drag(stage.port("t", "no"), stage.card("e"))
    stage.drag(stage.end_of("t", "yes"), stage.card("e"))
    start = stage.card("q")
    stage.drag(start, start + QPoint(80, 40))
    stage.double_click(stage.nowhere)
    stage.drop_type("queue", stage.nowhere)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_L, Qt.Key.Key_F2, Qt.Key.Key_Insert):
        stage.key(key)
    assert stage.requests == []
    assert drawn(stage.canvas) == before
    stage.click(stage.card("t"))
    assert stage.selected == ("t",)


def test_a_change_from_outside_ends_the_gesture_under_way(stage: Stage) -> None:
    start = stage.card("q")
    stage.press(start)
    stage.drag_to(start, start + QPoint(80, 40))
    stage.document.reload()
    assert_follows(stage.canvas)
    stage.release(start)
    assert stage.document.undo_stack.count() == 0


def test_another_theme_shows_the_same_tree(staging: Staging) -> None:
    stage = staging(showcase_tree())
    before = drawn(stage.canvas)
    stage.canvas.set_tokens(DARK)
    stage.canvas.retranslate()
    assert drawn(stage.canvas) == before
