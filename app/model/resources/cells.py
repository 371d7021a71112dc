"""The cells of a table held against its columns: typed, required, unique; quick for many rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.model.conversion import is_date_only, to_datetime, to_number, to_yes_no
from app.model.resources.records import FieldType
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.model.resources.database import DataTable, TableColumn
    from app.model.resources.value_table import TableRow

MOST_TOLD: Final = 200
"""Cells of one table that are named; what is wrong is wrong in the same way everywhere."""

_UTC: Final = ZoneInfo("UTC")
_KEPT: Final = 4

_WRITE: Final = {
    FieldType.NUMBER: _("Write a number, such as 12.50."),
    FieldType.YES_NO: _("Write yes or no."),
    FieldType.DATE: _("Write a date, such as 2026-01-31."),
    FieldType.DATE_TIME: _("Write a date and time, such as 2026-01-31 09:30."),
}
_FILL_IN: Final = _("Fill this in.")
_TWICE: Final = _("Another row has this value, and the column is unique.")
_KEY_TWICE: Final = _("Another row has this key.")

CellProblem = tuple[int, int, Text]
"""Row, column (both counted from 0), and what is wrong there."""


def cell_refusal(column: TableColumn, text: str) -> Text | None:
    """What is wrong with one value for a column by itself, if anything is."""
    if not text.strip():
        return _FILL_IN if column.required or column.key else None
    return None if _fits(column.type, text) else _WRITE[column.type]


def _fits(kind: FieldType, text: str) -> bool:
    match kind:
        case FieldType.TEXT:
            return True
        case FieldType.NUMBER:
            return to_number(text) is not None
        case FieldType.YES_NO:
            return to_yes_no(text) is not None
        case FieldType.DATE:
            return is_date_only(text) and to_datetime(text, _UTC) is not None
        case FieldType.DATE_TIME:
            return to_datetime(text, _UTC) is not None


def comparable(column: TableColumn, text: str) -> object:
    """A value that equals another exactly when a database would say so; None for an empty one."""
    if not text.strip():
        return None
    found: object = None
    match column.type:
        case FieldType.NUMBER:
            found = to_number(text)
        case FieldType.YES_NO:
            found = to_yes_no(text)
        case FieldType.DATE | FieldType.DATE_TIME:
            found = to_datetime(text, _UTC)
        case FieldType.TEXT:
            pass
    return text.casefold() if found is None else found


def cell_problems(table: DataTable) -> tuple[CellProblem, ...]:
    """Everything wrong with the rows of a table, from top to bottom, at most `MOST_TOLD`.

    A table that was looked at before costs nothing, and one that differs in a few rows little:
    forms ask again at each key.
    """
    for at, known in enumerate(_LOOKED_AT):
        if known.columns is table.columns and known.rows is table.rows:
            return known.problems
        if known.columns == table.columns:
            _LOOKED_AT.pop(at)
            return _keep(_Checked(table, known))
    return _keep(_Checked(table, None))


class _Checked:
    """A table that was looked at, with what was found in each row that has something wrong."""

    def __init__(self, table: DataTable, before: _Checked | None) -> None:
        self.columns, self.rows = table.columns, table.rows
        self.wrong = dict(self._wrong(before))
        self.problems = tuple(self._problems())

    def _wrong(self, before: _Checked | None) -> Iterator[tuple[int, tuple[CellProblem, ...]]]:
        # Rows that were not touched are the very same objects; only the others are read.
        old = () if before is None else before.rows
        wrong = {} if before is None else before.wrong
        shift = len(self.rows) - len(old)
        for at, row in enumerate(self.rows):
            if at < len(old) and row is old[at]:
                known = at
            elif before is not None and 0 <= at - shift < len(old) and row is old[at - shift]:
                known = at - shift
            else:
                found = tuple(self._row(at, row))
                if found:
                    yield at, found
                continue
            if known in wrong:
                yield at, tuple((at, column, text) for _row, column, text in wrong[known])

    def _row(self, at: int, row: TableRow) -> Iterator[CellProblem]:
        for place, column in enumerate(self.columns):
            refusal = cell_refusal(column, row[place] if place < len(row) else "")
            if refusal is not None:
                yield at, place, refusal

    def _problems(self) -> Iterator[CellProblem]:
        found = [problem for problems in self.wrong.values() for problem in problems]
        found.extend(self._twice())
        yield from sorted(found, key=lambda one: one[:2])[:MOST_TOLD]

    def _twice(self) -> Iterator[CellProblem]:
        keys = tuple(at for at, column in enumerate(self.columns) if column.key)
        groups = [(keys, _KEY_TWICE)] if keys else []
        groups += [
            ((at,), _TWICE)
            for at, column in enumerate(self.columns)
            if column.unique and keys != (at,)
        ]
        for places, text in groups:
            yield from self._same(places, text)

    def _same(self, places: tuple[int, ...], text: Text) -> Iterator[CellProblem]:
        values = [self._values(row, places) for row in self.rows]
        count = Counter(value for value in values if value is not None)
        if len(count) == sum(count.values()):
            return
        seen: set[object] = set()
        for at, value in enumerate(values):
            if value is None:
                continue
            if value in seen:
                yield at, places[0], text
            seen.add(value)

    def _values(self, row: TableRow, places: tuple[int, ...]) -> tuple[object, ...] | None:
        found = tuple(
            comparable(self.columns[at], row[at] if at < len(row) else "") for at in places
        )
        return None if None in found else found


_LOOKED_AT: list[_Checked] = []


def _keep(checked: _Checked) -> tuple[CellProblem, ...]:
    _LOOKED_AT.insert(0, checked)
    del _LOOKED_AT[_KEPT:]
    return checked.problems
