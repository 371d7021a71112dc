"""Where things stand in a package: names that every file system can hold."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.package.places import (
    resource_entry,
    resource_folder,
    routing_entry,
    routing_folder,
    segment,
    version_entry,
    version_folder,
)

references = st.text(string.ascii_letters + string.digits + "_-.@+", min_size=1, max_size=12)
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("support", "support"),
        ("a.b", "a.b"),
        ("Console", "Console"),
        ("com10", "com10"),
        ("con", "~con~"),
        ("CON.fig", "~CON.fig~"),
        ("lpt1", "~lpt1~"),
        (".", "~.~"),
        ("..", "~..~"),
        (".git", "~.git~"),
        ("dot.", "~dot.~"),
    ],
)
def test_a_reference_is_a_name_that_no_system_minds(reference: str, name: str) -> None:
    assert segment(reference) == name


@given(references, references)
def test_two_references_never_share_a_name(one: str, other: str) -> None:
    assert (segment(one).lower() == segment(other).lower()) == (one.lower() == other.lower())


@given(references)
def test_no_name_is_hidden_reserved_or_cut_short(reference: str) -> None:
    name = segment(reference)
    assert name[0] != "."
    assert name[-1] != "."
    assert not RESERVED.fullmatch(name)


@given(references)
def test_an_entry_says_what_it_is(reference: str) -> None:
    folder = segment(reference)
    assert routing_folder(routing_entry(reference)) == folder
    assert version_folder(version_entry(reference, 12, "tree")) == (folder, "12")
    assert resource_folder(resource_entry("queue", reference)) == "queue"
    assert version_folder(routing_entry(reference)) is None
    assert routing_folder(resource_entry("queue", reference)) is None
