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
from app.model.routing import Status
from app.model.store import upgrading
from app.model.store.backups import back_up, backups_of
from app.model.store.connection import Connection, Store
from app.model.store.files import APPLICATION_ID, recognise
from app.model.store.refusals import NotUpgraded
from app.model.store.schema import SCHEMA
from app.services import runs
from app.services.workspace import Workspace
from tests.model.store.first_release import VERSIONS, first_release
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
    assert backup.parent.name == "old.routings.backups"
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
    with pytest.raises(NotUpgraded, match="It is as it was: restore a backup") as found:
        upgrading.upgrade(path, AT)
    assert isinstance(found.value.__cause__, RuntimeError)
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

    def second(store: Store, word: str, at: dt.datetime) -> Path:
        made = back_up(store, word, at)
        monkeypatch.setattr(upgrading, "back_up", back_up)
        upgrading.upgrade(path, at + dt.timedelta(seconds=1))
        return made

    monkeypatch.setattr(upgrading, "back_up", second)
    upgrading.upgrade(path, AT)
    assert recognise(path) == SCHEMA


def test_a_workspace_of_the_first_release_keeps_everything(tmp_path: Path) -> None:
    path = first_release(tmp_path / "old.routings")
    before = everything_in(path)
    ws = Workspace.open(path, CATALOGUE)
    (routing,) = ws.routings()
    found = {version.name: version for version in ws.versions(routing.id)}
    assert tuple(found) == VERSIONS
    assert [version.status for version in found.values()] == [
        Status.BACKUP,
        Status.PRODUCTION,
        *[Status.DEVELOPMENT] * 3,
    ]
    assert found["Tried out"].in_testing
    planned = found["Planned"].schedule
    assert planned is not None
    assert planned.time_zone == "Europe/Paris"
    for version in found.values():
        tree = ws.tree(version.id)
        assert (len(tree.actions), len(tree.links), len(tree.ended)) == (10, 9, 1)
        (run,) = runs.kept_runs(ws, version.id)
        assert (run.subject, run.outcome, run.destination, run.steps) == (
            "Hello",
            "queued",
            "queue-1",
            3,
        )
    assert len(ws.log(routing.id)) == 5
    ws.close()
    # Every value of every table that the release had is there as it was.
    after = everything_in(path)
    for table in before.keys() - {"run", "version", "alembic_version"}:
        assert [row[: len(old)] for row, old in zip(after[table], before[table], strict=True)] == (
            before[table]
        )


def everything_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a file."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        tables = file.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {
            name: file.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
            for (name,) in tables
        }


_KILLED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from app.model.store import upgrading
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
print(int(sys.argv[2]) - left)
"""

RELEASED = {"before the first release": older_file, "the first release": first_release}
KILL_POINTS = 20


def migrated(path: Path, point: int, how: str) -> subprocess.CompletedProcess[str]:
    """Migrate a file in a process that dies before a statement, or at the commit."""
    return subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), str(point), how],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("release", RELEASED)
def test_a_migration_killed_at_any_point_leaves_the_older_file_or_the_new_one(
    tmp_path: Path, release: str
) -> None:
    make = RELEASED[release]
    whole = make(tmp_path / "whole.routings")
    before = everything_in(whole)
    told = migrated(whole, 0, "to the end")
    assert told.returncode == 0, told.stderr
    statements = int(told.stdout)
    count = scaled(KILL_POINTS)
    points = [*(1 + (statements - 1) * point // count for point in range(count)), 0]
    for point in points:
        folder = tmp_path / f"point-{point}"
        folder.mkdir()
        path = make(folder / "old.routings")
        done = migrated(path, point, "at a statement" if point else "commit")
        assert done.returncode == -signal.SIGKILL, done.stderr
        with contextlib.closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert everything_in(path) == before
        # Whatever is called a backup is one, whole.
        for backup in backups_of(path):
            assert everything_in(backup.path) == before
        upgrading.upgrade(path, AT)
        assert recognise(path) == SCHEMA
        assert everything_in(path) == everything_in(whole)
