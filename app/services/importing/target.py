"""What an import has to know of the workspace that it goes into."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.model.catalogue import Catalogue
from app.model.package import Package
from app.model.package.resource_files import resource_text
from app.model.package.tree_files import drawing_text
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind, Resources
from app.model.routing import Routing, Version
from app.model.store import routings, versions
from app.model.store.connection import Connection
from app.services.importing.choices import Key, key_of
from app.services.workspace import snapshot_in, tree_in


@dataclass(frozen=True)
class Target:
    """One state of a workspace.

    Routings are by reference in lower case, versions by id of their routing. `ids` are those of
    all routings and versions. `drawings` holds the text of the drawings of versions that a package
    may have as well, by id.
    """

    resources: Resources
    routings: Mapping[str, Routing]
    versions: Mapping[str, tuple[Version, ...]]
    ids: frozenset[str]
    drawings: Mapping[str, bytes]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been made here yet."""
        return not self.routings and not self.resources.entries

    def digest(self, package: Package) -> str:
        """SHA-256 over what stands here in the places that a package would take."""
        digest = hashlib.sha256()
        for resource in package.resources:
            mine = self.resource(key_of(resource.kind, resource.reference))
            digest.update(b"" if mine is None else resource_text(mine))
        for packed in package.routings:
            routing = self.routings.get(packed.routing.reference.lower())
            if routing is not None:
                held = [(one.id, one.hash) for one in self.versions[routing.id]]
                digest.update(repr((routing.id, held)).encode())
        return digest.hexdigest()

    def resource(self, key: Key) -> Resource | None:
        """The resource of a key, if there is one."""
        type_ = RESOURCE_TYPES.get(ResourceKind(key[0]))
        return None if type_ is None else self.resources.get(type_, key[1])


def read_target(connection: Connection, package: Package, catalogue: Catalogue) -> Target:
    """The state that a transaction sees, as far as the package is concerned."""
    found = routings.read_routings(connection)
    held = {one.id: versions.read_versions(connection, one.id) for one in found}
    by_reference = {one.reference.lower(): one for one in found}
    packed = {one.routing.reference.lower(): one for one in package.routings}
    drawings = {}
    for reference in packed.keys() & by_reference.keys():
        hashes = {one.hash for one in packed[reference].versions}
        for version in held[by_reference[reference].id]:
            if version.hash in hashes:
                drawings[version.id] = drawing_text(tree_in(connection, version.id, catalogue))
    ids = {one.id for one in found} | {one.id for listed in held.values() for one in listed}
    return Target(
        resources=snapshot_in(connection),
        routings=by_reference,
        versions=held,
        ids=frozenset(ids),
        drawings=drawings,
    )
