"""Two packages compared: routings, their versions, resources, settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from app.model.catalogue import Catalogue
from app.model.package import Package, PackageKind, PackedRouting, PackedVersion, portable
from app.model.permissions import Permission
from app.model.resources import Resource
from app.model.routing import STATUS_LABELS, TYPE_LABELS
from app.model.text import Text, _, verbatim
from app.services.comparing.fields import field_changes, shown
from app.services.comparing.trees import compare_trees
from app.services.comparing.values import (
    Comparison,
    FieldChange,
    ResourceChange,
    RoutingChange,
    Sign,
    TreeChange,
    VersionChange,
)
from app.services.workspace import Workspace

Thing = TypeVar("Thing")


def compare_versions(ws: Workspace, before: str, after: str) -> TreeChange:
    """How the trees of two versions (ids) differ; `Refused` when one of them is gone."""
    ws.require(Permission.READ)
    return compare_trees(ws.tree(before), ws.tree(after), ws.catalogue)


def compare_packages(before: Package, after: Package, catalogue: Catalogue) -> Comparison:
    """How two packages differ.

    Routings are matched by reference, but where each package is about a single one. Versions are
    matched by id, else by number, but where each package is a single version. Resources are
    matched by kind and reference.
    """
    single = PackageKind.WORKSPACE not in {before.kind, after.kind}
    return Comparison(
        settings=_settings(before, after),
        routings=tuple(_routings(before, after, catalogue, single=single)),
        resources=tuple(_resources(before.resources, after.resources)),
    )


def _routings(
    before: Package, after: Package, catalogue: Catalogue, *, single: bool
) -> Iterator[RoutingChange]:
    both_versions = before.kind is after.kind is PackageKind.VERSION
    for one, other in _routing_pairs(before, after, single=single):
        if one is None or other is None:
            gone_or_new = one or other
            assert gone_or_new is not None
            yield RoutingChange(
                Sign.ADDED if one is None else Sign.REMOVED,
                gone_or_new.routing.reference,
                gone_or_new.routing.name,
            )
            continue
        fields = tuple(_routing_fields(one, other))
        changes = tuple(_versions(one, other, catalogue, single=both_versions))
        if fields or changes:
            routing = other.routing
            yield RoutingChange(Sign.ALTERED, routing.reference, routing.name, fields, changes)


def _routing_pairs(
    before: Package, after: Package, *, single: bool
) -> Iterator[tuple[PackedRouting | None, PackedRouting | None]]:
    if single:
        return zip(before.routings, after.routings, strict=True)
    return _pairs(before.routings, after.routings, _reference)


def _routing_fields(before: PackedRouting, after: PackedRouting) -> Iterator[FieldChange]:
    one, other = before.routing, after.routing
    yield from _plain(
        (_("Reference"), verbatim(one.reference), verbatim(other.reference)),
        (_("Name"), verbatim(one.name), verbatim(other.name)),
        (_("Description"), shown(one.description), shown(other.description)),
        (_("Type"), TYPE_LABELS[one.type], TYPE_LABELS[other.type]),
    )


def _versions(
    before: PackedRouting, after: PackedRouting, catalogue: Catalogue, *, single: bool
) -> Iterator[VersionChange]:
    pairs = (
        zip(before.versions, after.versions, strict=True)
        if single
        else _version_pairs(before.versions, after.versions)
    )
    for one, other in pairs:
        if one is None or other is None:
            gone_or_new = one or other
            assert gone_or_new is not None
            sign = Sign.ADDED if one is None else Sign.REMOVED
            yield VersionChange(sign, gone_or_new.number, gone_or_new.name)
            continue
        fields = tuple(
            _plain(
                (_("Number"), verbatim(str(one.number)), verbatim(str(other.number))),
                (_("Name"), verbatim(one.name), verbatim(other.name)),
                (_("Description"), shown(one.description), shown(other.description)),
                (_("Status"), STATUS_LABELS[one.status], STATUS_LABELS[other.status]),
            )
        )
        tree = compare_trees(one.tree, other.tree, catalogue)
        if fields or not tree.is_same:
            yield VersionChange(Sign.ALTERED, other.number, other.name, fields, tree)


def _version_pairs(
    before: tuple[PackedVersion, ...], after: tuple[PackedVersion, ...]
) -> Iterator[tuple[PackedVersion | None, PackedVersion | None]]:
    ids = {one.id for one in before} & {one.id for one in after}

    def key(one: PackedVersion) -> Hashable:
        return one.id if one.id in ids else one.number

    return _pairs(before, after, key)


def _resources(
    before: tuple[Resource, ...], after: tuple[Resource, ...]
) -> Iterator[ResourceChange]:
    for one, other in _pairs(before, after, _kind_and_reference):
        if one is None or other is None:
            gone_or_new = one or other
            assert gone_or_new is not None
            yield _resource(Sign.ADDED if one is None else Sign.REMOVED, gone_or_new)
            continue
        fields = field_changes(portable(one), portable(other))
        if fields:
            yield _resource(Sign.ALTERED, other, fields)


def _resource(
    sign: Sign, resource: Resource, fields: tuple[FieldChange, ...] = ()
) -> ResourceChange:
    return ResourceChange(sign, resource.kind, resource.reference, resource.name, fields)


def _settings(before: Package, after: Package) -> tuple[FieldChange, ...]:
    one, other = before.settings, after.settings
    if one is None or other is None:
        return ()
    return tuple(
        _plain(
            (_("Time zone"), verbatim(one.time_zone), verbatim(other.time_zone)),
            (_("Step limit"), shown(one.step_limit), shown(other.step_limit)),
        )
    )


def _plain(*values: tuple[Text, Text, Text]) -> Iterator[FieldChange]:
    for label, one, other in values:
        if one != other:
            yield FieldChange(label, one, other)


def _reference(packed: PackedRouting) -> Hashable:
    return packed.routing.reference.lower()


def _kind_and_reference(resource: Resource) -> Hashable:
    return resource.kind, resource.reference.lower()


def _pairs(
    before: Iterable[Thing], after: Iterable[Thing], key: Callable[[Thing], Hashable]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Both sides by key, those before first, in their order."""
    old = {key(one): one for one in before}
    new = {key(one): one for one in after}
    for each in dict.fromkeys((*old, *new)):
        yield old.get(each), new.get(each)
