"""A package as bytes: one file a thing, in folders that a person can read."""

from __future__ import annotations

import msgspec

from app.model.catalogue import Catalogue
from app.model.package.archive import pack
from app.model.package.content import Package, PackedRouting
from app.model.package.manifest import manifest_text
from app.model.package.places import (
    MANIFEST,
    WORKSPACE,
    resource_entry,
    routing_entry,
    version_entry,
)
from app.model.package.resource_files import resource_text
from app.model.package.tree_files import drawing_text, tree_text
from app.model.package.writing import written


def write_package(package: Package, catalogue: Catalogue) -> bytes:
    """The file of a package; equal packages give equal bytes.

    Raises:
        Refused: it is too large for one package.
    """
    entries = package_entries(package, catalogue)
    return pack({**entries, MANIFEST: manifest_text(package, entries)})


def package_entries(package: Package, catalogue: Catalogue) -> dict[str, bytes]:
    """The text of everything in a package, by name, without the manifest."""
    entries: dict[str, bytes] = {}
    for packed in package.routings:
        entries.update(_routing_entries(packed, catalogue))
    for resource in package.resources:
        entries[resource_entry(resource.kind, resource.reference)] = resource_text(resource)
    if package.settings is not None:
        entries[WORKSPACE] = written(msgspec.to_builtins(package.settings))
    return entries


def _routing_entries(packed: PackedRouting, catalogue: Catalogue) -> dict[str, bytes]:
    routing = packed.routing
    entries = {
        routing_entry(routing.reference): written(
            {
                "description": routing.description,
                "name": routing.name,
                "next_number": packed.next_number,
                "reference": routing.reference,
                "type": routing.type.value,
            }
        )
    }
    for one in packed.versions:
        texts = {
            "version": written(
                {
                    "description": one.description,
                    "name": one.name,
                    "number": one.number,
                    "status": one.status.value,
                }
            ),
            "tree": tree_text(one.tree, routing.type, catalogue),
            "drawing": drawing_text(one.tree),
        }
        for part, text in texts.items():
            entries[version_entry(routing.reference, one.number, part)] = text
    return entries
