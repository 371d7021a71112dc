"""What a person decides before an import: conflicts, references, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import msgspec

Key = tuple[str, str]
"""Kind (`routing` too) and reference in lower case."""


def key_of(kind: str, reference: str) -> Key:
    """The key of a resource or routing."""
    return str(kind), reference.strip().lower()


class Decision(StrEnum):
    """What happens to something whose reference is taken here by something else.

    A resource: mine stays, theirs takes its place, or theirs comes under another reference. A
    routing: it is left out, its versions are added to mine in development, or it comes as a new
    routing under another reference. Settings: mine stay, or theirs take their place.
    """

    KEEP = "keep"
    TAKE = "take"
    RENAME = "rename"


class Choice(msgspec.Struct, frozen=True):
    """One decision; `reference` is the other reference, or empty for the suggested one."""

    decision: Decision
    reference: str = ""


@dataclass(frozen=True)
class Choices:
    """Every decision about one import.

    `mapped` says which existing reference stands in for a missing one of the same kind; what is
    not in it stays missing.
    """

    conflicts: Mapping[Key, Choice] = field(default_factory=lambda: MappingProxyType({}))
    settings: Decision | None = None
    mapped: Mapping[Key, str] = field(default_factory=lambda: MappingProxyType({}))


NOTHING_CHOSEN = Choices()
