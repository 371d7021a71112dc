"""Rows that fill the fields of a record: held against its schema in the form and in a run."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from app.engine.action_type import error
from app.engine.conversion import is_date_only, to_datetime, to_number, to_yes_no
from app.engine.expressions.templates import compile_template
from app.engine.moments import zone_of
from app.engine.records import checked_record
from app.model.errors import UserError
from app.model.resources import FieldType
from app.model.text import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from app.engine.context import RunContext
    from app.engine.rows import ValueRow
    from app.model.catalogue import Problem
    from app.model.resources import RecordField, Resources

Values = tuple[tuple[str, str], ...]

MOST_ROWS = 100


def plain_text(source: str) -> str | None:
    """The text of a template without markup; None where a run fills something in."""
    template = compile_template(source)
    return template.source if template.is_literal else None


def row_problems(
    rows: Sequence[ValueRow],
    fields: Sequence[RecordField] | None,
    resources: Resources,
    *,
    whole: bool = False,
) -> Iterator[Problem]:
    """Fields that stand there twice, and plain values that do not suit; at `rows.N.value`.

    A `whole` record needs its required fields. Without `fields` the schema is not known yet.
    """
    known = {one.name.casefold(): one for one in fields or ()}
    zone = zone_of(resources.time_zone)
    seen: set[str] = set()
    for number, row in enumerate(rows):
        folded = row.name.strip().casefold()
        if folded and folded in seen:
            yield error(_("{field} stands here twice.", field=row.name), f"rows.{number}.name")
        seen.add(folded)
        one, text = known.get(folded), plain_text(row.value)
        if one is None or text is None or (not text.strip() and not one.required):
            continue
        try:
            checked_record((one,), {one.name: text}, zone)
        except UserError as wrong:
            yield error(wrong.text, f"rows.{number}.value")
    if whole:
        for one in known.values():
            if one.required and one.name.casefold() not in seen:
                missing = _("The field {field} must have a value.", field=one.label or one.name)
                yield error(missing, "rows")


def record_values(
    rows: Sequence[ValueRow],
    fields: Sequence[RecordField],
    context: RunContext,
    *,
    whole: bool = False,
) -> Values:
    """The values of the rows in the types of their fields; `UserError` names the first wrong one.

    A `whole` record needs its required fields.
    """
    named = {one.name.casefold(): one.name for one in fields}
    texts: dict[str, str] = {}
    for row in rows:
        name = row.name.strip()
        texts[named.get(name.casefold(), name)] = context.filled(row.value).strip()
    return tuple(checked_record(fields, texts, context.time_zone, whole=whole).items())


def typed_values(
    values: Values, fields: Sequence[RecordField], zone: dt.tzinfo
) -> Mapping[str, object]:
    """The values of a record as templates and conditions read them: numbers, dates, yes and no."""
    types = {one.name: one.type for one in fields}
    return {name: typed_value(types.get(name, FieldType.TEXT), text, zone) for name, text in values}


def typed_value(kind: FieldType, text: str, zone: dt.tzinfo) -> object:
    """A text in the type of its field; text that does not convert stays text, empty is nothing."""
    if kind is FieldType.TEXT or not text.strip():
        return text if kind is FieldType.TEXT else None
    found: Decimal | bool | dt.datetime | dt.date | None
    match kind:
        case FieldType.NUMBER:
            found = to_number(text)
        case FieldType.YES_NO:
            found = to_yes_no(text)
        case FieldType.DATE if is_date_only(text):
            moment = to_datetime(text, zone)
            found = moment.date() if moment is not None else None
        case _:
            found = to_datetime(text, zone)
    return text if found is None else found
