"""An older file is backed up, then migrated whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.model.errors import OutsideError, UserError
from app.model.store import upgrading
from app.model.store.connection import Connection, Store
from app.model.store.files import APPLICATION_ID, recognise
from app.model.store.schema import SCHEMA
from app.services.workspace import Workspace
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, contents, new_workspace

ROOT = Path(__file__).resolve().parents[3]
AT = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


def older_file(path: Path) -> Path:
    """A file of ours from before the first schema: it has the mark, and nothing else of today."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("CREATE TABLE keepsake (words TEXT)")
        file.execute("INSERT INTO keepsake VALUES ('old')")
    return path


def keepsake(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as file:
        words: str = file.execute("SELECT words FROM keepsake").fetchone()[0]
        return words


def test_an_older_file_is_migrated_and_keeps_what_it_held(tmp_path: Path) -> None:
    path = older_file(tmp_path / "old.routings")
    upgrading.upgrade(path, AT)
    assert recognise(path) == SCHEMA
    assert keepsake(path) == "old"


def test_a_verified_backup_of_the_older_file_stands_beside_it(tmp_path: Path) -> None:
    path = older_file(tmp_path / "old.routings")
    backup = upgrading.upgrade(path, AT)
    assert backup.name == "old.schema-0.20261123T083000000000.routings"
    assert recognise(backup) == 0
    assert keepsake(backup) == "old"


def test_opening_an_older_workspace_upgrades_it(tmp_path: Path) -> None:
    path = older_file(tmp_path / "old.routings")
    with pytest.raises(OutsideError, match="damaged"):  # the row of settings was never there
        Workspace.open(path, CATALOGUE)
    assert recognise(path) == SCHEMA
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_of_today_is_not_backed_up(tmp_path: Path) -> None:
    ws = new_workspace(tmp_path)
    ws.close()
    Workspace.open(ws.path, CATALOGUE).close()
    assert list(contents(tmp_path)) == [ws.path.name]


def test_a_migration_that_fails_midway_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older_file(tmp_path / "old.routings")
    before = path.read_bytes()
    migrate = upgrading.migrate

    def failing(connection: Connection) -> None:
        migrate(connection)
        raise RuntimeError("midway")

    monkeypatch.setattr(upgrading, "migrate", failing)
    with pytest.raises(RuntimeError, match="midway"):
        upgrading.upgrade(path, AT)
    assert path.read_bytes() == before


def test_a_migration_that_breaks_references_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older_file(tmp_path / "old.routings")
    before = path.read_bytes()
    migrate = upgrading.migrate

    def breaking(connection: Connection) -> None:
        migrate(connection)
        connection.exec_driver_sql(
            "INSERT INTO run (version, kept_at, kept_by, mode, hash, subject, outcome, destination,"
            " steps, trace) VALUES ('nowhere', '', '', 'replay', '', '', '', '', 0, x'00')"
        )

    monkeypatch.setattr(upgrading, "migrate", breaking)
    with pytest.raises(UserError, match="damaged"):
        upgrading.upgrade(path, AT)
    assert path.read_bytes() == before


def test_two_processes_migrate_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = older_file(tmp_path / "old.routings")
    back_up = upgrading._back_up

    def second(store: Store, at: dt.datetime) -> Path:
        made = back_up(store, at)
        monkeypatch.setattr(upgrading, "_back_up", back_up)
        upgrading.upgrade(path, at + dt.timedelta(seconds=1))
        return made

    monkeypatch.setattr(upgrading, "_back_up", second)
    upgrading.upgrade(path, AT)
    assert recognise(path) == SCHEMA


_KILLED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from app.model.store import upgrading
from app.model.store.connection import Connection, Store
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def at_the_end(*_):
    if sys.argv[3] == "commit":
        os.kill(os.getpid(), signal.SIGKILL)

upgrading.upgrade(Path(sys.argv[1]), dt.datetime.now(dt.UTC))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_migration_killed_at_any_statement_leaves_the_older_file_or_the_new_one(
    tmp_path: Path,
) -> None:
    points = [*(1 + 55 * point // scaled(20) for point in range(scaled(20))), 0]
    for point in points:
        path = older_file(tmp_path / f"old-{point}.routings")
        how = "statement" if point else "commit"
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(path), str(point), how],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        with contextlib.closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            tables = set(file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))
            assert tables == {("keepsake",)}
        upgrading.upgrade(path, AT)
        assert recognise(path) == SCHEMA
