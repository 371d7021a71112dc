"""A selection with one way in becomes a tree of its own; a jump takes its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits
from app.model.errors import Refused
from app.model.tree import START, Action, ActionTree, Group, blank_tree
from tests.model.building import add, free, link, tree_of, wiring
from tests.model.fake_catalogue import CATALOGUE, StartConfig, node, queue, sort
from tests.model.strategies import assert_sound, trees

BLANK = blank_tree("s", "Start", StartConfig())


def jump() -> Action:
    return queue("j")


def taken(tree: ActionTree, *ids: str) -> tuple[ActionTree, ActionTree]:
    """What stays, and what became a tree of its own."""
    return (
        edits.extract(ids, jump(), catalogue=CATALOGUE)(tree),
        edits.extracted(tree, ids, BLANK, CATALOGUE),
    )


CHAIN = tree_of(
    add(node("b"), after="a0"),
    add(sort("c"), after="b"),
    add(queue("d"), after="c", branch="link_1"),
    add(queue("e"), after="c", branch="link_2"),
)


def test_whatever_led_to_the_first_of_them_leads_to_the_jump() -> None:
    stays, new = taken(CHAIN, "c", "d", "e")
    assert wiring(stays) == {"a0.ok>b", "b.ok>j"}
    assert wiring(new) == {"s.ok>c", "c.link_1>d", "c.link_2>e"}
    assert {one.id: one.number for one in new.actions} == {"s": 1, "c": 2, "d": 3, "e": 4}
    assert new.by_id["c"].lineage == CHAIN.by_id["c"].lineage
    assert stays.drawing.positions["j"] == CHAIN.drawing.positions["c"]
    assert_sound(stays)
    assert_sound(new)


def test_the_extracted_stand_below_their_start_as_they_stood() -> None:
    _stays, new = taken(CHAIN, "c", "d", "e")
    before, after = CHAIN.drawing.positions, new.drawing.positions
    shift = after["c"].x - before["c"].x, after["c"].y - before["c"].y
    assert (after["d"].x - before["d"].x, after["d"].y - before["d"].y) == shift
    assert after["c"].x == after["s"].x
    assert after["c"].y > after["s"].y


def test_actions_that_nothing_leads_to_are_extracted_too() -> None:
    tree = tree_of(free(node("b")), add(queue("c"), after="b"))
    stays, new = taken(tree, "b", "c")
    assert wiring(stays) == set()
    assert wiring(new) == {"s.ok>b", "b.ok>c"}


def test_groups_come_along_or_go_around_the_jump() -> None:
    tree = edits.together(
        edits.add_group(Group("g", "Inside", "error", ("c", "d"))),
        edits.add_group(Group("h", "Across", "error", ("b", "c"))),
    )(CHAIN)
    stays, new = taken(tree, "c", "d", "e")
    assert [(one.title, one.members) for one in new.drawing.groups] == [("Inside", ("c", "d"))]
    assert [(one.title, one.members) for one in stays.drawing.groups] == [("Across", ("b", "j"))]


@pytest.mark.parametrize(
    ("ids", "why"),
    [
        ((), "Select the actions that become"),
        (("a0", "b"), "Start stays where it is"),
        (("gone",), "no longer exists"),
        (("b",), "leads to “c”, which is not selected"),
        (("d", "e"), "“d” and “e” are both ways into"),
    ],
)
def test_what_cannot_stand_alone_is_refused_with_a_sentence(ids: tuple[str, ...], why: str) -> None:
    with pytest.raises(Refused, match=why):
        edits.extract(ids, jump(), catalogue=CATALOGUE)(CHAIN)
    with pytest.raises(Refused, match=why):
        edits.extracted(CHAIN, ids, BLANK, CATALOGUE)


def test_a_ring_that_nothing_leads_into_has_no_first() -> None:
    tree = tree_of(free(node("b")), add(node("c"), after="b"), link("c", "b"))
    with pytest.raises(Refused, match="none of them comes first"):
        taken(tree, "b", "c")


def test_a_loop_into_the_selection_is_fine_and_one_out_of_it_is_not() -> None:
    ring = edits.together(link("b", "b"))(tree_of(add(node("b"), after="a0")))
    stays, new = taken(ring, "b")
    assert wiring(stays) == {"a0.ok>j"}
    assert wiring(new) == {"s.ok>b", "b.ok>b"}


@given(trees(), st.data())
def test_no_action_is_lost_and_none_is_doubled(tree: ActionTree, data: st.DataObject) -> None:
    others = [action.id for action in tree.actions if action.type != START]
    ids = data.draw(st.sets(st.sampled_from(others), min_size=1)) if others else set()
    try:
        stays, new = taken(tree, *ids)
    except Refused:
        with pytest.raises(Refused):
            edits.way_in(tree, ids, CATALOGUE)
        return
    assert_sound(stays)
    assert_sound(new)
    assert set(new.by_id) == ids | {"s"}
    assert set(stays.by_id) == set(tree.by_id) - ids | {"j"}
    entry = edits.way_in(tree, ids, CATALOGUE)
    inner = {one for one in tree.links if one.source in ids and one.target in ids}
    assert {one for one in new.links if one.source != "s"} == inner
    assert new.targets["s", "ok"] == entry
    # What stays is wired as before, with the jump where the first action was.
    for one in tree.links:
        if one.source not in ids:
            wanted = "j" if one.target in ids else one.target
            assert stays.targets[one.source, one.branch] == wanted
    for key in ids:
        was, now = tree.by_id[key], new.by_id[key]
        assert (was.config, was.name, was.comment, was.record) == (
            now.config,
            now.name,
            now.comment,
            now.record,
        )
