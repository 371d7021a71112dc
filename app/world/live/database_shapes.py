"""What is asked of an external database and what it says, as it travels between processes."""

from __future__ import annotations

import msgspec

from app.model.resources import FieldType, TableRow
from app.model.resources.database_url import DatabaseUrl
from app.model.text import Text


class TableName(msgspec.Struct, frozen=True):
    """A table to read rows of, with its columns in the order that the rows shall have."""

    schema: str
    name: str
    columns: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """Connect, say who answers, list schemas, and the tables of one; or read rows of a table.

    `schema` is empty for the usual one. `most` bounds tables or rows.
    """

    url: DatabaseUrl
    password: str = ""
    schema: str = ""
    table: TableName | None = None
    most: int = 1_000


class ColumnShape(msgspec.Struct, frozen=True):
    """A column; `type` in the words of the database, `refers_to` the column of a foreign key."""

    name: str
    type: str
    kind: FieldType = FieldType.TEXT
    required: bool = False
    key: bool = False
    unique: bool = False
    refers_to: str = ""


class TableShape(msgspec.Struct, frozen=True):
    """A table or view with its columns."""

    name: str
    is_view: bool = False
    columns: tuple[ColumnShape, ...] = ()


class Began(msgspec.Struct, frozen=True, tag=True):
    """The process is there and begins to ask."""


class Connected(msgspec.Struct, frozen=True, tag=True):
    """Somebody answers; `server` is kind and version."""

    server: str


class Schemas(msgspec.Struct, frozen=True, tag=True):
    """The schemas that can be seen; `shown` is the one whose tables follow."""

    names: tuple[str, ...]
    shown: str


class Tables(msgspec.Struct, frozen=True, tag=True):
    """The tables of a schema, by name; `cut` when there are more."""

    schema: str
    tables: tuple[TableShape, ...]
    cut: bool = False


class Rows(msgspec.Struct, frozen=True, tag=True):
    """Rows of a table as texts, an empty one for no value; `cut` when there are more."""

    rows: tuple[TableRow, ...]
    cut: bool = False


class Unable(msgspec.Struct, frozen=True, tag=True):
    """It did not work, and why; `mendable` by the person rather than by trying again."""

    reason: Text
    mendable: bool = False


class Finished(msgspec.Struct, frozen=True, tag=True):
    """Nothing more is said."""


Said = Began | Connected | Schemas | Tables | Rows | Unable | Finished
"""One thing that a database says."""
