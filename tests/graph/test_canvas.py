"""What lies over the tree: runs, problems, selection; and trees of every size and shape."""

from __future__ import annotations

import importlib
import importlib.util
import sys

import pytest
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from app.graph import compat
from app.graph.compat import LooseVersion
from app.graph.exchange import AddRequest, RunMarks
from app.graph.tokens import THEMES, Tokens
from app.model import edits
from app.model.text import Text, verbatim
from app.model.tree import Action, Position
from tests.graph.conftest import Stage, Staging, assert_follows, drawn, small_tree
from tests.graph.showcase import CATALOGUE, large_tree, showcase_tree

RUN = RunMarks(
    steps=(("s", 1), ("t", 2), ("q", 3), ("t", 4)),
    links=(("s", "ok"), ("t", "yes")),
    current="q",
)


def test_a_run_numbers_its_steps_and_fades_the_rest(stage: Stage) -> None:
    stage.canvas.show_run(RUN)
    marks = {card.id_: card.marks for card in stage.canvas._graph.cards}
    assert marks["t"].steps == (2, 4)
    assert marks["t"].taken == {"yes"}
    assert marks["q"].current
    assert marks["e"].faded
    assert not marks["q"].faded
    assert stage.pipe("t", "yes").executed
    stage.canvas.clear_run()
    assert not any(card.marks.faded for card in stage.canvas._graph.cards)
    assert not stage.pipe("t", "yes").executed


def test_marks_stay_through_edits(stage: Stage) -> None:
    stage.canvas.show_run(RUN)
    stage.canvas.show_problems({"e": (2, 1), "gone": (1, 0)})
    key = stage.canvas.add(AddRequest(source="t", branch="no"), "queue")
    assert key is not None
    added, free = stage.canvas._graph.card(key), stage.canvas._graph.card("e")
    assert added is not None
    assert free is not None
    assert not added.marks.faded, "a selected card does not fade"
    stage.canvas.select([])
    assert added.marks.faded
    assert (free.marks.errors, free.marks.warnings) == (2, 1)


def test_selection_survives_edits_and_leaves_with_its_action(stage: Stage) -> None:
    stage.canvas.select(["q", "t"])
    stage.document.apply(_name(), edits.rename("q", "Other"))
    assert stage.canvas.selected == ("t", "q")
    stage.document.apply(_name(), edits.delete(["q"], catalogue=CATALOGUE))
    assert stage.selections[-1] == ("t",)


def test_centre_on_brings_an_action_into_the_middle(staging: Staging) -> None:
    stage = staging(showcase_tree())
    stage.canvas.centre_on("camp")
    card = stage.canvas._graph.card("camp")
    assert card is not None
    middle = card.mapToScene(card.body.center())
    assert (stage.canvas._viewer.shown.center() - middle).manhattanLength() < 3
    assert stage.canvas.zoom >= 0.6
    stage.canvas.centre_on("gone")


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("zoom", [1.0, 0.3, 0.1])
def test_every_theme_paints_at_every_zoom(staging: Staging, tokens: Tokens, zoom: float) -> None:
    stage = staging(showcase_tree())
    stage.canvas.set_tokens(tokens)
    stage.canvas.show_run(RunMarks((("s", 1), ("lang", 2)), (("s", "ok"),), "lang"))
    stage.canvas.show_problems({"kw": (1, 0), "case": (0, 2)})
    stage.canvas.select(["kw"])
    stage.canvas.centre_on("kw")
    stage.canvas._viewer.show_part(stage.canvas._viewer.shown.center(), zoom)
    image = stage.canvas.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 1200, 2) for y in range(0, 900, 2)}
    assert {tokens.background, tokens.focus} <= colours


def _name() -> Text:
    return verbatim("change")


