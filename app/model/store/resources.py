"""Resources as they are stored."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

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


def read_resources(connection: Connection) -> tuple[Resource, ...]:
    """All resources; `UserError` names the one that is damaged."""
    query = select(resource.c.kind, resource.c.reference, resource.c.body)
    return tuple(_resource(*row) for row in connection.execute(query))


def find_resource(connection: Connection, kind: ResourceKind, reference: str) -> Resource | None:
    """The resource of this kind with this reference, whatever its case, if there is one."""
    query = select(resource.c.kind, resource.c.reference, resource.c.body).where(
        resource.c.kind == kind.value,
        func.lower(resource.c.reference) == reference.strip().lower(),
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _resource(*row)


def read_references(connection: Connection, kind: ResourceKind) -> frozenset[str]:
    """The references taken in a kind."""
    query = select(resource.c.reference).where(resource.c.kind == kind.value)
    return frozenset(connection.execute(query).scalars())


def insert_resource(connection: Connection, new: Resource) -> None:
    """Add a resource, and what it refers to."""
    connection.execute(
        insert(resource).values(
            kind=new.kind.value,
            reference=new.reference,
            name=new.name,
            body=encode_resource(new),
        )
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
        .values(reference=new.reference, name=new.name, body=encode_resource(new))
    )
    keep_resource_uses(connection, new)


def release_mailboxes(connection: Connection, routing: str, number: int) -> None:
    """Return the mailboxes that test a version of a routing to its production version."""
    query = select(resource.c.kind, resource.c.reference, resource.c.body).where(
        resource.c.kind == ResourceKind.MAILBOX.value
    )
    for row in connection.execute(query).all():
        stored = _resource(*row)
        if isinstance(stored, Mailbox):
            released = _released(stored, routing.lower(), number)
            if released != stored:
                update_resource(connection, stored.reference, released)


def _released(mailbox: Mailbox, routing: str, number: int) -> Mailbox:
    if mailbox.routing.lower() == routing and mailbox.test_version == number:
        mailbox = msgspec.structs.replace(mailbox, test_version=None)
    if mailbox.end_routing.lower() == routing and mailbox.end_test_version == number:
        mailbox = msgspec.structs.replace(mailbox, end_test_version=None)
    return mailbox


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
