"""External databases: read, refused, missing, silent, hostile; never a password in a sentence."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from app.model.errors import OutsideError, UserError
from app.model.resources import Database, DatabasePlace, FieldType
from app.model.resources.database_url import DIALECTS, read_database_url
from app.services import databases
from app.services.databases import Connected, Rows, Schemas, Tables, look_around, read_rows
from app.world.live import database as live
from app.world.live.database_drivers import MODULES, driver_for
from app.world.live.database_shapes import Question
from tests.world import postgres

SECRET = "canary-5526"


def external(url: str) -> Database:
    return Database(name="D", reference="d", place=DatabasePlace.EXTERNAL, url=url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "My orders.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT UNIQUE);
            CREATE TABLE "odd; name" ("a ""b" DATE, paid BOOLEAN, sum NUMERIC(8, 2),
                customer INTEGER REFERENCES customers (id), at DATETIME, photo BLOB);
            CREATE VIEW names AS SELECT name FROM customers;
            INSERT INTO customers VALUES (1, 'Ada', 'ada@example.org'), (2, 'Bo', NULL);
            """
        )
        made.commit()
    return path


def url_of(path: Path) -> str:
    return "sqlite:///" + str(path).replace(" ", "%20").replace("\\", "/").lstrip(" ")


def said(database: Database, **named: object) -> tuple[Connected, Schemas, Tables]:
    first, schemas, tables = look_around(database, **named)  # type: ignore[arg-type]
    assert isinstance(first, Connected)
    assert isinstance(schemas, Schemas)
    assert isinstance(tables, Tables)
    return first, schemas, tables


def test_a_file_says_its_version_schemas_and_tables(file: Path) -> None:
    connected, schemas, tables = said(external(url_of(file)))
    assert connected.server.startswith("SQLite 3.")
    assert schemas.shown == "main"
    assert [(one.name, one.is_view) for one in tables.tables] == [
        ("customers", False),
        ("names", True),
        ("odd; name", False),
    ]
    customers, _names, odd = tables.tables
    assert [
        (one.name, one.type, one.key, one.required, one.unique) for one in customers.columns
    ] == [
        ("id", "INTEGER", True, False, False),
        ("name", "TEXT", False, True, False),
        ("mail", "TEXT", False, False, True),
    ]
    assert [(one.name, one.kind, one.refers_to) for one in odd.columns] == [
        ('a "b', FieldType.DATE, ""),
        ("paid", FieldType.YES_NO, ""),
        ("sum", FieldType.NUMBER, ""),
        ("customer", FieldType.NUMBER, "customers.id"),
        ("at", FieldType.DATE_TIME, ""),
        ("photo", FieldType.TEXT, ""),
    ]


def test_rows_of_a_table_with_a_strange_name_are_read_as_texts(file: Path) -> None:
    with closing(sqlite3.connect(file)) as made:
        made.execute("""INSERT INTO "odd; name" VALUES ('2026-01-31', 1, 12.5, 1, NULL, x'00ff')""")
        made.commit()
    _connected, _schemas, tables = said(external(url_of(file)))
    found = read_rows(external(url_of(file)), "", "main", tables.tables[2])
    assert found == Rows((("2026-01-31", "1", "12.5", "1", "", ""),))


def test_a_snapshot_takes_the_first_thousand_rows(file: Path) -> None:
    with closing(sqlite3.connect(file)) as made:
        made.executemany("INSERT INTO customers (name) VALUES (?)", [("x",)] * 1_100)
        made.commit()
    tables = said(external(url_of(file)))[2]
    found = read_rows(external(url_of(file)), "", "", tables.tables[0])
    assert (len(found.rows), found.cut) == (databases.MOST_ROWS, True)


def test_a_file_is_never_made_and_never_written(file: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    with pytest.raises(UserError, match="There is no file"):
        list(look_around(external(url_of(missing))))
    assert not missing.exists()
    engine = live._engine(Question(read_database_url(url_of(file))))
    with engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("INSERT INTO customers (name) VALUES ('x')")
    engine.dispose()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("no database" * 200)
    with pytest.raises(OutsideError, match="not a database"):
        list(look_around(external(url_of(path))))


@pytest.mark.parametrize("dialect", [one for one in DIALECTS if one != "sqlite"])
def test_a_driver_that_is_not_installed_is_named(dialect: str) -> None:
    url = read_database_url(f"{dialect}://db.example.com/x")
    with pytest.raises(UserError) as refused:
        driver_for(url, installed=lambda _driver: False)
    sentence = str(refused.value.text)
    assert sentence.startswith(f"The driver for {DIALECTS[dialect].name} is not installed.")
    assert "Install the Python package" in sentence
    last = DIALECTS[dialect].drivers[-1]
    assert driver_for(url, installed=lambda driver: driver == last) == last
    assert set(DIALECTS[dialect].drivers) <= set(MODULES)


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes connections, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []
        stop = threading.Event()
        server.settimeout(0.1)

        def take() -> None:
            while not stop.is_set():
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    continue

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            thread.join()
            for one in taken:
                one.close()


DRIVERS = [("mysql+pymysql", "pymysql"), ("postgresql+psycopg", "psycopg")]


@pytest.mark.parametrize(("scheme", "module"), DRIVERS)
def test_a_server_that_never_answers_is_given_up_at_the_deadline(scheme: str, module: str) -> None:
    pytest.importorskip(module)
    with silent_server() as port:
        database = external(f"{scheme}://reader@127.0.0.1:{port}/orders")
        with pytest.raises(OutsideError, match="did not answer within 1 seconds"):
            list(look_around(database, SECRET, patience=0.6))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("scheme", "module"), DRIVERS)
