"""What importing a file of resources would do to a workspace: new, changed, the same, wrong."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from app.model.fields import fields_of
from app.model.package.portable import settled
from app.model.package.resource_files import surplus
from app.model.resources import RESOURCE_TYPES, Calendar, Resource, ResourceKind, Resources
from app.model.resources.checks import resource_problems
from app.model.text import Text, _
from app.services.holiday_books import is_known
from app.services.resource_rows import FoundResource, ReadResources
from app.services.table_csv import LineProblem


class State(StrEnum):
    """How a resource of a file relates to the workspace."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Item:
    """A resource of the file; `changed` are the fields that differ from `mine`, which is here.

    With problems there is no `resource` to write.
    """

    line: int
    name: str
    reference: str
    state: State
    changed: tuple[str, ...] = ()
    problems: tuple[LineProblem, ...] = ()
    resource: Resource | None = None
    mine: Resource | None = None

    @property
    def key(self) -> str:
        """What decides about it."""
        return self.reference.lower()


@dataclass(frozen=True)
class Plan:
    """The preview of an import: the items in the order of the file."""

    read: ReadResources
    items: tuple[Item, ...]

    @property
    def kind(self) -> ResourceKind:
        """The kind of all its resources."""
        return self.read.kind

    @property
    def notes(self) -> tuple[Text, ...]:
        """What to know beside the items."""
        return self.read.notes

    def of(self, state: State) -> tuple[Item, ...]:
        """The items in one state."""
        return tuple(item for item in self.items if item.state is state)


def look(read: ReadResources, here: Resources) -> tuple[Item, ...]:
    """Every resource of a file, held against those that are here."""
    type_ = RESOURCE_TYPES[read.kind]
    made = [_made(found, type_, here) for found in read.found]
    after = with_arriving(here, [resource for resource, _problems in made if resource is not None])
    seen: dict[str, int] = {}
    return tuple(
        _item(found, resource, problems, here, after, seen)
        for found, (resource, problems) in zip(read.found, made, strict=True)
    )


def _made(
    found: FoundResource, type_: type[Resource], here: Resources
) -> tuple[Resource | None, list[LineProblem]]:
    """The resource of a line: what the file says, over what is here or the defaults."""
    problems = list(found.problems)
    mine = here.get(type_, str(found.values.get("reference", "")))
    values: dict[str, Any] = {}
    for name, value in (*(found.first.items() if mine is None else ()), *found.values.items()):
        text = _converted(type_, name, value, values)
        if text is not None:
            problems.append(LineProblem(found.line_of(name), name, text))
    if problems:
        return None, problems
    resource = msgspec.structs.replace(mine if mine is not None else type_(), **values)
    resource = msgspec.structs.replace(resource, name=resource.name.strip())
    if mine is not None:
        # A reference is spelled as it is here, whoever typed it.
        resource = msgspec.structs.replace(settled(resource, mine), reference=mine.reference)
    return resource, problems


def _converted(type_: type[Resource], name: str, value: Any, into: dict[str, Any]) -> Text | None:
    """Put the value of a field into `into`, or say why it cannot be its value."""
    try:
        made = getattr(msgspec.convert({name: value}, type_), name)
    except (msgspec.ValidationError, OverflowError) as error:
        return _("This cannot be its value ({detail}).", detail=str(error))
    unknown = next(surplus(value, msgspec.to_builtins(made)), None)
    if unknown is not None:
        return _("It holds “{name}”, which is not known here.", name=unknown)
    into[name] = made
    return None


def _item(
    found: FoundResource,
    resource: Resource | None,
    problems: list[LineProblem],
    here: Resources,
    after: Resources,
    seen: dict[str, int],
) -> Item:
    name = str(found.values.get("name", found.first.get("name", "")))
    reference = str(found.values.get("reference", ""))
    key = reference.strip().lower()
    told = list(problems)
    if key and key in seen:
        text = _(
            "The reference {reference} stands in line {line} already.",
            reference=reference,
            line=seen[key],
        )
        told.append(LineProblem(found.line_of("reference"), "reference", text))
    seen.setdefault(key, found.line)
    if resource is not None:
        told += [
            LineProblem(found.line_of(field), _shown(path, field), text)
            for path, field, text in _unfit(resource, after)
        ]
    if told or resource is None:
        return Item(found.line, name, reference, State.PROBLEM, problems=tuple(told))
    mine = here.get(type(resource), resource.reference)
    if mine is None:
        return Item(found.line, resource.name, resource.reference, State.NEW, resource=resource)
    changed = tuple(_changes(resource, mine))
    state = State.CHANGED if changed else State.SAME
    return Item(
        found.line,
        resource.name,
        resource.reference,
        state,
        changed,
        resource=resource,
        mine=mine,
    )


def _unfit(resource: Resource, after: Resources) -> Iterator[tuple[str, str, Text]]:
    for problem in resource_problems(resource, after):
        yield problem.field, problem.field.partition(".")[0], problem.text
    if isinstance(resource, Calendar) and resource.holiday_country:
        country, region = resource.holiday_country, resource.holiday_region
        if not is_known(country):
            text = _("No holidays are known of {country}. Leave it empty.", country=country)
            yield "holiday_country", "holiday_country", text
        elif not is_known(country, region):
            text = _("{country} has no region {region}.", country=country, region=region)
            yield "holiday_region", "holiday_region", text


def _shown(path: str, field: str) -> str:
    """A field, with the number of its row (from 1 on) where the problem is inside one."""
    parts = path.split(".")
    if len(parts) < 3 or not parts[1].isdigit():
        return field
    return f"{field}.{int(parts[1]) + 1}.{parts[2]}"


def _changes(resource: Resource, mine: Resource) -> Iterator[str]:
    for name in _names(type(resource)):
        if getattr(resource, name) != getattr(mine, name):
            yield name


@functools.cache
def _names(type_: type[Resource]) -> tuple[str, ...]:
    """The fields in the order of the form, then those that have no place in it."""
    described = tuple(info.name for info in fields_of(type_))
    return (*described, *(name for name in type_.__struct_fields__ if name not in described))


def with_arriving(before: Resources, arriving: Collection[Resource]) -> Resources:
    """The resources as they are when these have come in."""
    taken: Mapping[tuple[str, str], Resource] = {
        (one.kind, one.reference.lower()): one for one in arriving
    }
    kept = [one for one in before.entries if (one.kind, one.reference.lower()) not in taken]
    return Resources.of([*kept, *taken.values()], before.routings)
