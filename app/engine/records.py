"""The values of a record held against the fields of its schema: required, type, pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.conversion import to_datetime, to_number, to_text, to_yes_no
from app.engine.moments import local
from app.engine.text.patterns import compile_pattern
from app.model.errors import UserError
from app.model.resources import FieldType, RecordField
from app.model.text import Text, _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

TYPE_NAMES: dict[FieldType, Text] = {
    FieldType.NUMBER: _("a number"),
    FieldType.YES_NO: _("yes or no"),
    FieldType.DATE: _("a date"),
    FieldType.DATE_TIME: _("a date and time"),
}


def typed(kind: FieldType, text: str, zone: dt.tzinfo) -> str | None:
    """A value as canonical text of a type; None where it does not convert.

    Numbers are written plainly, yes/no as `true` or `false`, dates as ISO 8601.
    """
    if kind is FieldType.TEXT or not text.strip():
        return text if kind is FieldType.TEXT else ""
    if kind is FieldType.NUMBER:
        number = to_number(text)
        return None if number is None else to_text(number)
    if kind is FieldType.YES_NO:
        truth = to_yes_no(text)
        return None if truth is None else to_text(truth)
    moment = to_datetime(text, zone)
    if moment is None:
        return None
    return local(moment, zone).date().isoformat() if kind is FieldType.DATE else to_text(moment)


def checked_record(
    fields: Iterable[RecordField],
    values: Mapping[str, str],
    zone: dt.tzinfo,
    *,
    whole: bool = True,
) -> dict[str, str]:
    """The values of a record in the types of its fields, in the order of the fields.

    `whole` asks for the required fields too: a new record, not a change of one. `UserError` names
    the first field that is unknown, missing, of another type, or against its pattern.
    """
    known = {one.name: one for one in fields}
    for name in values:
        if name not in known:
            raise UserError(_("There is no field {field}.", field=name))
    checked: dict[str, str] = {}
    for name, one in known.items():
        if name not in values:
            if whole and one.required:
                raise UserError(_("The field {field} must have a value.", field=_shown(one)))
            continue
        checked[name] = _checked(one, values[name], zone)
    return checked


def _checked(one: RecordField, text: str, zone: dt.tzinfo) -> str:
    if one.required and not text.strip():
        raise UserError(_("The field {field} must have a value.", field=_shown(one)))
    value = typed(one.type, text, zone)
    if value is None:
        raise UserError(
            _(
                "“{text}” for {field} is not {kind}.",
                text=text[:80],
                field=_shown(one),
                kind=TYPE_NAMES[one.type],
            )
        )
    if one.pattern and value and not _fits(one.pattern, value):
        raise UserError(
            _("“{text}” for {field} does not fit its pattern.", text=text[:80], field=_shown(one))
        )
    return value


def _fits(pattern: str, value: str) -> bool:
    return compile_pattern(f"^(?:{pattern})$", ignore_case=False).holds(value)


def _shown(one: RecordField) -> str:
    return one.label or one.name
