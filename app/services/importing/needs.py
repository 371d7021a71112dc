"""What the things in a package refer to, and which of those references nobody can rewrite."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.model.catalogue import Catalogue, ResourceUse
from app.model.package import Package, PackedRouting, PackedVersion
from app.model.references import with_references
from app.model.resources import Resource
from app.model.store.uses import Use
from app.model.text import Text
from app.model.tree import Action
from app.services.exporting import needs_of_resource
from app.services.importing.choices import Key, key_of
from app.services.lifecycle import described

# No reference holds this sign, so it stands for any other one.
_OTHER = "~"


@dataclass(frozen=True)
class Need:
    """One place that refers to something: any of `keys` would do. `user` is the place in words.

    `in_template` tells that the reference stands inside a template, where it is not rewritten.
    """

    reference: str
    keys: tuple[Key, ...]
    user: Text
    in_template: bool


def needs_of(
    package: Package, catalogue: Catalogue, left_out: Collection[Resource | PackedVersion]
) -> Iterator[Need]:
    """Every reference in a package, but for what is left out, in the order of the package."""
    skipped = {id(one) for one in left_out}
    for resource in package.resources:
        if id(resource) not in skipped:
            user = described(Use(field="", kind=resource.kind, name=resource.name))
            yield from _needs(needs_of_resource(resource), _rewritten_resource(resource), user)
    for packed, version in package.versions:
        if id(version) not in skipped:
            for action in version.tree.actions:
                yield from _needs_of_action(action, packed, version, catalogue)


def _needs_of_action(
    action: Action, packed: PackedRouting, version: PackedVersion, catalogue: Catalogue
) -> Iterator[Need]:
    found = catalogue.uses(action.config)
    if not found:
        return
    moved = {key_of(use.kind, use.reference): _OTHER for use in found}
    stuck = catalogue.uses(catalogue.with_references(action.config, moved))
    use = Use(
        field="",
        routing_name=packed.routing.name,
        version_name=version.name,
        action_name=action.name,
    )
    yield from _needs(found, stuck, described(use))


def _rewritten_resource(resource: Resource) -> tuple[ResourceUse, ...]:
    moved = {key_of(use.kind, use.reference): _OTHER for use in needs_of_resource(resource)}
    return needs_of_resource(with_references(resource, moved))


def _needs(
    found: tuple[ResourceUse, ...], stuck: tuple[ResourceUse, ...], user: Text
) -> Iterator[Need]:
    kept = {(use.field, key_of(use.kind, use.reference)) for use in stuck}
    grouped: dict[tuple[str, str], list[ResourceUse]] = {}
    for use in found:
        grouped.setdefault((use.field, use.reference.strip().lower()), []).append(use)
    for uses in grouped.values():
        keys = tuple(dict.fromkeys(key_of(use.kind, use.reference) for use in uses))
        in_template = any((use.field, key_of(use.kind, use.reference)) in kept for use in uses)
        yield Need(uses[0].reference.strip(), keys, user, in_template)
