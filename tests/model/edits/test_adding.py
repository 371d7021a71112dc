"""Adding actions: free, after an action, between two actions."""

from __future__ import annotations

import pytest

from app.model import edits
from app.model.errors import Refused
from app.model.tree import START, Action, Link, Position
from tests.model.building import ORIGIN, PLACE, add, free, link, tree_of, wiring
from tests.model.fake_catalogue import (
    CATALOGUE,
    CLOSED,
    DEFAULT,
    OK,
    StartConfig,
    node,
    queue,
    sort,
)
from tests.model.strategies import first_tree


def test_an_added_action_gets_the_next_number_its_place_and_its_own_lineage() -> None:
    tree = tree_of(free(node("b")), free(node("c")))

    assert [action.number for action in tree.actions] == [1, 2, 3]
    assert tree.next_number == 4
    assert tree.by_id["c"].origin == "c"
    assert tree.drawing.positions["c"] == PLACE


def test_a_copied_action_keeps_its_lineage() -> None:
    copied = Action("c", 7, "node", "Copy", node("c").config, origin="b")

    tree = tree_of(free(node("b")), free(copied))

    assert tree.by_id["c"].lineage == "b"
    assert tree.by_id["c"].number == 3


def test_numbers_of_deleted_actions_are_not_given_again() -> None:
    tree = tree_of(free(node("b")), edits.delete({"b"}, catalogue=CATALOGUE), free(node("c")))

    assert tree.by_id["c"].number == 3


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (Action("b", 0, START, "Start", StartConfig()), "exactly one Start"),
        (Action("a0", 0, "node", "Twice", node("x").config), "already in the version"),
        (node("b", name=" "), "name is empty"),
        (node("b", name="x" * 101), "101 characters"),
        (node("b", name="two\nlines"), "line break"),
        (node("b", name="half \ud800"), "control character"),
    ],
)
def test_impossible_actions_are_refused(action: Action, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        free(action)(first_tree())


def test_adding_after_links_the_branch_and_clears_its_end() -> None:
    tree = tree_of(edits.end_here("a0", OK, catalogue=CATALOGUE), add(node("b"), after="a0"))

    assert wiring(tree) == {"a0.ok>b"}
    assert tree.ends == ()


def test_an_occupied_branch_is_refused_by_name() -> None:
    tree = tree_of(add(sort("b"), after="a0"), add(node("c"), after="b", branch="link_1"))

    with pytest.raises(Refused, match="The branch First of b already leads to c"):
        add(node("d"), after="b", branch="link_1")(tree)


def test_an_occupied_branch_can_lose_its_link() -> None:
    tree = tree_of(
        add(node("b"), after="a0"),
        edits.add_after(queue("c"), "a0", OK, ORIGIN, catalogue=CATALOGUE, replace_link="replace"),
    )

    assert wiring(tree) == {"a0.ok>c"}


def test_the_old_target_can_be_kept_behind_on_the_continuing_branch() -> None:
    tree = tree_of(
        add(node("b"), after="a0"),
        edits.add_after(
            sort("c"), "a0", OK, ORIGIN, catalogue=CATALOGUE, replace_link="keep_behind"
        ),
    )

    assert wiring(tree) == {"a0.ok>c", "c.default>b"}


def test_the_old_target_can_be_kept_behind_on_a_chosen_branch() -> None:
    tree = tree_of(
        add(node("b"), after="a0"),
        edits.add_after(
            sort("c"),
            "a0",
            OK,
            ORIGIN,
            catalogue=CATALOGUE,
            replace_link="keep_behind",
            continuing_branch="link_2",
        ),
    )

    assert wiring(tree) == {"a0.ok>c", "c.link_2>b"}


def test_nothing_is_kept_behind_an_action_that_does_not_go_on() -> None:
    tree = tree_of(add(node("b"), after="a0"))

    with pytest.raises(Refused, match="c has no branches, so it cannot lead on to b"):
        edits.add_after(
            queue("c"), "a0", OK, ORIGIN, catalogue=CATALOGUE, replace_link="keep_behind"
        )(tree)


def test_keeping_behind_an_open_branch_just_adds() -> None:
    tree = tree_of(
        edits.add_after(
            queue("b"), "a0", OK, ORIGIN, catalogue=CATALOGUE, replace_link="keep_behind"
        )
    )

    assert wiring(tree) == {"a0.ok>b"}


def test_a_branch_that_the_source_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match="Start has no branch default"):
        add(node("b"), after="a0", branch=DEFAULT)(first_tree())


def test_adding_after_an_action_that_is_gone_is_refused() -> None:
    with pytest.raises(Refused, match="no longer exists"):
        add(node("b"), after="gone")(first_tree())


def test_inserting_between_keeps_the_branch() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        add(node("c"), after="b", branch="link_2"),
        edits.add_between(node("d"), Link("b", "link_2", "c"), Position(1, 2), catalogue=CATALOGUE),
    )

    assert wiring(tree) == {"a0.ok>b", "b.link_2>d", "d.ok>c"}
    assert tree.drawing.positions["d"] == Position(1, 2)


def test_inserting_into_a_link_to_itself_makes_a_loop_of_two() -> None:
    tree = tree_of(
        add(node("b"), after="a0"),
        link("b", "b"),
        edits.add_between(node("c"), Link("b", OK, "b"), ORIGIN, catalogue=CATALOGUE),
    )

    assert wiring(tree) == {"a0.ok>b", "b.ok>c", "c.ok>b"}


def test_inserting_a_type_without_continuing_branch_asks_for_one() -> None:
    tree = tree_of(add(node("b"), after="a0"))
    between = Link("a0", OK, "b")
    closing = queue("c", closed=True)

    with pytest.raises(Refused, match="Choose the branch that leads on to b"):
        edits.add_between(closing, between, ORIGIN, catalogue=CATALOGUE)(tree)
    chosen = edits.add_between(closing, between, ORIGIN, CLOSED, catalogue=CATALOGUE)(tree)

    assert wiring(chosen) == {"a0.ok>c", "c.closed>b"}


def test_inserting_with_a_branch_that_the_new_action_lacks_is_refused() -> None:
    tree = tree_of(add(node("b"), after="a0"))

    with pytest.raises(Refused, match="c has no branch default"):
        edits.add_between(node("c"), Link("a0", OK, "b"), ORIGIN, DEFAULT, catalogue=CATALOGUE)(
            tree
        )


def test_inserting_into_a_link_that_has_turned_meanwhile_is_refused() -> None:
    tree = tree_of(free(node("b")), add(node("c"), after="a0"))

    with pytest.raises(Refused, match="link no longer exists"):
        edits.add_between(node("d"), Link("a0", OK, "b"), ORIGIN, catalogue=CATALOGUE)(tree)


def test_edits_together_are_all_refused_with_the_last() -> None:
    tree = first_tree()

    with pytest.raises(Refused):
        edits.together(add(node("b"), after="a0"), link("b", "a0"))(tree)

    assert tree == first_tree()
