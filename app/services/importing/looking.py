"""Compares a package with a workspace and says what importing it would mean."""

from __future__ import annotations

import msgspec

from app.model.catalogue import Catalogue
from app.model.config import UnknownConfig
from app.model.fields import is_shown
from app.model.names import suggest_reference
from app.model.package import Package, PackedRouting, PackedSettings, PackedVersion
from app.model.package.portable import stays_behind
from app.model.package.resource_files import resource_text
from app.model.package.tree_files import drawing_text
from app.model.resources import Resource, ResourceKind, leads_elsewhere
from app.model.routing import Version
from app.model.text import Text, _
from app.services.importing.choices import key_of
from app.services.importing.needs import Need, needs_of
from app.services.importing.preview import (
    MissingItem,
    Preview,
    ResourceItem,
    RoutingItem,
    SettingsItem,
    State,
    VersionItem,
)
from app.services.importing.target import Target


def look(package: Package, target: Target, catalogue: Catalogue) -> Preview:
    """The preview, each version still landing as what it is in the package."""
    resources = [_resource_item(one, package, target) for one in package.resources]
    routings = [_routing_item(one, package, target) for one in package.routings]
    left_out = _left_out(package, resources, routings)
    needs = list(needs_of(package, catalogue, left_out))
    return Preview(
        kind=package.kind,
        resources=tuple(_with_templates(item, needs) for item in resources),
        routings=tuple(routings),
        settings=_settings_item(package.settings, target),
        missing=_missing(needs, package, target),
        notes=_notes(package, left_out),
    )


def _resource_item(resource: Resource, package: Package, target: Target) -> ResourceItem:
    kind, reference = resource.kind, resource.reference
    mine = target.resource(key_of(kind, reference))
    if mine is None:
        state, suggestion = State.NEW, ""
    elif resource_text(mine) == resource_text(resource):
        return ResourceItem(kind, reference, resource.name, State.SAME)
    else:
        taken = [one.reference for one in target.resources.entries if one.kind is kind]
        taken += [one.reference for one in package.resources if one.kind is kind]
        state, suggestion = State.CONFLICT, suggest_reference(reference, taken)
    return ResourceItem(
        kind=kind,
        reference=reference,
        name=resource.name,
        state=state,
        suggestion=suggestion,
        secrets=tuple(
            info.field.label
            for info in stays_behind(type(resource))
            if info.field.secret and is_shown(info, resource)
        ),
        leads_elsewhere=mine is not None and leads_elsewhere(mine, resource),
    )


def _with_templates(item: ResourceItem, needs: list[Need]) -> ResourceItem:
    if item.state is not State.CONFLICT:
        return item
    places = dict.fromkeys(one.user for one in needs if one.in_template and item.key in one.keys)
    return msgspec.structs.replace(item, in_templates=tuple(places))


def _routing_item(packed: PackedRouting, package: Package, target: Target) -> RoutingItem:
    routing = packed.routing
    mine = target.routings.get(routing.reference.lower())
    held = () if mine is None else target.versions[mine.id]
    items = tuple(
        VersionItem(
            number=one.number,
            name=one.name,
            status=one.status,
            same_as=_same_as(one, held, target),
            lands=one.status,
        )
        for one in packed.versions
    )
    item = RoutingItem(
        routing.reference, routing.name, routing.type, State.NEW, can_add=False, versions=items
    )
    if mine is None:
        return item
    if mine.type is routing.type and all(one.same_as for one in items):
        return msgspec.structs.replace(item, state=State.SAME)
    taken = [one.reference for one in target.routings.values()]
    taken += [one.routing.reference for one in package.routings]
    return msgspec.structs.replace(
        item,
        state=State.CONFLICT,
        can_add=mine.type is routing.type,
        suggestion=suggest_reference(routing.reference, taken),
    )


def _same_as(packed: PackedVersion, held: tuple[Version, ...], target: Target) -> int:
    """The number of the version here with the same content, by preference of the same name."""
    drawing = drawing_text(packed.tree)
    same = [
        one
        for one in held
        if one.hash == packed.hash
        and one.description == packed.description
        and target.drawings.get(one.id) == drawing
    ]
    named = [one for one in same if one.name == packed.name]
    return next((one.number for one in (*named, *same)), 0)


def _settings_item(settings: PackedSettings | None, target: Target) -> SettingsItem | None:
    if settings is None:
        return None
    mine = PackedSettings(target.resources.time_zone, target.resources.step_limit)
    state = State.SAME
    if settings != mine:
        # Nobody has chosen the settings of a workspace in which nothing has been made.
        state = State.NEW if target.is_empty else State.CONFLICT
    return SettingsItem(
        state, settings.time_zone, settings.step_limit, mine.time_zone, mine.step_limit
    )


def _left_out(
    package: Package, resources: list[ResourceItem], routings: list[RoutingItem]
) -> list[Resource | PackedVersion]:
    """What is here already, so that nothing of it arrives."""
    same: list[Resource | PackedVersion] = [
        resource
        for item, resource in zip(resources, package.resources, strict=True)
        if item.state is State.SAME
    ]
    for item, packed in zip(routings, package.routings, strict=True):
        if item.state is State.SAME:
            same.extend(packed.versions)
    return same


def _missing(needs: list[Need], package: Package, target: Target) -> tuple[MissingItem, ...]:
    here = {key_of(one.kind, one.reference) for one in package.resources}
    here |= {key_of(one.kind, one.reference) for one in target.resources.entries}
    here |= {key_of(ResourceKind.ROUTING, one.routing.reference) for one in package.routings}
    here |= {key_of(ResourceKind.ROUTING, reference) for reference in target.routings}
    found: dict[tuple[str, ...], list[Need]] = {}
    for need in needs:
        if here.isdisjoint(need.keys):
            kinds = tuple(kind for kind, _reference in need.keys)
            found.setdefault((need.reference.lower(), *kinds), []).append(need)
    return tuple(
        MissingItem(
            kinds=tuple(kinds),
            reference=listed[0].reference,
            users=tuple(dict.fromkeys(one.user for one in listed)),
            in_templates=tuple(dict.fromkeys(one.user for one in listed if one.in_template)),
        )
        for (_lower, *kinds), listed in sorted(found.items())
    )


def _notes(package: Package, left_out: list[Resource | PackedVersion]) -> tuple[Text, ...]:
    skipped = {id(one) for one in left_out}
    unknown = sum(
        isinstance(action.config, UnknownConfig)
        for _packed, version in package.versions
        if id(version) not in skipped
        for action in version.tree.actions
    )
    if not unknown:
        return ()
    if unknown == 1:
        return (_ONE_UNKNOWN,)
    return (
        _(
            "{count} actions cannot be read by this version of the application. They are kept"
            " word for word; what they refer to is not known.",
            count=unknown,
        ),
    )


_ONE_UNKNOWN = _(
    "One action cannot be read by this version of the application. It is kept word for word;"
    " what it refers to is not known."
)
