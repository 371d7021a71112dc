"""Modify the values of a database: write into the rows that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import NOT_FOUND, OK
from app.engine.database_fields import (
    ColumnValue,
    CriterionRow,
    DatabaseField,
    NothingToFindError,
    SortRow,
    TableField,
    bound_criteria,
    bound_values,
    database_branches,
    no_database,
    nothing_found,
    order_problems,
    place_of,
    refused,
    refused_by,
    shown_criteria,
    sorted_by,
    value_problems,
)
from app.engine.evidence import LookUp
from app.engine.requests import UpdateRows, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Database
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources


@action(
    key="database_update",
    label=_("Modify the values of a database"),
    category=Category.DATA,
    icon="mdi6.database-edit",
)
class UpdateDatabase(ActionType, frozen=True):
    """Write values into the rows of a table that fit all criteria.

    Only the first row in sort order, or else by the primary key, unless all of them are asked for;
    `database.row_count` says how many were written. No row, or an empty value to look for, leaves
    by *Not found*; a value that does not fit its column, or must be unique and is not, by *Error*.

    Example: set `last_contact` of the customer to `{{ now }}`.

    A replay writes on a copy of the tables that is forgotten with the run.
    """

    effectful = True

    database: DatabaseField = Reference()
    table: TableField = ""
    criteria: Annotated[
        tuple[CriterionRow, ...],
        field(
            _("Criteria"),
            _("All of them must hold."),
            widget=Widget.ROWS,
            bounds=(1, 20),
            required=True,
        ),
    ] = ()
    rows: Annotated[
        tuple[ColumnValue, ...],
        field(_("Values"), widget=Widget.ROWS, bounds=(1, 50), required=True),
    ] = ()
    first_only: Annotated[bool, field(_("Only the first row"), widget=Widget.TOGGLE)] = True
    sort: Annotated[
        tuple[SortRow, ...],
        field(
            _("Sort"),
            _("Which row comes first. Empty: by the primary key."),
            widget=Widget.ROWS,
            bounds=(0, 5),
            shown_when=("first_only", (True,)),
        ),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Written; no such row; a database that is not there; refused; no answer in time."""
        return database_branches(OK, NOT_FOUND, references=self.reference_branch())

    def summary(self) -> Text:
        """Table, columns, and the criteria."""
        columns = ", ".join(row.name for row in self.rows)
        by = ", ".join(row.column for row in self.criteria)
        return _("{table}: {columns} by {by}", table=self.table, columns=columns, by=by)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Values must fit their columns, and the first row must be a certain one."""
        yield from super().problems(resources)
        yield from value_problems(self.database, self.table, self.rows, resources)
        if self.first_only:
            yield from order_problems(self.database, self.table, self.sort, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Write the values."""
        reference = context.resolve(self.database)
        database = context.resources.get(Database, reference)
        if database is None:
            return no_database(context, reference)
        place, table = place_of(database, self.table), database.table(self.table)
        try:
            criteria = bound_criteria(table, self.criteria, context)
            values = bound_values(table, self.rows, context)
        except NothingToFindError as empty:
            return nothing_found(context, place, "", empty.text)
        except UserError as wrong:
            return refused(context, place, "", wrong.text)
        sort = sorted_by(self.sort) if self.first_only else ()
        result = yield from ask(
            UpdateRows(database.reference, self.table, values, criteria, self.first_only, sort)
        )
        key = shown_criteria(criteria)
        if (left := refused_by(context, place, key, result)) is not None:
            return left
        if result.duplicate:
            text = _("There is a row with this {column} already.", column=result.duplicate)
            return refused(context, place, key, text)
        if not result.count:
            return nothing_found(context, place, key)
        context.leave("database", {"row_count": result.count})
        return Left(OK.key, LookUp(place, key, found=True, values=values))
