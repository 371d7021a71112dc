"""What the actions on databases share: fields, criteria, and values held against a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from app.engine.action_type import Left, error
from app.engine.branches import ERROR, NOT_FOUND, REFERENCE_NOT_FOUND, TIMEOUT, Row
from app.engine.conversion import to_list
from app.engine.evidence import LookUp
from app.engine.moments import UTC
from app.engine.records import TYPE_NAMES, typed
from app.engine.requests import Cells, Comparison, Criterion, SortBy
from app.engine.rows import ResultRow, ValueRow
from app.model.catalogue import Branch, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Database, DataTable, ResourceKind, TableColumn
from app.model.resources.parts import Part, table_named
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.engine.context import RunContext
    from app.engine.requests import Result
    from app.model.resources import Resources

WITHOUT_VALUE = (Comparison.IS_EMPTY, Comparison.IS_NOT_EMPTY)
_WITH_VALUE = tuple(one for one in Comparison if one not in WITHOUT_VALUE)

DatabaseField: TypeAlias = Annotated[
    Reference,
    field(_("Database"), widget=Widget.REFERENCE, kinds=(ResourceKind.DATABASE,), required=True),
]
TableField: TypeAlias = Annotated[
    str, field(_("Table"), widget=Widget.PART, part=Part.DATABASE_TABLE, required=True)
]
ColumnField: TypeAlias = Annotated[
    str, field(_("Column"), widget=Widget.PART, part=Part.DATABASE_COLUMN, required=True)
]


class CriterionRow(Row, frozen=True):
    """A condition on a column of the table."""

    column: ColumnField = ""
    comparison: Annotated[
        Comparison,
        field(
            _("Comparison"),
            widget=Widget.CHOICE,
            choices=(
                (Comparison.EQUALS, _("equals")),
                (Comparison.NOT_EQUALS, _("does not equal")),
                (Comparison.CONTAINS, _("contains")),
                (Comparison.STARTS_WITH, _("starts with")),
                (Comparison.LESS_THAN, _("less than")),
                (Comparison.AT_MOST, _("at most")),
                (Comparison.GREATER_THAN, _("greater than")),
                (Comparison.AT_LEAST, _("at least")),
                (Comparison.IN_LIST, _("is in list")),
                (Comparison.IS_EMPTY, _("is empty")),
                (Comparison.IS_NOT_EMPTY, _("is not empty")),
            ),
        ),
    ] = Comparison.EQUALS
    value: Annotated[
        str,
        field(
            _("Value"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("comparison", _WITH_VALUE),
        ),
    ] = ""


class SortRow(Row, frozen=True):
    """A column that rows are sorted by."""

    column: ColumnField = ""
    descending: Annotated[bool, field(_("Descending"), widget=Widget.TOGGLE)] = False


class ColumnValue(ValueRow, frozen=True):
    """A column and the template of the value that is written into it."""

    name: ColumnField = ""


class ColumnResult(ResultRow, frozen=True):
    """A column of the row that was found, and the variable that takes its value."""

    name: ColumnField = ""


class NothingToFindError(Exception):
    """A value that is looked for is empty: no row can fit. `text` says which one."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def database_branches(*own: Branch, references: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """The branches of an action on a database, in the order of the catalogue."""
    return (*own, *references, ERROR, TIMEOUT)


def order_problems(
    database: Reference, table: str, sort: tuple[SortRow, ...], resources: Resources
) -> Iterator[Problem]:
    """The first row must be a certain one: by sort order, or by the primary key of the table."""
    found = table_named(database, table, resources)
    if found is None or sort or any(column.key for column in found.columns):
        return
    text = _(
        "The table {table} has no primary key: say which row comes first by sorting.",
        table=found.name,
    )
    yield error(text, "sort")


def value_problems(
    database: Reference, table: str, rows: tuple[ColumnValue, ...], resources: Resources
) -> Iterator[Problem]:
    """Values that are written down plainly, held against the types of their columns."""
    seen: set[str] = set()
    found = table_named(database, table, resources)
    columns = {one.name.casefold(): one for one in found.columns} if found else {}
    for index, row in enumerate(rows):
        folded = row.name.casefold()
        if folded and folded in seen:
            yield error(_("{column} stands here twice.", column=row.name), f"rows.{index}.name")
        seen.add(folded)
        column = columns.get(folded)
        plain = "{" not in row.value
        if column is None or not plain or typed(column.type, row.value, UTC) is not None:
            continue
        yield error(_not_of_type(column, row.value), f"rows.{index}.value")


def missing_problems(
    database: Reference, table: str, rows: tuple[ColumnValue, ...], resources: Resources
) -> Iterator[Problem]:
    """Columns of a new row that must have a value, and get none."""
    found = table_named(database, table, resources)
    given = {row.name.casefold() for row in rows}
    for column in found.columns if found else ():
        if is_needed(column, found) and column.name.casefold() not in given:
            text = _("The column {column} must have a value.", column=column.name)
            yield error(text, "rows")


def is_needed(column: TableColumn, table: DataTable | None) -> bool:
    """Whether a new row must bring a value for this column."""
    if column.default.strip():
        return False
    return column.required or (column.key and not is_counted(column, table))


def is_counted(column: TableColumn, table: DataTable | None) -> bool:
    """Whether a table gives this column the next number by itself: its only key, a number."""
    keys = [one for one in table.columns if one.key] if table is not None else []
    return column.key and len(keys) == 1 and column.type == "number"


def bound_values(
    table: DataTable | None, rows: Iterable[ColumnValue], context: RunContext
) -> Cells:
    """The values that rows write, in the types of their columns; `UserError` names a wrong one."""
    columns = {one.name.casefold(): one for one in table.columns} if table else {}
    cells: list[tuple[str, str]] = []
    for row in rows:
        rendered = context.rendered(row.value)
        if rendered.error is not None:
            raise UserError(rendered.error)
        column = columns.get(row.name.casefold())
        if column is None:
            cells.append((row.name, rendered.text))
            continue
        value = typed(column.type, rendered.text, context.time_zone)
        if value is None:
            raise UserError(_not_of_type(column, rendered.text))
        if column.required and not value.strip():
            raise UserError(_("The column {column} must have a value.", column=column.name))
        cells.append((column.name, value))
    return tuple(cells)


def bound_criteria(
    table: DataTable | None, rows: Iterable[CriterionRow], context: RunContext
) -> tuple[Criterion, ...]:
    """The criteria with their values, in the types of their columns.

    Raises `NothingToFindError` where a value is empty, so that an email that lacks it never finds,
    or changes, the rows that lack it too; `UserError` where one does not fit its column.
    """
    columns = {one.name.casefold(): one for one in table.columns} if table else {}
    return tuple(_bound(row, columns.get(row.column.casefold()), context) for row in rows)


def _bound(row: CriterionRow, column: TableColumn | None, context: RunContext) -> Criterion:
    name = column.name if column is not None else row.column
    if row.comparison in WITHOUT_VALUE:
        return Criterion(name, row.comparison)
    rendered = context.rendered(row.value)
    if rendered.error is not None:
        raise UserError(rendered.error)
    several = row.comparison is Comparison.IN_LIST
    texts = to_list(rendered.text) if several else (rendered.text.strip(),)
    if not any(texts):
        text = _("The value for {column} is empty: no row can be meant.", column=name)
        raise NothingToFindError(text)
    if column is None or row.comparison in {Comparison.CONTAINS, Comparison.STARTS_WITH}:
        return Criterion(name, row.comparison, texts)
    values = []
    for one in texts:
        value = typed(column.type, one, context.time_zone)
        if value is None:
            raise UserError(_not_of_type(column, one))
        values.append(value)
    return Criterion(name, row.comparison, tuple(values))


def sorted_by(rows: Iterable[SortRow]) -> tuple[SortBy, ...]:
    """The sort order of a request."""
    return tuple(SortBy(row.column, row.descending) for row in rows)


def shown_criteria(criteria: Iterable[Criterion]) -> str:
    """Criteria as evidence shows them: `email equals ada@example.org, active is empty`."""
    return ", ".join(
        " ".join((one.column, one.comparison.replace("_", " "), ", ".join(one.values))).strip()
        for one in criteria
    )


def no_database(context: RunContext, reference: str) -> Left:
    """Leave by *Reference not found*."""
    text = _("There is no database {reference}.", reference=reference)
    context.fail(REFERENCE_NOT_FOUND.key, text)
    shown = LookUp(_("Databases"), reference, found=False, note=text)
    return Left(REFERENCE_NOT_FOUND.key, shown)


def refused(context: RunContext, place: Text, key: str, text: Text, *, late: bool = False) -> Left:
    """Leave by *Error* or *Timeout*, with the reason in words."""
    branch = TIMEOUT if late else ERROR
    context.fail(branch.key, text)
    return Left(branch.key, LookUp(place, key, found=False, note=text))


def refused_by(context: RunContext, place: Text, key: str, result: Result) -> Left | None:
    """Leave as an answer asks for: by *Timeout*, by *Error*, or not at all."""
    if result.error is None and not result.timed_out:
        return None
    text = result.error or _("The database did not answer in time.")
    return refused(context, place, key, text, late=result.timed_out)


def nothing_found(context: RunContext, place: Text, key: str, note: Text | None = None) -> Left:
    """Leave by *Not found*; `database.row_count` is 0."""
    context.leave("database", {"row_count": 0})
    return Left(NOT_FOUND.key, LookUp(place, key, found=False, note=note))


def place_of(database: Database, table: str) -> Text:
    """A table as evidence names it."""
    return _("{database}, table {table}", database=database.name, table=table)


def _not_of_type(column: TableColumn, value: str) -> Text:
    return _(
        "“{text}” for {column} is not {kind}.",
        text=value[:80],
        column=column.name,
        kind=TYPE_NAMES[column.type],
    )
