"""Going back to a backup, from the window and from a workspace that does not open."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.model.store import upgrading
from app.model.store.schema import SCHEMA
from app.services import lifecycle
from app.services.backups import (
    back_up_daily,
    backups_of,
    folder_of,
    look_into,
    restore_backup,
)
from app.services.preferences import Preferences
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.shell.desktop import Desktop
from app.ui.theme import Theme
from app.ui.widgets import ConfirmDialog
from app.ui.workspaces.opening import UnopenedDialog, Way
from app.ui.workspaces.restoring import RestoreDialog
from tests.model.store.first_release import VERSIONS, first_release
from tests.ui.shell.building import PlainTab, add_routing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    """The application without an engine, not yet started."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QApplication.setQuitOnLastWindowClosed(False)
    theme = Theme(app, "light")
    made = Desktop(
        theme,
        Preferences(),
        open_workspace=lambda path: Workspace.open(path, CATALOGUE),
        create_workspace=lambda path: Workspace.create(path, CATALOGUE),
        open_to_read=lambda path: Workspace.open_to_read(path, CATALOGUE),
        restore_backup=lambda path, backup: restore_backup(path, backup, CATALOGUE),
        write_sample=lambda _path: None,
        make_tab=PlainTab,
    )
    theme.setParent(made)
    yield made
    if made.restoring is not None:
        made.restoring.reject()
    if made.refusal is not None:
        made.refusal.deleteLater()
    if made.window is not None:
        made.window.leave()
    made.deleteLater()
    QApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workspace with one routing, and a backup of that."""
    path = tmp_path / "Mine.routings"
    ws = Workspace.create(path, CATALOGUE)
    add_routing(ws, "Sales")
    ws.close()
    back_up_daily(path)
    return path


def window_of(desktop: Desktop) -> MainWindow:
    assert desktop.window is not None
    return desktop.window


def names(desktop: Desktop) -> list[str]:
    return [one.name for one in window_of(desktop).session.workspace.routings()]


def restoring(desktop: Desktop, qtbot: QtBot) -> RestoreDialog:
    """The dialog, once it has looked into every backup."""
    dialog = desktop.restoring
    assert dialog is not None

    def looked() -> bool:
        rows = (dialog.rows.topLevelItem(row) for row in range(dialog.rows.topLevelItemCount()))
        return all(item is not None and item.text(2) != "Checking…" for item in rows)

    qtbot.waitUntil(looked)
    return dialog


def damage(path: Path) -> None:
    """Overwrite most of a workspace, its header excepted."""
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    path.write_bytes(whole)


def click(widget: QPushButton) -> None:
    QTest.mouseClick(widget, LEFT)


def test_a_backup_is_restored_from_the_menu(desktop: Desktop, path: Path, qtbot: QtBot) -> None:
    desktop.start(path)
    lifecycle.delete_routing(window_of(desktop).session.workspace, _only(desktop))
    assert names(desktop) == []
    window_of(desktop).menus.entries["restore"].trigger()
    dialog = restoring(desktop, qtbot)
    item = dialog.rows.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Daily backup"
    assert item.text(2) == "1 smart routing, 0 versions"
    before = window_of(desktop)
    click(dialog.ok)
    qtbot.waitUntil(lambda: desktop.window is not None and desktop.window is not before)
    assert names(desktop) == ["Sales"]
    assert "The workspace is as it was" in window_of(desktop).message_bar.message
    assert len(backups_of(path)) == 2
    # And back again: what was there before is among the backups.
    window_of(desktop).menus.entries["restore"].trigger()
    dialog = restoring(desktop, qtbot)
    kinds = {item.text(1) for item in _items(dialog)}
    assert kinds == {"Daily backup", "Before a restore"}
    before = window_of(desktop)
    click(dialog.ok)
    qtbot.waitUntil(lambda: desktop.window is not None and desktop.window is not before)
    assert names(desktop) == []


def _only(desktop: Desktop) -> str:
    (routing,) = window_of(desktop).session.workspace.routings()
    return routing.id


def _items(dialog: RestoreDialog) -> list[QTreeWidgetItem]:
    found = (dialog.rows.topLevelItem(row) for row in range(dialog.rows.topLevelItemCount()))
    return [item for item in found if item is not None]


def test_a_damaged_workspace_offers_its_backups(desktop: Desktop, path: Path, qtbot: QtBot) -> None:
    damage(path)
    broken = path.read_bytes()
    desktop.start(path)
    refusal = desktop.refusal
    assert isinstance(refusal, UnopenedDialog)
    assert "is damaged" in refusal.reason.message
    assert path.read_bytes() == broken
    click(refusal.ways[Way.RESTORE])
    dialog = restoring(desktop, qtbot)
    click(dialog.ok)
    qtbot.waitUntil(lambda: desktop.window is not None)
    assert names(desktop) == ["Sales"]
    kept = next(one for one in backups_of(path) if one.kind == "damaged")
    assert kept.path.read_bytes() == broken


def test_another_workspace_with_something_unsaved_stays_in_the_window(
    desktop: Desktop, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    damage(path)
    desktop.open(tmp_path / "Open.routings", new=True)
    window = window_of(desktop)
    routing = add_routing(window.session.workspace, "Open")
    version = lifecycle.create_version(window.session.workspace, routing.id, name="First")
    window.open_version(version.id)
    tab = window.workbench.current
    assert isinstance(tab, PlainTab)
    tab.document._is_unsaved = True
    desktop.open(path)
    assert "is damaged" in window.message_bar.message
    click(window.message_bar._action)
    dialog = restoring(desktop, qtbot)
    click(dialog.ok)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ConfirmDialog))
    # It is restored; what is open asks before it goes, and stays.
    question = QApplication.activeModalWidget()
    assert isinstance(question, ConfirmDialog)
    question.reject()
    assert desktop.window is window
    again = Workspace.open(path, CATALOGUE)
    assert [one.name for one in again.routings()] == ["Sales"]
    again.close()


def test_whoever_changes_their_mind_is_asked_again(
    desktop: Desktop, path: Path, qtbot: QtBot
) -> None:
    damage(path)
    desktop.start(path)
    assert desktop.refusal is not None
    click(desktop.refusal.ways[Way.RESTORE])
    dialog = restoring(desktop, qtbot)
    click(dialog.cancel)
    assert desktop.refusal is not None


def test_a_newer_workspace_offers_the_backup_from_before(desktop: Desktop, path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    desktop.start(path)
    assert desktop.refusal is not None
    assert "newer version of this application" in desktop.refusal.reason.message
    assert list(desktop.refusal.ways) == [Way.RESTORE]


def test_an_upgrade_that_fails_leaves_the_file_and_offers_its_backups(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = first_release(tmp_path / "Old.routings")
    before = old.read_bytes()

    def failing(_connection: object) -> None:
        raise RuntimeError("midway")

    monkeypatch.setattr(upgrading, "migrate", failing)
    desktop.start(old)
    assert desktop.refusal is not None
    assert "It is as it was" in desktop.refusal.reason.message
    assert list(desktop.refusal.ways) == [Way.RESTORE]
    assert old.read_bytes() == before
    # The backup that came before holds the same.
    (backup,) = backups_of(old)
    assert (backup.kind, look_into(backup.path).versions) == ("schema", len(VERSIONS))


def test_a_file_of_another_kind_offers_nothing_but_other_files(
    desktop: Desktop, tmp_path: Path
) -> None:
    other = tmp_path / "notes.routings"
    other.write_text("Dear diary", encoding="utf-8")
    desktop.start(other)
    assert desktop.refusal is not None
    assert desktop.refusal.ways == {}


def test_a_damaged_backup_cannot_be_chosen(desktop: Desktop, path: Path, qtbot: QtBot) -> None:
    (backup,) = backups_of(path)
    damage(backup.path)
    desktop.start(path)
    window_of(desktop).menus.entries["restore"].trigger()
    dialog = restoring(desktop, qtbot)
    item = dialog.rows.topLevelItem(0)
    assert item is not None
    assert item.text(2) == "Damaged"
    assert not dialog.ok.isEnabled()


def test_without_backups_the_dialog_says_so(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "New.routings"
    desktop.open(path, new=True)
    folder = folder_of(path)
    for backup in backups_of(path):
        backup.path.unlink()
    desktop.restore(path)
    assert desktop.restoring is not None
    assert desktop.restoring.middle.currentWidget() is desktop.restoring.nothing
    assert not desktop.restoring.ok.isEnabled()
    assert folder.name == "New.routings.backups"


def test_opening_makes_the_backup_of_the_day(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Fresh.routings"
    desktop.open(path, new=True)
    qtbot.waitUntil(lambda: len(backups_of(path)) == 1)
    qtbot.waitUntil(lambda: not window_of(desktop).session.jobs.running)
    assert window_of(desktop).message_bar.message == ""


def test_a_backup_that_cannot_be_made_is_said(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Fresh.routings"
    folder_of(path).write_text("in the way", encoding="utf-8")
    desktop.open(path, new=True)
    qtbot.waitUntil(lambda: bool(window_of(desktop).message_bar.message))
    assert "Today's backup could not be made" in window_of(desktop).message_bar.message


# --- workspaces that may not be written ---


@pytest.fixture
def locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose file may not be written: the question to the system is answered so."""
    access = os.access

    def answered(asked: Path, mode: int, **how: bool) -> bool:
        writes = bool(mode & os.W_OK) and Path(asked) == path
        return not writes and access(asked, mode, **how)

    monkeypatch.setattr(os, "access", answered)
    return path


