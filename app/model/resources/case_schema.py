"""Case schemas: what a case can be, and the fields it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.beside import key_problems, value_problems
from app.model.resources.records import RecordField, field_problems
from app.model.resources.value_table import TableRow
from app.model.text import _

CASE_COLUMNS = ("number", "status", "type", "origin", "reason", "owner", "opened_at")
"""What every case has, before the fields of its schema; `owner` is the reference of a user."""

_TAKEN = (*CASE_COLUMNS, "schema", "is_open")
MOST_CASES = 10_000


class CaseSchema(Resource, frozen=True, kw_only=True):
    """Types, origins, reasons and statuses of cases, in the order of their lists, and fields.

    `cases` are those that a replay starts with: texts, one for each of `case_columns`.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.CASE_SCHEMA

    types: Annotated[
        tuple[str, ...],
        field(
            _("Types"),
            _("One a line."),
            widget=Widget.WORDS,
            bounds=(0, 200),
            section=_("Lists to choose from"),
        ),
    ] = ()
    origins: Annotated[
        tuple[str, ...], field(_("Origins"), _("One a line."), widget=Widget.WORDS, bounds=(0, 200))
    ] = ()
    reasons: Annotated[
        tuple[str, ...], field(_("Reasons"), _("One a line."), widget=Widget.WORDS, bounds=(0, 200))
    ] = ()
    statuses: Annotated[
        tuple[str, ...],
        field(
            _("Statuses of open cases"),
            _("One a line. A new case starts in the first."),
            widget=Widget.WORDS,
            bounds=(1, 200),
            required=True,
            section=_("From open to closed"),
        ),
    ] = ("Open",)
    closed_statuses: Annotated[
        tuple[str, ...],
        field(
            _("Statuses of closed cases"),
            _("One a line."),
            widget=Widget.WORDS,
            bounds=(0, 200),
        ),
    ] = ("Closed",)
    fields: Annotated[
        tuple[RecordField, ...],
        field(
            _("Fields"),
            widget=Widget.ROWS,
            bounds=(0, 200),
            section=_("What a case holds"),
        ),
    ] = ()

    cases: Annotated[
        tuple[TableRow, ...],
        field(
            _("Cases in replays"),
            _("The cases that there are when a replay begins. A replay changes a copy of them."),
            widget=Widget.GRID,
            bounds=(0, MOST_CASES),
            beside="case_columns",
        ),
    ] = ()

    @property
    def case_columns(self) -> tuple[str, ...]:
        """What every case has, then the fields."""
        return (*CASE_COLUMNS, *(one.name for one in self.fields))

    @property
    def all_statuses(self) -> tuple[str, ...]:
        """The statuses of open cases, then those of closed ones."""
        return (*self.statuses, *self.closed_statuses)

    def own_problems(self) -> Iterator[Problem]:
        """Fields whose names cannot be used; cases without a number or of an unknown status."""
        yield from field_problems(self.fields, "fields", _TAKEN)
        yield from key_problems(self.cases, "cases")
        yield from value_problems(self.cases, self.fields, len(CASE_COLUMNS), "cases")
        known = {one.strip().casefold() for one in self.all_statuses}
        for number, row in enumerate(self.cases, 1):
            status = row[1].strip() if len(row) > 1 else ""
            if status.casefold() not in known:
                text = _(
                    "Row {number}: {status} is no status of these cases.",
                    number=number,
                    status=status or _("nothing"),
                )
                yield Problem(Severity.ERROR, text, field="cases")
                return
