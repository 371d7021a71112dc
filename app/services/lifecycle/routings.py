"""The life of routings: created, edited, copied, deleted."""

from __future__ import annotations

import msgspec

from app.model import lifecycle as rules
from app.model.catalogue import RoutingType
from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.resources import ResourceKind
from app.model.routing import Routing
from app.model.store import routings, uses, versions
from app.model.store.connection import Connection
from app.model.text import Text, _
from app.services.identity import new_id
from app.services.lifecycle.log import tell
from app.services.lifecycle.versions import insert_copy
from app.services.workspace import Workspace, routing_in


def create_routing(
    ws: Workspace,
    *,
    name: str,
    reference: str,
    type: RoutingType,  # noqa: A002 -- the word of the domain
    description: str = "",
) -> Routing:
    """A new smart routing without versions; `Refused` when name or reference cannot be used."""
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        created = insert_routing(connection, name, reference, type, description)
        tell(ws, connection, created.id, "created")
    return created


def edit_routing(
    ws: Workspace,
    routing_id: str,
    *,
    name: str,
    reference: str,
    description: str,
) -> Routing:
    """Change a routing; `Refused` for another reference while something refers to the old one."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        before = routing_in(connection, routing_id)
        others = [one for one in routings.read_routings(connection) if one.id != routing_id]
        changed = msgspec.structs.replace(
            before,
            reference=rules.check_reference(reference, [one.reference for one in others]),
            name=rules.check_name(name),
            description=description,
        )
        if changed.reference.lower() != before.reference.lower():
            used = uses.read_uses(connection, ResourceKind.ROUTING, before.reference)
            if used:
                raise Refused(
                    _(
                        "The reference {reference} stays, because {user} uses it.",
                        reference=before.reference,
                        user=described(used[0]),
                    )
                )
        if changed == before:
            return before
        routings.update_routing(connection, changed)
        renamed = before.name if changed.name != before.name else ""
        tell(ws, connection, routing_id, "renamed" if renamed else "edited", detail=renamed)
    return changed


def copy_routing(
    ws: Workspace,
    routing_id: str,
    *,
    name: str,
    reference: str,
    description: str = "",
) -> Routing:
    """A new routing with every version copied into development, numbered from 1 in their order.

    None of them is in production, in test or scheduled. `Refused` when name or reference cannot be
    used.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        source = routing_in(connection, routing_id)
        copied = insert_routing(connection, name, reference, source.type, description)
        tell(ws, connection, copied.id, "copied", detail=source.name)
        for version in versions.read_versions(connection, routing_id):
            insert_copy(ws, connection, copied, version, version.name)
    return copied


def delete_routing(ws: Workspace, routing_id: str) -> None:
    """Delete a routing with all its versions; `Refused` while something else refers to it."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        found = routing_in(connection, routing_id)
        used = uses.read_uses(connection, ResourceKind.ROUTING, found.reference)
        elsewhere = [use for use in used if use.routing != routing_id]
        if elsewhere:
            raise Refused(
                _(
                    "{name} cannot be deleted, because {user} uses it. Change that first.",
                    name=found.name,
                    user=described(elsewhere[0]),
                )
            )
        routings.delete_routing(connection, routing_id)
        tell(ws, connection, routing_id, "deleted", detail=found.name)


def insert_routing(
    connection: Connection, name: str, reference: str, type_: RoutingType, description: str
) -> Routing:
    """Add a routing inside a transaction; `Refused` when name or reference cannot be used."""
    taken = [one.reference for one in routings.read_routings(connection)]
    created = Routing(
        id=new_id(),
        reference=rules.check_reference(reference, taken),
        name=rules.check_name(name),
        type=type_,
        description=description,
    )
    routings.insert_routing(connection, created)
    return created


def described(use: uses.Use) -> Text:
    """One use in words, for a sentence or a list."""
    if use.kind is not None:
        return _("the resource {name}", name=use.name)
    return _(
        "the action {action} in version {version} of {routing}",
        action=use.action_name,
        version=use.version_name,
        routing=use.routing_name,
    )
