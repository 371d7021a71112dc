"""Copying actions and pasting them: with their inner links, under new ids, from text too."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given

from app.model import edits
from app.model.catalogue import RoutingType
from app.model.errors import Refused
from app.model.package import fragment_text, parsed_fragment
from app.model.tree import ActionTree, BranchEnd, Position
from tests.model.building import add, free, tree_of, wiring
from tests.model.fake_catalogue import CATALOGUE, DEFAULT, node, sort
from tests.model.strategies import first_tree, trees


def counting(prefix: str = "n") -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{prefix}{next(numbers)}"


def a_tree() -> ActionTree:
    return tree_of(
        add(node("b"), after="a0"),
        add(node("c"), after="b"),
        add(sort("d"), after="c"),
        edits.end_here("d", DEFAULT, catalogue=CATALOGUE),
    )


def test_a_fragment_takes_inner_links_and_ends_along_but_never_start() -> None:
    fragment = edits.fragment_of(a_tree(), {"a0", "b", "c", "d"})
    assert set(fragment.by_id) == {"b", "c", "d"}
    assert wiring(fragment) == {"b.ok>c", "c.ok>d"}
    assert fragment.ends == (BranchEnd("d", DEFAULT),)
    assert wiring(edits.fragment_of(a_tree(), {"b", "d"})) == set()


def test_pasting_gives_new_ids_and_the_next_numbers_and_keeps_the_origin() -> None:
    tree = a_tree()
    fragment = edits.with_new_ids(edits.fragment_of(tree, {"c", "d"}), counting())
    pasted = edits.paste(edits.shifted(fragment, 100.0, 8.0))(tree)
    assert [(one.id, one.number, one.origin) for one in pasted.actions[-2:]] == [
        ("n1", 5, "c"),
        ("n2", 6, "d"),
    ]
    assert wiring(pasted) == wiring(tree) | {"n1.ok>n2"}
    assert BranchEnd("n2", DEFAULT) in pasted.ends
    before = tree.drawing.positions["c"]
    assert pasted.drawing.positions["n1"] == Position(before.x + 100.0, before.y + 8.0)
    assert pasted.next_number == 7


def test_pasting_nothing_changes_nothing() -> None:
    tree = a_tree()
    assert edits.paste(edits.fragment_of(tree, {"a0"}))(tree) is tree


def test_the_same_ids_cannot_be_pasted_twice() -> None:
    tree = a_tree()
    with pytest.raises(Refused, match="already in the version"):
        edits.paste(edits.fragment_of(tree, {"b"}))(tree)
    with pytest.raises(Refused, match="exactly one Start"):
        edits.paste(first_tree())(tree_of(free(node("z"))))


@given(tree=trees())
def test_a_fragment_survives_the_clipboard(tree: ActionTree) -> None:
    fragment = edits.fragment_of(tree, tree.by_id)
    text = fragment_text(fragment, RoutingType.START, CATALOGUE)
    read = parsed_fragment(text, CATALOGUE, counting())
    assert fragment_text(read, RoutingType.START, CATALOGUE) == text
    assert edits.paste(read)(tree).next_number >= tree.next_number + len(fragment.actions)


def test_places_and_lineage_travel_with_the_text() -> None:
    fragment = edits.fragment_of(a_tree(), {"c", "d"})
    text = fragment_text(fragment, RoutingType.END, CATALOGUE)
    read = parsed_fragment(text, CATALOGUE, counting())
    assert [one.lineage for one in read.actions] == ["c", "d"]
    assert read.drawing.positions["n1"] == fragment.drawing.positions["c"]
    assert wiring(read) == {"n1.ok>n2"}


@pytest.mark.parametrize(
    "text", ["", "hello", "{", "{}", "[]", '{"copied": {}, "tree": 3}', '{"copied": 1}', "{" * 9999]
)
def test_other_texts_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match=r"\."):
        parsed_fragment(text, CATALOGUE, counting())


def test_a_text_from_a_newer_version_is_refused() -> None:
    text = fragment_text(edits.fragment_of(a_tree(), {"b"}), RoutingType.START, CATALOGUE)
    with pytest.raises(Refused, match="newer version"):
        parsed_fragment(text.replace('"format": 1', '"format": 99'), CATALOGUE, counting())


def test_start_cannot_be_smuggled_in_by_text() -> None:
    text = fragment_text(edits.fragment_of(a_tree(), {"b"}), RoutingType.START, CATALOGUE)
    with pytest.raises(Refused, match="Start cannot be copied"):
        parsed_fragment(text.replace('"type": "node"', '"type": "start"'), CATALOGUE, counting())
