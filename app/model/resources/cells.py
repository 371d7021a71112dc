"""The cells of a table held against its columns: typed, required, unique; quick for many rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.model.conversion import LONGEST_NUMBER, is_date_only, to_datetime, to_number, to_yes_no
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

_InRow = tuple[int, Text]


def cell_refusal(column: TableColumn, text: str) -> Text | None:
    """What is wrong with one value for a column by itself, if anything is."""
    if not text.strip():
        return _FILL_IN if column.required or column.key else None
    return None if _fits(column.type, text) else _WRITE[column.type]


def _is_plain_number(text: str) -> bool:
    """Whether a text is a whole number as it is stored, which most numbers are."""
    plain = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
    return plain and (text[0] != "0" or len(text) == 1)


def _fits(kind: FieldType, text: str) -> bool:
    match kind:
        case FieldType.TEXT:
            return True
        case FieldType.NUMBER:
            return _is_plain_number(text) or to_number(text) is not None
        case FieldType.YES_NO:
            return to_yes_no(text) is not None
        case FieldType.DATE:
            return is_date_only(text) and to_datetime(text, _UTC) is not None
        case FieldType.DATE_TIME:
            return to_datetime(text, _UTC) is not None


def comparable(column: TableColumn, text: str) -> object:
    """A value that equals another exactly when a database would say so; None for an empty one."""
    bare = text.strip()
    if not bare:
        return None
    if column.type is FieldType.TEXT or (
        column.type is FieldType.NUMBER and _is_plain_number(bare)
    ):
        return text.casefold()
    found: object = None
    match column.type:
        case FieldType.NUMBER:
            number = to_number(text)
            # Whole numbers equal those that are compared as they are written.
            found = None if number is None else format(number.normalize() + 0, "f")
        case FieldType.YES_NO:
            found = to_yes_no(text)
        case FieldType.DATE | FieldType.DATE_TIME:
            found = to_datetime(text, _UTC)
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
        self._groups = tuple(_groups(table.columns))
        known = self._known(before)
        # The same values stand in many rows, and are read once.
        self._read: list[dict[str, Text | None]] = [{} for _column in table.columns]
        self.wrong: dict[int, tuple[_InRow, ...]] = self._rows_wrong(
            known, {} if before is None else before.wrong
        )
        self.values: tuple[list[object], ...] = tuple(
            self._compared(places, known, before.values[at] if before is not None else [])
            for at, (places, _text) in enumerate(self._groups)
        )
        self.problems = tuple(self._problems())
        self._read.clear()

    def _known(self, before: _Checked | None) -> list[int]:
        """For each row where it stood before, -1 for one to be read; rows not touched are the
        very same objects.
        """
        old = () if before is None else before.rows
        shift = len(self.rows) - len(old)
        found = []
        for at, row in enumerate(self.rows):
            if at < len(old) and row is old[at]:
                found.append(at)
            elif 0 <= at - shift < len(old) and row is old[at - shift]:
                found.append(at - shift)
            else:
                found.append(-1)
        return found

    def _rows_wrong(
        self, known: list[int], before: dict[int, tuple[_InRow, ...]]
    ) -> dict[int, tuple[_InRow, ...]]:
        wrong = {}
        for at, source in enumerate(known):
            found = before.get(source, ()) if source >= 0 else tuple(self._row(self.rows[at]))
            if found:
                wrong[at] = found
        return wrong

    def _row(self, row: TableRow) -> Iterator[_InRow]:
        for place, column in enumerate(self.columns):
            text = row[place] if place < len(row) else ""
            read = self._read[place]
            if text not in read:
                read[text] = cell_refusal(column, text)
            refusal = read[text]
            if refusal is not None:
                yield place, refusal

    def _compared(
        self, places: tuple[int, ...], known: list[int], before: list[object]
    ) -> list[object]:
        return [
            before[source] if source >= 0 else self._comparable(self.rows[at], places)
            for at, source in enumerate(known)
        ]

    def _comparable(self, row: TableRow, places: tuple[int, ...]) -> object:
        found = tuple(
            comparable(self.columns[at], row[at] if at < len(row) else "") for at in places
        )
        if None in found:
            return None
        return found if len(found) > 1 else found[0]

    def _problems(self) -> Iterator[CellProblem]:
        found = [(at, *one) for at, problems in self.wrong.items() for one in problems]
        for (places, text), values in zip(self._groups, self.values, strict=True):
            found.extend((at, places[0], text) for at in _repeated(values))
        yield from sorted(found, key=lambda one: one[:2])[:MOST_TOLD]


def _groups(columns: tuple[TableColumn, ...]) -> Iterator[tuple[tuple[int, ...], Text]]:
    """What must be there once only: the key as a whole, and each unique column."""
    keys = tuple(at for at, column in enumerate(columns) if column.key)
    if keys:
        yield keys, _KEY_TWICE
    for at, column in enumerate(columns):
        if column.unique and keys != (at,):
            yield (at,), _TWICE


def _repeated(values: list[object]) -> Iterator[int]:
    """Where a value stands that stood before; empty ones are never the same."""
    filled = len(values) - values.count(None)
    if len(set(values) - {None}) == filled:
        return
    seen: set[object] = set()
    for at, value in enumerate(values):
        if value is not None and value in seen:
            yield at
        seen.add(value)


_LOOKED_AT: list[_Checked] = []


def _keep(checked: _Checked) -> tuple[CellProblem, ...]:
    _LOOKED_AT.insert(0, checked)
    del _LOOKED_AT[_KEPT:]
    return checked.problems
