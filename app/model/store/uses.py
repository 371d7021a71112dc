"""Who refers to what: a table derived from configs and resources, for *used by*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select

from app.model.catalogue import Catalogue
from app.model.fields import FieldInfo, fields_of, is_shown
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind
from app.model.store.tables import action, action_use, resource, resource_use, routing, version
from app.model.tree import Action


class Use(msgspec.Struct, frozen=True):
    """One place that refers to a resource or routing: an action of a version, or a resource.

    Of an action: ids and names of its routing, version and itself. Of a resource: `kind`,
    `reference` and `name`. `field` is the name of the field that holds the reference.
    """

    field: str
    kind: ResourceKind | None = None
    reference: str = ""
    name: str = ""
    routing: str = ""
    routing_name: str = ""
    version: str = ""
    version_number: int = 0
    version_name: str = ""
    action: str = ""
    action_number: int = 0
    action_name: str = ""


class _Referred(NamedTuple):
    field: str
    kind: str
    reference: str


def referred_by_action(of: Action, catalogue: Catalogue) -> frozenset[_Referred]:
    """What an action refers to; a field that allows several kinds counts for each of them."""
    return frozenset(
        _Referred(use.field, str(use.kind), use.reference.strip().lower())
        for use in catalogue.uses(of.config)
        if use.reference.strip()
    )


def referred_by_resource(of: Resource) -> frozenset[_Referred]:
    """What a resource refers to, through its own fields and those of its rows."""
    return frozenset(_referred(of, fields_of(type(of))))


def _referred(of: msgspec.Struct, fields: tuple[FieldInfo, ...]) -> Iterator[_Referred]:
    for info in fields:
        value = getattr(of, info.name)
        if info.rows:
            for row in value:
                yield from _referred(row, info.rows)
        elif info.field.kinds and is_shown(info, of):
            references = (value,) if isinstance(value, str) else value
            for reference in references:
                if reference.strip():
                    for kind in info.field.kinds:
                        yield _Referred(info.name, str(kind), reference.strip().lower())


_FORGET_RESOURCE = delete(resource_use).where(
    resource_use.c.owner_kind == bindparam("of_kind"), resource_use.c.owner == bindparam("of")
)

_FORGET_ACTION = delete(action_use).where(
    action_use.c.version == bindparam("of_version"), action_use.c.action == bindparam("of_action")
)


def keep_action_uses(
    connection: Connection,
    version_id: str,
    *,
    forgotten: Iterable[str],
    kept: Iterable[Action],
    catalogue: Catalogue,
) -> None:
    """Derive anew what the `kept` actions refer to, after dropping the uses of `forgotten` ids."""
    gone = [{"of_version": version_id, "of_action": id_} for id_ in forgotten]
    if gone:
        connection.execute(_FORGET_ACTION, gone)
    rows = [
        {"version": version_id, "action": one.id, **use._asdict()}
        for one in kept
        for use in referred_by_action(one, catalogue)
    ]
    if rows:
        connection.execute(insert(action_use), rows)


def copy_action_uses(connection: Connection, source: str, target: str) -> None:
    """Give a copied version the uses of the version it was copied from."""
    columns = action_use.c
    chosen = select(
        literal(target), columns.action, columns.field, columns.kind, columns.reference
    ).where(columns.version == source)
    names = ["version", "action", "field", "kind", "reference"]
    connection.execute(insert(action_use).from_select(names, chosen))


def forget_resource_uses(connection: Connection, kind: str, reference: str) -> None:
    """Drop what a resource refers to."""
    connection.execute(_FORGET_RESOURCE, {"of_kind": kind, "of": reference.lower()})


def keep_resource_uses(connection: Connection, of: Resource) -> None:
    """Derive anew what a resource refers to."""
    forget_resource_uses(connection, of.kind.value, of.reference)
    rows = [
        {"owner_kind": of.kind.value, "owner": of.reference.lower(), **use._asdict()}
        for use in referred_by_resource(of)
    ]
    if rows:
        connection.execute(insert(resource_use), rows)


def read_uses(connection: Connection, kind: str, reference: str) -> tuple[Use, ...]:
    """Every place that refers to this resource or routing: actions by number, then resources."""
    wanted = reference.strip().lower()
    return (*_in_actions(connection, kind, wanted), *_in_resources(connection, kind, wanted))


def _in_actions(connection: Connection, kind: str, reference: str) -> Iterator[Use]:
    joined = (
        action_use.join(version, version.c.id == action_use.c.version)
        .join(routing, routing.c.id == version.c.routing)
        .join(
            action,
            (action.c.version == action_use.c.version) & (action.c.id == action_use.c.action),
        )
    )
    query = (
        select(
            action_use.c.field,
            routing.c.id,
            routing.c.name,
            version.c.id,
            version.c.number,
            version.c.name,
            action.c.id,
            action.c.number,
            action.c.name,
        )
        .select_from(joined)
        .where(action_use.c.kind == kind, action_use.c.reference == reference)
        .order_by(routing.c.name, version.c.number, action.c.number, action_use.c.field)
    )
    for row in connection.execute(query):
        field, in_routing, routing_name, in_version, number, version_name, id_, of, name = row
        yield Use(
            field=field,
            routing=in_routing,
            routing_name=routing_name,
            version=in_version,
            version_number=number,
            version_name=version_name,
            action=id_,
            action_number=of,
            action_name=name,
        )


def _in_resources(connection: Connection, kind: str, reference: str) -> Iterator[Use]:
    owned = resource_use.c
    owner = (resource.c.kind == owned.owner_kind) & (
        func.lower(resource.c.reference) == owned.owner
    )
    query = (
        select(owned.field, resource.c.kind, resource.c.reference, resource.c.name)
        .select_from(resource_use.join(resource, owner))
        .where(owned.kind == kind, owned.reference == reference)
        .order_by(resource.c.kind, resource.c.reference, owned.field)
    )
    for field, of_kind, of_reference, name in connection.execute(query):
        if of_kind in RESOURCE_TYPES:
            yield Use(field=field, kind=ResourceKind(of_kind), reference=of_reference, name=name)
