"""What keeps a resource from being saved, told while its form is filled in and again on saving."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.errors import Refused
from app.model.fields import LENGTHS, FieldInfo, Widget, fields_of, is_shown
from app.model.names import check_reference, name_refusal
from app.model.resources.beside import is_told, told_row_problems
from app.model.resources.calendar import TIME
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.model.resources.base import Resource
    from app.model.resources.snapshot import Resources

_PICKED = frozenset({Widget.PICK, Widget.PICKS})


def resource_problems(
    resource: Resource, resources: Resources, taken: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Everything to mend, in the order of the fields; `taken` are references of the same kind."""
    return tuple(_found(resource, resources, taken))


def _found(resource: Resource, resources: Resources, taken: Collection[str]) -> Iterator[Problem]:
    refused = name_refusal(resource.name)
    if refused is not None:
        yield _problem(refused, "name")
    try:
        check_reference(resource.reference, taken)
    except Refused as refusal:
        yield _problem(refusal.text, "reference")
    yield from _fields(resource, resources, "")
    yield from resource.own_problems()


def _fields(owner: msgspec.Struct, resources: Resources, path: str) -> Iterator[Problem]:
    for info in fields_of(type(owner)):
        if (not path and info.name in ("name", "reference")) or not is_shown(info, owner):
            continue
        value = getattr(owner, info.name)
        for text in _value(info, value, resources):
            yield _problem(text, f"{path}{info.name}")
        if is_told(info):
            yield from told_row_problems(owner, info, f"{path}{info.name}")
        if info.row_type is not None:
            for at, row in enumerate(value):
                yield from _fields(row, resources, f"{path}{info.name}.{at}.")


def _value(info: FieldInfo, value: Any, resources: Resources) -> Iterator[Text]:
    described = info.field
    empty = not value.strip() if isinstance(value, str) else value is None or value == ()
    if described.required and empty:
        yield _("Fill this in.")
        return
    if value is None or value == "":
        return
    if described.widget in _PICKED:
        for reference in (value,) if isinstance(value, str) else value:
            if not any(resources.exists(kind, reference) for kind in described.kinds):
                yield _("{reference} does not exist. Choose another one.", reference=reference)
    if described.widget is Widget.TIME and not TIME.fullmatch(value):
        yield _("Write the time as HH:MM, such as 09:30.")
    if described.widget is Widget.EMAIL and not is_address(value):
        yield _("Write an email address, such as support@example.com.")
    if described.widget is Widget.TIME_ZONE and value not in _zones():
        yield _("There is no time zone {zone}. Choose one.", zone=value)
    yield from _bounds(info, value)


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def is_address(value: str) -> bool:
    """Whether a text reads as an email address."""
    account, at, host = value.strip().rpartition("@")
    return bool(account and at and host) and not any(sign.isspace() for sign in value.strip())


def _bounds(info: FieldInfo, value: Any) -> Iterator[Text]:
    bounds = info.field.bounds
    if bounds is None or isinstance(value, bool):
        return
    counted = info.field.widget in LENGTHS
    size = value if isinstance(value, (int, float)) else len(value)
    if bounds.low is not None and size < bounds.low:
        low = int(bounds.low)
        yield _("At least {low} needed.", low=low) if counted else _("At least {low}.", low=low)
    if bounds.high is not None and size > bounds.high:
        yield _("At most {high}.", high=int(bounds.high))


def _problem(text: Text, field: str) -> Problem:
    return Problem(Severity.ERROR, text, field=field)
