"""The bytes of a package back as values, once nothing about them is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec.structs import replace

from app.model.catalogue import Catalogue, RoutingType
from app.model.config import UnknownConfig
from app.model.names import name_refusal
from app.model.package.archive import unpack
from app.model.package.canonical import content_hash
from app.model.package.content import (
    Package,
    PackageKind,
    PackedRouting,
    PackedSettings,
    PackedVersion,
)
from app.model.package.decoding import check_amount, decoded
from app.model.package.errors import UnsoundPackage, misplaced, shown, unusable
from app.model.package.manifest import Manifest, RoutingOrigin, read_format, read_manifest
from app.model.package.places import (
    MANIFEST,
    WORKSPACE,
    resource_folder,
    routing_entry,
    routing_folder,
    version_entry,
    version_folder,
)
from app.model.package.resource_files import check_identity, read_resource
from app.model.package.tree_files import is_id, read_tree_files
from app.model.package.upgrades import upgraded
from app.model.routing import Routing, Status
from app.model.text import Text, _
from app.model.tree import ActionTree, evolve

_MOST = 10**9  # numbers beyond it would not fit where they are stored

_Number = Annotated[int, msgspec.Meta(ge=1, lt=_MOST)]


class _RoutingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    description: str
    name: str
    next_number: Annotated[int, msgspec.Meta(ge=1, le=_MOST)]
    reference: str
    type: RoutingType


class _VersionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    description: str
    name: str
    number: _Number
    status: Status


def read_package(data: bytes, catalogue: Catalogue) -> Package:
    """The content of a package, read in memory.

    Raises:
        NoPackage: the file is something else.
        UnsoundPackage: it is damaged, tampered with, hostile or too large.
        NewerPackage: a newer version of the application made it.
    """
    unpacked = unpack(data)
    check_amount(unpacked.values())
    found = read_format(unpacked)
    read_manifest(unpacked)
    entries = upgraded(unpacked, found)
    return _package(entries, read_manifest(entries), catalogue)


def _package(entries: Mapping[str, bytes], manifest: Manifest, catalogue: Catalogue) -> Package:
    left = set(entries) - {MANIFEST}
    numbers: dict[str, set[str]] = {}
    for name in left:
        found = version_folder(name)
        if found is not None:
            numbers.setdefault(found[0], set()).add(found[1])
    routings = []
    for name in sorted(left):
        folder = routing_folder(name)
        if folder is not None:
            packed = _read_routing(name, numbers.get(folder, set()), entries, manifest, catalogue)
            left.discard(name)
            left -= {
                version_entry(packed.routing.reference, one.number, part)
                for one in packed.versions
                for part in ("version", "tree", "drawing")
            }
            routings.append(packed)
    resources = []
    for name in sorted(left):
        kind = resource_folder(name)
        if kind is not None:
            resources.append(read_resource(name, kind, entries[name]))
            left.discard(name)
    settings = None
    if WORKSPACE in left:
        settings = _read_settings(entries[WORKSPACE])
        left.discard(WORKSPACE)
    if left:
        raise UnsoundPackage(
            _("the entry {entry} has no place in a package", entry=shown(min(left)))
        )
    package = Package(
        kind=manifest.kind,
        application=manifest.application,
        routings=tuple(sorted(routings, key=lambda one: one.routing.reference)),
        resources=tuple(sorted(resources, key=lambda one: (one.kind, one.reference))),
        settings=settings,
    )
    flaw = _flaw_of(package, manifest)
    if flaw is not None:
        raise UnsoundPackage(flaw)
    return package


def _read_routing(
    name: str,
    numbers: Iterable[str],
    entries: Mapping[str, bytes],
    manifest: Manifest,
    catalogue: Catalogue,
) -> PackedRouting:
    file = decoded(name, entries[name], _RoutingFile)
    check_identity(name, file.name, file.reference)
    origin = manifest.routings.get(file.reference)
    if routing_entry(file.reference) != name or origin is None:
        raise misplaced(name)
    routing = Routing(
        id=origin.id,
        reference=file.reference,
        name=file.name,
        type=file.type,
        description=file.description,
    )
    versions = (_read_version(routing, number, entries, origin, catalogue) for number in numbers)
    return PackedRouting(
        routing, file.next_number, tuple(sorted(versions, key=lambda one: one.number))
    )


def _read_version(
    routing: Routing,
    folder: str,
    entries: Mapping[str, bytes],
    origin: RoutingOrigin,
    catalogue: Catalogue,
) -> PackedVersion:
    number = int(folder)
    names = {
        part: version_entry(routing.reference, number, part)
        for part in ("version", "tree", "drawing")
    }
    for name in names.values():
        if name not in entries:
            raise UnsoundPackage(_("the entry {entry} is missing", entry=shown(name)))
    file = decoded(names["version"], entries[names["version"]], _VersionFile)
    known = origin.versions.get(folder)
    if name_refusal(file.name) is not None or file.name != file.name.strip():
        raise unusable(names["version"], _("its name"))
    if file.number != number or known is None:
        raise misplaced(names["version"])
    stored = read_tree_files(
        names["tree"], entries[names["tree"]], entries[names["drawing"]], routing.type
    )
    # The hash is that of the text: decoding may bring configs of older versions up to date.
    if content_hash(stored, routing.type, catalogue) != known.hash:
        raise UnsoundPackage(
            _("the entry {entry} is not the one that was packed", entry=shown(names["tree"]))
        )
    return PackedVersion(
        id=known.id,
        number=number,
        name=file.name,
        description=file.description,
        status=file.status,
        hash=known.hash,
        tree=_understood(stored, catalogue),
    )


def _understood(tree: ActionTree, catalogue: Catalogue) -> ActionTree:
    """The tree with every config that the catalogue knows as a value."""
    return evolve(
        tree,
        actions=tuple(
            replace(one, config=catalogue.decode(one.type, one.config.raw))
            if isinstance(one.config, UnknownConfig)
            else one
            for one in tree.actions
        ),
    )


def _read_settings(raw: bytes) -> PackedSettings:
    settings = decoded(WORKSPACE, raw, PackedSettings)
    try:
        ZoneInfo(settings.time_zone)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise unusable(WORKSPACE, _("the time zone")) from error
    return settings


def _flaw_of(package: Package, manifest: Manifest) -> Text | None:
    """What no entry alone shows: names taken twice, two productions, a manifest of other things."""
    listed = {
        reference: {*map(str, origin.versions)} for reference, origin in manifest.routings.items()
    }
    held = {
        packed.routing.reference: {str(one.number) for one in packed.versions}
        for packed in package.routings
    }
    if listed != held:
        return _("its manifest lists other versions than it holds")
    ids = [packed.routing.id for packed in package.routings]
    ids += [one.id for _routing, one in package.versions]
    if len(set(ids)) < len(ids) or not all(map(is_id, ids)):
        return _("two things in it have the same id, or one has none")
    for packed in package.routings:
        names = {one.name.casefold() for one in packed.versions}
        produced = [one for one in packed.versions if one.status is Status.PRODUCTION]
        sound = (
            len(names) == len(packed.versions)
            and len(produced) <= 1
            and all(one.number < packed.next_number for one in packed.versions)
        )
        if not sound:
            return _("the versions of {routing} contradict each other", routing=packed.routing.name)
    shape = (len(package.routings), len(package.versions), package.settings is not None)
    fits = {
        PackageKind.VERSION: shape == (1, 1, False),
        PackageKind.ROUTING: (shape[0], shape[2]) == (1, False),
        PackageKind.WORKSPACE: shape[2],
    }
    if not fits[package.kind]:
        return _("it does not hold what its manifest says")
    return None
