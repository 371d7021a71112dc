"""What the actions on cases share: fields, the schema meant, values held against it, `case`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from app.engine.action_type import error
from app.engine.record_rows import plain_text, typed_value, typed_values
from app.engine.refusals import is_given, resolved
from app.engine.rows import ValueRow
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import CaseSchema, FieldType, User
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from app.engine.context import RunContext
    from app.engine.requests import CaseRecord
    from app.model.catalogue import Problem
    from app.model.resources import Resources

CASE = "case"
"""The namespace of the interaction's case; what it holds is the association."""

SHOWN = 80

CaseFieldName: TypeAlias = Annotated[
    str, field(_("Field"), widget=Widget.PART, part=Part.CASE_FIELD, required=True)
]


class CaseValue(ValueRow, frozen=True):
    """A field of the case and the template of its value."""

    name: CaseFieldName = ""


def picked_schema(reference: Reference, resources: Resources) -> CaseSchema | None:
    """The schema that a field names plainly; where it is empty, the only one there is."""
    if reference.is_expression:
        return None
    if is_given(reference):
        return resources.get(CaseSchema, reference.value)
    every = resources.of_kind(CaseSchema)
    return every[0] if len(every) == 1 else None


def schema_problems(reference: Reference, resources: Resources) -> Iterator[Problem]:
    """An empty field means the only schema: there must be one, and no other."""
    if is_given(reference):
        return
    count = len(resources.of_kind(CaseSchema))
    if not count:
        yield error(_("The workspace has no case schema: create one first."), "schema")
    elif count > 1:
        yield error(_("There are {count} case schemas: choose one.", count=count), "schema")


def schema_of(context: RunContext, reference: Reference) -> CaseSchema:
    """The schema that a field means in a run; `UserError` where there is none."""
    found = picked_schema(reference, context.resources)
    return found if found is not None else resolved(context, reference, CaseSchema)


def owner_of(context: RunContext, reference: Reference) -> str | None:
    """The reference of the owner that a field names; None for an empty field."""
    return resolved(context, reference, User).reference if is_given(reference) else None


def choice_problems(source: str, known: Sequence[str], name: str, what: Text) -> Iterator[Problem]:
    """A plain text that is none of the values of the schema."""
    text = plain_text(source)
    if text is not None and text.strip() and chosen(text, known) is None:
        yield error(_not_among(text, what), name)


def choice(context: RunContext, source: str, known: Sequence[str], what: Text) -> str:
    """One of the values of the schema, as it is written there; `UserError` for any other text."""
    text = context.filled(source).strip()
    if not text:
        return ""
    found = chosen(text, known)
    if found is None:
        raise UserError(_not_among(text, what))
    return found


def chosen(text: str, known: Sequence[str]) -> str | None:
    """The value that a text means, whatever its case."""
    wanted = text.strip().casefold()
    return next((one for one in known if one.strip().casefold() == wanted), None)


def _not_among(text: str, what: Text) -> Text:
    return _("“{text}” is not among the {what} of the case schema.", text=text[:SHOWN], what=what)


TYPES, ORIGINS, REASONS = _("types"), _("origins"), _("reasons")
STATUSES = _("statuses")


def associate(context: RunContext, case: CaseRecord) -> None:
    """Make a case the interaction's own, which fills `case`."""
    context.leave(CASE, case_values(case, context.resources, context.time_zone))


def case_values(case: CaseRecord, resources: Resources, zone: dt.tzinfo) -> Mapping[str, object]:
    """What `case` holds: what every case has, then the fields of its schema."""
    schema = resources.get(CaseSchema, case.schema)
    fields = schema.fields if schema is not None else ()
    return {
        **typed_values(case.values, fields, zone),
        "number": case.number,
        "status": case.status,
        "type": case.type,
        "origin": case.origin,
        "reason": case.reason,
        "owner": case.owner,
        "opened_at": typed_value(FieldType.DATE_TIME, case.opened_at, zone),
        "is_open": case.is_open,
        "schema": case.schema,
    }


def shown_case(case: CaseRecord) -> tuple[tuple[str, str], ...]:
    """A case as evidence shows it: what it holds, and nothing that is empty."""
    own = (
        ("number", case.number),
        ("status", case.status),
        ("type", case.type),
        ("origin", case.origin),
        ("reason", case.reason),
        ("owner", case.owner),
        ("opened_at", case.opened_at),
    )
    return tuple((name, text) for name, text in (*own, *case.values) if text)
