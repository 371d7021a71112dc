"""Databases: local tables in the workspace, or an external database behind a URL."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.records import FIELD_TYPES, FieldType
from app.model.resources.value_table import TableRow
from app.model.text import _

MOST_TABLES = 100
MOST_COLUMNS = 50
MOST_ROWS = 100_000


class TableColumn(msgspec.Struct, frozen=True):
    """One column of a table; `default` is text that converts to the type, or empty for none."""

    name: Annotated[str, field(_("Column"), widget=Widget.LINE, required=True, bounds=(1, 60))] = ""
    type: Annotated[FieldType, field(_("Type"), widget=Widget.CHOICE, choices=FIELD_TYPES)] = (
        FieldType.TEXT
    )
    required: Annotated[bool, field(_("Required"), widget=Widget.TOGGLE)] = False
    unique: Annotated[bool, field(_("Unique"), widget=Widget.TOGGLE)] = False
    key: Annotated[bool, field(_("Primary key"), widget=Widget.TOGGLE)] = False
    default: Annotated[str, field(_("Default"), widget=Widget.LINE)] = ""


class DataTable(msgspec.Struct, frozen=True):
    """A table: rows are texts as long as `columns`; an empty text is no value (NULL)."""

    name: Annotated[str, field(_("Table"), widget=Widget.LINE, required=True, bounds=(1, 60))] = ""
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
        """A password in the URL, tables and columns without a name of their own, uneven rows."""
        if self.place is DatabasePlace.EXTERNAL and _has_password(self.url):
            text = _("Take the password out of the URL and type it into its own field.")
            yield Problem(Severity.ERROR, text, field="url")
        names: set[str] = set()
        for at, table in enumerate(self.tables):
            if table.name.casefold() in names:
                text = _("Another table has this name. Choose another one.")
                yield Problem(Severity.ERROR, text, field=f"tables.{at}.name")
            names.add(table.name.casefold())
            columns = [column.name.casefold() for column in table.columns]
            if len(set(columns)) < len(columns):
                text = _("Two columns have the same name. Rename one of them.")
                yield Problem(Severity.ERROR, text, field=f"tables.{at}.columns")
            if any(len(row) != len(columns) for row in table.rows):
                text = _("A row has more or fewer values than there are columns.")
                yield Problem(Severity.ERROR, text, field=f"tables.{at}.rows")


def _has_password(url: str) -> bool:
    _scheme, _separator, rest = url.partition("://")
    account, at, _host = rest.partition("/")[0].rpartition("@")
    return bool(at) and ":" in account
