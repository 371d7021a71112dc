"""Fill in the variables from a database: find a row, and keep its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import NOT_FOUND, OK
from app.engine.database_fields import (
    ColumnResult,
    CriterionRow,
    DatabaseField,
    NothingToFindError,
    SortRow,
    TableField,
    bound_criteria,
    database_branches,
    no_database,
    nothing_found,
    order_problems,
    place_of,
    refused,
    refused_by,
    shown_criteria,
    sorted_by,
)
from app.engine.evidence import LookUp
from app.engine.filling import fill
from app.engine.requests import ReadRow, ask
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
    key="database_read",
    label=_("Fill in the variables from a database"),
    category=Category.DATA,
    icon="mdi6.database-search",
)
class ReadDatabase(ActionType, frozen=True):
    """Find a row in a table of a database and fill variables from it.

    All criteria must hold. Of several rows the first in sort order is taken, or else the first by
    the primary key; `database.row_count` says how many there are. No row, or an empty value to
    look for, leaves by *Not found*; a value that does not fit its variable or column by *Error*.
    Variables change on *OK* only.

    Example: the contract of the customer, found by `email` equals `{{ email.from.address }}`.

    A replay reads a copy of the local tables, or the snapshot of an external database.
    """

    effectful = True

    database: DatabaseField = Reference()
    table: TableField = ""
    criteria: Annotated[
        tuple[CriterionRow, ...],
        field(_("Criteria"), _("All of them must hold."), widget=Widget.ROWS, bounds=(0, 20)),
    ] = ()
    sort: Annotated[
        tuple[SortRow, ...],
        field(
            _("Sort"),
            _("Which row comes first. Empty: by the primary key."),
            widget=Widget.ROWS,
            bounds=(0, 5),
        ),
    ] = ()
    rows: Annotated[
        tuple[ColumnResult, ...],
        field(_("Values"), widget=Widget.ROWS, bounds=(1, 50), required=True),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Found or not; a database that is not there; refused; no answer in time."""
        return database_branches(OK, NOT_FOUND, references=self.reference_branch())

    def summary(self) -> Text:
        """Table and criteria."""
        columns = ", ".join(row.column for row in self.criteria)
        if columns:
            return _("{table} by {columns}", table=self.table, columns=columns)
        return _("{table}", table=self.table)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """The first row must be a certain one."""
        yield from super().problems(resources)
        yield from order_problems(self.database, self.table, self.sort, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Ask for the row; fill all variables or none."""
        reference = context.resolve(self.database)
        database = context.resources.get(Database, reference)
        if database is None:
            return no_database(context, reference)
        place = place_of(database, self.table)
        try:
            criteria = bound_criteria(database.table(self.table), self.criteria, context)
        except NothingToFindError as empty:
            return nothing_found(context, place, "", empty.text)
        except UserError as wrong:
            return refused(context, place, "", wrong.text)
        wanted = tuple(dict.fromkeys(row.name for row in self.rows))
        result = yield from ask(
            ReadRow(database.reference, self.table, wanted, criteria, sorted_by(self.sort))
        )
        key = shown_criteria(criteria)
        if (left := refused_by(context, place, key, result)) is not None:
            return left
        if not result.found:
            return nothing_found(context, place, key)
        cells = {name.casefold(): value for name, value in result.row}
        problem = fill(
            context, ((row.variable, cells.get(row.name.casefold(), "")) for row in self.rows)
        )
        if problem is not None:
            return refused(context, place, key, problem)
        context.leave("database", {"row_count": result.count})
        return Left(OK.key, LookUp(place, key, found=True, values=result.row))
