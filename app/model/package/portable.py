"""Resources as they travel: without secrets, and without what holds in one workspace only."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from app.model.fields import FieldInfo, Widget, fields_of
from app.model.resources import Resource

AnyResource = TypeVar("AnyResource", bound=Resource)


def stays_behind(kind: type[Resource]) -> tuple[FieldInfo, ...]:
    """The fields of a kind that never travel: secrets, and versions in testing."""
    return tuple(
        info for info in fields_of(kind) if info.field.secret or info.field.widget is Widget.VERSION
    )


def portable(resource: AnyResource) -> AnyResource:
    """The resource with every field that stays behind at its default."""
    kept = {info.name: info.default for info in stays_behind(type(resource))}
    return msgspec.structs.replace(resource, **kept) if kept else resource


def settled(arrived: AnyResource, mine: AnyResource) -> AnyResource:
    """A resource that arrived in the place of `mine`, with what stayed behind taken from there.

    A version in testing is kept only where the routing that it belongs to is still the same.
    """
    kept = {
        info.name: getattr(mine, info.name)
        for info in stays_behind(type(arrived))
        if not info.field.beside
        or getattr(arrived, info.field.beside) == getattr(mine, info.field.beside)
    }
    return msgspec.structs.replace(arrived, **kept) if kept else arrived
