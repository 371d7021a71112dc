"""A name as *Insert value* offers it."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.resources.variable import ValueKind
from app.model.text import Text


@dataclass(frozen=True, slots=True)
class NameInfo:
    """A name that templates and conditions may use; `example` is a made-up value."""

    name: str
    kind: ValueKind
    description: Text
    example: str
