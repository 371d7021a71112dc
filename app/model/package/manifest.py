"""The manifest: what a package is, and what each of its entries must be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated

import msgspec

from app.model.package.content import Package, PackageKind
from app.model.package.decoding import decoded, plain_value
from app.model.package.errors import NewerPackage, NoPackage, UnsoundPackage, shown
from app.model.package.places import MANIFEST
from app.model.package.writing import written
from app.model.text import _

PACKAGE_FORMAT = 1
"""The format that this application writes; `upgrades` leads from each one to the next."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the content of an entry must be."""

    sha256: str
    size: int


class VersionOrigin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The id of a version where it was exported, and its content hash."""

    hash: str
    id: str


class RoutingOrigin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The id of a routing where it was exported, and its versions by number."""

    id: str
    versions: dict[str, VersionOrigin]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Entries by name, routings by reference; no time and no place, so that bytes stay equal."""

    application: str
    entries: dict[str, Entry]
    format: int
    kind: PackageKind
    routings: dict[str, RoutingOrigin]


class _Header(msgspec.Struct, frozen=True):
    format: Annotated[int, msgspec.Meta(ge=1)]


def manifest_text(package: Package, entries: Mapping[str, bytes]) -> bytes:
    """The manifest of a package with these entries."""
    manifest = Manifest(
        application=package.application,
        entries={
            name: Entry(hashlib.sha256(content).hexdigest(), len(content))
            for name, content in entries.items()
        },
        format=PACKAGE_FORMAT,
        kind=package.kind,
        routings={
            packed.routing.reference: RoutingOrigin(
                packed.routing.id,
                {str(one.number): VersionOrigin(one.hash, one.id) for one in packed.versions},
            )
            for packed in package.routings
        },
    )
    return written(msgspec.to_builtins(manifest))


def read_format(unpacked: Mapping[str, bytes], newest: int = PACKAGE_FORMAT) -> int:
    """The format of a package; `NewerPackage` beyond `newest`."""
    raw = unpacked.get(MANIFEST)
    if raw is None:
        raise NoPackage
    plain_value(MANIFEST, raw)
    found = decoded(MANIFEST, raw, _Header).format
    if found > newest:
        raise NewerPackage
    return found


def read_manifest(unpacked: Mapping[str, bytes]) -> Manifest:
    """The manifest, once every entry is what it says and none is missing or beside it."""
    manifest = decoded(MANIFEST, unpacked[MANIFEST], Manifest)
    for name in sorted(manifest.entries):
        if name not in unpacked or name == MANIFEST:
            raise UnsoundPackage(_("the entry {entry} is missing", entry=shown(name)))
    for name in sorted(unpacked.keys() - {MANIFEST}):
        entry, content = manifest.entries.get(name), unpacked[name]
        if entry is None:
            raise UnsoundPackage(
                _("the entry {entry} does not stand in its manifest", entry=shown(name))
            )
        if entry.size != len(content) or entry.sha256 != hashlib.sha256(content).hexdigest():
            raise UnsoundPackage(
                _("the entry {entry} is not the one that was packed", entry=shown(name))
            )
    return manifest
