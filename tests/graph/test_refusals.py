"""What may not happen leaves the canvas as it was, and the canvas follows every change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.graph.tokens import DARK
from app.model.errors import OutsideError, Refused, StaleRevision
from app.model.text import _
from tests.graph.conftest import Stage, Staging, assert_follows, drawn, small_tree
from tests.graph.showcase import showcase_tree


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


def test_a_selected_action_with_problems_beside_it_is_deleted(stage: Stage) -> None:
    """Marks are laid while the card goes, and none of them looks for it."""
    stage.canvas.show_problems({"t": (1, 0), "q": (0, 1)})
    stage.canvas.select(("q",))
    assert stage.canvas.delete_selection()
    assert "q" not in stage.tree.by_id
    stage.canvas.select(("t", "e"))
    assert stage.canvas.delete_selection()
    assert stage.document.undo()
