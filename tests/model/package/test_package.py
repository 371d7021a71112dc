"""Packages there and back: nothing is lost, nothing secret or local goes along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, ClassVar

import pytest
from hypothesis import given
from msgspec.structs import replace

from app.model import edits
from app.model.config import AnyConfig, UnknownConfig
from app.model.errors import Refused
from app.model.fields import field
from app.model.package import (
    NewerPackage,
    PackageKind,
    UnsoundPackage,
    portable,
    read_package,
    settled,
    write_package,
)
from app.model.package.archive import pack, unpack
from app.model.package.manifest import PACKAGE_FORMAT, read_format
from app.model.package.upgrades import STEPS, Step, upgraded
from app.model.resources import Connection, Mailbox, Resource, ResourceKind
from app.model.resources.snapshot import RESOURCE_TYPES
from app.model.routing import Status
from app.model.text import _
from app.model.tree import Action, ActionTree, Position
from tests.model.building import add, free, tree_of
from tests.model.fake_catalogue import CATALOGUE, FakeCatalogue, NodeConfig, node, sort
from tests.model.package.building import drawn, package_of, packed_version
from tests.model.strategies import trees

TREE = drawn(tree_of(add(sort("b"), after="a0"), add(node("c"), after="b", branch="link_2")))
PACKAGE = package_of(
    packed_version(TREE, 1, name="Früh", status=Status.BACKUP),
    packed_version(TREE, 2, name="Second", status=Status.PRODUCTION),
)


@given(trees())
def test_any_tree_comes_back_and_gives_the_same_bytes(tree: ActionTree) -> None:
    package = package_of(packed_version(drawn(tree)))
    data = write_package(package, CATALOGUE)
    again = read_package(data, CATALOGUE)
    assert again == package
    assert write_package(again, CATALOGUE) == data


def test_a_person_finds_the_way_in_a_package() -> None:
    assert sorted(unpack(write_package(PACKAGE, CATALOGUE))) == [
        "manifest.json",
        "resources/mailbox/~con~.json",
        "resources/queue/a.b.json",
        "resources/value_table/rates.json",
        "routings/Sales/routing.json",
        "routings/Sales/versions/1/drawing.json",
        "routings/Sales/versions/1/tree.json",
        "routings/Sales/versions/1/version.json",
        "routings/Sales/versions/2/drawing.json",
        "routings/Sales/versions/2/tree.json",
        "routings/Sales/versions/2/version.json",
        "workspace.json",
    ]


def test_moving_a_card_does_not_touch_the_text_of_the_tree() -> None:
    moved = edits.move({"b": Position(5.0, 5.0)})(TREE)
    before, after = (
        unpack(write_package(package_of(packed_version(tree)), CATALOGUE)) for tree in (TREE, moved)
    )
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {"manifest.json", "routings/Sales/versions/1/drawing.json"}


def test_the_text_of_a_tree_has_one_block_an_action_with_its_id_and_origin() -> None:
    raw = unpack(write_package(PACKAGE, CATALOGUE))["routings/Sales/versions/1/tree.json"]
    block = json.loads(raw)["actions"][2]
    assert block == {
        "comment": "",
        "config": {"count": 0, "may_fail": False, "v": 1, "weight": 0, "words": ""},
        "ends": [],
        "id": "c",
        "links": {},
        "name": "c",
        "number": 3,
        "origin": "c",
        "record": False,
        "type": "node",
    }
    assert raw.startswith(b'{\n  "actions": [\n    {\n      "comment": "",\n')


@pytest.mark.parametrize(
    "raw",
    [
        '{"a":1.10,"b":[null,true,{}]}',
        '{"b":1,"a":2}',
        '{ "a": 1 }',
        '{"a":1e3}',
        '{"a":"\\u00e9"}',
        '{"a":-0}',
        '{"a":1,"a":2}',
        '{"a":' + "9" * 400 + "}",
        '{"a":' + "[" * 500 + "]" * 500 + "}",
        '"a string"',
        "not JSON",
        "",
    ],
)
def test_what_nobody_here_can_read_comes_back_word_for_word(raw: str) -> None:
    later = Action("b", 0, "later", "Later", UnknownConfig("later", raw))
    package = package_of(packed_version(drawn(tree_of(free(later)))))
    data = write_package(package, CATALOGUE)
    again = read_package(data, CATALOGUE)
    config = again.versions[0][1].tree.by_id["b"].config
    assert isinstance(config, UnknownConfig)
    assert config.raw == raw
    assert write_package(again, CATALOGUE) == data


def test_configs_are_brought_up_to_date_without_a_word_about_their_hash() -> None:
    class Newer(FakeCatalogue):
        def decode(self, key: str, raw: str) -> AnyConfig:
            found = super().decode(key, raw)
            return replace(found, words="upgraded") if isinstance(found, NodeConfig) else found

    again = read_package(write_package(PACKAGE, CATALOGUE), Newer())
    assert again.versions[0][1].tree.by_id["c"].config == NodeConfig(words="upgraded")
    assert again.versions[0][1].hash == PACKAGE.versions[0][1].hash


# What stays behind


class Guarded(Resource, frozen=True, kw_only=True):
    """A kind with a secret, as any kind may get one."""

    kind: ClassVar[ResourceKind] = ResourceKind.CHECKPOINT

    key: Annotated[str, field(_("Key"), secret=True)] = ""
    alias: str = ""


def test_secrets_and_versions_in_testing_are_not_even_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(RESOURCE_TYPES, ResourceKind.CHECKPOINT, Guarded)
    secretive = (
        Guarded(name="Door", reference="door", key="CANARY-1", alias="seen"),
        Connection(name="Mail", reference="mail", host="h", password="CANARY-2", token="CANARY-3"),
        Mailbox(name="Info", reference="info", routing="sales", test_version=77),
    )
    package = package_of(packed_version(TREE))
    package = type(package)(package.kind, "1.0", package.routings, secretive, package.settings)
    data = write_package(package, CATALOGUE)
    assert b"CANARY" not in data
    texts = unpack(data)
    assert json.loads(texts["resources/checkpoint/door.json"]) == {
        "alias": "seen",
        "description": "",
        "name": "Door",
        "reference": "door",
    }
    assert not {"password", "token"} & set(json.loads(texts["resources/connection/mail.json"]))
    assert "test_version" not in json.loads(texts["resources/mailbox/info.json"])
    again = read_package(data, CATALOGUE)
    assert set(again.resources) == {portable(one) for one in secretive}


def test_what_stays_behind_is_refused_when_it_comes_along() -> None:
    name = "resources/mailbox/~con~.json"
    texts = unpack(write_package(PACKAGE, CATALOGUE))
    mailbox = {**json.loads(texts[name]), "test_version": 2}
    with pytest.raises(UnsoundPackage, match=r"mailbox/~con~.json holds test_version"):
        read_package(repacked({**texts, name: json.dumps(mailbox).encode()}), CATALOGUE)


def test_what_arrives_keeps_the_secrets_and_the_test_of_mine() -> None:
    mine = Mailbox(name="Info", reference="info", routing="sales", test_version=3)
    arrived = portable(replace(mine, name="Information"))
    assert settled(arrived, mine) == replace(mine, name="Information")
    elsewhere = replace(arrived, routing="other")
    assert settled(elsewhere, mine) == elsewhere
    connection = Connection(name="Mail", reference="mail", password="mine")
    assert settled(portable(connection), connection) == connection


# Formats


def repacked(texts: Mapping[str, bytes], **manifest: object) -> bytes:
    """A package of these entries with a manifest that fits them, but for some changes."""
    import hashlib

    listed = json.loads(texts["manifest.json"])
    listed["entries"] = {
        name: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in texts.items()
        if name != "manifest.json"
    }
    return pack({**texts, "manifest.json": json.dumps({**listed, **manifest}).encode()})


def test_a_newer_format_is_told_before_anything_else_is_read() -> None:
    texts = unpack(write_package(PACKAGE, CATALOGUE))
    newer = pack({"manifest.json": json.dumps({"format": PACKAGE_FORMAT + 1, "news": 1}).encode()})
    for data in (repacked(texts, format=PACKAGE_FORMAT + 1), newer):
        with pytest.raises(NewerPackage, match="newer version of this application"):
            read_package(data, CATALOGUE)


def test_every_older_format_has_a_step_to_the_next() -> None:
    assert set(STEPS) == set(range(1, PACKAGE_FORMAT))


def test_an_older_package_is_brought_up_step_by_step() -> None:
    def renaming(entries: Mapping[str, bytes]) -> Mapping[str, bytes]:
        return {name.replace("queues", "resources/queue"): raw for name, raw in entries.items()}

    def spelling(entries: Mapping[str, bytes]) -> Mapping[str, bytes]:
        return {name: raw.replace(b"colour", b"color") for name, raw in entries.items()}

    steps: dict[int, Step] = {1: renaming, 2: spelling}
    old = {"queues/a.json": b"colour"}
    new = {"resources/queue/a.json": b"color"}
    assert upgraded(old, 1, steps=steps, newest=3) == new
    assert upgraded({"resources/queue/a.json": b"colour"}, 2, steps=steps, newest=3) == new
    assert upgraded(new, 3, steps=steps, newest=3) == new
    assert old == {"queues/a.json": b"colour"}
    assert read_format({"manifest.json": b'{"format": 2, "news": 1}'}, newest=3) == 2


@pytest.mark.parametrize("kind", [PackageKind.VERSION, PackageKind.ROUTING])
def test_a_package_holds_what_its_kind_says(kind: PackageKind) -> None:
    one = package_of(packed_version(TREE), kind=kind)
    assert read_package(write_package(one, CATALOGUE), CATALOGUE) == one
    texts = unpack(write_package(PACKAGE, CATALOGUE))
    with pytest.raises(Refused, match="does not hold what its manifest says"):
        read_package(repacked(texts, kind=kind.value), CATALOGUE)
