"""Notes and groups: created, written, placed, coloured, erased; the tree itself stays as it is."""

from __future__ import annotations

import pytest

from app.model import edits
from app.model.edits import Edit
from app.model.errors import Refused
from app.model.tree import ActionTree, Group, Note
from tests.model.building import add, tree_of
from tests.model.fake_catalogue import CATALOGUE, node

TREE = tree_of(add(node("b"), after="a0"), add(node("c"), after="b"))
NOTE = Note("n", "Ask Eva", 10.0, 20.0)
GROUP = Group("g", "Replies", "testing", ("c", "b"))


def after(*steps: Edit) -> ActionTree:
    return edits.together(*steps)(TREE)


def test_a_note_is_added_written_placed_and_erased() -> None:
    tree = after(edits.add_note(NOTE))
    assert tree.drawing.notes == (NOTE,)
    (written,) = edits.write_note("n", "Two\r\nlines\n")(tree).drawing.notes
    assert written.text == "Two\nlines"
    (placed,) = edits.place_note("n", -5, 6, 300, 10)(tree).drawing.notes
    assert (placed.x, placed.y, placed.width) == (-5, 6, 300)
    assert placed.height == edits.LEAST_NOTE[1]
    assert edits.erase("n")(tree) == TREE


def test_notes_and_groups_take_colours() -> None:
    tree = after(edits.add_note(NOTE), edits.add_group(GROUP))
    assert edits.colour("n", "error")(tree).drawing.notes[0].colour == "error"
    assert edits.colour("g", "error")(tree).drawing.groups[0].colour == "error"
    assert edits.colour("g", GROUP.colour)(tree) is tree


def test_a_group_keeps_its_members_in_the_order_of_their_numbers() -> None:
    tree = after(edits.add_group(GROUP))
    assert tree.drawing.groups[0].members == ("b", "c")
    assert edits.join_group("g", ("a0",))(tree).drawing.groups[0].members == ("a0", "b", "c")
    assert edits.join_group("g", ("b",))(tree) is tree
    assert edits.title_group("g", "Answers")(tree).drawing.groups[0].title == "Answers"


def test_a_group_goes_with_its_last_action() -> None:
    tree = after(edits.add_group(GROUP))
    one = edits.leave_groups(("b",))(tree)
    assert one.drawing.groups[0].members == ("c",)
    assert edits.leave_groups(("c",))(one).drawing.groups == ()
    assert edits.delete(("c",), catalogue=CATALOGUE)(one).drawing.groups == ()
    assert edits.leave_groups(("a0",))(tree) is tree


def test_actions_links_and_numbers_are_not_touched() -> None:
    tree = after(edits.add_note(NOTE), edits.add_group(GROUP), edits.colour("n", "error"))
    assert (tree.actions, tree.links, tree.ends, tree.next_number) == (
        TREE.actions,
        TREE.links,
        TREE.ends,
        TREE.next_number,
    )


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (edits.add_note(Note("n", "  \n ", 0, 0)), "needs some words"),
        (edits.add_note(Note("n", "Half \ud800", 0, 0)), r"\w"),
        (edits.add_note(Note("n", "Far", float("inf"), 0)), "so far away"),
        (edits.add_note(Note("n", "Wide", 0, 0, float("nan"))), "so far away"),
        (edits.write_note("gone", "x"), "no longer exists"),
        (edits.place_note("gone", 0, 0, 100, 100), "no longer exists"),
        (edits.add_group(Group("g", "Nobody", "error")), "Select the actions"),
        (edits.add_group(Group("g", "", "error", ("b",))), r"\w"),
        (edits.add_group(Group("g", "Gone", "error", ("gone",))), "no longer exists"),
        (edits.title_group("gone", "x"), "no longer exists"),
        (edits.join_group("gone", ("b",)), "no longer exists"),
        (edits.colour("gone", "error"), "no longer exists"),
        (edits.erase("gone"), "no longer exists"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(edit: Edit, why: str) -> None:
    with pytest.raises(Refused, match=why):
        edit(TREE)


def test_an_id_is_given_once() -> None:
    tree = after(edits.add_note(NOTE))
    with pytest.raises(Refused, match="already"):
        edits.add_note(NOTE)(tree)
    with pytest.raises(Refused, match="already"):
        edits.add_group(Group("n", "Replies", "error", ("b",)))(tree)
