"""Backups of a workspace: verified copies in a folder beside it, named by what they are and when.

A backup is a whole workspace file. It lies beside the workspace so that it is found by the path
alone, when nothing inside the workspace can be read any more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.model.store.connection import Store
from app.model.store.creation import COMPANIONS, built_beside, copy_pages, put_in_place
from app.model.store.files import recognise
from app.model.store.refusals import damaged, spoken
from app.model.store.rows import row_reader

_MOMENT = "%Y%m%dT%H%M%S%f"
_NAMED = re.compile(r"\.(daily|replaced|damaged|schema-\d+)\.(\d{8}T\d{12})(\.[^.]*)?$")

FEWEST = 3
"""So many daily backups stay, however old they are."""


class BackupKind(StrEnum):
    """Why a backup was made; the value stands in its name."""

    DAILY = "daily"
    UPGRADE = "schema"
    REPLACED = "replaced"
    """What stood in the place of a backup that was restored."""
    DAMAGED = "damaged"
    """The same, byte by byte, where it was no sound workspace any more."""


@dataclass(frozen=True)
class Backup:
    """One backup: `size` in bytes, `at` in UTC."""

    path: Path
    kind: BackupKind
    at: dt.datetime
    size: int


@dataclass(frozen=True)
class Contents:
    """What a backup holds, and when a version in it changed last."""

    routings: int
    versions: int
    changed_at: dt.datetime | None


def folder_of(path: Path) -> Path:
    """Where the backups of the workspace at `path` are; the folder may not exist yet."""
    return path.with_name(f"{path.name}.backups")


def before_upgrade(schema: int) -> str:
    """The word in the name of a backup that comes before an upgrade from `schema`."""
    return f"{BackupKind.UPGRADE}-{schema}"


def back_up(store: Store, word: str, at: dt.datetime) -> Path:
    """Make a verified backup of an open workspace.

    Raises:
        Damaged: the workspace is not sound; there is no new backup.
        UserError: the folder is not ours to write.
        OutsideError: the disk refused.
    """
    backup = _place(store.path, word, at)
    with built_beside(backup) as temporary:
        copy_pages(store, temporary, backup)
        put_in_place(temporary, backup)
    recognise(backup)
    return backup


def keep_as_found(path: Path, at: dt.datetime) -> Path:
    """Copy a file that SQLite cannot read to the backups, byte by byte, its journal with it.

    Raises:
        UserError: the folder is not ours to write.
        OutsideError: the disk refused.
    """
    kept = _place(path, BackupKind.DAMAGED, at)
    for ending in (*COMPANIONS, ""):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            target = kept.with_name(kept.name + ending)
            with built_beside(target) as temporary:
                shutil.copyfile(beside, temporary)
                put_in_place(temporary, target)
    return kept


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of the workspace at `path`, newest first; none where there is no folder."""
    found = []
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for entry in folder_of(path).iterdir():
            named = _NAMED.search(entry.name)
            if named is None or entry.name.endswith(COMPANIONS) or not entry.is_file():
                continue
            at = dt.datetime.strptime(named[2], _MOMENT).replace(tzinfo=dt.UTC)
            kind = BackupKind(named[1].partition("-")[0])
            found.append(Backup(entry, kind, at, entry.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def clear_out(path: Path, at: dt.datetime, days: int) -> tuple[Path, ...]:
    """Delete the daily backups older than `days`, but for the newest few; what was deleted.

    Backups of any other kind stay until a person deletes them. What a backup left behind that was
    killed in the making goes too, once it is a day old.
    """
    for left in _left_behind(path):
        made = dt.datetime.fromtimestamp(left.stat().st_mtime, dt.UTC)
        if at - made > dt.timedelta(days=1):
            left.unlink(missing_ok=True)
    daily = [one for one in backups_of(path) if one.kind is BackupKind.DAILY]
    old = [one.path for one in daily[FEWEST:] if at - one.at > dt.timedelta(days=days)]
    for one in old:
        one.unlink(missing_ok=True)
    return tuple(old)


def _left_behind(path: Path) -> Iterator[Path]:
    """Files that `built_beside` made for this workspace or a backup of it, and did not finish."""
    for place in (path.parent, folder_of(path)):
        for entry in tuple(place.iterdir()) if place.is_dir() else ():
            if entry.name.startswith(f".{path.stem}.") and entry.is_file():
                yield entry


def look_into(backup: Path) -> Contents:
    """What a backup holds, after checking every page of it; the file stays as it is.

    Raises:
        UserError: it is no workspace, or damaged.
        OutsideError: the disk refused.
    """
    recognise(backup, to_write=False)
    with spoken(backup), contextlib.closing(read_only(backup)) as plain:
        if plain.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise damaged(backup)
        routings = plain.execute("SELECT count(*) FROM routing").fetchone()[0]
        versions, changed = plain.execute(
            "SELECT count(*), max(changed_at) FROM version"
        ).fetchone()
    return Contents(routings, versions, None if changed is None else _moment(changed))


def read_only(path: Path) -> sqlite3.Connection:
    """A plain connection that cannot write; whoever asked closes it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _place(path: Path, word: str, at: dt.datetime) -> Path:
    moment = at.astimezone(dt.UTC).strftime(_MOMENT)
    return folder_of(path) / f"{path.stem}.{word}.{moment}{path.suffix}"


@row_reader
def _moment(stored: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stored).astimezone(dt.UTC)
