"""Tidy up keeps cards apart, branches in order and joins below their sources."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.layout import BESIDE, GRID, Extent, tidy
from app.model.config import Config
from app.model.tree import Action, ActionTree, Link, Position, evolve

CARD = Extent(240.0, 80.0)


def tree_of(links: list[tuple[int, str, int]], count: int | None = None) -> ActionTree:
    """A tree of actions "0" (Start), "1", … with these links."""
    last = max((max(source, target) for source, _, target in links), default=0)
    actions = tuple(
        Action(
            id=str(number),
            number=number + 1,
            type="start" if number == 0 else "any",
            name=f"Action {number}",
            config=Config(),
        )
        for number in range(count or last + 1)
    )
    found = tuple(Link(str(source), branch, str(target)) for source, branch, target in links)
    return evolve(ActionTree(), actions=actions, links=found)


def drawn(tree: ActionTree, **extents: Extent) -> dict[str, Position]:
    sizes = {action.id: extents.get(f"a{action.id}", CARD) for action in tree.actions}
    branches = {action.id: ("a", "b", "c", "d") for action in tree.actions}
    return tidy(tree, sizes, branches)


def assert_apart(places: dict[str, Position], extents: dict[str, Extent]) -> None:
    rows: dict[float, list[tuple[float, float]]] = {}
    for key, place in places.items():
        rows.setdefault(place.y, []).append((place.x, place.x + extents[key].width))
    for row in rows.values():
        for (_, right), (left, _) in itertools.pairwise(sorted(row)):
            assert left - right >= BESIDE - GRID


def test_a_blank_tree_stays_where_it_is() -> None:
    tree = tree_of([])
    assert tidy(tree, {"0": CARD}, {}, Position(40.0, 80.0)) == {"0": Position(40.0, 80.0)}


def test_branches_go_from_left_to_right_in_display_order() -> None:
    places = drawn(tree_of([(0, "c", 1), (0, "a", 2), (0, "b", 3)]))
    assert places["2"].x < places["3"].x < places["1"].x


def test_a_parent_stands_over_the_middle_of_its_children() -> None:
    places = drawn(tree_of([(0, "a", 1), (0, "b", 2)]))
    assert places["0"].x == pytest.approx((places["1"].x + places["2"].x) / 2, abs=GRID)


def test_a_join_stands_below_the_lowest_of_its_sources() -> None:
    places = drawn(tree_of([(0, "a", 1), (0, "b", 3), (1, "a", 2), (2, "a", 3)]))
    assert places["3"].y > places["2"].y > places["1"].y


def test_a_link_back_does_not_pull_its_target_down() -> None:
    places = drawn(tree_of([(0, "a", 1), (1, "a", 2), (2, "a", 1)]))
    assert places["0"].y < places["1"].y < places["2"].y


def test_what_start_does_not_reach_stands_aside() -> None:
    tree = tree_of([(0, "a", 1), (0, "b", 2), (3, "a", 4), (3, "b", 1)])
    places = drawn(tree)
    reached = max(places[key].x + CARD.width for key in "012")
    assert min(places[key].x for key in "34") > reached
    assert places["3"].y == places["1"].y
    assert places["4"].y > places["3"].y


def test_a_circle_aside_is_drawn_once() -> None:
    places = drawn(tree_of([(1, "a", 2), (2, "a", 1)]))
    assert set(places) == {"0", "1", "2"}


def test_wide_and_tall_cards_keep_their_distance() -> None:
    tree = tree_of([(0, "a", 1), (0, "b", 2), (1, "a", 3), (2, "a", 4)])
    wide = Extent(900.0, 200.0)
    places = drawn(tree, a1=wide)
    assert places["2"].x >= places["1"].x + wide.width + BESIDE - GRID
    assert places["3"].y >= places["1"].y + wide.height


def grown(count: int, seed: int) -> ActionTree:
    chance = random.Random(seed)
    links: list[tuple[int, str, int]] = []
    free = {0: ["a", "b", "c"]}
    for number in range(1, count):
        parent = chance.choice([key for key in free if free[key]][-40:])
        links.append((parent, free[parent].pop(0), number))
        free[number] = ["a", "b", "c"]
    for _ in range(count // 20):
        source = chance.randrange(count)
        if free[source]:
            links.append((source, free[source].pop(0), chance.randrange(1, count)))
    return tree_of(links)


def test_a_thousand_cards_do_not_overlap() -> None:
    tree = grown(1000, seed=7)
    chance = random.Random(3)
    extents = {
        action.id: Extent(chance.choice((160.0, 232.0, 640.0)), 80.0) for action in tree.actions
    }
    branches = {action.id: ("a", "b", "c") for action in tree.actions}
    places = tidy(tree, extents, branches)
    assert len(places) == 1000
    assert_apart(places, extents)


def test_a_chain_of_five_thousand_is_drawn() -> None:
    places = drawn(tree_of([(number, "a", number + 1) for number in range(5000)]))
    assert len({place.x for place in places.values()}) == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from("abcd"), st.integers(1, 12)),
        unique_by=lambda link: link[:2],
        max_size=40,
    )
)
def test_any_web_of_links_is_drawn_without_overlap(links: list[tuple[int, str, int]]) -> None:
    tree = tree_of(links, count=13)
    places = drawn(tree)
    assert set(places) == set(tree.by_id)
    assert_apart(places, dict.fromkeys(places, CARD))
