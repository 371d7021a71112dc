"""What leaves a workspace: a version, a routing or everything, with the resources it needs."""

from __future__ import annotations

from collections.abc import Iterable

from app.engine.checks import uses_in
from app.model.catalogue import Catalogue, ResourceUse
from app.model.package import (
    Package,
    PackageKind,
    PackedRouting,
    PackedSettings,
    PackedVersion,
    content_hash,
    portable,
)
from app.model.permissions import Permission
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind, Resources
from app.model.routing import Routing, Version
from app.model.store import routings, versions
from app.model.store.connection import Connection
from app.model.tree import ActionTree
from app.services.identity import release
from app.services.workspace import Workspace, routing_in, snapshot_in, tree_in, version_in


def pack_version(ws: Workspace, version_id: str) -> Package:
    """A version with the resources that its tree needs; `Refused` when the version is gone."""
    ws.require(Permission.READ)
    with ws.reading() as connection:
        version = version_in(connection, version_id)
        routing = routing_in(connection, version.routing)
        packed = _packed(connection, routing, (version,), ws.catalogue)
        return _with_needs(PackageKind.VERSION, packed, snapshot_in(connection), ws.catalogue)


def pack_routing(ws: Workspace, routing_id: str) -> Package:
    """A routing with all versions and what their trees need; `Refused` when it is gone."""
    ws.require(Permission.READ)
    with ws.reading() as connection:
        routing = routing_in(connection, routing_id)
        found = versions.read_versions(connection, routing_id)
        packed = _packed(connection, routing, found, ws.catalogue)
        return _with_needs(PackageKind.ROUTING, packed, snapshot_in(connection), ws.catalogue)


def pack_workspace(ws: Workspace) -> Package:
    """All routings, all resources, the time zone and the step limit."""
    ws.require(Permission.READ)
    with ws.reading() as connection:
        snapshot = snapshot_in(connection)
        packed = [
            _packed(connection, one, versions.read_versions(connection, one.id), ws.catalogue)
            for one in routings.read_routings(connection)
        ]
    return Package(
        kind=PackageKind.WORKSPACE,
        application=release(),
        routings=tuple(sorted(packed, key=lambda one: one.routing.reference)),
        resources=_ordered(snapshot.entries),
        settings=PackedSettings(snapshot.time_zone, snapshot.step_limit),
    )


def needs_of_tree(tree: ActionTree, catalogue: Catalogue) -> tuple[ResourceUse, ...]:
    """Everything that the actions of a tree refer to, a variable read in a template included."""
    return tuple(use for action in tree.actions for use in catalogue.uses(action.config))


def needs_of_resource(resource: Resource) -> tuple[ResourceUse, ...]:
    """Everything that a resource refers to, a variable read in a template included."""
    return tuple(dict.fromkeys(uses_in(resource)))


def _packed(
    connection: Connection, routing: Routing, chosen: Iterable[Version], catalogue: Catalogue
) -> PackedRouting:
    packed = []
    for version in chosen:
        tree = tree_in(connection, version.id, catalogue)
        packed.append(
            PackedVersion(
                id=version.id,
                number=version.number,
                name=version.name,
                description=version.description,
                status=version.status,
                hash=content_hash(tree, routing.type, catalogue),
                tree=tree,
            )
        )
    number = routings.next_version_number(connection, routing.id)
    return PackedRouting(routing, number, tuple(packed))


def _with_needs(
    kind: PackageKind, packed: PackedRouting, resources: Resources, catalogue: Catalogue
) -> Package:
    found: dict[tuple[ResourceKind, str], Resource] = {}
    waiting = [use for one in packed.versions for use in needs_of_tree(one.tree, catalogue)]
    while waiting:
        use = waiting.pop()
        # Other routings are named in the trees, and stay what the target has under that name.
        type_ = RESOURCE_TYPES.get(ResourceKind(use.kind))
        needed = None if type_ is None else resources.get(type_, use.reference)
        if needed is not None and (key := (needed.kind, needed.reference)) not in found:
            found[key] = needed
            waiting.extend(needs_of_resource(needed))
    return Package(
        kind=kind,
        application=release(),
        routings=(packed,),
        resources=_ordered(found.values()),
    )


def _ordered(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    travelling = (portable(resource) for resource in resources)
    return tuple(sorted(travelling, key=lambda one: (one.kind, one.reference)))
