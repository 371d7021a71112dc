"""Every rule of the schema by itself, against SQL that breaks it: no way around it."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint

from app.model.resources import Mailbox, Queue
from app.model.store.rules import TRIGGERS
from app.model.store.tables import METADATA
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.model.store.breaking import BROKEN, IMPOSSIBLE
from tests.workspaces import new_routing, new_version, new_workspace

FAR = dt.datetime(2190, 5, 1, 8)  # noqa: DTZ001 -- a wall-clock time
TABLES = ("meta", "routing", "version", "action", "link", "branch_end", "position", "resource")

_NAMES = re.compile(r"CREATE TRIGGER (\w+)")
NAMES = {found.group(1): one for one in TRIGGERS if (found := _NAMES.match(one))}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which something of everything is going on; not to be changed."""
    ws = new_workspace(tmp_path_factory.mktemp("life"))
    a_life(ws)
    ws.close()
    return ws.path


def a_life(ws: Workspace) -> None:
    """Sales: 1 in backup, 2 in production, 3 tested by Info, 4 a draft, 5 scheduled, 6 blank.

    Other refers to Sales and is referred to by a mailbox; Free is referred to by nobody. The queue
    Rest takes what mailboxes do not deliver, Called is named by actions alone, Free by nobody.
    """
    for reference in ("rest", "called", "free"):
        save_resource(ws, Queue(name=reference.title(), reference=reference))
    sales, other = new_routing(ws, "sales"), new_routing(ws, "other")
    new_routing(ws, "free")
    for name in ("First", "Second"):
        version = new_version(ws, sales, name, words="queue:called")
        _end(ws, version.id)
        lifecycle.promote(ws, version.id)
    tested = new_version(ws, sales, "Tested")
    _end(ws, tested.id)
    lifecycle.put_in_test(ws, tested.id)
    new_version(ws, sales, "Draft", words="queue:called")
    lifecycle.schedule(ws, new_version(ws, sales, "Scheduled").id, FAR, "UTC")
    lifecycle.create_version(ws, sales.id, name="Blank")
    new_version(ws, other, words="routing:sales")
    for name, number in (("Info", 3), ("Plain", None)):
        save_resource(
            ws,
            Mailbox(
                name=name,
                reference=name.lower(),
                routing="sales",
                test_version=number,
                end_routing="other",
                fallback_queue="rest",
            ),
        )


def _end(ws: Workspace, version: str) -> None:
    """End a branch of the action behind Start on purpose."""
    with ws.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO branch_end SELECT version, target, 'ok' FROM link WHERE version = ?",
            (version,),
        )


@pytest.fixture
def sql(life: Path) -> Iterator[sqlite3.Connection]:
    """A copy in memory: the rules are in the file, whoever opens it."""
    with (
        contextlib.closing(sqlite3.connect(life)) as stored,
        contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copied,
    ):
        stored.backup(copied)
        copied.execute("PRAGMA foreign_keys = ON")
        yield copied


def spelled(sql: sqlite3.Connection, statement: str) -> str:
    """The statement with the ids of the versions that it names."""
    names = ("backup", "production", "tested", "draft", "scheduled", "blank")
    rows = sql.execute(
        "SELECT v.id FROM version v JOIN routing r ON r.id = v.routing"
        " WHERE r.reference = 'sales' ORDER BY number"
    )
    ids = {name: f"'{row[0]}'" for name, row in zip(names, rows, strict=True)}
    return statement.format(**ids)


def everything(sql: sqlite3.Connection) -> list[str]:
    """Every row of every table."""
    return list(sql.iterdump())


def forms(statement: str) -> Iterator[str]:
    """A statement, and what SQLite may do with a conflict instead of refusing it."""
    yield statement
    verb, rest = statement.split(" ", 1)
    if verb in {"INSERT", "UPDATE"} and not rest.startswith("OR "):
        for way in ("REPLACE", "IGNORE", "FAIL", "ROLLBACK"):
            yield f"{verb} OR {way} {rest}"


