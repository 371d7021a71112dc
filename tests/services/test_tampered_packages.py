"""Packages whose archive is sound, but not what it holds: refused, and the culprit named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.model.errors import Refused
from app.model.package import read_package
from tests.hostile_packages import Texts, archive, listed, parts_of
from tests.model.fake_catalogue import CATALOGUE
from tests.services.test_hostile_packages import TEXTS

TREE_FILE = "routings/Sales/versions/1/tree.json"
DRAWING_FILE = "routings/Sales/versions/1/drawing.json"
VERSION_FILE = "routings/Sales/versions/1/version.json"
ROUTING_FILE = "routings/Sales/routing.json"
QUEUE_FILE = "resources/queue/a.b.json"


def refusal_of(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_package(data, CATALOGUE)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def changed(name: str, change: Callable[[dict[str, object]], object]) -> dict[str, bytes]:
    """The entries with one of them changed, and a manifest that agrees to it."""
    value = json.loads(TEXTS[name])
    change(value)
    return listed({**TEXTS, name: json.dumps(value).encode()})


def setting(**values: object) -> Callable[[dict[str, object]], object]:
    return lambda value: value.update(values)


def replaced(name: str, raw: bytes) -> Texts:
    return listed({**TEXTS, name: raw})


def without(name: str) -> Texts:
    return {key: raw for key, raw in TEXTS.items() if key != name}


def action(at: int, **values: object) -> Callable[[dict[str, object]], object]:
    def change(tree: dict[str, object]) -> None:
        blocks = tree["actions"]
        assert isinstance(blocks, list)
        blocks[at - 1].update(values)

    return change


def manifest(change: Callable[[Any], object]) -> Texts:
    value = json.loads(TEXTS["manifest.json"])
    change(value)
    return {**TEXTS, "manifest.json": json.dumps(value).encode()}


def other_hash(value: Any) -> None:
    value["entries"]["workspace.json"]["sha256"] = "0" * 64


def nested(depth: int) -> Texts:
    """The tree with a config of lists inside lists."""
    deep = b'"config": ' + b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    raw = TEXTS[TREE_FILE]
    begins = raw.index(b'"config": {')
    ends = raw.index(b"}", begins) + 1
    return replaced(TREE_FILE, raw[:begins] + deep + raw[ends:])


TAMPERED: tuple[tuple[str, Texts, str], ...] = (
    ("an entry missing", without(TREE_FILE), f"the entry {TREE_FILE} is missing"),
    (
        "an entry too many",
        {**TEXTS, "more.json": b"{}"},
        "more.json does not stand in its manifest",
    ),
    ("an entry exchanged", {**TEXTS, "workspace.json": b"{}\n"}, "workspace.json is not the one"),
    ("another hash", manifest(other_hash), "workspace.json is not the one that was packed"),
    ("no manifest", without("manifest.json"), "no package of this application"),
    ("a manifest of words", {**TEXTS, "manifest.json": b"hello"}, "manifest.json is not proper"),
    ("a manifest of a list", {**TEXTS, "manifest.json": b"[]"}, "manifest.json is not what"),
    ("format 0", {**TEXTS, "manifest.json": b'{"format": 0}'}, "manifest.json is not what"),
    ("format 9", {**TEXTS, "manifest.json": b'{"format": 9}'}, "newer version"),
    ("a part missing", listed(without(DRAWING_FILE)), f"the entry {DRAWING_FILE} is missing"),
    ("a routing missing", listed(without(ROUTING_FILE)), "has no place in a package"),
    ("a program", replaced("run.sh", b"#!/bin/sh"), "the entry run.sh has no place in a package"),
    ("not UTF-8", replaced(QUEUE_FILE, b"\xff{}"), f"{QUEUE_FILE} is not written in UTF-8"),
    ("a byte order mark", replaced(QUEUE_FILE, b"\xef\xbb\xbf{}"), f"{QUEUE_FILE} is not proper"),
    ("no JSON", replaced(QUEUE_FILE, b"{"), f"{QUEUE_FILE} is not proper JSON"),
    ("a number that is none", replaced(QUEUE_FILE, b'{"capacity": NaN}'), "not proper JSON"),
    ("half a character", replaced(QUEUE_FILE, b'{"name": "\\ud800"}'), "not proper JSON"),
    ("a key twice", replaced(QUEUE_FILE, b'{"name": "a", "name": "b"}'), "twice"),
    ("too deep", nested(500), "not proper JSON (nested too deeply)"),
    ("far too deep", nested(10**6), "is nested too deeply"),
    ("too many values", replaced(QUEUE_FILE, b"[" + b"0," * 9_000_000 + b"0]"), "8000000 values"),
    ("a field unknown", changed(QUEUE_FILE, setting(evil=1)), f"{QUEUE_FILE} holds evil"),
    ("another kind", replaced("resources/fax/a.json", b"{}"), "of a kind that is not known"),
    ("a routing as a resource", replaced("resources/routing/a.json", b"{}"), "kind that is not"),
    ("a resource elsewhere", changed(QUEUE_FILE, setting(reference="b")), "in the wrong place"),
    ("an ill reference", changed(QUEUE_FILE, setting(reference="a/b")), "its reference in the"),
    ("an ill name", changed(QUEUE_FILE, setting(name="\x07")), "its name in the entry"),
    ("a blank name", changed(ROUTING_FILE, setting(name=" ")), "its name in the entry"),
    ("another type", changed(ROUTING_FILE, setting(type="end")), "the other type"),
    ("a routing elsewhere", changed(ROUTING_FILE, setting(reference="Other")), "the wrong place"),
    ("a number used up", changed(ROUTING_FILE, setting(next_number=2)), "contradict each other"),
    ("a huge number", changed(ROUTING_FILE, setting(next_number=10**30)), "is not what its name"),
    ("another number", changed(VERSION_FILE, setting(number=2)), "in the wrong place"),
    ("two productions", changed(VERSION_FILE, setting(status="production")), "contradict each"),
    ("a new status", changed(VERSION_FILE, setting(status="live")), "is not what its name says"),
    ("one name twice", changed(VERSION_FILE, setting(name="SECOND")), "contradict each other"),
    (
        "a tree altered",
        changed(TREE_FILE, action(2, name="Evil")),
        "is not the one that was packed",
    ),
    ("two with one id", changed(TREE_FILE, action(2, id="a0")), "two actions have the same id"),
    ("an empty id", changed(TREE_FILE, action(2, id="")), "an id that cannot be used"),
    ("an endless id", changed(TREE_FILE, action(2, id="x" * 101)), "an id that cannot be used"),
    ("an odd type", changed(TREE_FILE, action(2, type="\x1b[2J")), "a type or a branch that"),
    ("an odd branch", changed(TREE_FILE, action(2, ends=[""])), "a type or a branch that"),
    ("two with one number", changed(TREE_FILE, action(2, number=1)), "the same number"),
    ("number 0", changed(TREE_FILE, action(2, number=0)), "is not what its name says"),
    ("a number to come", changed(TREE_FILE, action(2, number=99)), "comes only next"),
    ("a link to Start", changed(TREE_FILE, action(2, links={"ok": 1})), "leads to Start"),
    ("a link to nothing", changed(TREE_FILE, action(2, links={"ok": 7})), "leads to Start or to"),
    ("a second Start", changed(TREE_FILE, action(2, type="start")), "exactly one Start"),
    ("a newer tree", changed(TREE_FILE, setting(format=2)), "has another format"),
    (
        "a card of nobody",
        changed(DRAWING_FILE, setting(positions=[[9, 0.0, 0.0]])),
        "does not belong to its tree",
    ),
    (
        "a card at the end of the world",
        replaced(DRAWING_FILE, b'{"groups":[],"notes":[],"positions":[[1,1e999,0]]}'),
        "drawing.json",
    ),
    ("no such zone", changed("workspace.json", setting(time_zone="../x")), "the time zone in"),
    ("no steps", changed("workspace.json", setting(step_limit=0)), "is not what its name says"),
    (
        "ids of others",
        manifest(lambda value: value["routings"]["Sales"].update(id="v-1")),
        "the same id",
    ),
    (
        "a version not listed",
        manifest(lambda value: value["routings"]["Sales"]["versions"].pop("1")),
        "stands in the wrong place",
    ),
    (
        "a version listed that is not there",
        manifest(lambda value: value["routings"].update(More={"id": "r-2", "versions": {}})),
        "lists other versions than it holds",
    ),
)


@pytest.mark.parametrize(
    ("texts", "words"), [case[1:] for case in TAMPERED], ids=[case[0] for case in TAMPERED]
)
def test_a_package_that_was_tampered_with_is_refused_and_the_culprit_named(
    texts: Texts, words: str
) -> None:
    assert words in refusal_of(archive(parts_of(texts)))