def opened_to_read(desktop: Desktop, locked: Path) -> MainWindow:
    desktop.start(locked)
    assert desktop.refusal is not None
    assert "You may not change" in desktop.refusal.reason.message
    assert list(desktop.refusal.ways) == [Way.READ, Way.COPY]
    click(desktop.refusal.ways[Way.READ])
    return window_of(desktop)


def test_a_locked_workspace_opens_read_only(desktop: Desktop, locked: Path) -> None:
    before = locked.read_bytes()
    window = opened_to_read(desktop, locked)
    assert names(desktop) == ["Sales"]
    banner = window.findChild(QPushButton, "go_on_in_copy")
    assert banner is not None
    assert banner.isVisible()
    page = window.routings_page
    assert not page.new.isEnabled()
    assert "open read-only" in page.new.toolTip()
    window.menus.entries["restore"].trigger()
    assert "open read-only" in window.message_bar.message
    assert locked.read_bytes() == before


def test_a_locked_workspace_goes_on_in_a_copy(
    desktop: Desktop, locked: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    opened_to_read(desktop, locked)
    target = tmp_path / "Copy.routings"
    desktop.open_copy(locked, target)
    assert window_of(desktop).session.workspace.path == target
    assert not window_of(desktop).session.workspace.is_read_only
    assert names(desktop) == ["Sales"]
