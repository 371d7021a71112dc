"""Resources as a file holds them, before they are held against a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.model.package.portable import stays_behind
from app.model.resources import RESOURCE_TYPES, ResourceKind
from app.model.text import Text, _
from app.services.table_csv import LineProblem


@dataclass(frozen=True)
class FoundResource:
    """One resource of a file.

    `values` are the fields that stand there, as builtins; `first` are fields that count only where
    it is new. `lines` are the lines of fields, where they differ from its own.
    """

    line: int
    values: Mapping[str, Any]
    first: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[LineProblem, ...] = ()

    def line_of(self, name: str) -> int:
        """The line that a field stands on."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True)
class ReadResources:
    """Everything that one file holds: resources of one kind."""

    kind: ResourceKind
    found: tuple[FoundResource, ...]
    notes: tuple[Text, ...] = ()


def left_out(kind: ResourceKind, names: frozenset[str]) -> tuple[Text, ...]:
    """Notes about fields of a file that are not imported: secrets, and names unknown here."""
    behind = {info.name for info in stays_behind(RESOURCE_TYPES[kind])}
    notes = []
    unknown = sorted(names - behind)
    if unknown:
        notes.append(_("Not known here, and left out: {names}.", names=", ".join(unknown[:20])))
    kept = sorted(names & behind)
    if kept:
        notes.append(
            _("Belongs to one workspace, and is left out: {names}.", names=", ".join(kept))
        )
    return tuple(notes)
