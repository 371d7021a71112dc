"""Linking, unlinking, and the mark End here."""

from __future__ import annotations

import pytest

from app.model import edits
from app.model.config import UnknownConfig
from app.model.errors import Refused
from app.model.tree import Action, BranchEnd, Link
from tests.model.building import add, free, link, tree_of, wiring
from tests.model.fake_catalogue import CATALOGUE, DEFAULT, OK, SortConfig, node, queue, sort
from tests.model.strategies import first_tree


def test_linking_an_occupied_branch_turns_the_link() -> None:
    tree = tree_of(free(node("b")), free(node("c")), link("a0", "b"), link("a0", "c"))

    assert wiring(tree) == {"a0.ok>c"}


def test_several_links_may_arrive_at_one_action() -> None:
    tree = tree_of(
        add(sort("b"), after="a0"),
        free(node("c")),
        link("b", "c", "link_1"),
        link("b", "c", "link_2"),
    )

    assert [one.branch for one in tree.arriving["c"]] == ["link_1", "link_2"]


def test_an_action_may_lead_to_itself() -> None:
    assert "b.ok>b" in wiring(tree_of(add(node("b"), after="a0"), link("b", "b")))


def test_no_link_arrives_at_start() -> None:
    with pytest.raises(Refused, match="no link may lead to it"):
        link("b", "a0")(tree_of(add(node("b"), after="a0")))


def test_linking_where_it_leads_already_changes_nothing() -> None:
    tree = tree_of(add(node("b"), after="a0"))

    assert link("a0", "b")(tree) is tree


def test_linking_a_missing_branch_is_refused() -> None:
    tree = tree_of(add(queue("b"), after="a0"), free(node("c")))

    with pytest.raises(Refused, match="b has no branch ok"):
        link("b", "c")(tree)


def test_an_unknown_action_keeps_the_links_that_it_came_with() -> None:
    known = tree_of(add(node("b"), after="a0"), add(node("c"), after="b"), free(node("d")))
    tree = edits.configure("b", UnknownConfig("later", "{}"))(known)

    assert wiring(link("b", "d")(tree)) == {"a0.ok>b", "b.ok>d"}
    with pytest.raises(Refused, match="no branch default"):
        link("b", "d", DEFAULT)(tree)


def test_a_link_of_a_vanished_branch_stays_and_can_be_mended() -> None:
    sorted_ = tree_of(
        add(sort("b"), after="a0"),
        add(node("c"), after="b", branch="link_2"),
        free(node("d")),
    )
    tree = edits.configure("b", SortConfig(((1, "First"),)))(sorted_)
    mended = edits.together(edits.unlink("b", "link_2"), link("b", "c", "link_1"))

    assert wiring(tree) == {"a0.ok>b", "b.link_2>c"}
    assert wiring(edits.unlink("b", "link_2")(tree)) == {"a0.ok>b"}
    assert wiring(link("b", "d", "link_2")(tree)) == {"a0.ok>b", "b.link_2>d"}
    assert wiring(mended(tree)) == {"a0.ok>b", "b.link_1>c"}
    with pytest.raises(Refused, match="no branch link_2"):
        link("b", "c", "link_2")(edits.unlink("b", "link_2")(tree))


def test_unlinking_an_open_branch_is_refused() -> None:
    with pytest.raises(Refused, match="link no longer exists"):
        edits.unlink("a0", OK)(first_tree())


def test_an_open_branch_can_end_here_and_open_again() -> None:
    ended = edits.end_here("a0", OK, catalogue=CATALOGUE)(first_tree())

    assert ended.ends == (BranchEnd("a0", OK),)
    assert edits.end_here("a0", OK, catalogue=CATALOGUE)(ended) is ended
    assert edits.not_end_here("a0", OK)(ended) == first_tree()


def test_linking_takes_the_end_away() -> None:
    tree = tree_of(edits.end_here("a0", OK, catalogue=CATALOGUE), free(node("b")), link("a0", "b"))

    assert tree.ends == ()
    assert tree.links == (Link("a0", OK, "b"),)


def test_a_linked_branch_cannot_end_here() -> None:
    tree = tree_of(add(node("b", name="Reply"), after="a0"))

    with pytest.raises(Refused, match="This branch of Start leads to Reply"):
        edits.end_here("a0", OK, catalogue=CATALOGUE)(tree)


def test_a_missing_branch_cannot_end_here() -> None:
    with pytest.raises(Refused, match="Start has no branch default"):
        edits.end_here("a0", DEFAULT, catalogue=CATALOGUE)(first_tree())


def test_a_branch_without_the_mark_cannot_lose_it() -> None:
    with pytest.raises(Refused, match="not marked End here"):
        edits.not_end_here("a0", OK)(first_tree())


def test_an_action_that_is_gone_is_refused_everywhere() -> None:
    gone = Action("gone", 0, "node", "Gone", node("x").config)
    for edit in (
        link("a0", gone.id),
        link(gone.id, "a0"),
        edits.unlink(gone.id, OK),
        edits.end_here(gone.id, OK, catalogue=CATALOGUE),
        edits.not_end_here(gone.id, OK),
    ):
        with pytest.raises(Refused, match="no longer exists"):
            edit(first_tree())
