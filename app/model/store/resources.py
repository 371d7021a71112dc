"""Resources as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from app.model.errors import UserError
from app.model.resources import (
    KIND_LABELS,
    RESOURCE_TYPES,
    Mailbox,
    Resource,
    ResourceKind,
    decode_resource,
    encode_resource,
)
from app.model.store.tables import resource
from app.model.store.uses import forget_resource_uses, keep_resource_uses
from app.model.text import _, verbatim

# Random, so that one made anew under the reference of a deleted one is never taken for it.
_FIRST_REVISION = func.abs(func.random()) % 2**40

_BODY = select(resource.c.body).where(
    resource.c.kind == bindparam("kind"), resource.c.reference == bindparam("reference")
)


# Built once: an import adds thousands.
_INSERT = insert(resource).values(
    kind=bindparam("kind"),
    reference=bindparam("reference"),
    name=bindparam("name"),
    body=bindparam("body"),
    revision=_FIRST_REVISION,
)

_AT_ONCE = 200
"""So many bodies are read by one statement: ten thousand users are not read one by one."""


class StoredResource(NamedTuple):
    """A resource with its revision, which grows by one at each change."""

    resource: Resource
    revision: int


Shelf = Mapping[tuple[str, str], StoredResource]
"""Stored resources by kind and reference."""


def read_shelf(connection: Connection, known: Shelf = MappingProxyType({})) -> Shelf:
    """All resources; of those `known` at the same revision no body is read again.

    Raises `UserError`, which names the resource, when one is damaged.
    """
    listed = connection.execute(
        select(resource.c.kind, resource.c.reference, resource.c.revision)
    ).all()
    kept = {
        (kind, reference): found
        for kind, reference, revision in listed
        if (found := known.get((kind, reference))) is not None and found.revision == revision
    }
    wanted = [(row.kind, row.reference) for row in listed if (row.kind, row.reference) not in kept]
    bodies: dict[tuple[str, str], str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        key = tuple_(resource.c.kind, resource.c.reference)
        query = select(resource.c.kind, resource.c.reference, resource.c.body).where(
            key.in_(wanted[start : start + _AT_ONCE])
        )
        bodies |= {(row.kind, row.reference): row.body for row in connection.execute(query)}
    return {
        (kind, reference): kept.get((kind, reference))
        or StoredResource(_resource(kind, reference, bodies[kind, reference]), revision)
        for kind, reference, revision in listed
    }


def find_resource(
    connection: Connection, kind: ResourceKind, reference: str
) -> StoredResource | None:
    """The resource of this kind with this reference, whatever its case, if there is one."""
    columns = resource.c
    query = select(columns.kind, columns.reference, columns.body, columns.revision).where(
        columns.kind == kind.value, func.lower(columns.reference) == reference.strip().lower()
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else StoredResource(_resource(*row[:3]), row.revision)


def is_stored(connection: Connection, expected: Resource, reference: str) -> bool:
    """Whether the text of a resource is stored under a reference, to the letter.

    Where it is not, the resource may be the same all the same: an earlier version wrote less.
    """
    where = {"kind": expected.kind.value, "reference": reference}
    return connection.execute(_BODY, where).scalar() == encode_resource(expected)


def read_references(connection: Connection, kind: ResourceKind) -> frozenset[str]:
    """The references taken in a kind."""
    query = select(resource.c.reference).where(resource.c.kind == kind.value)
    return frozenset(connection.execute(query).scalars())


def insert_resource(connection: Connection, new: Resource) -> None:
    """Add a resource, and what it refers to."""
    connection.execute(
        _INSERT,
        {
            "kind": new.kind.value,
            "reference": new.reference,
            "name": new.name,
            "body": encode_resource(new),
        },
    )
    keep_resource_uses(connection, new)


def update_resource(connection: Connection, old_reference: str, new: Resource) -> None:
    """Put a resource in the place of the one with the old reference, and derive its uses anew."""
    forget_resource_uses(connection, new.kind.value, old_reference)
    connection.execute(
        update(resource)
        .where(
            resource.c.kind == new.kind.value,
            func.lower(resource.c.reference) == old_reference.strip().lower(),
        )
        .values(
            reference=new.reference,
            name=new.name,
            body=encode_resource(new),
            revision=resource.c.revision + 1,
        )
    )
    keep_resource_uses(connection, new)


def read_mailboxes(connection: Connection) -> tuple[Mailbox, ...]:
    """All mailboxes, by reference."""
    query = (
        select(resource.c.kind, resource.c.reference, resource.c.body)
        .where(resource.c.kind == ResourceKind.MAILBOX.value)
        .order_by(resource.c.reference)
    )
    stored = (_resource(*row) for row in connection.execute(query).all())
    return tuple(one for one in stored if isinstance(one, Mailbox))


def delete_resource(connection: Connection, kind: ResourceKind, reference: str) -> bool:
    """Remove a resource; whether there was one."""
    forget_resource_uses(connection, kind.value, reference)
    done = connection.execute(
        delete(resource).where(
            resource.c.kind == kind.value,
            func.lower(resource.c.reference) == reference.strip().lower(),
        )
    )
    return done.rowcount > 0


def _resource(kind: str, reference: str, body: str) -> Resource:
    try:
        return decode_resource(kind, body)
    except ValueError as error:  # an unknown kind, or what msgspec cannot decode
        label = KIND_LABELS[ResourceKind(kind)] if kind in RESOURCE_TYPES else verbatim(kind)
        raise UserError(
            _(
                "{kind} {reference} of this workspace is damaged. Open a copy or a backup of it.",
                kind=label,
                reference=reference,
            )
        ) from error
