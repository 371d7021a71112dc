"""Databases: local tables in the workspace, or an external database behind a URL."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.cells import cell_problems, cell_refusal
from app.model.resources.database_url import url_refusal
from app.model.resources.records import FIELD_TYPES, FieldType
from app.model.resources.value_table import TableRow
from app.model.text import Text, _

MOST_TABLES = 100
MOST_COLUMNS = 50
MOST_ROWS = 100_000
LONGEST_NAME = 60


class TableColumn(msgspec.Struct, frozen=True):
    """One column of a table; `default` is text that converts to the type, or empty for none."""

    name: Annotated[
        str, field(_("Column"), widget=Widget.LINE, required=True, bounds=(1, LONGEST_NAME))
    ] = ""
    type: Annotated[FieldType, field(_("Type"), widget=Widget.CHOICE, choices=FIELD_TYPES)] = (
        FieldType.TEXT
    )
    required: Annotated[bool, field(_("Required"), widget=Widget.TOGGLE)] = False
    unique: Annotated[bool, field(_("Unique"), widget=Widget.TOGGLE)] = False
    key: Annotated[bool, field(_("Key"), widget=Widget.TOGGLE)] = False
    default: Annotated[str, field(_("Default"), widget=Widget.LINE)] = ""


class DataTable(msgspec.Struct, frozen=True):
    """A table: rows are texts as long as `columns`; an empty text is no value (NULL)."""

    name: Annotated[
        str, field(_("Table"), widget=Widget.LINE, required=True, bounds=(1, LONGEST_NAME))
    ] = ""
    columns: Annotated[
        tuple[TableColumn, ...],
        field(_("Columns"), widget=Widget.ROWS, bounds=(1, MOST_COLUMNS)),
    ] = (TableColumn(name="id", key=True),)
    rows: Annotated[
        tuple[TableRow, ...], field(_("Rows"), widget=Widget.GRID, bounds=(0, MOST_ROWS))
    ] = ()


class DatabasePlace(StrEnum):
    """Where a database is."""

    LOCAL = "local"
    EXTERNAL = "external"


_EXTERNAL = ("place", (DatabasePlace.EXTERNAL,))


class Database(Resource, frozen=True, kw_only=True):
    """Tables that actions read and write.

    `tables` are the database itself when it is local. Of an external one they are the snapshot of
    chosen tables that replays read and write instead, so that a replay never opens a connection.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.DATABASE

    place: Annotated[
        DatabasePlace,
        field(
            _("Place"),
            widget=Widget.CHOICE,
            choices=(
                (DatabasePlace.LOCAL, _("In the workspace")),
                (DatabasePlace.EXTERNAL, _("External database")),
            ),
        ),
    ] = DatabasePlace.LOCAL
    url: Annotated[
        str,
        field(
            _("URL"),
            _("Such as postgresql://reader@db.example.com/orders, without the password."),
            widget=Widget.LINE,
            required=True,
            shown_when=_EXTERNAL,
        ),
    ] = ""
    password: Annotated[
        str,
        field(_("Password"), widget=Widget.SECRET, secret=True, shown_when=_EXTERNAL),
    ] = ""
    tables: tuple[DataTable, ...] = ()

    def table(self, name: str) -> DataTable | None:
        """The table with this name, whatever its case."""
        wanted = name.strip().casefold()
        return next((one for one in self.tables if one.name.casefold() == wanted), None)

    def own_problems(self) -> Iterator[Problem]:
        """What is wrong with the URL, the names of tables and columns, defaults and rows."""
        if self.place is DatabasePlace.EXTERNAL and self.url.strip():
            refusal = url_refusal(self.url)
            if refusal is not None:
                yield Problem(Severity.ERROR, refusal, field="url")
        if len(self.tables) > MOST_TABLES:
            text = _("At most {most} tables.", most=MOST_TABLES)
            yield Problem(Severity.ERROR, text, field="tables")
        names: set[str] = set()
        for at, table in enumerate(self.tables):
            for text in _name_refusals(table.name, names):
                yield Problem(Severity.ERROR, text, field=f"tables.{at}.name")
            names.add(table.name.strip().casefold())
            yield from _table_problems(table, f"tables.{at}")


def _name_refusals(name: str, taken: set[str]) -> Iterator[Text]:
    if not name.strip():
        yield _("A table has no name. Give it one.")
    elif len(name) > LONGEST_NAME:
        yield _("At most {most} characters for a name.", most=LONGEST_NAME)
    elif name.strip().casefold() in taken:
        yield _("Another table has the name {name}. Choose another one.", name=name)


def _table_problems(table: DataTable, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    if not 1 <= len(table.columns) <= MOST_COLUMNS:
        text = _("A table has 1 to {most} columns.", most=MOST_COLUMNS)
        yield Problem(Severity.ERROR, text, field=f"{path}.columns")
    for at, column in enumerate(table.columns):
        where = f"{path}.columns.{at}"
        name = column.name.strip().casefold()
        if not name:
            yield Problem(Severity.ERROR, _("Name the column."), field=f"{where}.name")
        elif len(column.name) > LONGEST_NAME:
            text = _("At most {most} characters for a name.", most=LONGEST_NAME)
            yield Problem(Severity.ERROR, text, field=f"{where}.name")
        elif name in seen:
            text = _("Two columns have the same name. Rename one of them.")
            yield Problem(Severity.ERROR, text, field=f"{where}.name")
        seen.add(name)
        refusal = cell_refusal(column, column.default) if column.default.strip() else None
        if refusal is not None:
            yield Problem(Severity.ERROR, refusal, field=f"{where}.default")
    if len(table.rows) > MOST_ROWS:
        text = _("At most {most} rows.", most=MOST_ROWS)
        yield Problem(Severity.ERROR, text, field=f"{path}.rows")
        return
    for row, place, text in cell_problems(table):
        yield Problem(Severity.ERROR, text, field=f"{path}.rows.{row}.{place}")
