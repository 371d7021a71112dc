"""What goes wrong outside: files that are none, mail that is none, a disk that refuses."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from app.model.store.schema import SCHEMA
from app.model.tree import ActionTree
from app.ui.samples.importing import RefusedDialog
from app.ui.samples.page import SamplesPage
from app.ui.widgets import ConfirmDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ORDINARY = 65534
LETTER = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: A whole one\r\n\r\nHello\r\n"


# --- workspaces that cannot be opened ---


def text_file(folder: Path, sample: Path) -> Path:
    del sample
    path = folder / "notes.routings"
    path.write_text("Dear diary,\n", encoding="utf-8")
    return path


def newer_workspace(folder: Path, sample: Path) -> Path:
    path = folder / "newer.routings"
    path.write_bytes(sample.read_bytes())
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    return path


def truncated_workspace(folder: Path, sample: Path) -> Path:
    path = folder / "cut.routings"
    whole = sample.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def empty_file(folder: Path, sample: Path) -> Path:
    del sample
    path = folder / "empty.routings"
    path.touch()
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (text_file, "is not a workspace of this application"),
        (newer_workspace, "made by a newer version of this application"),
        (truncated_workspace, "is damaged"),
        (empty_file, "is not a workspace of this application"),
    ],
)
def test_a_file_that_is_no_workspace_leaves_the_open_one(
    desk: Desk, sample: Path, tmp_path: Path, make: Callable[[Path, Path], Path], said: str
) -> None:
    bad = make(tmp_path, sample)
    content = bad.read_bytes()
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    window, tab = desk.window, desk.tab
    desk.press(Qt.Key.Key_O, CTRL)
    desk.choose_file(bad)
    desk.wait(lambda: bool(desk.message))
    assert said in desk.message
    assert str(bad) in desk.message
    assert desk.window is window
    assert desk.tab is tab
    assert bad.read_bytes() == content
    desk.agree()


@contextlib.contextmanager
def ordinary_user() -> Iterator[Path]:
    """A folder of somebody who is no administrator, and may do what they may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, ORDINARY, ORDINARY)
        os.seteuid(ORDINARY)
        try:
            yield folder
        finally:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_a_folder_without_rights_is_said(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    window, content = desk.window, sample.read_bytes()
    desk.press(Qt.Key.Key_O, CTRL)
    with ordinary_user() as folder:
        path = folder / "theirs.routings"
        path.write_bytes(content)
        folder.chmod(0o555)
        desk.choose_file(path)
        desk.wait(lambda: bool(desk.message))
        folder.chmod(0o777)
    assert "You may not write in the folder" in desk.message
    assert desk.window is window
    desk.agree()


# --- mail that is none ---


def drop(desk: Desk, *paths: Path) -> None:
    """Drop files on the window; the platform of tests has no drag and drop of its own."""
    window = desk.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, copy = window.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(middle), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        window, QDropEvent(QPointF(middle), copy, data, left, none, QEvent.Type.Drop)
    )


def test_what_is_no_email_is_named_and_the_rest_is_imported(
    desk: Desk, sample: Path, tmp_path: Path
) -> None:
    broken, empty, folder = tmp_path / "broken.eml", tmp_path / "empty.eml", tmp_path / "mail"
    broken.write_bytes(bytes(range(256)) * 40)
    empty.touch()
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "whole.eml").write_bytes(LETTER)
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    tree = desk.tree
    drop(desk, broken, empty, folder)
    desk.wait(lambda: "imported" in desk.message)
    page = desk.window.workbench.page("samples")
    assert isinstance(page, SamplesPage)
    assert page.isVisible()
    assert "could not be read" in desk.message
    desk.click(desk.window.message_bar._action)
    dialog = desk.dialog(RefusedDialog)
    found = (dialog.rows.topLevelItem(row) for row in range(dialog.rows.topLevelItemCount()))
    named = {item.text(0): item.text(1) for item in found if item is not None}
    assert named["empty.eml"]
    desk.press(Qt.Key.Key_Escape)
    subjects = {page.emails.index(row, 0).data() for row in range(page.emails.rowCount())}
    assert any("A whole one" in str(one) for one in subjects)
    # The version waits where it was.
    desk.tab_of("Spring campaign")
    assert desk.tree == tree
    desk.agree()


def test_an_empty_folder_says_so(desk: Desk, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    desk.start(sample)
    drop(desk, tmp_path / "nothing")
    desk.wait(lambda: bool(desk.message))
    assert "0 emails" in desk.message


def test_a_workspace_dropped_that_is_none_leaves_the_open_one(
    desk: Desk, sample: Path, tmp_path: Path
) -> None:
    bad = text_file(tmp_path, sample)
    desk.start(sample)
    window = desk.window
    drop(desk, bad)
    desk.wait(lambda: bool(desk.message))
    assert "is not a workspace" in desk.message
    assert desk.window is window


# --- a disk that refuses ---


@contextlib.contextmanager
def refusing_disk(desk: Desk) -> Iterator[None]:
    """The file can be read and not written, as on a stick whose lock was pushed."""
    plain = desk.window.session.workspace.store._plain
    plain.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        plain.execute("PRAGMA query_only = OFF")


def stored(desk: Desk) -> ActionTree:
    with desk.elsewhere() as other:
        return other.tree(desk.tab.version.id)


def test_what_the_disk_refuses_stays_on_screen_until_it_is_stored(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    before = stored(desk)
    status = desk.window.status_bar.saving
    assert status.text() == "All changes saved"
    with refusing_disk(desk):
        desk.click_card("Start")
        desk.press(Qt.Key.Key_Insert)
        count = len(desk.tree.actions)
        desk.press(Qt.Key.Key_Escape)
        rename_first(desk, "Kept in memory")
        desk.wait(lambda: desk.tab.is_unsaved)
        assert len(desk.tree.actions) == count
        assert "cannot be written" in desk.notice
        assert status.text() == "Unsaved: Retry"
        assert desk.window.workbench.bar.tabText(1).startswith("● ")
        assert stored(desk) == before
        # Trying again changes nothing yet, and loses nothing.
        desk.click(status)
        assert status.text() == "Unsaved: Retry"
        rename_first(desk, "Kept as well")
        # Neither production nor closing takes it away.
        desk.click(desk.tab.toolbar.promote)
        assert QApplication.activeModalWidget() is None
        desk.press(Qt.Key.Key_W, CTRL)
        question = desk.dialog(ConfirmDialog)
        desk.click(question.cancel)
        desk.wait(lambda: QApplication.activeModalWidget() is None)
        assert "Kept as well" in {one.name for one in desk.tree.actions}
        assert stored(desk) == before
    assert "cannot be written" in desk.notice
    retry = next(one for one in desk.tab.notice.findChildren(QPushButton) if one.text() == "Retry")
    desk.click(retry)
    desk.wait(lambda: not desk.tab.is_unsaved)
    assert status.text() == "All changes saved"
    assert not desk.tab.notice.isVisible()
    assert not desk.window.workbench.bar.tabText(1).startswith("● ")
    desk.agree()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.agree()
    assert stored(desk).by_id == before.by_id


def rename_first(desk: Desk, name: str) -> None:
    """Rename the action after Start."""
    first = next(link.target for link in desk.tree.links if link.source == desk.tree.start.id)
    desk.click_card(desk.tree.by_id[first].name)
    desk.press(Qt.Key.Key_F2)
    desk.write(name)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tree.by_id[first].name == name)
