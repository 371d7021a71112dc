"""Every byte of three packages flipped: the package is refused, or it is still the same."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from app.model.errors import Refused
from app.model.package import (
    Package,
    PackageKind,
    read_package,
    write_package,
)
from app.model.package.archive import unpack
from app.model.package.zip_records import LOCAL
from app.model.routing import Status
from tests.hostile_packages import Part, archive, parts_of
from tests.model.building import add, tree_of
from tests.model.fake_catalogue import CATALOGUE, node, sort
from tests.model.package.building import drawn, package_of, packed_version

TREE = drawn(tree_of(add(sort("b"), after="a0"), add(node("c"), after="b", branch="link_2")))
OTHER = drawn(tree_of(add(node("b"), after="a0")))
PACKAGES = {
    "a version": package_of(packed_version(TREE), kind=PackageKind.VERSION),
    "a routing": package_of(
        packed_version(TREE, 1, status=Status.BACKUP),
        packed_version(OTHER, 2, name="Second", status=Status.PRODUCTION),
        kind=PackageKind.ROUTING,
    ),
    "a workspace": package_of(packed_version(OTHER)),
}


def owners(data: bytes) -> dict[int, str]:
    """For each byte of the content of an entry, the name of that entry."""
    found: dict[int, str] = {}
    for name, content in unpack(data).items():
        raw = name.encode()
        start = data.index(raw, LOCAL.size if name == min(unpack(data)) else 0) + len(raw)
        while data[start : start + len(content)] != content:
            start = data.index(raw, start) + len(raw)
        found.update(dict.fromkeys(range(start, start + len(content)), name))
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_a_flipped_byte_is_found_or_does_no_harm(name: str) -> None:
    package = PACKAGES[name]
    data = write_package(package, CATALOGUE)
    dice = Random(name)
    owner = owners(data)
    outcomes: Counter[str] = Counter()
    for at in range(len(data)):
        for mask in (0xFF, 1 << dice.randrange(8)):
            flipped = bytearray(data)
            flipped[at] ^= mask
            outcomes[outcome_of(bytes(flipped), package, owner.get(at, ""))] += 1
    assert set(outcomes) <= {"refused", "the same"}
    assert outcomes["refused"] > outcomes["the same"]


def outcome_of(data: bytes, package: Package, culprit: str) -> str:
    """Whether the bytes are refused, naming the culprit, or read as the package that they were."""
    try:
        found = read_package(data, CATALOGUE)
    except Refused as error:
        return "refused" if culprit in str(error) else f"{culprit} goes unnamed"
    return "the same" if found == package and not culprit else "another"


def test_the_culprit_is_known_for_most_bytes() -> None:
    for package in PACKAGES.values():
        data = write_package(package, CATALOGUE)
        assert len(owners(data)) == sum(map(len, unpack(data).values()))


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_cut_off_anywhere_is_refused(name: str) -> None:
    data = write_package(PACKAGES[name], CATALOGUE)
    for end in range(len(data)):
        with pytest.raises(Refused, match=re.compile("cut off|no package")):
            read_package(data[:end], CATALOGUE)


@pytest.mark.parametrize("name", PACKAGES)
def test_entries_removed_doubled_or_exchanged_are_found(name: str) -> None:
    texts = unpack(write_package(PACKAGES[name], CATALOGUE))
    parts = parts_of(texts)
    assert parts[0].name == b"manifest.json"
    for at, part in enumerate(parts[1:], 1):
        entry = part.name.decode()
        for changed, words in (
            ([*parts[:at], *parts[at + 1 :]], f"{entry} is missing"),
            ([*parts, part], f"{entry} stands there twice"),
            ([*parts[:at], Part(part.name, b"{}\n"), *parts[at + 1 :]], entry),
            ([*parts[:at], Part(part.name, part.content + b" "), *parts[at + 1 :]], entry),
        ):
            with pytest.raises(Refused) as caught:
                read_package(archive(changed), CATALOGUE)
            assert words in str(caught.value)
