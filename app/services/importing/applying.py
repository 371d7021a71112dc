"""Planning an import and carrying it out: one transaction, all of it or nothing."""

from __future__ import annotations

import dataclasses

import msgspec

from app.model.errors import Refused
from app.model.names import suggest_name
from app.model.package import Package, content_hash
from app.model.permissions import Permission, Rights
from app.model.routing import Routing, Status, Version
from app.model.store import resources, routings, settings, trees, versions
from app.model.store.connection import Connection
from app.model.text import Text, _
from app.services.arriving_secrets import forget_misled, put_aside
from app.services.clock import now
from app.services.identity import new_id
from app.services.importing.arriving import Arrival, ArrivingRouting, ArrivingVersion, arrival
from app.services.importing.checking import check_choices, check_mapping
from app.services.importing.choices import NOTHING_CHOSEN, Choices
from app.services.importing.looking import look
from app.services.importing.preview import ImportPlan, RoutingItem
from app.services.importing.target import read_target
from app.services.lifecycle.log import tell
from app.services.resource_files import check_way_in, needed_for
from app.services.workspace import Workspace


class ImportedVersion(msgspec.Struct, frozen=True):
    """A version that is here now; `reasons` say why it is not what it was in the package."""

    number: int
    name: str
    status: Status
    reasons: tuple[Text, ...] = ()


class ImportedRouting(msgspec.Struct, frozen=True):
    """A routing that was made, or given versions, with those versions."""

    reference: str
    name: str
    versions: tuple[ImportedVersion, ...]


class Imported(msgspec.Struct, frozen=True):
    """What an import has written."""

    routings: tuple[ImportedRouting, ...]
    new_resources: int
    changed_resources: int
    settings: bool


def plan(ws: Workspace, package: Package, choices: Choices = NOTHING_CHOSEN) -> ImportPlan:
    """The preview of an import into this workspace; nothing is written.

    `choices` only tell more exactly where versions will land: without one a conflict counts as
    taken, and a missing reference as missing.
    """
    ws.require(Permission.READ)
    rights = ws.rights()
    with ws.reading() as connection:
        target = read_target(connection, package, ws.catalogue)
    found = ImportPlan(package, look(package, target, ws.catalogue), target.digest(package))
    check_mapping(found.preview, package, target, choices)
    foreseen = arrival(found, target, ws.catalogue, choices, rights.refusal(Permission.PROMOTE))
    landing = {one.origin: one for one in foreseen.routings}
    items = tuple(_foreseen(item, landing.get(item.reference)) for item in found.preview.routings)
    preview = msgspec.structs.replace(found.preview, routings=items)
    return dataclasses.replace(found, preview=preview)


def apply(ws: Workspace, planned: ImportPlan, choices: Choices = NOTHING_CHOSEN) -> Imported:
    """Carry an import out: all of it, log entries included, or nothing.

    Raises:
        Undecided: a conflict has no decision.
        Refused: a chosen reference cannot be used, the workspace has changed since the preview,
            or the person may not do this.
        OutsideError: the disk refused, or another window wrote for too long.
    """
    ws.require(Permission.CREATE)
    rights = ws.rights()
    package = planned.package
    with ws.writing() as connection:
        target = read_target(connection, package, ws.catalogue)
        seen = ImportPlan(package, look(package, target, ws.catalogue), target.digest(package))
        if _without_landings(planned) != seen:
            raise Refused(
                _("This workspace has changed since the preview. Look at the package again.")
            )
        check_choices(seen.preview, package, target, choices)
        found = arrival(seen, target, ws.catalogue, choices, rights.refusal(Permission.PROMOTE))
        _check_rights(ws, rights, found)
        if found.takes_settings:
            settings.update_settings(
                connection, time_zone=found.after.time_zone, step_limit=found.after.step_limit
            )
        for resource in found.new:
            resources.insert_resource(connection, resource)
        for resource in found.replacing:
            resources.update_resource(connection, resource.reference, resource)
        arrived = (*found.new, *found.replacing)
        left = forget_misled(connection, target.resources, arrived)
        ids = set(target.ids)
        written = [_write_routing(ws, connection, one, ids) for one in found.routings]
    put_aside(ws, left)
    return Imported(
        routings=tuple(written),
        new_resources=len(found.new),
        changed_resources=len(found.replacing),
        settings=found.takes_settings,
    )


