"""Putting a backup in the place of a workspace, which is kept; before or after, never between."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from app.model.errors import OutsideError, UserError
from app.model.store.backups import BackupKind, back_up, keep_as_found, read_only
from app.model.store.connection import Store, connect
from app.model.store.creation import COMPANIONS, built_beside, put_in_place
from app.model.store.files import recognise
from app.model.store.opening import check_tables, check_version
from app.model.store.refusals import Damaged, Foreign, damaged, spoken
from app.model.store.schema import SCHEMA
from app.model.text import _

_PATIENCE = 5.0
"""Seconds that another process may hold the workspace up."""


@dataclass(frozen=True)
class Restored:
    """What stood at the workspace's place before; None where nothing stood there."""

    kept: Path | None


def restore(path: Path, backup: Path, at: dt.datetime) -> Restored:
    """Put `backup` in the place of the workspace at `path`; the backup itself stays as it is.

    Where the present file is a sound workspace the change is one transaction in it, which other
    processes wait for and then see; where it is not, the file is replaced.

    Raises:
        UserError: the backup is no workspace, newer or damaged, or the folder is not ours to write;
            nothing has changed.
        OutsideError: the disk refused, or another process holds the workspace; nothing has changed.
    """
    with built_beside(path) as ready:
        _prepare(backup, ready)
        # SQLite follows a journal, or throws it away: what is damaged is kept as it was before.
        kept = keep_as_found(path, at) if _has_companion(path) else None
        present = _open_sound(path) if path.exists() else None
        if present is None:
            if kept is None and path.exists():
                kept = keep_as_found(path, at)
            for ending in COMPANIONS:
                # A journal of the file before would be rolled back into the one after.
                path.with_name(path.name + ending).unlink(missing_ok=True)
            put_in_place(ready, path)
            return Restored(kept)
        with contextlib.closing(present):
            whole = back_up(present, BackupKind.REPLACED, at)
        _pour(ready, path)
        if kept is not None:
            for ending in ("", *COMPANIONS):
                kept.with_name(kept.name + ending).unlink(missing_ok=True)
    return Restored(whole)


def _has_companion(path: Path) -> bool:
    beside = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return path.exists() and any(one.exists() for one in beside)


def _prepare(backup: Path, ready: Path) -> None:
    """Make `ready` a sound workspace of today's schema with what the backup holds."""
    check_version(backup, recognise(backup, to_write=False))
    with (
        spoken(backup),
        contextlib.closing(read_only(backup)) as source,
        contextlib.closing(sqlite3.connect(ready, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = delete").fetchone()
    if recognise(ready) < SCHEMA:
        from app.model.store.upgrading import upgrade_copy  # loads Alembic

        upgrade_copy(ready)
    store = Store(ready)
    try:
        sound = store.is_sound()
        check_tables(store)
    except Damaged as error:
        raise damaged(backup) from error
    finally:
        store.close()
    if not sound:
        raise damaged(backup)


def _open_sound(path: Path) -> Store | None:
    """The present workspace, held open; None where it cannot be read, or is none."""
    try:
        if recognise(path) > SCHEMA:
            return None
        store = Store(path)
    except (Damaged, Foreign):
        return None
    try:
        if store.is_sound():
            return store
    except Damaged:
        store.close()
        return None
    except UserError:
        store.close()
        raise
    store.close()
    return None


def _pour(ready: Path, path: Path) -> None:
    """Write every page of `ready` into the workspace, in one transaction."""
    deadline = time.monotonic() + _PATIENCE

    def look_at_the_clock(_status: int, _left: int, _pages: int) -> None:
        if time.monotonic() > deadline:
            raise OutsideError(
                _("Another window is writing to {path}. Try again in a moment.", path=str(path))
            )

    with (
        spoken(path),
        contextlib.closing(read_only(ready)) as source,
        contextlib.closing(connect(path)) as target,
    ):
        source.backup(target, progress=look_at_the_clock, sleep=0.05)
