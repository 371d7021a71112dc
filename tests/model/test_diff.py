"""What differs between two trees."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from app.model import edits
from app.model.diff import Change, diff
from app.model.tree import ActionTree, BranchEnd, Link, Note, Position, evolve
from tests.model.building import add, free, link, tree_of
from tests.model.fake_catalogue import CATALOGUE, OK, node
from tests.model.strategies import first_tree, histories, trees

TREE = tree_of(add(node("b"), after="a0"), free(node("c")))


def test_adding_after_names_the_action_and_its_link() -> None:
    change = diff(first_tree(), tree_of(add(node("b"), after="a0")))

    assert change == Change(added=frozenset({"b"}), linked=(Link("a0", OK, "b"),), renumbered=True)
    assert change.touched == {"a0", "b"}


def test_deleting_is_the_reverse_of_adding() -> None:
    change = diff(TREE, edits.delete({"b"}, catalogue=CATALOGUE)(TREE))

    assert change == Change(removed=frozenset({"b"}), unlinked=(Link("a0", OK, "b"),))
    assert change.touched == {"a0"}


def test_a_turned_link_is_unlinked_and_linked() -> None:
    change = diff(TREE, link("a0", "c")(TREE))

    assert change == Change(linked=(Link("a0", OK, "c"),), unlinked=(Link("a0", OK, "b"),))


def test_moving_is_told_apart_from_altering() -> None:
    moved = diff(TREE, edits.move({"b": Position(9, 9)})(TREE))
    renamed = diff(TREE, edits.rename("b", "Reply")(TREE))

    assert moved == Change(moved=frozenset({"b"}))
    assert moved.touched == frozenset()
    assert renamed == Change(altered=frozenset({"b"}))


def test_marks_are_told() -> None:
    ended = edits.end_here("b", OK, catalogue=CATALOGUE)(TREE)

    assert diff(TREE, ended) == Change(ended=(BranchEnd("b", OK),))
    assert diff(ended, TREE) == Change(unended=(BranchEnd("b", OK),))


def test_notes_are_told() -> None:
    drawing = dataclasses.replace(TREE.drawing, notes=(Note("n", "Ask Eva", 0, 0),))

    assert diff(TREE, dataclasses.replace(TREE, drawing=drawing)) == Change(redrawn=True)


@given(trees())
def test_a_tree_does_not_differ_from_itself_or_its_equal(tree: ActionTree) -> None:
    assert diff(tree, tree).is_empty
    assert diff(tree, evolve(tree)).is_empty


@given(histories())
def test_a_change_is_empty_exactly_when_the_trees_are_equal(
    history: tuple[ActionTree, ...],
) -> None:
    for before in history:
        assert diff(before, history[-1]).is_empty == (before == history[-1])


@given(histories())
def test_a_change_backwards_mirrors_the_change_forwards(
    history: tuple[ActionTree, ...],
) -> None:
    there = diff(history[0], history[-1])
    back = diff(history[-1], history[0])

    assert (there.added, there.linked, there.ended) == (back.removed, back.unlinked, back.unended)
    assert (there.altered, there.moved) == (back.altered, back.moved)


@given(histories())
def test_links_and_marks_of_a_change_lead_from_before_to_after(
    history: tuple[ActionTree, ...],
) -> None:
    before, after = history[len(history) // 2], history[-1]
    change = diff(before, after)

    links = (set(before.links) - set(change.unlinked)) | set(change.linked)
    ends = (set(before.ends) - set(change.unended)) | set(change.ended)
    assert links == set(after.links)
    assert ends == set(after.ends)
    assert (before.by_id.keys() - change.removed) | change.added == after.by_id.keys()
