"""Save values to a database: insert a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import DUPLICATE, OK
from app.engine.database_fields import (
    ColumnValue,
    DatabaseField,
    TableField,
    bound_values,
    database_branches,
    missing_problems,
    no_database,
    place_of,
    refused,
    refused_by,
    value_problems,
)
from app.engine.evidence import LookUp
from app.engine.requests import InsertRow, ask
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
    key="database_insert",
    label=_("Save values to a database"),
    category=Category.DATA,
    icon="mdi6.database-plus",
)
class InsertIntoDatabase(ActionType, frozen=True):
    """Insert a row into a table of a database.

    Columns without a value of their own take their default. A value that must be unique and is
    there already leaves by *Duplicate*; one that does not fit its column by *Error*.

    Example: keep each complaint with sender, subject and language.

    A replay writes on a copy of the tables that is forgotten with the run.
    """

    effectful = True

    database: DatabaseField = Reference()
    table: TableField = ""
    rows: Annotated[
        tuple[ColumnValue, ...],
        field(_("Values"), widget=Widget.ROWS, bounds=(1, 50), required=True),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Saved; there already; a database that is not there; refused; no answer in time."""
        return database_branches(OK, DUPLICATE, references=self.reference_branch())

    def summary(self) -> Text:
        """Table and columns."""
        columns = ", ".join(row.name for row in self.rows)
        return _("{table}: {columns}", table=self.table, columns=columns)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Values must fit their columns, and none that is needed may be missing."""
        yield from super().problems(resources)
        yield from value_problems(self.database, self.table, self.rows, resources)
        yield from missing_problems(self.database, self.table, self.rows, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Insert the row."""
        reference = context.resolve(self.database)
        database = context.resources.get(Database, reference)
        if database is None:
            return no_database(context, reference)
        place = place_of(database, self.table)
        try:
            values = bound_values(database.table(self.table), self.rows, context)
        except UserError as wrong:
            return refused(context, place, "", wrong.text)
        result = yield from ask(InsertRow(database.reference, self.table, values))
        if (left := refused_by(context, place, "", result)) is not None:
            return left
        if result.duplicate:
            text = _("There is a row with this {column} already.", column=result.duplicate)
            context.fail(DUPLICATE.key, text)
            return Left(DUPLICATE.key, LookUp(place, result.duplicate, found=True, note=text))
        context.leave("database", {"row_count": result.count})
        return Left(OK.key, LookUp(place, "", found=True, values=values))
