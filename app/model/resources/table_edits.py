"""Pure edits of a table: cells, rows and columns; each gives a new table, its rows still whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.model.conversion import to_number
from app.model.resources.records import FieldType

if TYPE_CHECKING:
    from app.model.resources.database import DataTable, TableColumn
    from app.model.resources.value_table import TableRow


def with_cells(table: DataTable, left: int, cells: Mapping[int, Sequence[str]]) -> DataTable:
    """Write texts into rows by their numbers, from a column on.

    Rows beyond the last one are added, with their defaults; what lies beyond the columns is left
    out.
    """
    width = len(table.columns)
    rows = list(table.rows)
    key = _numbered(table)
    highest = _highest(rows, key) if max(cells, default=-1) >= len(rows) else 0
    for at, words in sorted(cells.items()):
        while len(rows) <= at:
            highest = max(highest, _highest(rows[-1:], key)) + 1
            rows.append(_defaults(table, key, highest))
        row = [*rows[at], *[""] * width][:width]
        for across, word in enumerate(words[: max(0, width - left)]):
            row[left + across] = word
        rows[at] = tuple(row)
    return replace(table, rows=tuple(rows))


def with_records(
    table: DataTable, heads: Sequence[str], records: Sequence[Sequence[str]]
) -> DataTable:
    """Add rows at the end, their values under the columns with the names of their heads.

    A column without a head gets its default.
    """
    places = places_of(table, heads)
    rows = list(table.rows)
    key = _numbered(table)
    highest = 0 if key in places.values() else _highest(rows, key)
    for record in records:
        highest += 1
        row = list(_defaults(table, key, highest))
        for at, place in places.items():
            row[place] = record[at] if at < len(record) else ""
        rows.append(tuple(row))
    return replace(table, rows=tuple(rows))


def places_of(table: DataTable, heads: Sequence[str]) -> dict[int, int]:
    """Which column each head names, whatever its case; heads that name none are left out."""
    columns = {column.name.strip().casefold(): at for at, column in enumerate(table.columns)}
    found: dict[int, int] = {}
    for at, head in enumerate(heads):
        place = columns.pop(head.strip().casefold(), None)
        if place is not None:
            found[at] = place
    return found


def without_rows(table: DataTable, doomed: Collection[int]) -> DataTable:
    """Take rows out."""
    gone = frozenset(doomed)
    return replace(table, rows=tuple(row for at, row in enumerate(table.rows) if at not in gone))


def with_columns(table: DataTable, columns: tuple[TableColumn, ...]) -> DataTable:
    """Give a table other columns; what is in the rows follows its column.

    A column is found again as the same object, else by its name, else, where nothing was added or
    taken out, by its place. A new one is empty.
    """
    sources = _sources(table.columns, columns)
    if sources == list(range(len(table.columns))):
        return replace(table, columns=columns)
    rows = tuple(
        tuple("" if at is None or at >= len(row) else row[at] for at in sources)
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def _sources(before: tuple[TableColumn, ...], after: tuple[TableColumn, ...]) -> list[int | None]:
    found: list[int | None] = [None] * len(after)
    left = dict(enumerate(before))
    for at, column in enumerate(after):
        source = next((old for old, one in left.items() if one is column), None)
        if source is not None:
            found[at] = source
            del left[source]
    for at, column in enumerate(after):
        source = next(
            (old for old, one in left.items() if one.name and one.name == column.name), None
        )
        if found[at] is None and source is not None:
            found[at] = source
            del left[source]
    if len(before) == len(after):
        for at in range(len(after)):
            if found[at] is None and at in left:
                found[at] = at
                del left[at]
    return found


def _numbered(table: DataTable) -> int:
    """The key column whose values count up by themselves, or -1."""
    keys = [at for at, column in enumerate(table.columns) if column.key]
    if len(keys) != 1:
        return -1
    column = table.columns[keys[0]]
    return keys[0] if column.type is FieldType.NUMBER and not column.default else -1


def _defaults(table: DataTable, key: int, number: int) -> TableRow:
    return tuple(
        str(number) if at == key else column.default for at, column in enumerate(table.columns)
    )


def _highest(rows: Sequence[TableRow], key: int) -> int:
    if key < 0:
        return 0
    numbers = (to_number(row[key]) for row in rows if key < len(row))
    return max((int(one) for one in numbers if one is not None), default=0)
