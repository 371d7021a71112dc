"""Databases of a replay: local tables, or the snapshot of an external one, on a private copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.requests import InsertRow, ReadRow, RowRead, RowsWritten, UpdateRows
from app.model.resources import DatabasePlace
from app.model.text import Text, _
from app.world.sandbox.table_copy import RefusedError, TableCopy

if TYPE_CHECKING:
    import datetime as dt

    from app.world.sandbox.part import Answers
    from app.world.sandbox.table_index import TableIndexes


class Tables:
    """What runs wrote lies over the rows of the workspace, which stay as they are."""

    def __init__(self, indexes: TableIndexes) -> None:
        self._indexes = indexes
        self._written: dict[tuple[str, str], TableCopy] = {}

    def answers(self) -> Answers:
        """Rows to read, to insert, to change."""
        return {ReadRow: self.read, InsertRow: self.insert, UpdateRows: self._update}

    def columns(self, database: str, table: str) -> tuple[str, ...]:
        """The columns of a table; none where there is no such table."""
        index = self._indexes.find(database, table)
        return tuple(one.name for one in index.table.columns) if index is not None else ()

    def read(self, request: ReadRow, _now: dt.datetime) -> RowRead:
        """The first row that fits, and how many do."""
        try:
            table = self._table(request.database, request.table)
            wanted = [table.at(column) for column in request.columns]
            numbers = table.fitting(request.criteria)
            if not numbers:
                return RowRead()
            row = table.row(table.first(numbers, request.sort))
        except RefusedError as refused:
            return RowRead(error=refused.text)
        columns = table.index.table.columns
        cells = tuple((columns[at].name, row[at] if at < len(row) else "") for at in wanted)
        return RowRead(found=True, row=cells, count=len(numbers))

    def insert(self, request: InsertRow, _now: dt.datetime) -> RowsWritten:
        """Insert a row, unless a value of it must be unique and is there already."""
        try:
            table = self._table(request.database, request.table)
            row = table.new_row(request.values)
            duplicate = table.duplicate(row, besides=frozenset())
            if duplicate:
                return RowsWritten(duplicate=duplicate)
            table.put(table.next_number(), row)
        except RefusedError as refused:
            return RowsWritten(error=refused.text)
        return RowsWritten(count=1)

    def _update(self, request: UpdateRows, _now: dt.datetime) -> RowsWritten:
        try:
            table = self._table(request.database, request.table)
            numbers = table.fitting(request.criteria)
            if request.first_only and numbers:
                numbers = [table.first(numbers, request.sort)]
            changed = {number: table.changed(number, request.values) for number in numbers}
            duplicate = table.clash(changed)
            if duplicate:
                return RowsWritten(duplicate=duplicate)
            for number, row in changed.items():
                table.put(number, row)
        except RefusedError as refused:
            return RowsWritten(error=refused.text)
        return RowsWritten(count=len(changed))

    def _table(self, database: str, table: str) -> TableCopy:
        key = database.lower(), table.casefold()
        found = self._written.get(key)
        if found is None:
            index = self._indexes.find(database, table)
            if index is None:
                raise RefusedError(self._missing(database, table))
            found = self._written[key] = TableCopy(index)
        return found

    def _missing(self, database: str, table: str) -> Text:
        held = self._indexes.database(database)
        if held is not None and held.place is DatabasePlace.EXTERNAL:
            return _(
                "No stub: {database} is an external database without a snapshot of the table "
                "{table}.",
                database=held.name,
                table=table,
            )
        return _("The database {database} has no table {table}.", database=database, table=table)
