"""Secrets stay with the place that they were typed for: an import cannot lead them elsewhere.

A package or file may put another host in the place of a known one. The secret that was typed for
that one would go to the other at the next chance: it is forgotten instead, and to be typed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from app.model.resources import (
    Resource,
    ResourceKind,
    Resources,
    leads_elsewhere,
    secret_fields,
)
from app.model.store import secrets

if TYPE_CHECKING:
    from app.model.store.connection import Connection
    from app.services.workspace import Workspace


class Left(NamedTuple):
    """A resource whose secrets are forgotten, with the fields that were set."""

    kind: ResourceKind
    reference: str
    fields: frozenset[str]


def forget_misled(
    connection: Connection, before: Resources, arrived: Iterable[Resource]
) -> tuple[Left, ...]:
    """Take the marks off everything that came new, or that leads elsewhere than what was here."""
    left = []
    for resource in arrived:
        if not secret_fields(resource):
            continue
        kind, reference = resource.kind, resource.reference
        mine = before.get(type(resource), reference)
        if mine is not None and not leads_elsewhere(mine, resource):
            continue
        marks = secrets.read_marks(connection, kind, reference)
        if marks:
            secrets.write_marks(connection, kind, reference, ())
        left.append(Left(kind, reference, marks))
    return tuple(left)


def put_aside(ws: Workspace, left: Iterable[Left]) -> None:
    """Forget those secrets once the import is in the workspace; an undo brings them back."""
    for kind, reference, fields in left:
        ws.secrets.set_aside(kind, reference, fields)


def bring_marks_back(
    ws: Workspace, connection: Connection, restored: Iterable[Resource]
) -> tuple[tuple[ResourceKind, str], ...]:
    """Mark again what was set before an import that is taken back; whose secrets to bring back."""
    back = []
    for resource in restored:
        kind, reference = resource.kind, resource.reference
        fields = ws.secrets.deleted_with(kind, reference)
        if fields:
            secrets.write_marks(connection, kind, reference, fields)
            back.append((kind, reference))
    return tuple(back)
