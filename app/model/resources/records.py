"""The fields that cases, CRM cards and campaign targets are made of."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.text import Text, _


class FieldType(StrEnum):
    """What the value of a record's field, or of a column, is read as."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"
    DATE_TIME = "date_time"


FIELD_TYPES: tuple[tuple[FieldType, Text], ...] = (
    (FieldType.TEXT, _("Text")),
    (FieldType.NUMBER, _("Number")),
    (FieldType.YES_NO, _("Yes/no")),
    (FieldType.DATE, _("Date")),
    (FieldType.DATE_TIME, _("Date and time")),
)


class RecordField(msgspec.Struct, frozen=True):
    """One field of a record; `pattern` is a regular expression that the whole value matches."""

    name: Annotated[
        str,
        field(
            _("Name"),
            _("As templates write it: letters, digits and _."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 60),
        ),
    ] = ""
    label: Annotated[str, field(_("Label"), widget=Widget.LINE, bounds=(0, 100))] = ""
    type: Annotated[FieldType, field(_("Type"), widget=Widget.CHOICE, choices=FIELD_TYPES)] = (
        FieldType.TEXT
    )
    required: Annotated[bool, field(_("Required"), widget=Widget.TOGGLE)] = False
    pattern: Annotated[
        str, field(_("Pattern"), _("A regular expression, or empty."), widget=Widget.LINE)
    ] = ""


def field_problems(
    fields: tuple[RecordField, ...], path: str, taken: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Names that templates cannot write, and names that stand there twice.

    `taken` are names that every record of the kind has, without a field.
    """
    seen: set[str] = set()
    for at, one in enumerate(fields):
        if one.name and not one.name.isidentifier():
            text = _("Write the name with letters, digits and _ only.")
            yield Problem(Severity.ERROR, text, field=f"{path}.{at}.name")
        if one.name and one.name.casefold() in seen:
            text = _("Another field has this name. Choose another one.")
            yield Problem(Severity.ERROR, text, field=f"{path}.{at}.name")
        if one.name.casefold() in taken:
            text = _("Every record has a value of this name. Choose another one.")
            yield Problem(Severity.ERROR, text, field=f"{path}.{at}.name")
        seen.add(one.name.casefold())
