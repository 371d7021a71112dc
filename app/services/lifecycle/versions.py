"""The life of versions in development: created, duplicated, edited, deleted."""

from __future__ import annotations

import msgspec

from app.model import lifecycle as rules
from app.model.errors import Refused
from app.model.package import content_hash
from app.model.permissions import Permission
from app.model.routing import Routing, Version
from app.model.store import routings, trees, versions
from app.model.store.connection import Connection
from app.model.text import _
from app.model.tree import START, ActionTree, blank_tree
from app.services.clock import now
from app.services.identity import new_id
from app.services.lifecycle.log import tell, tell_unscheduled
from app.services.lifecycle.testing import end_test
from app.services.workspace import Workspace, routing_in, version_in


def create_version(
    ws: Workspace,
    routing_id: str,
    *,
    name: str,
    description: str = "",
    copy_of: str | None = None,
) -> Version:
    """A new version in development: from zero, or with the tree of `copy_of`.

    Raises:
        Refused: the name is taken in this routing, or `copy_of` belongs to a routing of another
            type.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        routing = routing_in(connection, routing_id)
        source = None if copy_of is None else version_in(connection, copy_of)
        if source is not None and routing_in(connection, source.routing).type is not routing.type:
            raise Refused(
                _(
                    "Version {version} belongs to a routing of another type."
                    " Choose a version of a routing of the same type.",
                    version=source.name,
                )
            )
        return _add_version(ws, connection, routing, name, description, source)


def duplicate_version(ws: Workspace, version_id: str, *, name: str | None = None) -> Version:
    """A new version in development with the same tree; without `name` one is suggested."""
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        source = version_in(connection, version_id)
        if name is None:
            name = rules.suggest_name(source.name, _names(connection, source.routing))
        routing = routing_in(connection, source.routing)
        return insert_copy(ws, connection, routing, source, name)


def keep_as_new_version(
    ws: Workspace, version_id: str, tree: ActionTree, *, name: str | None = None
) -> Version:
    """A new version in development with `tree`, which was meant for another version.

    It stands beside that version as a duplicate of it; without `name` one is suggested.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        source = version_in(connection, version_id)
        if name is None:
            name = rules.suggest_name(source.name, _names(connection, source.routing))
        routing = routing_in(connection, source.routing)
        return _add_version(ws, connection, routing, name, source.description, source, tree)


def edit_version(ws: Workspace, version_id: str, *, name: str, description: str) -> Version:
    """Change name and description of a version in development; `Refused` for any other."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        before = version_in(connection, version_id)
        rules.check_editable(before)
        changed = msgspec.structs.replace(
            before,
            name=rules.check_name(name, _names(connection, before.routing, but=version_id)),
            description=description,
        )
        if changed == before:
            return before
        versions.rename_version(connection, version_id, name=changed.name, description=description)
        renamed = before.name if changed.name != before.name else ""
        tell(ws, connection, before.routing, "renamed" if renamed else "edited", changed, renamed)
    return changed


def delete_version(ws: Workspace, version_id: str) -> None:
    """Delete a version; mailboxes that tested it return to production. `Refused` in production."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        rules.check_deletable(found)
        end_test(ws, connection, found)
        tell_unscheduled(ws, connection, found)
        versions.delete_version(connection, version_id)
        tell(ws, connection, found.routing, "deleted", found)


def insert_copy(
    ws: Workspace, connection: Connection, routing: Routing, source: Version, name: str
) -> Version:
    """A copy of a version in development, in its own routing or another one of its type."""
    return _add_version(ws, connection, routing, name, source.description, source)


def insert_tree(
    ws: Workspace,
    connection: Connection,
    routing: Routing,
    name: str,
    description: str,
    tree: ActionTree,
) -> Version:
    """A version in development with a tree of its own, inside a transaction."""
    return _add_version(ws, connection, routing, name, description, None, tree)


def _add_version(
    ws: Workspace,
    connection: Connection,
    routing: Routing,
    name: str,
    description: str,
    source: Version | None,
    tree: ActionTree | None = None,
) -> Version:
    """Insert a version with `tree`, else with the tree of `source`, else blank."""
    at = now()
    created = Version(
        id=new_id(),
        routing=routing.id,
        number=routings.next_version_number(connection, routing.id),
        name=rules.check_name(name, _names(connection, routing.id)),
        description=description,
        created_at=at,
        created_by=ws.user,
        changed_at=at,
        changed_by=ws.user,
    )
    if tree is None and source is None:
        label = str(ws.catalogue.card(START).label)
        tree = blank_tree(new_id(), label, ws.catalogue.new_config(START))
    if tree is not None:
        digest = content_hash(tree, routing.type, ws.catalogue)
        created = msgspec.structs.replace(created, hash=digest, actions=len(tree.actions))
        versions.insert_version(connection, created)
        trees.insert_tree(connection, created.id, tree, ws.catalogue)
    elif source is not None:
        created = msgspec.structs.replace(created, hash=source.hash, actions=source.actions)
        versions.insert_version(connection, created)
        trees.copy_tree(connection, source.id, created.id)
    copied = "" if source is None else source.name
    tell(ws, connection, routing.id, "copied" if source else "created", created, copied)
    return created


def _names(connection: Connection, routing: str, *, but: str = "") -> list[str]:
    return [one.name for one in versions.read_versions(connection, routing) if one.id != but]
