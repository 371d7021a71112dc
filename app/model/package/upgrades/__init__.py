"""What leads from each format of packages to the next, one step each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.model.package.manifest import PACKAGE_FORMAT

Entries = Mapping[str, bytes]

Step = Callable[[Entries], Entries]
"""Entries of one format, manifest included, to those of the next; the old ones stay as they are."""

STEPS: Mapping[int, Step] = MappingProxyType({})
"""Each step by the format that it starts from; the format of today is the first."""


def upgraded(
    entries: Entries, found: int, *, steps: Mapping[int, Step] = STEPS, newest: int = PACKAGE_FORMAT
) -> Entries:
    """The entries of a package of format `found` in the format `newest`."""
    for number in range(found, newest):
        entries = steps[number](entries)
    return entries