@pytest.mark.parametrize(
    ("rule", "statement"),
    [(rule, statement) for rule, statements in BROKEN.items() for statement in statements],
)
def test_a_rule_holds_against_sql_in_every_form(
    sql: sqlite3.Connection, rule: str, statement: str
) -> None:
    before = everything(sql)
    for form in forms(spelled(sql, statement)):
        with pytest.raises(sqlite3.IntegrityError):
            sql.execute(form)
        assert everything(sql) == before


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_holds_without_the_others(sql: sqlite3.Connection, rule: str) -> None:
    """So each stands for itself, and none only seems to be needed."""
    for other in NAMES.keys() - {rule}:
        sql.execute(f"DROP TRIGGER {other}")
    sql.execute("PRAGMA foreign_keys = OFF")
    (key,) = re.findall(r"RAISE\(ABORT, '(\w+)'\)", NAMES[rule])
    for statement in BROKEN[rule]:
        with pytest.raises(sqlite3.IntegrityError, match=f"^{key}$"):
            sql.execute(spelled(sql, statement))


@pytest.mark.parametrize("constraint", IMPOSSIBLE)
def test_a_constraint_holds(sql: sqlite3.Connection, constraint: str) -> None:
    name = constraint.strip()
    statement = spelled(sql, IMPOSSIBLE[constraint])
    with pytest.raises(sqlite3.IntegrityError):
        sql.execute(statement)
    if name.startswith("uq_"):
        for trigger in NAMES:
            sql.execute(f"DROP TRIGGER {trigger}")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE" if name[0] == "u" else name):
        sql.execute(statement)


def test_every_rule_is_broken_here() -> None:
    refusing = {name for name, trigger in NAMES.items() if "RAISE" in trigger}
    assert refusing == BROKEN.keys(), "each trigger of the schema needs a statement in breaking.py"
    assert constraints() == {name.strip() for name in IMPOSSIBLE}, (
        "each constraint of the tables of the life cycle needs a statement in breaking.py"
    )


def constraints() -> set[str]:
    """The checks and unique columns of the tables of the life cycle, by name."""
    found: set[str] = set()
    for table in (METADATA.tables[name] for name in TABLES):
        found |= {str(one.name) for one in table.indexes if one.unique}
        for one in table.constraints:
            if isinstance(one, CheckConstraint):
                found.add(f"ck_{table.name}_{one.name}".replace(f"ck_{table.name}_ck_", "ck_"))
            elif isinstance(one, UniqueConstraint):
                columns = "_".join(column.name for column in one.columns)
                found.add(f"uq_{table.name}_{columns}")
    return found


def test_what_the_rules_allow_is_done(sql: sqlite3.Connection) -> None:
    """The way that versions take is open: into production, into backup, and back."""
    for statement in (
        "UPDATE version SET status = 'backup' WHERE id = {production}",
        "UPDATE version SET status = 'production', produced_by = 'x' WHERE id = {draft}",
        "UPDATE version SET status = 'backup' WHERE id = {draft}",
        "UPDATE version SET status = 'production', produced_by = 'x' WHERE id = {backup}",
        "DELETE FROM version WHERE id = {production}",
        "UPDATE routing SET reference = 'new' WHERE reference = 'free'",
        "UPDATE routing SET reference = 'SALES' WHERE reference = 'sales'",
        "DELETE FROM routing WHERE reference = 'new'",
        "DELETE FROM resource WHERE reference = 'free'",
        "UPDATE resource SET reference = 'Rest' WHERE reference = 'rest'",
    ):
        assert sql.execute(_named(sql, statement)).rowcount == 1, statement


def _named(sql: sqlite3.Connection, statement: str) -> str:
    names = {"backup": 1, "production": 2, "draft": 4}
    rows = sql.execute(
        "SELECT number, v.id FROM version v JOIN routing r ON r.id = v.routing"
        " WHERE lower(r.reference) = 'sales'"
    )
    ids = {number: f"'{id_}'" for number, id_ in rows}
    return statement.format(**{name: ids.get(number, "''") for name, number in names.items()})
