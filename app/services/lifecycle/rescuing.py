"""Keeping the tree of a version that somebody else deleted while it was being edited."""

from __future__ import annotations

from app.model.names import suggest_name, suggest_reference
from app.model.permissions import Permission
from app.model.routing import Routing, Version
from app.model.store import routings, versions
from app.model.tree import ActionTree
from app.services.lifecycle.log import tell
from app.services.lifecycle.routings import insert_routing
from app.services.lifecycle.versions import insert_tree
from app.services.workspace import Workspace


def keep_deleted_version(
    ws: Workspace, routing: Routing, version: Version, tree: ActionTree
) -> Version:
    """A new version in development with `tree`, in the place of a version that is gone.

    `routing` and `version` are as they were known last. Where the routing is gone too, a new one
    takes its name and, while it is free, its reference.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        found = routings.find_routing(connection, routing.id)
        if found is None:
            taken = [one.reference for one in routings.read_routings(connection)]
            reference = suggest_reference(routing.reference, taken)
            found = insert_routing(
                connection, routing.name, reference, routing.type, routing.description
            )
            tell(ws, connection, found.id, "created")
        names = [one.name for one in versions.read_versions(connection, found.id)]
        free = version.name.casefold() not in {one.casefold() for one in names}
        name = version.name if free else suggest_name(version.name, names)
        return insert_tree(ws, connection, found, name, version.description, tree)
