"""Asking an external database: who it is, its schemas and tables, rows of one; it only reads."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from app.model.errors import OutsideError, UserError
from app.model.resources import FieldType
from app.model.resources.database_url import DIALECTS, DatabaseUrl
from app.model.text import _
from app.world.live.database_drivers import driver_for
from app.world.live.database_shapes import (
    ColumnShape,
    Connected,
    Question,
    Rows,
    Said,
    Schemas,
    Tables,
    TableShape,
)

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine, Inspector

MOST_SCHEMAS: Final = 500
MOST_COLUMNS: Final = 500
LONGEST_CELL: Final = 10_000
_LONGEST_REASON: Final = 300


def answers(question: Question) -> Iterator[Said]:
    """What the database says, one thing after the other.

    Raises:
        UserError: the driver is not installed, or the file does not exist.
        OutsideError: the database cannot be reached, or refuses.
    """
    from sqlalchemy.exc import SQLAlchemyError

    engine = _engine(question)
    try:
        with engine.connect() as connection:
            if question.table is not None:
                yield _rows(connection, question)
                return
            yield Connected(_server(question.url, connection))
            yield from _looked(connection, question)
    except (OutsideError, UserError):
        raise
    except Exception as error:
        # Drivers raise what they like; whatever it is, the database could not be read.
        origin = getattr(error, "orig", None) if isinstance(error, SQLAlchemyError) else None
        raise OutsideError(
            _(
                "{place} does not let itself be read: {reason}",
                place=question.url.host or question.url.database,
                reason=reason_of(origin or error, question.password),
            )
        ) from error
    finally:
        engine.dispose()


def reason_of(error: BaseException, password: str) -> str:
    """The first words of a driver's message, on one line, never with the password."""
    words = " ".join(str(error).split()) or type(error).__name__
    if password:
        words = words.replace(password, "•••")
    return words if len(words) <= _LONGEST_REASON else f"{words[: _LONGEST_REASON - 1]}…"


# --- connecting ---


def _engine(question: Question) -> Engine:
    from sqlalchemy import URL, NullPool, create_engine

    url = question.url
    driver = driver_for(url)
    if url.dialect == "sqlite":
        return create_engine(_file(url.database), poolclass=NullPool)
    made = URL.create(
        f"{url.dialect}+{driver}",
        username=url.user or None,
        password=question.password or None,
        host=url.host,
        port=url.port or DIALECTS[url.dialect].port,
        database=url.database or None,
        query=dict(url.options),
    )
    try:
        return create_engine(made, poolclass=NullPool, hide_parameters=True)
    except (ImportError, OSError) as error:
        raise OutsideError(
            _(
                "The driver {driver} cannot be loaded: {reason}",
                driver=driver,
                reason=reason_of(error, question.password),
            )
        ) from error


def _file(path: str) -> URL:
    """A file to be opened for reading alone; one that does not exist is not made."""
    from sqlalchemy import URL

    if not Path(path).is_file():
        raise UserError(_("There is no file {path}. Check the path in the URL.", path=path))
    query = {"mode": "ro", "uri": "true"}
    return URL.create("sqlite", database=f"file:{quote(path)}", query=query)


def _server(url: DatabaseUrl, connection: Connection) -> str:
    dialect = connection.dialect
    name = "MariaDB" if getattr(dialect, "is_mariadb", False) else DIALECTS[url.dialect].name
    version = getattr(dialect, "server_version_info", None) or ()
    numbers = ".".join(str(part) for part in version if isinstance(part, int))
    return f"{name} {numbers}".strip()


# --- looking around ---


def _looked(connection: Connection, question: Question) -> Iterator[Said]:
    from sqlalchemy import inspect

    inspector = inspect(connection)
    names = sorted(inspector.get_schema_names())[:MOST_SCHEMAS]
    shown = question.schema or inspector.default_schema_name or (names[0] if names else "")
    yield Schemas(tuple(names), shown)
    yield _tables(inspector, shown, question.most)


def _tables(inspector: Inspector, schema: str, most: int) -> Tables:
    from sqlalchemy.engine.reflection import ObjectKind, ObjectScope

    where = schema or None
    plain = inspector.get_table_names(schema=where)
    views = frozenset(inspector.get_view_names(schema=where))
    names = sorted({*plain, *views}, key=str.casefold)
    kept = names[:most]
    asked: dict[str, Any] = {
        "schema": where,
        "filter_names": kept,
        "kind": ObjectKind.ANY,
        "scope": ObjectScope.DEFAULT,
    }
    columns = _by_name(inspector.get_multi_columns(**asked))
    keys = _by_name(inspector.get_multi_pk_constraint(**asked))
    uniques = _by_name(inspector.get_multi_unique_constraints(**asked))
    foreign = _by_name(inspector.get_multi_foreign_keys(**asked))
    tables = tuple(
        TableShape(
            name,
            name in views,
            tuple(
                _column(
                    inspector,
                    one,
                    (keys.get(name) or {}).get("constrained_columns") or [],
                    uniques.get(name) or [],
                    foreign.get(name) or [],
                )
                for one in (columns.get(name) or [])[:MOST_COLUMNS]
            ),
        )
        for name in kept
    )
    return Tables(schema, tables, cut=len(names) > most)


def _by_name(found: dict[Any, Any]) -> dict[str, Any]:
    return {name: value for (_schema, name), value in found.items()}


def _column(
    inspector: Inspector, one: Any, key: list[str], uniques: list[Any], foreign: list[Any]
) -> ColumnShape:
    name = one["name"]
    refers = ""
    for link in foreign:
        pairs = zip(link["constrained_columns"], link["referred_columns"], strict=False)
        target = next((other for own, other in pairs if own == name), None)
        if target is not None:
            refers = f"{link['referred_table']}.{target}"
    return ColumnShape(
        name=name,
        type=_type_words(inspector, one["type"]),
        kind=kind_of(one["type"]),
        required=not one.get("nullable", True),
        key=name in key,
        unique=any(each.get("column_names") == [name] for each in uniques),
        refers_to=refers,
    )


def _type_words(inspector: Inspector, type_: Any) -> str:
    from sqlalchemy.exc import CompileError

    try:
        return str(type_.compile(dialect=inspector.dialect))
    except (CompileError, NotImplementedError):
        return str(type_).upper()


def kind_of(type_: Any) -> FieldType:
    """What the values of a column are read as."""
    from sqlalchemy import types

    kinds: tuple[tuple[Any, FieldType], ...] = (
        (types.Boolean, FieldType.YES_NO),
        ((types.Integer, types.Numeric, types.Float), FieldType.NUMBER),
        (types.DateTime, FieldType.DATE_TIME),
        (types.Date, FieldType.DATE),
    )
    return next((kind for classes, kind in kinds if isinstance(type_, classes)), FieldType.TEXT)


# --- reading rows ---


def _rows(connection: Connection, question: Question) -> Rows:
    from sqlalchemy import column, select, table

    asked = question.table
    assert asked is not None
    source = table(asked.name, schema=asked.schema or None)
    chosen: list[Any] = [column(name) for name in asked.columns]
    query = select(*chosen).select_from(source).limit(question.most + 1)
    found = connection.execute(query)
    rows = tuple(
        tuple(cell_text(value) for value in row) for row in itertools.islice(found, question.most)
    )
    return Rows(rows, cut=found.fetchone() is not None)


def cell_text(value: Any) -> str:
    """A value of a database as a cell stores it; what has no text of its own is left empty."""
    match value:
        case None | bytes() | bytearray() | memoryview():
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case float():
            return repr(value)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)[:LONGEST_CELL]