def _foreseen(item: RoutingItem, coming: ArrivingRouting | None) -> RoutingItem:
    landing = {} if coming is None else {one.packed.number: one for one in coming.versions}
    return msgspec.structs.replace(
        item,
        versions=tuple(
            msgspec.structs.replace(
                one, lands=landing[one.number].status, reasons=landing[one.number].reasons
            )
            if one.number in landing
            else one
            for one in item.versions
        ),
    )


def _without_landings(planned: ImportPlan) -> ImportPlan:
    items = (
        msgspec.structs.replace(
            item,
            versions=tuple(
                msgspec.structs.replace(one, lands=one.status, reasons=()) for one in item.versions
            ),
        )
        for item in planned.preview.routings
    )
    preview = msgspec.structs.replace(planned.preview, routings=tuple(items))
    return dataclasses.replace(planned, preview=preview)


def _check_rights(ws: Workspace, rights: Rights, found: Arrival) -> None:
    if found.replacing or found.takes_settings:
        rights.check(Permission.EDIT)
    kinds = {one.kind for one in (*found.new, *found.replacing)}
    if any(needed_for(kind, Permission.CREATE) is Permission.ADMINISTER for kind in kinds):
        rights.check(Permission.ADMINISTER)
        check_way_in(ws.user, found.after)


def _write_routing(
    ws: Workspace, connection: Connection, arriving: ArrivingRouting, ids: set[str]
) -> ImportedRouting:
    routing = arriving.into
    if routing is None:
        routing = msgspec.structs.replace(arriving.routing, id=_free_id(arriving.routing.id, ids))
        routings.insert_routing(connection, routing)
        tell(ws, connection, routing.id, "imported")
    written = [
        _write_version(ws, connection, routing, arriving, one, ids) for one in arriving.versions
    ]
    if arriving.into is None:
        routings.raise_next_number(connection, routing.id, arriving.next_number)
        _restore_statuses(ws, connection, routing, arriving, written)
    return ImportedRouting(
        routing.reference,
        routing.name,
        tuple(
            ImportedVersion(made.number, made.name, one.status, one.reasons)
            for made, one in zip(written, arriving.versions, strict=True)
        ),
    )


def _write_version(
    ws: Workspace,
    connection: Connection,
    routing: Routing,
    arriving: ArrivingRouting,
    one: ArrivingVersion,
    ids: set[str],
) -> Version:
    packed, at = one.packed, now()
    if arriving.into is None:
        # Numbers that were given and deleted elsewhere are given here no more either.
        routings.raise_next_number(connection, routing.id, packed.number)
    taken = [other.name for other in versions.read_versions(connection, routing.id)]
    made = Version(
        id=_free_id(packed.id, ids),
        routing=routing.id,
        number=routings.next_version_number(connection, routing.id),
        name=suggest_name(packed.name, taken),
        description=packed.description,
        hash=content_hash(packed.tree, routing.type, ws.catalogue),
        actions=len(packed.tree.actions),
        created_at=at,
        created_by=ws.user,
        changed_at=at,
        changed_by=ws.user,
    )
    versions.insert_version(connection, made)
    trees.insert_tree(connection, made.id, packed.tree, ws.catalogue)
    tell(
        ws,
        connection,
        routing.id,
        "imported",
        made,
        packed.name if made.name != packed.name else "",
    )
    return made


def _restore_statuses(
    ws: Workspace,
    connection: Connection,
    routing: Routing,
    arriving: ArrivingRouting,
    written: list[Version],
) -> None:
    """Lead versions to where they stood, by the steps that anybody would have to take."""
    pairs = list(zip(written, arriving.versions, strict=True))
    for made, one in pairs:
        if one.status is Status.BACKUP:
            versions.promote_version(connection, made.id, now(), ws.user)
            tell(ws, connection, routing.id, "promoted", made)
            versions.demote_version(connection, made.id)
            tell(ws, connection, routing.id, "demoted", made)
    for made, one in pairs:
        if one.status is Status.PRODUCTION:
            versions.promote_version(connection, made.id, now(), ws.user)
            tell(ws, connection, routing.id, "promoted", made)


def _free_id(wanted: str, ids: set[str]) -> str:
    chosen = wanted if wanted not in ids else new_id()
    ids.add(chosen)
    return chosen
