"""Records of a replay: those of the workspace, and what the replay changes on top of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from app.engine.conversion import to_datetime, to_number
from app.engine.expressions.values import number_text
from app.engine.moments import UTC, zone_of
from app.engine.records import typed
from app.model.resources import FieldType, RecordField, TableRow

Record: TypeAlias = Mapping[str, str]
"""The texts of one record, by column; a column that its row did not reach is empty."""

_NUMBERED = re.compile(r"(.*?)(\d{1,18})", re.DOTALL)


class KeptRecords:
    """The records of one schema or object as the workspace has them; shared, never changed.

    The first column is the key. Records are found by any column through an index made once.
    """

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: Iterable[TableRow],
        fields: Iterable[RecordField] = (),
        zone: str = "UTC",
    ) -> None:
        self.columns = columns
        self._named = {column.casefold(): column for column in columns}
        self._types = {one.name: one.type for one in fields}
        self._zone = zone_of(zone)
        self.records: dict[str, Record] = {}
        for row in rows:
            texts = (*row, *("",) * len(columns))
            key = folded(row[0]) if row else ""
            if key:
                self.records.setdefault(key, dict(zip(columns, texts, strict=False)))
        self._indexes: dict[str, dict[str, list[str]]] = {}

    def column(self, name: str) -> str | None:
        """The column with a name, whatever its case."""
        return self._named.get(folded(name))

    def comparable(self, column: str, text: str) -> str:
        """A value of a column as it compares: without case, in the type of its field."""
        kind = self._types.get(column, FieldType.TEXT)
        if kind is FieldType.NUMBER and (number := to_number(text)) is not None:
            return number_text(number)
        if kind is FieldType.DATE_TIME and (moment := to_datetime(text, self._zone)) is not None:
            return moment.astimezone(UTC).isoformat()
        return folded(typed(kind, text, self._zone) or text)

    def keys_with(self, column: str, value: str) -> list[str]:
        """The keys of the records with a comparable value in a column, in their order."""
        index = self._indexes.get(column)
        if index is None:
            index = {}
            for key, record in self.records.items():
                index.setdefault(self.comparable(column, record.get(column, "")), []).append(key)
            self._indexes[column] = index
        return index.get(value, [])

    @cached_property
    def highest(self) -> tuple[int, str]:
        """The largest number that a key ends in, and what stands before it; 0 without one."""
        found = (0, "")
        for record in self.records.values():
            match = _NUMBERED.fullmatch(record[self.columns[0]].strip())
            if match is not None and int(match[2]) > found[0]:
                found = int(match[2]), match[1]
        return found


class Records:
    """The records as one replay sees them."""

    def __init__(self, kept: KeptRecords) -> None:
        self.kept = kept
        self._changed: dict[str, Record] = {}

    def get(self, key: str) -> Record | None:
        """The record with a key, whatever its case."""
        return self._changed.get(folded(key)) or self.kept.records.get(folded(key))

    def put(self, record: Record) -> None:
        """Keep a new record, or a changed one in the place of what it was."""
        self._changed[folded(record[self.kept.columns[0]])] = record

    def with_value(self, name: str, text: str) -> Iterator[Record]:
        """The records with a value in a column, those of the workspace first."""
        column = self.kept.column(name)
        if column is None:
            return
        value = self.kept.comparable(column, text)
        for key in self.kept.keys_with(column, value):
            if key not in self._changed:
                yield self.kept.records[key]
        for record in self._changed.values():
            if self.kept.comparable(column, record.get(column, "")) == value:
                yield record


def folded(text: str) -> str:
    """Texts compare without case and outer blanks."""
    return text.strip().casefold()


def next_key(records: Records, prefix: str, highest: int, following: Callable[[], int]) -> str:
    """A key that no record has: the prefix and the next number above the highest one."""
    while True:
        key = f"{prefix}{highest + following()}"
        if records.get(key) is None:
            return key
