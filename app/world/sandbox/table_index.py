"""A table as a replay reads it: values that compare, found by an index, made once for all runs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from app.engine.conversion import to_datetime, to_number, to_yes_no
from app.model.resources import Database, DataTable, FieldType, Resources, TableColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

Sortable: TypeAlias = "tuple[int, object]"
"""A value that compares with every other of its column: well-typed ones first, then texts."""

_UTC = ZoneInfo("UTC")


def sortable(column: TableColumn, text: str) -> Sortable | None:
    """A cell as a value that compares in the type of its column; None for an empty one."""
    if not text.strip():
        return None
    value: object = None
    match column.type:
        case FieldType.NUMBER:
            value = to_number(text)
        case FieldType.YES_NO:
            value = to_yes_no(text)
        case FieldType.DATE | FieldType.DATE_TIME:
            value = to_datetime(text, _UTC)
        case FieldType.TEXT:
            pass
    return (1, text.casefold()) if value is None else (0, value)


class TableIndex:
    """The rows of a table as the workspace holds them, with an index for each column asked for."""

    def __init__(self, table: DataTable) -> None:
        self.table = table
        self.columns: Mapping[str, int] = {
            column.name.casefold(): at for at, column in enumerate(table.columns)
        }
        self.keys = tuple(at for at, column in enumerate(table.columns) if column.key)
        self._by_value: dict[int, dict[Sortable, list[int]]] = {}

    def place(self, column: str) -> int | None:
        """Where a column stands, whatever the case of its name."""
        return self.columns.get(column.casefold())

    def with_value(self, at: int, value: Sortable) -> list[int]:
        """The numbers of the rows with this value in a column."""
        found = self._by_value.get(at)
        if found is None:
            found = self._by_value[at] = {}
            column = self.table.columns[at]
            for number, row in enumerate(self.table.rows):
                held = sortable(column, row[at]) if at < len(row) else None
                if held is not None:
                    found.setdefault(held, []).append(number)
        return found.get(value, [])

    @cached_property
    def highest_key(self) -> int:
        """The largest whole number in the first key column; 0 where there is none."""
        at = self.keys[0]
        numbers = (to_number(row[at]) for row in self.table.rows if at < len(row))
        return max((int(number) for number in numbers if number is not None), default=0)


class TableIndexes:
    """The indexes of a workspace's tables, shared by the sandboxes of a batch."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._found: dict[tuple[str, str], TableIndex | None] = {}

    def database(self, reference: str) -> Database | None:
        """The database with this reference."""
        return self._resources.get(Database, reference)

    def find(self, database: str, table: str) -> TableIndex | None:
        """The index of a table, if the workspace holds its rows."""
        key = database.lower(), table.casefold()
        if key not in self._found:
            held = self.database(database)
            found = held.table(table) if held is not None else None
            self._found[key] = TableIndex(found) if found is not None else None
        return self._found[key]
