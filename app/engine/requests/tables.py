"""Requests to read and write the tables of databases; values are texts, an empty one is NULL."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from app.engine.requests.base import Called, Request, Result
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class Comparison(StrEnum):
    """How a column is held against a value."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    GREATER_THAN = "greater_than"
    AT_LEAST = "at_least"
    IN_LIST = "in_list"
    IS_EMPTY = "is_empty"
    IS_NOT_EMPTY = "is_not_empty"


class Criterion(msgspec.Struct, frozen=True):
    """One condition on a column; several join by *and*.

    `values` holds one value, none for *is empty* and its like, any number for *is in list*. Text
    compares without case; a negative comparison is the opposite of its positive one.
    """

    column: str
    comparison: Comparison
    values: tuple[str, ...] = ()


class SortBy(msgspec.Struct, frozen=True):
    """A column that rows are sorted by; rows without a value come last."""

    column: str
    descending: bool = False


Cells = tuple[tuple[str, str], ...]
"""Columns with their values."""


class RowRead(Result, frozen=True):
    """The first row, if any, by the columns asked for; `count` is how many rows fit."""

    found: bool = False
    row: Cells = ()
    count: int = 0

    def done(self) -> Text:
        """What came of it."""
        if not self.found:
            return _("No row")
        return _("Row 1 of {count}", count=self.count)


class RowsWritten(Result, frozen=True):
    """How many rows were written; `duplicate` names the column whose value must be unique."""

    count: int = 0
    duplicate: str = ""

    def done(self) -> Text:
        """What came of it."""
        if self.duplicate:
            return _("There is a row with this {column} already", column=self.duplicate)
        return _("{count} written", count=self.count)


class ReadRow(Request[RowRead], frozen=True):
    """Read the first row that fits; without `sort`, by the primary key."""

    database: str
    table: str
    columns: tuple[str, ...]
    criteria: tuple[Criterion, ...] = ()
    sort: tuple[SortBy, ...] = ()

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.DATABASE, self.database)
        return _("Read from {database}, table {table}", database=name, table=self.table)


class InsertRow(Request[RowsWritten], frozen=True):
    """Insert one row; columns that are not named take their defaults."""

    database: str
    table: str
    values: Cells

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.DATABASE, self.database)
        return _("Insert into {database}, table {table}", database=name, table=self.table)


class UpdateRows(Request[RowsWritten], frozen=True):
    """Write values into the rows that fit: into the first by sort order or key, or into all."""

    database: str
    table: str
    values: Cells
    criteria: tuple[Criterion, ...]
    first_only: bool = True
    sort: tuple[SortBy, ...] = ()

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.DATABASE, self.database)
        return _("Change rows of {database}, table {table}", database=name, table=self.table)
