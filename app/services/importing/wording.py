"""Previews and results of an import in sentences, each with how deep it stands under another."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.resources import KIND_LABELS, ResourceKind
from app.model.routing import STATUS_LABELS
from app.model.text import Text, _, verbatim
from app.services.importing.applying import Imported
from app.services.importing.preview import (
    MissingItem,
    Preview,
    ResourceItem,
    RoutingItem,
    SettingsItem,
    State,
    VersionItem,
)

_STATES: dict[State, Text] = {
    State.NEW: _("New"),
    State.SAME: _("The same already"),
    State.CONFLICT: _("Conflict"),
}


def preview_lines(preview: Preview) -> Iterator[tuple[int, Text]]:
    """Routings with their versions, resources, settings, what is missing, notes."""
    for routing in preview.routings:
        yield from _routing(routing)
    for resource in preview.resources:
        yield from _resource(resource)
    if preview.settings is not None:
        yield 0, _settings(preview.settings)
    for missing in preview.missing:
        yield from _missing(missing)
    for note in preview.notes:
        yield 0, note


def result_lines(imported: Imported) -> Iterator[tuple[int, Text]]:
    """Routings with their versions, then how many resources."""
    for routing in imported.routings:
        kind = KIND_LABELS[ResourceKind.ROUTING]
        yield 0, _called(_("Imported"), kind, routing.reference, routing.name)
        for version in routing.versions:
            yield 1, _landed(version.number, version.name, STATUS_LABELS[version.status])
            yield from ((2, reason) for reason in version.reasons)
    yield (
        0,
        _(
            "Resources: {new} new, {changed} changed.",
            new=imported.new_resources,
            changed=imported.changed_resources,
        ),
    )


def _routing(item: RoutingItem) -> Iterator[tuple[int, Text]]:
    kind = KIND_LABELS[ResourceKind.ROUTING]
    yield 0, _called(_STATES[item.state], kind, item.reference, item.name)
    if item.state is not State.SAME:
        for version in item.versions:
            yield 1, _version(version)
            yield from ((2, reason) for reason in version.reasons)


def _version(item: VersionItem) -> Text:
    if item.same_as:
        return _(
            "Version {number} “{name}” is here already, as version {same}",
            number=item.number,
            name=item.name,
            same=item.same_as,
        )
    return _landed(item.number, item.name, STATUS_LABELS[item.lands])


def _landed(number: int, name: str, status: Text) -> Text:
    return _("Version {number} “{name}”: {status}", number=number, name=name, status=status)


def _resource(item: ResourceItem) -> Iterator[tuple[int, Text]]:
    yield 0, _called(_STATES[item.state], KIND_LABELS[item.kind], item.reference, item.name)
    if item.secrets:
        named = verbatim(", ".join(map(str, item.secrets)))
        yield (
            1,
            _(
                "Secrets never travel. Type them in again where they are needed: {fields}.",
                fields=named,
            )
            if item.state is State.NEW
            else _(
                "Under another reference its secrets are to be typed in: {fields}.", fields=named
            ),
        )
    if item.secrets and item.leads_elsewhere:
        yield (
            1,
            _("Taken, it leads elsewhere: secrets that are set here are forgotten with it."),
        )
    if item.in_templates:
        yield (
            1,
            _("Another reference would not be written into the templates of these:"),
        )
        yield from ((2, place) for place in item.in_templates)


def _settings(item: SettingsItem) -> Text:
    return _(
        "{state}: time zone {zone}, at most {steps} steps (here: {own_zone}, {own_steps})",
        state=_STATES[item.state],
        zone=item.time_zone,
        steps=item.step_limit,
        own_zone=item.own_time_zone,
        own_steps=item.own_step_limit,
    )


def _missing(item: MissingItem) -> Iterator[tuple[int, Text]]:
    kinds = verbatim(" / ".join(str(KIND_LABELS[ResourceKind(kind)]) for kind in item.kinds))
    yield 0, _("Missing: {kind} {reference}, used by", kind=kinds, reference=item.reference)
    for user in item.users:
        yield (
            1,
            _("{user} (inside a template, so it stays)", user=user)
            if user in item.in_templates
            else user,
        )


def _called(state: Text, kind: Text, reference: str, name: str) -> Text:
    return _(
        "{state}: {kind} {reference} “{name}”",
        state=state,
        kind=kind,
        reference=reference,
        name=name,
    )
