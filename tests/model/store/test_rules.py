"""The database keeps the rules by itself, against any SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from app.model.catalogue import RoutingType
from app.model.routing import Routing, Version
from app.model.store.connection import connect
from app.model.store.refusals import RULES
from app.model.store.rules import TRIGGERS
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_version

TREE_TABLES = ("action", "link", "branch_end", "position")


@pytest.fixture
def routing(ws: Workspace) -> Routing:
    return new_routing(ws)


@pytest.fixture
def produced(ws: Workspace, routing: Routing) -> Version:
    return lifecycle.promote(ws, new_version(ws, routing).id)


@pytest.fixture
def draft(ws: Workspace, routing: Routing, produced: Version) -> Version:
    return new_version(ws, routing, "Second")


@pytest.fixture
def sql(ws: Workspace, draft: Version) -> Iterator[sqlite3.Connection]:
    connection = connect(ws.path)
    yield connection
    connection.close()


def refused(sql: sqlite3.Connection, statement: str, *values: object) -> str:
    with pytest.raises(sqlite3.IntegrityError) as found:
        sql.execute(statement, values)
    return str(found.value)


@pytest.mark.parametrize("status", ["production", "backup"])
@pytest.mark.parametrize("table", TREE_TABLES)
def test_the_tree_of_a_produced_version_cannot_change(
    ws: Workspace, sql: sqlite3.Connection, produced: Version, table: str, status: str
) -> None:
    if status == "backup":
        sql.execute("UPDATE version SET status = 'backup' WHERE id = ?", (produced.id,))
    if table == "branch_end":
        statement = "INSERT INTO branch_end VALUES (?, (SELECT min(id) FROM action), 'x')"
        assert refused(sql, statement, produced.id) == "tree_is_fixed"
        return
    column = {"action": "name", "link": "branch", "position": "x"}[table]
    deleting = f"DELETE FROM {table} WHERE version = ?"
    updating = f"UPDATE {table} SET {column} = 1 WHERE version = ?"
    inserting = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE version = ?"
    for statement in (deleting, updating, inserting):
        assert refused(sql, statement, produced.id) == "tree_is_fixed"


@pytest.mark.parametrize("table", TREE_TABLES)
def test_rows_never_move_to_another_version(
    sql: sqlite3.Connection, produced: Version, draft: Version, table: str
) -> None:
    sql.execute(
        "INSERT INTO branch_end SELECT version, id, 'x' FROM action WHERE version = ?", (draft.id,)
    )
    statement = f"UPDATE {table} SET version = ? WHERE version = ?"
    assert refused(sql, statement, produced.id, draft.id) == "tree_is_fixed"


@pytest.mark.parametrize(
    "column",
    ["name", "description", "hash", "revision", "actions", "next_action", "drawing_extra"],
)
def test_what_describes_a_produced_tree_cannot_change(
    sql: sqlite3.Connection, produced: Version, column: str
) -> None:
    statement = f"UPDATE version SET {column} = '77' WHERE id = ?"
    assert refused(sql, statement, produced.id) == "tree_is_fixed"


def test_a_produced_version_never_returns_to_development(
    sql: sqlite3.Connection, produced: Version
) -> None:
    back = "UPDATE version SET status = 'development' WHERE id = ?"
    assert refused(sql, back, produced.id) == "version_never_returns"
    sql.execute("UPDATE version SET status = 'backup' WHERE id = ?", (produced.id,))
    assert refused(sql, back, produced.id) == "version_never_returns"


def test_a_version_reaches_backup_only_through_production(
    sql: sqlite3.Connection, draft: Version
) -> None:
    statement = "UPDATE version SET status = 'backup' WHERE id = ?"
    assert refused(sql, statement, draft.id) == "version_never_returns"


def test_a_routing_has_one_version_in_production_at_most(
    sql: sqlite3.Connection, draft: Version
) -> None:
    statement = "UPDATE version SET status = 'production' WHERE id = ?"
    assert refused(sql, statement, draft.id) == "one_is_in_production"


def test_a_blank_version_never_reaches_production(
    ws: Workspace, sql: sqlite3.Connection, routing: Routing, produced: Version
) -> None:
    blank = lifecycle.create_version(ws, routing.id, name="Blank")
    sql.execute("UPDATE version SET status = 'backup' WHERE id = ?", (produced.id,))
    statement = "UPDATE version SET status = 'production' WHERE id = ?"
    assert refused(sql, statement, blank.id) == "version_is_blank"


def test_the_version_in_production_is_not_deleted(
    sql: sqlite3.Connection, produced: Version
) -> None:
    statement = "DELETE FROM version WHERE id = ?"
    assert refused(sql, statement, produced.id) == "version_is_in_production"


def test_deleting_a_routing_takes_every_version_and_tree_along(
    ws: Workspace, sql: sqlite3.Connection, routing: Routing
) -> None:
    sql.execute("DELETE FROM routing WHERE id = ?", (routing.id,))
    for table in ("version", *TREE_TABLES):
        assert sql.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert ws.log(routing.id)


_NEW_VERSION = (
    "INSERT INTO version SELECT 'new', routing, {number}, {name}, {key}, '', {status}, 0, NULL,"
    " NULL, NULL, NULL, '', '', 0, 1, 1, '', created_at, '', changed_at, '', NULL, ''"
    " FROM version WHERE id = ?"
)


def test_a_version_starts_in_development(sql: sqlite3.Connection, draft: Version) -> None:
    statement = _NEW_VERSION.format(number=3, name="'c'", key="'c'", status="'backup'")
    assert refused(sql, statement, draft.id) == "version_starts_in_development"


def test_the_number_of_a_version_is_never_given_again(
    ws: Workspace, sql: sqlite3.Connection, draft: Version, routing: Routing
) -> None:
    lifecycle.delete_version(ws, draft.id)
    kept = ws.versions(routing.id)[0]
    for number in (draft.number, kept.number, 9):
        statement = _NEW_VERSION.format(
            number=number, name="'c'", key="'c'", status="'development'"
        )
        assert refused(sql, statement, kept.id) == "number_is_not_next"
    back = "UPDATE routing SET next_number = 1"
    assert refused(sql, back) == "number_is_not_next"
    again = "UPDATE version SET number = 9 WHERE id = ?"
    assert refused(sql, again, kept.id) == "number_is_not_next"


def test_version_names_are_unique_in_their_routing(sql: sqlite3.Connection, draft: Version) -> None:
    statement = _NEW_VERSION.format(number=3, name="name", key="name_key", status="'development'")
    assert refused(sql, statement, draft.id) == "name_is_taken"


def test_routing_references_are_unique_by_lower_case(
    ws: Workspace, sql: sqlite3.Connection
) -> None:
    new_routing(ws, "support")
    statement = "UPDATE routing SET reference = 'SUPPORT' WHERE reference = 'sales'"
    assert refused(sql, statement) == "reference_is_taken"


@pytest.mark.parametrize("reference", ["", "a b", "é", "x" * 101, "a/b", "a\n"])
@pytest.mark.parametrize("table", ["routing", "resource"])
def test_references_keep_to_their_letters(
    sql: sqlite3.Connection, table: str, reference: str
) -> None:
    sql.execute("INSERT INTO resource VALUES ('queue', 'sales', 'Sales', '{}', 1)")
    assert "CHECK" in refused(sql, f"UPDATE {table} SET reference = ?", reference)


def test_references_hold_every_legal_sign(sql: sqlite3.Connection) -> None:
    sql.execute("UPDATE routing SET reference = 'aZ09_-.@+'")


def test_resource_references_are_unique_in_their_kind_by_lower_case(
    sql: sqlite3.Connection,
) -> None:
    insert = "INSERT INTO resource VALUES (?, ?, 'Sales', '{}', 1)"
    sql.execute(insert, ("queue", "sales"))
    sql.execute(insert, ("checkpoint", "sales"))
    assert refused(sql, insert, "queue", "Sales") == "reference_is_taken"


def test_the_type_of_a_routing_never_changes(sql: sqlite3.Connection) -> None:
    statement = f"UPDATE routing SET type = '{RoutingType.END.value}'"
    assert refused(sql, statement) == "routing_type_is_fixed"


@pytest.mark.parametrize("statement", ["UPDATE log SET who = 'nobody'", "DELETE FROM log"])
def test_the_log_only_grows(sql: sqlite3.Connection, statement: str) -> None:
    assert refused(sql, statement) == "log_only_grows"


def test_a_workspace_has_one_row_of_settings(sql: sqlite3.Connection) -> None:
    statement = "INSERT INTO meta SELECT 'other', created_at, '', 'UTC', 1 FROM meta"
    assert refused(sql, statement) == "meta_has_one_row"


def test_a_branch_never_has_a_link_and_an_end(sql: sqlite3.Connection, draft: Version) -> None:
    ending = "INSERT INTO branch_end SELECT version, source, branch FROM link WHERE version = ?"
    assert refused(sql, ending, draft.id) == "branch_has_link_and_end"
    sql.execute(
        "INSERT INTO branch_end SELECT version, target, 'ok' FROM link WHERE version = ?",
        (draft.id,),
    )
    linking = (
        "INSERT INTO link SELECT e.version, e.source, e.branch, a.id FROM branch_end e"
        " JOIN action a ON a.version = e.version AND a.id <> e.source WHERE e.version = ?"
    )
    assert refused(sql, linking, draft.id) == "branch_has_link_and_end"


def test_a_link_leads_to_an_action_of_its_own_version(
    sql: sqlite3.Connection, draft: Version
) -> None:
    statement = "UPDATE link SET target = 'nowhere' WHERE version = ?"
    assert "FOREIGN KEY" in refused(sql, statement, draft.id)


def test_a_tree_has_one_start(sql: sqlite3.Connection, draft: Version) -> None:
    statement = "UPDATE action SET type = 'start' WHERE version = ?"
    assert "UNIQUE" in refused(sql, statement, draft.id)


def test_every_rule_has_a_sentence() -> None:
    keys = {statement.split("'")[-2] for statement in TRIGGERS if "RAISE" in statement}
    assert keys == RULES.keys()
