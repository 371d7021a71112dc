"""A private copy of a table: what runs wrote lies over the rows of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.requests import Comparison, Criterion, SortBy
from app.model.text import Text, _
from app.world.sandbox.table_index import Sortable, TableIndex, sortable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.engine.requests import Cells
    from app.model.resources import TableRow

_NEGATIVE = {
    Comparison.NOT_EQUALS: Comparison.EQUALS,
    Comparison.IS_NOT_EMPTY: Comparison.IS_EMPTY,
}


class RefusedError(Exception):
    """A database would refuse this; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class TableCopy:
    """A table with the rows that runs wrote over those of the workspace."""

    def __init__(self, index: TableIndex) -> None:
        self.index = index
        self._rows: dict[int, TableRow] = {}
        self._next = len(index.table.rows)
        self._numbered = 0

    def at(self, column: str) -> int:
        """Where a column stands."""
        place = self.index.place(column)
        if place is None:
            raise RefusedError(
                _(
                    "The table {table} has no column {column}.",
                    table=self.index.table.name,
                    column=column,
                )
            )
        return place

    def row(self, number: int) -> TableRow:
        """A row as it stands now."""
        written = self._rows.get(number)
        return self.index.table.rows[number] if written is None else written

    def put(self, number: int, row: TableRow) -> None:
        """Write a row."""
        self._rows[number] = row

    def next_number(self) -> int:
        """The number of a new row."""
        self._next += 1
        return self._next - 1

    def fitting(self, criteria: tuple[Criterion, ...]) -> list[int]:
        """The numbers of the rows that fit all criteria, in order."""
        places = [(self.at(one.column), one) for one in criteria]
        tests = [(at, one, self._required(at, one)) for at, one in places]
        return [
            number
            for number in self._candidates(tests)
            if all(self._fits(number, at, one, required) for at, one, required in tests)
        ]

    def first(self, numbers: list[int], sort: tuple[SortBy, ...]) -> int:
        """The first row by sort order, else by key."""
        order = [(self.at(one.column), one.descending) for one in sort]
        order += [(at, False) for at in self.index.keys]
        if not order:
            raise RefusedError(
                _(
                    "The table {table} has neither a primary key nor a sort order: which row is "
                    "first is open.",
                    table=self.index.table.name,
                )
            )
        best = list(numbers)
        for at, descending in order:
            held = {number: self._value(number, at) for number in best}
            filled = [value for value in held.values() if value is not None]
            if filled:
                extreme = max(filled) if descending else min(filled)
                best = [number for number in best if held[number] == extreme]
            if len(best) == 1:
                break
        return best[0]

    def new_row(self, values: Cells) -> TableRow:
        """A row of values and defaults; what must be there is."""
        given = {self.at(column): value for column, value in values}
        cells = []
        for at, column in enumerate(self.index.table.columns):
            value = given.get(at, column.default)
            if not value.strip() and self.index.keys == (at,) and column.type == "number":
                value = self._next_key()
            if (column.required or column.key) and not value.strip():
                raise RefusedError(_("The column {column} must have a value.", column=column.name))
            cells.append(value)
        return tuple(cells)

    def changed(self, number: int, values: Cells) -> TableRow:
        """A row with values written into it."""
        cells = list(self.row(number))
        cells += [""] * (len(self.index.table.columns) - len(cells))
        for name, value in values:
            column = self.index.table.columns[self.at(name)]
            if (column.required or column.key) and not value.strip():
                raise RefusedError(_("The column {column} must have a value.", column=column.name))
            cells[self.at(name)] = value
        return tuple(cells)

    def clash(self, changed: dict[int, TableRow]) -> str:
        """The column that changed rows would give a value twice, if there is one."""
        seen: dict[tuple[int, ...], set[object]] = {}
        besides = frozenset(changed)
        for row in changed.values():
            for places in self._unique():
                values = self._values(row, places)
                if values is None:
                    continue
                before = seen.setdefault(places, set())
                if values in before:
                    return self._named(places)
                before.add(values)
            duplicate = self.duplicate(row, besides=besides)
            if duplicate:
                return duplicate
        return ""

    def duplicate(self, row: TableRow, *, besides: frozenset[int]) -> str:
        """The column whose value another row has already, though it must be unique."""
        for places in self._unique():
            values = self._values(row, places)
            if values is None:
                continue
            numbers = set(self.index.with_value(places[0], values[0])) | set(self._rows)
            for number in numbers - besides:
                if self._values(self.row(number), places) == values:
                    return self._named(places)
        return ""

    # -- parts -----------------------------------------------------------------------------------

    def _next_key(self) -> str:
        self._numbered = max(self._numbered, self.index.highest_key) + 1
        return str(self._numbered)

    def _unique(self) -> Iterable[tuple[int, ...]]:
        """The columns, each alone or the key together, that tell rows apart."""
        if self.index.keys:
            yield self.index.keys
        for at, column in enumerate(self.index.table.columns):
            if column.unique and self.index.keys != (at,):
                yield (at,)

    def _named(self, places: tuple[int, ...]) -> str:
        return ", ".join(self.index.table.columns[at].name for at in places)

    def _values(self, row: TableRow, places: tuple[int, ...]) -> tuple[Sortable, ...] | None:
        found = []
        for at in places:
            value = sortable(self.index.table.columns[at], row[at] if at < len(row) else "")
            if value is None:
                return None  # no value is never the same as another
            found.append(value)
        return tuple(found)

    def _candidates(
        self, tests: list[tuple[int, Criterion, tuple[Sortable, ...]]]
    ) -> Iterable[int]:
        for at, one, required in tests:
            if one.comparison is Comparison.EQUALS and required:
                stored = self.index.with_value(at, required[0])
                return sorted({*stored, *self._rows})
        return range(self._next)

    def _required(self, at: int, one: Criterion) -> tuple[Sortable, ...]:
        column = self.index.table.columns[at]
        found = (sortable(column, value) for value in one.values)
        return tuple(value for value in found if value is not None)

    def _value(self, number: int, at: int) -> Sortable | None:
        row = self.row(number)
        return sortable(self.index.table.columns[at], row[at] if at < len(row) else "")

    def _fits(self, number: int, at: int, one: Criterion, required: tuple[Sortable, ...]) -> bool:
        positive = _NEGATIVE.get(one.comparison, one.comparison)
        row = self.row(number)
        holds = _holds(
            positive, self._value(number, at), row[at] if at < len(row) else "", one, required
        )
        return holds if positive is one.comparison else not holds


def _holds(
    comparison: Comparison,
    held: Sortable | None,
    text: str,
    one: Criterion,
    required: tuple[Sortable, ...],
) -> bool:
    if comparison is Comparison.IS_EMPTY:
        return held is None
    if held is None or not required:
        return False
    match comparison:
        case Comparison.EQUALS | Comparison.IN_LIST:
            return held in required
        case Comparison.CONTAINS:
            return one.values[0].casefold() in text.casefold()
        case Comparison.STARTS_WITH:
            return text.casefold().startswith(one.values[0].casefold())
        case _:
            return _ordered(comparison, held, required[0])


def _ordered(comparison: Comparison, held: Sortable, required: Sortable) -> bool:
    if held[0] != required[0]:
        return False  # a text that is no number is neither more nor less than one
    left, right = held[1], required[1]
    match comparison:
        case Comparison.LESS_THAN:
            return left < right  # type: ignore[operator, no-any-return]
        case Comparison.AT_MOST:
            return left <= right  # type: ignore[operator, no-any-return]
        case Comparison.GREATER_THAN:
            return left > right  # type: ignore[operator, no-any-return]
        case _:
            return left >= right  # type: ignore[operator, no-any-return]