def test_a_question_is_cancelled_while_the_server_is_silent(scheme: str, module: str) -> None:
    pytest.importorskip(module)
    with silent_server() as port:
        database = external(f"{scheme}://reader@127.0.0.1:{port}/orders")
        asked = 0

        def cancelled() -> bool:
            nonlocal asked
            asked += 1
            return asked > 30

        assert list(look_around(database, SECRET, cancelled=cancelled)) == []
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("scheme", "module"), DRIVERS)
def test_a_server_that_talks_nonsense_is_told_without_the_password(
    scheme: str, module: str
) -> None:
    pytest.importorskip(module)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def answer() -> None:
            one, _address = server.accept()
            with one:
                one.sendall(f"HTTP/1.1 400 {SECRET}\r\n\r\n".encode() * 50)

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        database = external(f"{scheme}://reader@127.0.0.1:{port}/orders")
        with pytest.raises(OutsideError) as failed:
            list(look_around(database, SECRET, patience=8))
        thread.join()
    assert SECRET not in str(failed.value.text)
    assert "\n" not in str(failed.value.text)


def test_nobody_listening_is_one_sentence() -> None:
    pytest.importorskip("pymysql")
    port = postgres.free_port()
    with pytest.raises(OutsideError) as failed:
        list(look_around(external(f"mysql+pymysql://reader@127.0.0.1:{port}/x"), SECRET))
    assert str(failed.value.text).startswith("127.0.0.1 does not let itself be read: ")
    assert SECRET not in str(failed.value.text)


def test_a_wrong_url_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_context", None)
    with pytest.raises(UserError, match="Take the password out"):
        list(look_around(external(f"postgresql://a:{SECRET}@db/x")))


def test_a_password_never_stands_in_a_reason() -> None:
    error = ValueError(f"login\n failed  for {SECRET}" + "x" * 900)
    words = live.reason_of(error, SECRET)
    assert words.startswith("login failed for •••xxx")
    assert len(words) == 300
    assert live.reason_of(ValueError(), "") == "ValueError"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (b"\xff", ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31, 9, 30, tzinfo=dt.UTC), "2026-01-31T09:30:00+00:00"),
        ({"a": 1}, "{'a': 1}"),
        ("x" * 20_000, "x" * 10_000),
    ],
)
def test_a_value_is_kept_as_a_text_that_reads_back(value: object, text: str) -> None:
    assert live.cell_text(value) == text


def test_a_real_server_is_read_with_the_password_only() -> None:
    psycopg = pytest.importorskip("psycopg")
    with postgres.server() as port:
        place = f"127.0.0.1:{port}/postgres"
        with psycopg.connect(f"postgresql://reader:{postgres.PASSWORD}@{place}") as made:
            made.execute("CREATE SCHEMA sales")
            made.execute(
                "CREATE TABLE sales.orders (id bigint PRIMARY KEY, at timestamptz NOT NULL,"
                " total numeric(10,2), paid boolean, note varchar(40), tags jsonb)"
            )
            made.execute(
                "INSERT INTO sales.orders VALUES (1, '2026-01-31 09:30+01', 12.50, true, 'ä', '{}')"
            )
        database = external(f"postgresql://reader@{place}")
        with pytest.raises(OutsideError) as refused:
            list(look_around(database, "wrong"))
        assert "wrong" not in str(refused.value.text)
        connected, schemas, tables = said(database, password=postgres.PASSWORD, schema="sales")
        assert connected.server.startswith("PostgreSQL ")
        assert {"public", "sales"} <= set(schemas.names)
        (orders,) = tables.tables
        assert [(one.name, one.kind, one.key) for one in orders.columns] == [
            ("id", FieldType.NUMBER, True),
            ("at", FieldType.DATE_TIME, False),
            ("total", FieldType.NUMBER, False),
            ("paid", FieldType.YES_NO, False),
            ("note", FieldType.TEXT, False),
            ("tags", FieldType.TEXT, False),
        ]
        (row,) = read_rows(database, postgres.PASSWORD, "sales", orders).rows
        assert (row[0], *row[2:]) == ("1", "12.50", "true", "ä", "{}")
        assert dt.datetime.fromisoformat(row[1]) == dt.datetime(2026, 1, 31, 8, 30, tzinfo=dt.UTC)