def test_a_thousand_actions_open_fit_and_follow(staging: Staging) -> None:
    stage = staging(large_tree(1000))
    stage.canvas.fit_all()
    shown = stage.canvas._viewer.shown
    cards = stage.canvas._graph.cards
    assert len(cards) == 1000
    assert all(shown.contains(card.mapRectToScene(card.body)) for card in cards)
    stage.canvas._editing.move({"500": Position(40.0, 40.0)})
    stage.canvas.select(["900"])
    stage.canvas.delete_selection()
    stage.document.undo()
    assert_follows(stage.canvas)


def test_a_large_tree_that_was_never_drawn_opens_as_a_pile(staging: Staging) -> None:
    tree = large_tree(1000)
    heap = dict.fromkeys(tree.by_id, Position(0.0, 0.0))
    stage = staging(edits.move(heap)(tree))
    stage.canvas.tidy_up()
    assert stage.tree.drawing.positions == tree.drawing.positions


def test_a_new_name_leaves_all_links_where_they_run(staging: Staging) -> None:
    stage = staging(large_tree(600))
    stage.canvas._editing.move({"300": Position(40.0, 40.0)})
    before = drawn(stage.canvas)[2]
    stage.document.apply(_name(), edits.rename("300", "Other"))
    assert drawn(stage.canvas)[2] == before
    assert_follows(stage.canvas)


def test_long_links_are_kept_as_pictures_only_while_they_are_small_on_screen(
    staging: Staging,
) -> None:
    stage = staging(large_tree(100))
    kept, never = QGraphicsItem.CacheMode.DeviceCoordinateCache, QGraphicsItem.CacheMode.NoCache
    link = stage.pipe("3", "yes")
    stage.canvas.fit_all()
    assert link.cacheMode() == kept
    stage.canvas.zoom_100()
    assert link.cacheMode() == never
    stage.canvas.fit_all()
    assert link.cacheMode() == kept


def test_an_edit_before_the_canvas_has_followed_sees_the_tree_as_it_is(stage: Stage) -> None:
    document, catalogue = stage.document, stage.canvas._projection.catalogue
    stage.canvas._projection.document.changed.disconnect(stage.canvas._on_changed)
    added = Action("late", 0, "assign", "Late", catalogue.new_config("assign"))
    document.apply(_name(), edits.add_free(added, Position(900.0, 0.0)))
    assert "late" in stage.canvas._projection.faces_now()
    document.changed.connect(stage.canvas._on_changed)
    stage.canvas._projection.show_all()


def test_a_blank_tree_offers_the_first_plus(staging: Staging) -> None:
    tree = small_tree()
    blank = edits.delete(["t", "q", "e"], catalogue=CATALOGUE)(tree)
    stage = staging(blank)
    stage.click(stage.branch("s", "ok"))
    (request,) = stage.requests
    assert (request.source, request.branch) == ("s", "ok")


def test_a_card_dragged_past_the_edge_pans_the_view(stage: Stage) -> None:
    stage.canvas.zoom_100()
    before = stage.canvas._viewer.shown
    start = stage.card("q")
    view = stage.canvas._viewer.viewport().rect()
    outside = view.bottomRight() + (view.center() - view.topLeft()) / 8
    stage.drag(start, outside)
    assert stage.canvas._viewer.shown.center() != before.center()
    assert_follows(stage.canvas)


def test_versions_compare_as_distutils_compared_them() -> None:
    assert LooseVersion("6.11.3") >= LooseVersion("5.10")
    assert LooseVersion("5.9") < LooseVersion("5.10")


def test_a_python_without_distutils_gets_a_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    for name in ("distutils", "distutils.version"):
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, name)
    compat._stand_in_for_distutils()
    version = importlib.import_module("distutils.version")
    assert version.LooseVersion is LooseVersion


def test_moving_items_leaks_no_reference_to_none() -> None:
    item = QGraphicsRectItem()
    item.setPos(0, 0)
    before = sys.getrefcount(None)
    for _count in range(500):
        item.setPos(1, 2)
    assert abs(sys.getrefcount(None) - before) < 100
