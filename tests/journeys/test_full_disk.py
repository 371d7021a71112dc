"""A disk that is full: what was done stays on screen, and goes on in another place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.engine.registry import CATALOGUE
from app.services.workspace import Workspace
from app.ui.shell.leaving import ELSEWHERE
from app.ui.widgets import ConfirmDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LONG = "a long comment about it " * 60


@contextlib.contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """The file may not grow any more, which SQLite says as it says that a disk is full."""
    plain = desk.window.session.workspace.store._plain
    pages, before = (
        plain.execute(f"PRAGMA {words}").fetchone()[0] for words in ("page_count", "max_page_count")
    )
    plain.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with contextlib.suppress(Exception):
            plain.execute(f"PRAGMA max_page_count = {before}")


def first_of(desk: Desk) -> str:
    """The action after Start."""
    return next(link.target for link in desk.tree.links if link.source == desk.tree.start.id)


def write_comment(desk: Desk, key: str) -> None:
    """Type a comment so long that the file would have to grow."""
    desk.click_card(desk.tree.by_id[key].name)
    panel = desk.tab.inspector.panel
    assert panel is not None
    desk.click(panel.comment.viewport())
    desk.press(Qt.Key.Key_A, CTRL)
    QApplication.clipboard().setText(LONG * 4)
    desk.press(Qt.Key.Key_V, CTRL)
    desk.wait(lambda: not desk.tab.edits.is_waiting)


def button_of(desk: Desk, words: str) -> QPushButton:
    """A button of the message above the canvas."""
    return next(one for one in desk.tab.notice.findChildren(QPushButton) if one.text() == words)


def test_a_full_disk_says_so_and_everything_goes_on_elsewhere(
    desk: Desk, sample: Path, tmp_path: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    version, key = desk.tab.version.id, first_of(desk)
    window = desk.window
    with desk.elsewhere() as other:
        before = other.tree(version)
    with full_disk(desk):
        write_comment(desk, key)
        desk.wait(lambda: desk.tab.is_unsaved)
        assert "The disk is full" in desk.notice
        assert desk.window.status_bar.saving.text() == "Unsaved: Retry"
        mine = desk.tree
        assert mine.by_id[key].comment
        # Nothing of its life changes, nor is it copied or deleted, before it is stored.
        for name in ("promote_version", "test_version", "schedule_version", "delete_version"):
            desk.said.clear()
            window.menus.entries[name].trigger()
            assert QApplication.activeModalWidget() is None
            assert any("not stored yet" in said for said in desk.said)
        # Whoever changes their mind about the place is still told.
        desk.click(button_of(desk, "Save elsewhere…"))
        dialog = desk.dialog(QFileDialog)
        assert tmp_path not in Path(dialog.directory().absolutePath()).parents
        desk.press(Qt.Key.Key_Escape)
        desk.wait(lambda: QApplication.activeModalWidget() is None)
        assert "The disk is full" in desk.notice
        # And then there.
        target = tmp_path / "stick" / "moved.routings"
        target.parent.mkdir()
        desk.click(button_of(desk, "Save elsewhere…"))
        desk.choose_file(target)
        desk.wait(lambda: desk.desktop.window is not window)
    assert desk.path == target
    desk.wait(lambda: desk.window._is_restored)
    desk.wait(lambda: desk.window.workbench.current is not None)
    assert desk.tab.version.id == version
    assert desk.tree.by_id == mine.by_id
    assert not desk.tab.is_unsaved
    assert "Everything is in" in desk.message
    desk.agree()
    # Where the disk was full everything is as it was stored last.
    left = Workspace.open(sample, CATALOGUE)
    assert left.tree(version) == before
    left.close()


def test_a_disk_with_room_again_stores_what_waited(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    key = first_of(desk)
    with full_disk(desk):
        write_comment(desk, key)
        desk.wait(lambda: desk.tab.is_unsaved)
        # Stored as often as one tries, it stays unsaved, and on screen.
        for _ in range(3):
            desk.click(button_of(desk, "Retry"))
            assert desk.tab.is_unsaved
            assert "The disk is full" in desk.notice
    desk.click(button_of(desk, "Retry"))
    desk.wait(lambda: not desk.tab.is_unsaved)
    assert not desk.tab.notice.isVisible()
    desk.agree()
    assert desk.tree.by_id[key].comment


def test_closing_offers_another_place_too(desk: Desk, sample: Path, tmp_path: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    key, window = first_of(desk), desk.window
    with full_disk(desk):
        write_comment(desk, key)
        desk.wait(lambda: desk.tab.is_unsaved)
        mine = desk.tree
        desk.press(Qt.Key.Key_Q, CTRL)
        desk.click(desk.dialog(ConfirmDialog).buttons[ELSEWHERE])
        target = tmp_path / "stick" / "moved.routings"
        target.parent.mkdir()
        desk.choose_file(target)
        desk.wait(lambda: desk.desktop.window is not window)
    desk.wait(lambda: desk.window.workbench.current is not None)
    assert desk.path == target
    assert desk.tree.by_id == mine.by_id
    desk.agree()
