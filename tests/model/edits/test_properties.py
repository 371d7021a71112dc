"""Whatever edits are made in whatever order, the rules of a tree hold."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from app.model import edits
from app.model.errors import Refused
from app.model.tree import START, ActionTree, Position
from tests.model.building import PLACE
from tests.model.fake_catalogue import CATALOGUE, node
from tests.model.strategies import an_edit, assert_sound, histories, trees


@given(histories())
def test_every_accepted_edit_leaves_a_sound_tree(history: tuple[ActionTree, ...]) -> None:
    for tree in history:
        assert_sound(tree)


@given(st.data())
def test_an_edit_never_touches_the_tree_it_was_given(data: st.DataObject) -> None:
    tree = data.draw(trees())
    before = copy.deepcopy((tree.actions, tree.links, tree.ends, tree.next_number))
    places = dict(tree.drawing.positions)
    edit = data.draw(an_edit(tree, "fresh"))
    try:
        after = edit(tree)
    except Refused:
        after = tree
    assert after == (edit(tree) if after is not tree else tree), "an edit has no memory"
    assert (tree.actions, tree.links, tree.ends, tree.next_number) == before
    assert dict(tree.drawing.positions) == places


@given(histories())
def test_numbers_are_never_given_twice(history: tuple[ActionTree, ...]) -> None:
    owners: dict[int, str] = {}
    for tree in history:
        for action in tree.actions:
            assert owners.setdefault(action.number, action.id) == action.id


@given(trees(), st.data())
def test_deleting_what_was_inserted_between_gives_the_links_back(
    tree: ActionTree, data: st.DataObject
) -> None:
    if not tree.links:
        return
    split = data.draw(st.sampled_from(tree.links))
    inserted = edits.add_between(node("fresh"), split, PLACE, catalogue=CATALOGUE)(tree)
    healed = edits.delete({"fresh"}, catalogue=CATALOGUE)(inserted)

    if split.source == split.target:
        assert set(healed.links) == set(tree.links) - {split}
    else:
        assert healed.links == tree.links
    assert healed.actions == tree.actions


@given(trees(), st.data())
def test_healing_only_adds_links_in_branches_that_led_to_the_deleted(
    tree: ActionTree, data: st.DataObject
) -> None:
    others = [action.id for action in tree.actions if action.type != START]
    doomed = data.draw(st.sets(st.sampled_from(others))) if others else set()
    plain = edits.delete(doomed, heal=False, catalogue=CATALOGUE)(tree)
    healed = edits.delete(doomed, heal=True, catalogue=CATALOGUE)(tree)

    bridges = set(healed.links) - set(plain.links)
    assert set(plain.links) <= set(healed.links)
    assert edits.can_heal(tree, doomed, CATALOGUE) == bool(bridges)
    for bridge in bridges:
        assert tree.targets[bridge.source, bridge.branch] in doomed
        assert bridge.source != bridge.target
    assert (healed.actions, healed.ends) == (plain.actions, plain.ends)


@given(trees())
def test_moving_does_not_change_anything_but_places(tree: ActionTree) -> None:
    moved = edits.move({action.id: Position(1, 1) for action in tree.actions})(tree)

    assert (moved.actions, moved.links, moved.ends) == (tree.actions, tree.links, tree.ends)
