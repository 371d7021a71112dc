"""Transactions commit whole or not at all, and every connection has the settings it needs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.model.errors import OutsideError, Refused
from app.model.store import connection as module
from app.model.store.connection import connect, journal_mode
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_workspace


@pytest.mark.parametrize(
    ("release", "mode"),
    [
        ((3, 40, 1), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_wal_is_kept_only_by_releases_that_do_it_safely(
    release: tuple[int, ...], mode: str
) -> None:
    assert journal_mode(release) == mode


def test_every_connection_checks_foreign_keys_syncs_fully_and_waits_five_seconds(
    ws: Workspace,
) -> None:
    plain = connect(ws.path)
    found = [
        plain.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "synchronous", "busy_timeout", "journal_mode")
    ]
    plain.close()
    assert found == [1, 2, 5000, journal_mode()]


def test_a_file_kept_in_another_journal_mode_is_brought_to_the_safe_one(ws: Workspace) -> None:
    other = {"delete": "wal", "wal": "delete"}[journal_mode()]
    ws.close()
    plain = sqlite3.connect(ws.path)
    assert plain.execute(f"PRAGMA journal_mode = {other}").fetchone() == (other,)
    plain.close()
    plain = connect(ws.path)
    assert plain.execute("PRAGMA journal_mode").fetchone() == (journal_mode(),)
    plain.close()


def test_a_failure_undoes_the_whole_transaction_schema_changes_included(ws: Workspace) -> None:
    def fail_halfway() -> None:
        with ws.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE half (done INTEGER)")
            connection.exec_driver_sql("UPDATE meta SET step_limit = 7")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()
    with ws.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert "half" not in tables
    assert ws.settings().step_limit == 1000


def test_a_write_holds_the_lock_from_its_start(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_MS", 10)
    second = module.Store(ws.path)
    with ws.writing(), pytest.raises(OutsideError, match="Another window"), second.writing():
        pytest.fail("two writers at once")
    with second.writing():
        pass
    second.close()


def test_a_broken_rule_is_refused_in_words(ws: Workspace) -> None:
    new_routing(ws)
    with pytest.raises(Refused, match="log of a smart routing"), ws.writing() as connection:
        connection.exec_driver_sql("DELETE FROM log")


def test_a_broken_constraint_is_a_bug_and_stays_one(ws: Workspace) -> None:
    with pytest.raises(IntegrityError), ws.writing() as connection:
        connection.exec_driver_sql("INSERT INTO sample_set VALUES ('1', '', '')")


def test_paths_with_signs_of_addresses_are_only_paths(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%20 é"
    ws = new_workspace(folder, "x&mode=ro;.routings")
    new_routing(ws)
    ws.close()
    assert [found.name for found in folder.iterdir()] == ["x&mode=ro;.routings"]
