"""Canonical text and content hash of a tree."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
from collections.abc import Callable

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits
from app.model.catalogue import RoutingType
from app.model.config import UnknownConfig
from app.model.errors import Refused
from app.model.package import FORMAT, canonical_text, canonical_value, content_hash, read_tree
from app.model.package.plain import hashable
from app.model.tree import START, ActionTree, Note, Position
from tests.model.building import add, free, link, tree_of
from tests.model.fake_catalogue import CATALOGUE, NodeConfig, node, sort
from tests.model.strategies import assert_sound, histories, trees

TREE = tree_of(
    add(sort("b"), after="a0"),
    add(node("c"), after="b", branch="link_2"),
    edits.comment("c", "Zoë"),
    edits.end_here("c", "ok", catalogue=CATALOGUE),
)


def new_ids() -> Callable[[], str]:
    """Ids `n1`, `n2` and so on."""
    numbers = itertools.count(1)
    return lambda: f"n{next(numbers)}"


def text_of(tree: ActionTree) -> str:
    return canonical_text(tree, RoutingType.START, CATALOGUE)


def hash_of(tree: ActionTree) -> str:
    return content_hash(tree, RoutingType.START, CATALOGUE)


def read(text: str) -> ActionTree:
    return read_tree(text, CATALOGUE, new_ids())


def with_raw(raw: str) -> ActionTree:
    """A tree whose second action holds this unreadable config."""
    return edits.configure("b", UnknownConfig("later", raw))(tree_of(free(node("b"))))


def test_the_text_reads_well() -> None:
    assert text_of(tree_of(add(node("b"), after="a0"))) == (
        """{
  "actions": [
    {
      "comment": "",
      "config": {
        "v": 1
      },
      "ends": [],
      "links": {
        "ok": 2
      },
      "name": "Start",
      "number": 1,
      "record": false,
      "type": "start"
    },
    {
      "comment": "",
      "config": {
        "count": 0,
        "may_fail": false,
        "v": 1,
        "weight": 0,
        "words": ""
      },
      "ends": [],
      "links": {},
      "name": "b",
      "number": 2,
      "record": false,
      "type": "node"
    }
  ],
  "format": 1,
  "routing_type": "start"
}
"""
    )


def test_the_hash_of_a_known_tree_stays_for_ever() -> None:
    assert hash_of(TREE) == "9ae3f6282bbf9fefac1d1591ac6a93c1796b91cf5aec60378ef002d6cf85bd33"


def test_ids_origins_and_drawing_are_not_in_the_hash() -> None:
    again = tree_of(
        edits.add_after(
            msgspec.structs.replace(sort("x"), name="b", origin="elsewhere"),
            "a0",
            "ok",
            Position(5, 5),
            catalogue=CATALOGUE,
        ),
        add(node("y", name="c"), after="x", branch="link_2"),
        edits.comment("y", "Zoë"),
        edits.end_here("y", "ok", catalogue=CATALOGUE),
    )
    drawing = dataclasses.replace(again.drawing, notes=(Note("n", "Ask Eva", 0, 0),))

    assert hash_of(dataclasses.replace(again, drawing=drawing)) == hash_of(TREE)


def test_everything_that_a_run_could_notice_is_in_the_hash() -> None:
    changed = {
        hash_of(edit(TREE))
        for edit in (
            edits.rename("b", "Sort"),
            edits.comment("b", "Why"),
            edits.record("b", True),
            edits.configure("c", NodeConfig(count=1)),
            link("b", "c", "default"),
            edits.unlink("b", "link_2"),
            edits.not_end_here("c", "ok"),
            free(node("d")),
        )
    }
    other_type = content_hash(TREE, RoutingType.END, CATALOGUE)

    assert len(changed | {hash_of(TREE), other_type}) == 10


def test_large_integers_keep_every_digit() -> None:
    hashes = {
        hash_of(edits.configure("c", NodeConfig(count=count))(TREE))
        for count in (2**53 - 1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63))
    }

    assert len(hashes) == 5


@pytest.mark.parametrize(
    "raw",
    [
        '{"a":1.10,"b":1E400,"c":123456789012345678901234567890,"d":[null,true,{}]}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":1,"a":2}',
        '{"a":NaN}',
        '{"a":"\\ud800"}',
        '{"a":1e99999999999999999999}',
        '{"a":' + "[" * 500 + "]" * 500 + "}",
        "[" * 100_000,
        '"a string"',
        "[1]",
        "not JSON at all",
        "",
    ],
)
def test_what_nobody_can_read_is_kept_word_for_word(raw: str) -> None:
    tree = with_raw(raw)
    again = read(text_of(tree))

    assert hash_of(again) == hash_of(tree)
    assert text_of(again) == text_of(tree)


def test_spelling_of_an_unreadable_config_counts_but_not_its_layout() -> None:
    assert hash_of(with_raw('{ "b": 1,\n"a": 2 }')) == hash_of(with_raw('{"a":2,"b":1}'))
    assert hash_of(with_raw('{"a":1.10}')) != hash_of(with_raw('{"a":1.1}'))


def test_text_that_is_no_object_differs_from_the_same_text_in_quotes() -> None:
    assert hash_of(with_raw("words")) != hash_of(with_raw('"words"'))


@given(trees(), st.sampled_from(RoutingType))
def test_reading_the_text_gives_the_same_hash(tree: ActionTree, type_: RoutingType) -> None:
    text = canonical_text(tree, type_, CATALOGUE)
    again = read_tree(text, CATALOGUE, new_ids())

    assert content_hash(again, type_, CATALOGUE) == content_hash(tree, type_, CATALOGUE)
    assert canonical_text(again, type_, CATALOGUE) == text
    assert not {action.id for action in again.actions} & {action.id for action in tree.actions}
    drawn = edits.move({action.id: Position(0, 0) for action in again.actions})(again)
    assert_sound(drawn)


@given(trees(), trees())
def test_trees_have_one_hash_exactly_when_they_have_one_text(
    one: ActionTree, other: ActionTree
) -> None:
    assert (hash_of(one) == hash_of(other)) == (text_of(one) == text_of(other))


@given(histories(), st.sampled_from(RoutingType))
def test_the_hash_is_that_of_the_whole_canonical_value(
    history: tuple[ActionTree, ...], type_: RoutingType
) -> None:
    for tree in history:
        whole = rfc8785.dumps(hashable(canonical_value(tree, type_, CATALOGUE)))

        assert content_hash(tree, type_, CATALOGUE) == hashlib.sha256(whole).hexdigest()


def test_the_value_is_plain_json() -> None:
    value = canonical_value(TREE, RoutingType.START, CATALOGUE)

    assert json.loads(json.dumps(value)) == json.loads(text_of(TREE))


def altered(**changes: object) -> str:
    """The canonical text with the second action changed."""
    value = json.loads(text_of(TREE))
    value["actions"][1].update(changes)
    return json.dumps(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not an action tree"),
        ("{", "not an action tree"),
        ("[" * 100_000, "not an action tree"),
        ("\ud800", "not an action tree"),
        ('{"format": 1}', "not an action tree"),
        (json.dumps({"format": FORMAT + 1, "news": []}), "newer version"),
        (json.dumps({"format": 0, "routing_type": "start", "actions": []}), "format"),
        (altered(surprise=1), "not an action tree"),
        (altered(number="2"), "not an action tree"),
        (altered(number=1), "same number"),
        (altered(number=0), "below 1"),
        (altered(type=START), "exactly one Start"),
        (altered(name=""), "name of action 2"),
        (altered(comment="\x00"), "comment of action 2"),
        (altered(links={"default": 1}), "leads to Start or to nothing"),
        (altered(links={"default": 9}), "leads to Start or to nothing"),
        (altered(ends=["link_2"]), "stands there twice"),
        (altered(links={}, ends=["default", "default"]), "stands there twice"),
        (json.dumps({"format": 1, "routing_type": "start", "actions": []}), "exactly one Start"),
    ],
)
def test_text_that_describes_no_sound_tree_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(text)


def test_a_config_of_a_newer_version_is_kept_when_reading() -> None:
    tree = read(altered(config={"v": 9, "new": 1.50}))

    assert isinstance(tree.by_id["n2"].config, UnknownConfig)
    assert '"new": 1.5' in text_of(tree)
