"""Backups of workspaces: one a day, and putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.model.catalogue import Catalogue
from app.model.errors import UserError
from app.model.permissions import Permission, rights_of
from app.model.store.backups import (
    Backup,
    BackupKind,
    Contents,
    back_up,
    backups_of,
    clear_out,
    folder_of,
    look_into,
)
from app.model.store.connection import Store
from app.model.store.files import recognise
from app.model.store.restoring import Restored, restore
from app.services.clock import now
from app.services.workspace import Workspace

__all__ = [
    "DAYS_KEPT",
    "Backup",
    "BackupKind",
    "Contents",
    "Daily",
    "Restored",
    "back_up_daily",
    "backups_of",
    "folder_of",
    "look_into",
    "restorable",
    "restore_backup",
]

DAYS_KEPT = 14
"""How long daily backups stay."""


@dataclass(frozen=True)
class Daily:
    """What a daily backup did: the new file, unless today has one already, and what it deleted."""

    made: Path | None
    deleted: tuple[Path, ...] = ()


def back_up_daily(path: Path, *, days: int = DAYS_KEPT) -> Daily:
    """Make the backup of today (a day of UTC) unless there is one, and delete old daily ones.

    Opens the file by itself, so that it can run beside a window.

    Raises:
        UserError: the workspace is damaged, or the folder is not ours to write; no backup was
            made, and none deleted.
        OutsideError: the disk refused.
    """
    moment = now()
    daily = [one for one in backups_of(path) if one.kind is BackupKind.DAILY]
    if daily and daily[0].at.date() == moment.date():
        return Daily(None)
    recognise(path)
    store = Store(path)
    try:
        made = back_up(store, BackupKind.DAILY, moment)
    finally:
        store.close()
    return Daily(made, clear_out(path, moment, days))


def restorable(path: Path) -> tuple[Backup, ...]:
    """The backups that can be put in the place of the workspace at `path`, newest first."""
    return tuple(one for one in backups_of(path) if one.kind is not BackupKind.DAMAGED)


def restore_backup(path: Path, backup: Path, catalogue: Catalogue) -> Restored:
    """Put a backup in the place of a workspace, and keep what stands there among the backups.

    Raises:
        Refused: the person may not manage everything in the present workspace.
        UserError: the backup is no workspace, newer or damaged; nothing has changed.
        OutsideError: the disk refused, or another process holds the workspace; nothing has changed.
    """
    try:
        present = Workspace.open_to_read(path, catalogue)
    except UserError:
        pass  # It cannot be read, so nobody can be asked for rights: that is what a backup is for.
    else:
        try:
            rights_of(present.user, present.resources()).check(Permission.ADMINISTER)
        finally:
            present.close()
    return restore(path, backup, now())
