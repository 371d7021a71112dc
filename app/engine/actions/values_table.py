"""Values table: look a key up and fill variables from the row."""

from __future__ import annotations

import bisect
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import NOT_FOUND, OK, REFERENCE_NOT_FOUND, Row
from app.engine.conversion import to_datetime, to_number
from app.engine.evidence import LookUp
from app.engine.variables import convert, converts
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, TableRow, ValueTable, Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext
    from app.model.resources import Resources

MOST_ROWS = 50


class Match(StrEnum):
    """How a key finds its row."""

    EXACT = "exact"
    PREFIX = "prefix"
    RANGE = "range"


class ColumnRow(Row, frozen=True):
    """A column of the table and the variable that takes its value."""

    column: Annotated[
        str, field(_("Column"), widget=Widget.COLUMN, beside="table", required=True)
    ] = ""
    variable: Annotated[
        str,
        field(_("Variable"), widget=Widget.PICK, kinds=(ResourceKind.VARIABLE,), required=True),
    ] = ""


@dataclass(frozen=True)
class TableIndex:
    """A value table ready for look-ups: by folded key, and by ordered keys for ranges."""

    table: ValueTable
    rows: dict[str, TableRow]
    longest: int
    numbers: tuple[tuple[Decimal, TableRow], ...]
    dates: tuple[tuple[dt.datetime, TableRow], ...]

    def find(self, key: str, match: Match) -> TableRow | None:
        """The row of a key; the first of several rows with the same key."""
        match match:
            case Match.EXACT:
                return self.rows.get(fold_key(key))
            case Match.PREFIX:
                return self._by_prefix(fold_key(key))
            case Match.RANGE:
                return self._by_range(key)

    def _by_prefix(self, key: str) -> TableRow | None:
        lengths = range(min(len(key), self.longest), 0, -1)
        found = (self.rows.get(key[:length]) for length in lengths)
        return next((row for row in found if row is not None), None)

    def _by_range(self, key: str) -> TableRow | None:
        number = to_number(key)
        if number is not None and self.numbers:
            return _at_most(self.numbers, number)
        moment = to_datetime(key, UTC)
        return _at_most(self.dates, moment) if moment is not None else None


UTC = ZoneInfo("UTC")


def _at_most(rows: tuple[tuple[Any, TableRow], ...], value: Any) -> TableRow | None:
    place = bisect.bisect_right(rows, value, key=lambda row: row[0])
    return rows[place - 1][1] if place else None


def fold_key(key: str) -> str:
    """Keys compare without case and outer blanks."""
    return key.strip().casefold()


def index_of(table: ValueTable) -> TableIndex:
    """Prepare a table; a row without a key is never found."""
    rows: dict[str, TableRow] = {}
    numbers, dates = [], []
    for row in table.rows:
        key = fold_key(row[0]) if row else ""
        if not key or key in rows:
            continue
        rows[key] = row
        if (number := to_number(row[0])) is not None:
            numbers.append((number, row))
        elif (moment := to_datetime(row[0], UTC)) is not None:
            dates.append((moment, row))
    return TableIndex(
        table,
        rows,
        max(map(len, rows), default=0),
        tuple(sorted(numbers, key=lambda pair: pair[0])),
        tuple(sorted(dates, key=lambda pair: pair[0])),
    )


@action(
    key="values_table",
    label=_("Values table"),
    category=Category.DATA,
    icon="mdi6.table-search",
)
class LookUpTable(ActionType, frozen=True):
    """Look a key up in a value table and fill variables from the row that is found.

    *Exact* compares without case and outer blanks; with *prefix* the longest key that begins the
    value wins; *range* takes the largest key that is not above the value (numbers, dates). An empty
    key is not found. Variables change on *OK* only.
    """

    table: Annotated[
        Reference,
        field(
            _("Value table"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.VALUE_TABLE,),
            required=True,
        ),
    ] = Reference()
    key: Annotated[
        str, field(_("Key"), _("What is looked up."), widget=Widget.TEMPLATE, required=True)
    ] = ""
    match: Annotated[
        Match,
        field(
            _("Match"),
            widget=Widget.CHOICE,
            choices=(
                (Match.EXACT, _("Exact")),
                (Match.PREFIX, _("Prefix: the longest wins")),
                (Match.RANGE, _("Range: the largest key not above the value")),
            ),
        ),
    ] = Match.EXACT
    rows: Annotated[
        tuple[ColumnRow, ...],
        field(_("Values to keep"), widget=Widget.ROWS, bounds=(0, MOST_ROWS)),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Found, or not."""
        return (OK, NOT_FOUND, *self.reference_branch())

    def summary(self) -> Text:
        """The table and the key."""
        return _("{table} · {key}", table=self.table.value, key=self.key)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """The columns must exist in the table."""
        yield from super().problems(resources)
        table = None if self.table.is_expression else resources.get(ValueTable, self.table.value)
        for number, row in enumerate(self.rows):
            if table is not None and row.column and row.column not in table.columns:
                text = _(
                    "{table} has no column {column}: choose another.",
                    table=table.name,
                    column=row.column,
                )
                yield error(text, f"rows.{number}.column")

    def prepare(self, resources: Resources) -> TableIndex | None:
        """The index of a picked table."""
        table = None if self.table.is_expression else resources.get(ValueTable, self.table.value)
        return index_of(table) if table is not None else None

    def run(self, context: RunContext) -> Behaviour:
        """Look up, and fill the variables."""
        yield from ()  # asks nothing
        reference = context.resolve(self.table)
        index: TableIndex | None = context.prepared
        if index is None:
            table = context.resources.get(ValueTable, reference)
            if table is None:
                text = _("There is no value table {reference}.", reference=reference)
                context.fail(REFERENCE_NOT_FOUND.key, text)
                shown = LookUp(_("Value tables"), reference, found=False, note=text)
                return Left(REFERENCE_NOT_FOUND.key, shown)
            index = index_of(table)
        key = context.render(self.key)
        row = index.find(key, self.match)
        place = _("Value table {name}", name=index.table.name)
        if row is None:
            note = _("The key is empty.") if not key.strip() else _("No row has this key.")
            return Left(NOT_FOUND.key, LookUp(place, key, found=False, note=note))
        return self._fill(context, index.table, row, key, place)

    def _fill(
        self, context: RunContext, table: ValueTable, row: TableRow, key: str, place: Text
    ) -> Done:
        values = dict(zip(table.columns, row, strict=False))
        for wanted in self.rows:
            variable = context.resources.get(Variable, wanted.variable)
            text = values.get(wanted.column, "")
            if variable is None:
                continue
            if not converts(variable.type, text, context.time_zone):
                context.warn(
                    _("“{text}” does not suit {name}.", text=text[:80], name=variable.name)
                )
            context.assign(variable, convert(variable.type, text, context.time_zone))
        return Left(OK.key, LookUp(place, key, found=True, values=tuple(values.items())))
