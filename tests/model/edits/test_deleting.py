"""Deleting actions, and healing the gap."""

from __future__ import annotations

import dataclasses

import pytest

from app.model import edits
from app.model.errors import Refused
from app.model.tree import ActionTree, Group
from tests.model.building import add, free, link, tree_of, wiring
from tests.model.fake_catalogue import CATALOGUE, DEFAULT, OK, SortConfig, node, queue, sort
from tests.model.strategies import first_tree

CHAIN = (add(node("b"), after="a0"), add(node("c"), after="b"), add(queue("d"), after="c"))


def deleted(tree: ActionTree, *ids: str, heal: bool = True) -> set[str]:
    """The links that remain."""
    return wiring(edits.delete(ids, heal=heal, catalogue=CATALOGUE)(tree))


def test_start_cannot_be_deleted() -> None:
    with pytest.raises(Refused, match="Start cannot be deleted"):
        edits.delete({"a0"}, catalogue=CATALOGUE)(first_tree())


def test_deleting_what_is_gone_is_refused() -> None:
    with pytest.raises(Refused, match="no longer exists"):
        edits.delete({"gone"}, catalogue=CATALOGUE)(first_tree())


def test_deleting_nothing_changes_nothing() -> None:
    tree = first_tree()

    assert edits.delete((), catalogue=CATALOGUE)(tree) is tree


def test_healing_joins_what_stood_around_the_action() -> None:
    assert deleted(tree_of(*CHAIN), "b") == {"a0.ok>c", "c.ok>d"}


def test_without_healing_the_branch_is_open() -> None:
    assert deleted(tree_of(*CHAIN), "b", heal=False) == {"c.ok>d"}


def test_healing_bridges_a_whole_piece() -> None:
    assert deleted(tree_of(*CHAIN), "b", "c") == {"a0.ok>d"}


def test_pieces_that_do_not_touch_heal_each_on_its_own() -> None:
    tree = tree_of(*CHAIN[:2], add(node("d"), after="c"), add(queue("e"), after="d"))

    assert deleted(tree, "b", "d") == {"a0.ok>c", "c.ok>e"}


def test_every_branch_that_led_to_the_action_leads_on() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        add(node("c"), after="b", branch="link_1"),
        link("b", "c", "link_2"),
        add(queue("d"), after="c"),
    )

    assert deleted(tree, "c") == {"a0.ok>b", "b.link_1>d", "b.link_2>d"}


def test_several_branches_to_one_target_are_no_ambiguity() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        add(queue("c"), after="b", branch="link_1"),
        link("b", "c", DEFAULT),
    )

    assert deleted(tree, "b") == {"a0.ok>c"}


def test_an_ambiguous_gap_stays_open() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        add(queue("c"), after="b", branch="link_1"),
        add(queue("d"), after="b", branch=DEFAULT),
    )

    assert deleted(tree, "b") == set()
    assert not edits.can_heal(tree, {"b"}, CATALOGUE)


def test_a_link_of_a_vanished_branch_is_no_ambiguity() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        add(queue("c"), after="b", branch="link_2"),
        add(queue("d"), after="b", branch=DEFAULT),
        edits.configure("b", SortConfig(((1, "First"),))),
    )

    assert deleted(tree, "b") == {"a0.ok>d"}


def test_an_action_at_the_end_leaves_an_open_branch() -> None:
    tree = tree_of(*CHAIN)

    assert deleted(tree, "d") == {"a0.ok>b", "b.ok>c"}
    assert not edits.can_heal(tree, {"d"}, CATALOGUE)


def test_a_link_to_itself_does_not_disturb_healing() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        link("b", "b", "link_1"),
        add(queue("c"), after="b", branch=DEFAULT),
    )

    assert deleted(tree, "b") == {"a0.ok>c"}


def test_healing_never_makes_an_action_lead_to_itself() -> None:
    tree = tree_of(*CHAIN[:2], link("c", "b"))

    assert deleted(tree, "c") == {"a0.ok>b"}
    assert not edits.can_heal(tree, {"c"}, CATALOGUE)


def test_a_loop_deleted_whole_is_bridged() -> None:
    tree = tree_of(
        add(node("b"), after="a0"),
        add(sort("c"), after="b"),
        link("c", "b", "link_1"),
        add(queue("d"), after="c", branch=DEFAULT),
    )

    assert deleted(tree, "b", "c") == {"a0.ok>d"}


def test_can_heal_says_whether_a_branch_stays_linked() -> None:
    tree = tree_of(*CHAIN, free(node("alone")))

    assert edits.can_heal(tree, {"b"}, CATALOGUE)
    assert not edits.can_heal(tree, {"alone"}, CATALOGUE)
    assert not edits.can_heal(tree, {"gone"}, CATALOGUE)


def test_marks_places_and_group_members_go_with_the_action() -> None:
    grouped = tree_of(*CHAIN[:2], edits.end_here("c", OK, catalogue=CATALOGUE))
    group = Group("g", "Replies", "teal", ("b", "c"))
    tree = dataclasses.replace(
        grouped, drawing=dataclasses.replace(grouped.drawing, groups=(group,))
    )

    after = edits.delete({"c"}, catalogue=CATALOGUE)(tree)

    assert after.ends == ()
    assert after.drawing.positions.keys() == {"a0", "b"}
    assert after.drawing.groups[0].members == ("b",)
