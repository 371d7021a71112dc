"""The mouse on the canvas: what is added, linked and moved becomes edits, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from app.graph.exchange import AddRequest
from app.model.tree import Link
from tests.graph.conftest import Stage, drawn

CTRL = Qt.KeyboardModifier.ControlModifier


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
