"""Shots of backups, of workspaces that may not be written, and of files that are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QTreeWidget, QVBoxLayout

from app.engine.registry import CATALOGUE
from app.model.store.backups import BackupKind, back_up, before_upgrade
from app.model.text import Text, _
from app.services.backups import restore_backup
from app.ui.version.tab import VersionTab
from app.ui.workspaces.banner import WorkspaceBanner
from app.ui.workspaces.opening import UnopenedDialog, Way
from app.ui.workspaces.restoring import RestoreDialog
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage

_PLACE = Path("/srv/mail/Northwind Energy.routings")


def _dialog(stage: Stage) -> None:
    path = stage.session.workspace.path
    RestoreDialog(
        path, lambda of, backup: restore_backup(of, backup, CATALOGUE), stage.window
    ).open()

    def looked() -> bool:
        rows = stage.dialog().findChildren(QTreeWidget)[0]
        found = (rows.topLevelItem(row) for row in range(rows.topLevelItemCount()))
        return all(item is not None and item.text(2) != "Checking…" for item in found)

    stage.settle(looked)


@shot("workspace-restore-a-backup")
def restore(stage: Stage) -> None:
    store = stage.session.workspace.store
    now = dt.datetime.now(dt.UTC).replace(hour=8, minute=12)
    for days in range(6):
        back_up(store, BackupKind.DAILY, now - dt.timedelta(days=days, minutes=days * 7))
    back_up(store, BackupKind.REPLACED, now - dt.timedelta(days=2, hours=-6))
    back_up(store, before_upgrade(1), now - dt.timedelta(days=40))
    broken = back_up(store, BackupKind.DAILY, now - dt.timedelta(days=8))
    with broken.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 8192)
    _dialog(stage)


@shot("workspace-restore-without-backups", empty=True)
def restore_nothing(stage: Stage) -> None:
    _dialog(stage)


@shot("workspace-read-only")
def read_only(stage: Stage) -> None:
    stage.session.workspace.is_read_only = True
    stage.session.routings_changed.emit()
    column = stage.window.findChild(QVBoxLayout, "middle")
    assert column is not None
    column.insertWidget(1, WorkspaceBanner(stage.session, stage.window.workspaces))


def _refused(stage: Stage, reason: Text, *ways: Way) -> None:
    UnopenedDialog(_PLACE, reason, stage.window, ways=ways).open()


@shot("workspace-refused-damaged")
def damaged(stage: Stage) -> None:
    words = _("The workspace {path} is damaged. Open a copy or a backup of it.", path=str(_PLACE))
    _refused(stage, words, Way.RESTORE)


@shot("workspace-refused-newer")
def newer(stage: Stage) -> None:
    words = _(
        "{path} was made by a newer version of this application. Install that version to open it.",
        path=str(_PLACE),
    )
    _refused(stage, words, Way.RESTORE)


@shot("workspace-refused-foreign")
def foreign(stage: Stage) -> None:
    words = _(
        "{path} is not a workspace of this application. Choose another file.", path=str(_PLACE)
    )
    _refused(stage, words)


@shot("workspace-refused-not-writable")
def not_writable(stage: Stage) -> None:
    words = _(
        "You may not change {path}. Make a copy of it, or ask for the right.", path=str(_PLACE)
    )
    _refused(stage, words, Way.READ, Way.COPY)


@shot("workspace-full-disk")
def full_disk(stage: Stage) -> None:
    stage.window.open_version(stage.version("Support", "Spring campaign").id)
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    tab.document._is_unsaved = True
    tab.document.save_failed.emit(
        _("The disk is full. Free some space for {path}, then try again.", path=str(_PLACE))
    )
    stage.settle()


@shot("workspace-close-unsaved")
def close_unsaved(stage: Stage) -> None:
    full_disk(stage)
    stage.window.close()
    stage.settle()
