"""What keeps a resource from being saved, told while its form is filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.errors import Refused
from app.model.fields import FieldInfo, Widget, fields_of
from app.model.names import check_reference, name_refusal
from app.model.resources import (
    Calendar,
    DistributionGroup,
    Resource,
    Resources,
    ValueTable,
)
from app.model.text import Text, _

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_LENGTHS = frozenset({Widget.ROWS, Widget.LINKS, Widget.WORDS, Widget.LANGUAGES, Widget.GRID})


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
    if isinstance(resource, Calendar):
        yield from _calendar(resource)
    elif isinstance(resource, DistributionGroup):
        total = sum(share.percent for share in resource.shares)
        if resource.shares and total != 100:
            yield _problem(_("The shares add up to {total}, not to 100.", total=total), "shares")
    elif isinstance(resource, ValueTable):
        yield from _table(resource)


def _fields(owner: msgspec.Struct, resources: Resources, path: str) -> Iterator[Problem]:
    for info in fields_of(type(owner)):
        if not path and info.name in ("name", "reference"):
            continue
        value = getattr(owner, info.name)
        for text in _value(info, value, resources):
            yield _problem(text, f"{path}{info.name}")
        if info.row_type is not None:
            for at, row in enumerate(value):
                yield from _fields(row, resources, f"{path}{info.name}.{at}.")


def _value(info: FieldInfo, value: Any, resources: Resources) -> Iterator[Text]:
    described = info.field
    empty = not value.strip() if isinstance(value, str) else value is None or value == ()
    if described.required and empty:
        yield _("Fill this in.")
        return
    picked = described.widget is Widget.PICK and not empty
    if picked and not any(resources.exists(kind, value) for kind in described.kinds):
        yield _("{reference} does not exist. Choose another one.", reference=value)
    if described.widget is Widget.TIME and not _TIME.fullmatch(value):
        yield _("Write the time as HH:MM, such as 09:30.")
    yield from _bounds(info, value)


def _bounds(info: FieldInfo, value: Any) -> Iterator[Text]:
    bounds = info.field.bounds
    if bounds is None or value is None or isinstance(value, bool):
        return
    counted = info.field.widget in _LENGTHS
    size = value if isinstance(value, (int, float)) else len(value)
    if bounds.low is not None and size < bounds.low:
        low = int(bounds.low)
        yield _("At least {low} needed.", low=low) if counted else _("At least {low}.", low=low)
    if bounds.high is not None and size > bounds.high:
        yield _("At most {high}.", high=int(bounds.high))


def _calendar(calendar: Calendar) -> Iterator[Problem]:
    late = _("Closing comes after opening: correct the hours.")
    for at, slot in enumerate(calendar.open_slots):
        if _backwards(slot.opens, slot.closes):
            yield _problem(late, f"open_slots.{at}.closes")
    for at, closing in enumerate(calendar.closed_slots):
        if _backwards(closing.starts, closing.ends):
            yield _problem(_("The end comes after the beginning."), f"closed_slots.{at}.ends")


def _backwards(begins: str, ends: str) -> bool:
    return bool(_TIME.fullmatch(begins) and _TIME.fullmatch(ends)) and ends <= begins


def _table(table: ValueTable) -> Iterator[Problem]:
    names = [column.strip().casefold() for column in table.columns]
    if any(not name for name in names):
        yield _problem(_("A column has no name. Double-click its head to name it."), "rows")
    if len(set(names)) < len(names):
        yield _problem(_("Two columns have the same name. Rename one of them."), "rows")


def _problem(text: Text, field: str) -> Problem:
    return Problem(Severity.ERROR, text, field=field)
