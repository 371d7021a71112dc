"""The lock pins everything the project needs, by hash, and names no place it came from."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from workshop.places import LOCK, PROJECT

TEXT = LOCK.read_text(encoding="utf-8")
ENTRIES = [entry for entry in re.split(r"\n(?=\S)", TEXT) if entry.strip()]
PINNED = {canonicalize_name(entry.split("==")[0]) for entry in ENTRIES}


def _declared() -> list[str]:
    document = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    project = document["project"]
    return [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *document["build-system"]["requires"],
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split(" ")[0])
def test_an_entry_pins_one_version_by_hash(entry: str) -> None:
    assert re.match(r"[a-z0-9-]+==\S+ ", entry)
    assert "--hash=sha256:" in entry


@pytest.mark.parametrize("line", _declared())
def test_what_the_project_declares_is_pinned(line: str) -> None:
    assert canonicalize_name(Requirement(line).name) in PINNED


def test_the_lock_names_no_place() -> None:
    assert not re.search(r"://|--index|--extra|--find|file:|^#", TEXT, re.MULTILINE)


def test_windows_and_linux_both_find_their_parts() -> None:
    assert "sys_platform == 'win32'" in TEXT
    assert "sys_platform == 'linux'" in TEXT
