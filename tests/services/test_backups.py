"""Backups are made once a day, verified, thinned out, and restored without losing the present."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.model.errors import OutsideError, Refused, UserError
from app.model.permissions import Permission
from app.model.resources import Role, User
from app.model.store import restoring
from app.model.store.refusals import Damaged, Newer
from app.model.store.schema import SCHEMA
from app.services import backups
from app.services.backups import BackupKind, back_up_daily, backups_of, look_into, restore_backup
from app.services.identity import who
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.model.store.first_release import first_release
from tests.workspaces import CATALOGUE, contents, new_routing, new_version, new_workspace

START = dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The moment that backups are made at; it moves when a test says so."""
    moment = [START]
    monkeypatch.setattr(backups, "now", lambda: moment[0])
    return moment


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a version, open."""
    made = new_workspace(tmp_path)
    new_version(made, new_routing(made), words="hello")
    yield made
    made.close()


def names(ws: Workspace) -> list[str]:
    """The routings of a workspace."""
    return [one.name for one in ws.routings()]


def test_the_first_opening_of_a_day_makes_a_backup(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    assert made.parent.name == "studio.routings.backups"
    assert made.name == "studio.daily.20261102T080000000000.routings"
    clock[0] += dt.timedelta(hours=15)
    assert back_up_daily(ws.path).made is None
    clock[0] += dt.timedelta(hours=1)
    assert back_up_daily(ws.path).made is not None


def test_a_backup_is_a_whole_workspace_that_opens(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    assert list(contents(made.parent)) == [made.name]
    found = look_into(made)
    assert (found.routings, found.versions) == (1, 1)
    assert found.changed_at is not None
    assert abs(found.changed_at - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)
    copy = Workspace.open(made, CATALOGUE)
    assert names(copy) == ["Sales"]
    copy.close()


def test_daily_backups_stay_for_two_weeks_and_a_few_longer(
    ws: Workspace, clock: list[dt.datetime]
) -> None:
    for _ in range(20):
        back_up_daily(ws.path)
        clock[0] += dt.timedelta(days=1)
    kept = [one.at.day for one in backups_of(ws.path)]
    assert kept == list(range(21, 6, -1))
    clock[0] += dt.timedelta(days=100)
    back_up_daily(ws.path)
    assert len(backups_of(ws.path)) == 3


def test_a_damaged_workspace_is_not_backed_up_and_no_backup_goes(
    ws: Workspace, clock: list[dt.datetime]
) -> None:
    for _ in range(5):
        back_up_daily(ws.path)
        clock[0] += dt.timedelta(days=1)
    ws.close()
    before = contents(backups.folder_of(ws.path))
    damage(ws.path)
    clock[0] += dt.timedelta(days=100)
    with pytest.raises(Damaged):
        back_up_daily(ws.path)
    assert contents(backups.folder_of(ws.path)) == before


def damage(path: Path) -> None:
    """Overwrite the middle of a workspace."""
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(whole)


def test_a_folder_that_cannot_be_made_is_said(ws: Workspace, clock: list[dt.datetime]) -> None:
    backups.folder_of(ws.path).write_text("in the way", encoding="utf-8")
    with pytest.raises(UserError, match="refused to write"):
        back_up_daily(ws.path)
    assert backups_of(ws.path) == ()


def test_restoring_brings_the_backup_back_and_keeps_the_present(
    ws: Workspace, clock: list[dt.datetime]
) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    new_routing(ws, "later")
    assert names(ws) == ["Later", "Sales"]
    kept = restore_backup(ws.path, made, CATALOGUE).kept
    # Whoever has the workspace open sees the change as one of another process.
    assert ws.changed_outside()
    assert names(ws) == ["Sales"]
    assert kept is not None
    assert [one.kind for one in backups_of(ws.path)] == [BackupKind.REPLACED, BackupKind.DAILY]
    restore_backup(ws.path, kept, CATALOGUE)
    assert names(ws) == ["Later", "Sales"]


def test_a_damaged_workspace_is_replaced_and_kept_byte_by_byte(
    ws: Workspace, clock: list[dt.datetime]
) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    ws.close()
    damage(ws.path)
    journal = ws.path.with_name(ws.path.name + "-journal")
    journal.write_bytes(b"half a journal")
    broken = ws.path.read_bytes()
    kept = restore_backup(ws.path, made, CATALOGUE).kept
    assert kept is not None
    assert kept.read_bytes() == broken
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"half a journal"
    assert not journal.exists()
    assert [one.kind for one in backups_of(ws.path)] == [BackupKind.DAMAGED, BackupKind.DAILY]
    assert [one.kind for one in backups.restorable(ws.path)] == [BackupKind.DAILY]
    again = Workspace.open(ws.path, CATALOGUE)
    assert names(again) == ["Sales"]
    again.close()


def test_a_workspace_that_is_gone_is_restored(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    ws.close()
    ws.path.unlink()
    assert restore_backup(ws.path, made, CATALOGUE).kept is None
    again = Workspace.open(ws.path, CATALOGUE)
    assert names(again) == ["Sales"]
    again.close()


def test_an_older_backup_is_brought_to_today_first(
    ws: Workspace, clock: list[dt.datetime], tmp_path: Path
) -> None:
    older = first_release(tmp_path / "older.routings")
    before = older.read_bytes()
    restore_backup(ws.path, older, CATALOGUE)
    assert older.read_bytes() == before
    assert names(ws) == ["Support"]


def test_a_damaged_backup_changes_nothing(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    damage(made)
    before = contents(ws.path.parent)
    with pytest.raises(Damaged, match=made.name):
        restore_backup(ws.path, made, CATALOGUE)
    with pytest.raises(Damaged):
        look_into(made)
    assert contents(ws.path.parent) == before


def test_a_newer_backup_changes_nothing(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    with closing(sqlite3.connect(made)) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = contents(ws.path.parent)
    with pytest.raises(Newer):
        restore_backup(ws.path, made, CATALOGUE)
    assert contents(ws.path.parent) == before


def test_a_busy_workspace_is_left_alone(
    ws: Workspace, clock: list[dt.datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    new_routing(ws, "later")
    monkeypatch.setattr(restoring, "_PATIENCE", 0.2)
    with closing(sqlite3.connect(ws.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutsideError, match="Another window is writing"):
            restore_backup(ws.path, made, CATALOGUE)
        other.execute("ROLLBACK")
    assert names(ws) == ["Later", "Sales"]


def test_who_may_not_administer_may_not_restore(ws: Workspace, clock: list[dt.datetime]) -> None:
    made = back_up_daily(ws.path).made
    assert made is not None
    save_resource(ws, Role(name="Boss", reference="boss", permissions=tuple(Permission)))
    save_resource(ws, Role(name="Reader", reference="reader", permissions=(Permission.READ,)))
    save_resource(ws, User(name="Me", reference="me", login=who(), roles=("boss",)))
    save_resource(ws, User(name="Her", reference="her", login="somebody", roles=("boss",)))
    with ws.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE resource SET body = json_set(body, '$.roles', json('[\"reader\"]'))"
            " WHERE reference = 'me'"
        )
    with pytest.raises(Refused):
        restore_backup(ws.path, made, CATALOGUE)
