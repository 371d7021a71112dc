"""What arrives in a workspace once everything is decided: references rewritten, statuses known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from app.engine.validate import problems_of
from app.model.catalogue import Catalogue
from app.model.lifecycle import refusal_of_promotion
from app.model.package import PackedRouting, PackedVersion, settled
from app.model.references import Renamed, with_references
from app.model.resources import Resource, Resources, RoutingEntry
from app.model.routing import Routing, Status, Version
from app.model.text import Text
from app.model.tree import ActionTree, evolve
from app.services.importing.choices import NOTHING_CHOSEN, Choice, Choices, Decision, Key, key_of
from app.services.importing.preview import (
    ImportPlan,
    Preview,
    ResourceItem,
    RoutingItem,
    State,
)
from app.services.importing.target import Target


@dataclass(frozen=True)
class ArrivingVersion:
    """A version with its tree as it will stand here; `reasons` say why it is not its old status."""

    packed: PackedVersion
    status: Status
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ArrivingRouting:
    """A routing to be made, or (`into`, an existing one) to be given versions in development.

    `origin` is its reference in the package.
    """

    origin: str
    routing: Routing
    next_number: int
    versions: tuple[ArrivingVersion, ...]
    into: Routing | None = None


@dataclass(frozen=True)
class Arrival:
    """Everything to be written, and the resources of the workspace once it is.

    `new` resources are added, `replacing` ones take the place of those with their reference.
    """

    new: tuple[Resource, ...]
    replacing: tuple[Resource, ...]
    routings: tuple[ArrivingRouting, ...]
    takes_settings: bool
    after: Resources


def arrival(
    plan: ImportPlan,
    target: Target,
    catalogue: Catalogue,
    choices: Choices = NOTHING_CHOSEN,
    unpromotable: Text | None = None,
) -> Arrival:
    """What an import writes; conflicts without a choice are taken, missing references stay.

    `unpromotable` is the reason why nothing may go into production, if there is one.
    """
    package, preview = plan.package, plan.preview
    renamed = {**choices.mapped, **_new_references(preview, choices)}
    new, replacing = [], []
    for item, resource in zip(preview.resources, package.resources, strict=True):
        decision = _decision(item, choices)
        moved = with_references(resource, renamed)
        mine = target.resource(item.key)
        if mine is None or decision is Decision.RENAME:
            reference = renamed.get(item.key, resource.reference)
            new.append(msgspec.structs.replace(moved, reference=reference))
        elif decision is Decision.TAKE:
            replacing.append(settled(moved, mine))
    coming = [
        _coming(item, packed, target, catalogue, choices, renamed)
        for item, packed in zip(preview.routings, package.routings, strict=True)
    ]
    arriving = [one for one in coming if one is not None]
    takes_settings = preview.settings is not None and (
        preview.settings.state is State.NEW or choices.settings is Decision.TAKE
    )
    after = _after(target, (*new, *replacing), arriving)
    if takes_settings and package.settings is not None:
        after = replace(
            after,
            time_zone=package.settings.time_zone,
            step_limit=package.settings.step_limit,
        )
    return Arrival(
        new=tuple(new),
        replacing=tuple(replacing),
        routings=tuple(_landed(one, after, catalogue, unpromotable) for one in arriving),
        takes_settings=takes_settings,
        after=after,
    )


def _decision(item: ResourceItem | RoutingItem, choices: Choices) -> Decision | None:
    """The decision about a conflict, by default to take theirs; None where there is none."""
    if item.state is not State.CONFLICT:
        return None
    return choices.conflicts.get(item.key, Choice(Decision.TAKE)).decision


def _new_references(preview: Preview, choices: Choices) -> dict[Key, str]:
    return {
        item.key: choices.conflicts[item.key].reference or item.suggestion
        for item in preview.conflicts
        if _decision(item, choices) is Decision.RENAME
    }


def _coming(
    item: RoutingItem,
    packed: PackedRouting,
    target: Target,
    catalogue: Catalogue,
    choices: Choices,
    renamed: Mapping[Key, str],
) -> ArrivingRouting | None:
    """A routing with its trees rewritten, each version still with the status that it had."""
    decision = _decision(item, choices)
    if item.state is State.SAME or decision is Decision.KEEP:
        return None
    mine = target.routings.get(item.reference.lower())
    into = mine if decision is Decision.TAKE else None
    if into is not None and not item.can_add:
        return None
    arriving = tuple(
        ArrivingVersion(
            replace(one, tree=_rewritten(one.tree, renamed, catalogue)),
            Status.DEVELOPMENT if into else one.status,
        )
        for one, seen in zip(packed.versions, item.versions, strict=True)
        if into is None or not seen.same_as
    )
    reference = renamed.get(item.key, packed.routing.reference)
    routing = msgspec.structs.replace(packed.routing, reference=reference)
    return ArrivingRouting(item.reference, routing, packed.next_number, arriving, into)


def _rewritten(tree: ActionTree, renamed: Renamed, catalogue: Catalogue) -> ActionTree:
    if not renamed:
        return tree
    return evolve(
        tree,
        actions=tuple(
            msgspec.structs.replace(one, config=catalogue.with_references(one.config, renamed))
            for one in tree.actions
        ),
    )


def _after(
    target: Target, written: tuple[Resource, ...], arriving: list[ArrivingRouting]
) -> Resources:
    before = target.resources
    entries = {key_of(one.kind, one.reference): one for one in (*before.entries, *written)}
    made = [
        RoutingEntry(
            one.routing.reference,
            one.routing.name,
            one.routing.type,
            next((v.packed.number for v in one.versions if v.status is Status.PRODUCTION), None),
        )
        for one in arriving
        if one.into is None
    ]
    found = Resources.of(entries.values(), (*before.routings, *made))
    return replace(found, time_zone=before.time_zone, step_limit=before.step_limit)


def _landed(
    arriving: ArrivingRouting, after: Resources, catalogue: Catalogue, unpromotable: Text | None
) -> ArrivingRouting:
    """The routing with every version that may not be what it was in development instead."""
    landed = []
    for one in arriving.versions:
        reasons: tuple[Text, ...] = ()
        if one.status is not Status.DEVELOPMENT:
            reasons = _obstacles(one.packed, arriving.routing, after, catalogue)
            if not reasons and unpromotable is not None:
                reasons = (unpromotable,)
        status = Status.DEVELOPMENT if reasons else one.status
        landed.append(replace(one, status=status, reasons=reasons))
    return replace(arriving, versions=tuple(landed))


def _obstacles(
    packed: PackedVersion, routing: Routing, after: Resources, catalogue: Catalogue
) -> tuple[Text, ...]:
    """Why a version could not be put in production here: blank, or with errors in its tree."""
    version = Version(packed.id, routing.id, packed.number, packed.name)
    problems = problems_of(packed.tree, routing.type, after, catalogue, routing.reference)
    return refusal_of_promotion(version, packed.tree, problems)
