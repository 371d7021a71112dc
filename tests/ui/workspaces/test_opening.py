"""Opening, making and copying workspaces; one that stays shut is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.services.backups import restore_backup
from app.services.places import default_workspace
from app.services.preferences import Preferences, load_preferences
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.shell.desktop import Desktop
from app.ui.theme import Theme
from app.ui.workspaces.opening import UnopenedDialog, with_suffix
from tests.ui.shell.building import PlainTab, add_routing

LEFT = Qt.MouseButton.LeftButton


def write_sample(path: Path) -> None:
    made = Workspace.create(path, CATALOGUE)
    add_routing(made, "Sample")
    made.close()


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
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
        write_sample=write_sample,
        make_tab=PlainTab,
    )
    theme.setParent(made)
    yield made
    if made.refusal is not None:
        made.refusal.deleteLater()
    if made.window is not None:
        made.window.close()
    made.deleteLater()
    QApplication.setQuitOnLastWindowClosed(True)


def window_of(desktop: Desktop) -> MainWindow:
    assert desktop.window is not None
    return desktop.window


def file_dialog() -> QFileDialog:
    found: list[QWidget] = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return next(one for one in found if isinstance(one, QFileDialog))


def test_a_new_user_gets_the_sample_workspace(desktop: Desktop) -> None:
    desktop.start()
    window = window_of(desktop)
    assert window.session.workspace.path == default_workspace()
    assert window.routings_page.model.rowCount() == 1
    assert load_preferences().last_workspace == str(default_workspace())


def test_the_last_workspace_opens_again(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "Mine.routings"
    Workspace.create(path, CATALOGUE).close()
    desktop.preferences = Preferences(last_workspace=str(path))
    desktop.start()
    assert window_of(desktop).session.workspace.path == path


def test_a_damaged_workspace_is_left_as_it_is_and_another_one_opens(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    path = tmp_path / "Broken.routings"
    path.write_bytes(b"not a workspace")
    desktop.start(path)
    dialog = desktop.refusal
    assert dialog is not None
    assert "not a workspace" in dialog.reason.message
    QTest.mouseClick(dialog.new, LEFT)
    asking = file_dialog()
    asking.fileSelected.emit(str(tmp_path / "Fresh"))
    asking.close()
    assert window_of(desktop).session.workspace.path == tmp_path / "Fresh.routings"
    assert path.read_bytes() == b"not a workspace"


def test_trying_again_opens_what_was_mended(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "Away.routings"
    desktop.start(path)
    assert isinstance(desktop.refusal, UnopenedDialog)
    Workspace.create(path, CATALOGUE).close()
    QTest.mouseClick(desktop.refusal.again, LEFT)
    assert window_of(desktop).session.workspace.path == path


def test_a_workspace_that_does_not_open_leaves_the_window_with_the_old_one(
    desktop: Desktop, tmp_path: Path
) -> None:
    desktop.start()
    window = window_of(desktop)
    window.workspaces.requested.emit(tmp_path / "None.routings", False)
    assert desktop.window is window
    assert "There is no workspace" in window.message_bar.message


def test_another_workspace_takes_the_place_of_the_window(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.start()
    first = window_of(desktop)
    first.menus.entries["new_workspace"].trigger()
    asking = file_dialog()
    with qtbot.waitSignal(first.closed):
        asking.fileSelected.emit(str(tmp_path / "Second"))
    asking.close()
    second = window_of(desktop)
    assert second is not first
    assert second.session.workspace.path == tmp_path / "Second.routings"
    second.menus.recent.aboutToShow.emit()
    (back,) = second.menus.recent.actions()
    back.trigger()
    assert window_of(desktop).session.workspace.path == default_workspace()


def test_a_new_workspace_never_replaces_a_file(desktop: Desktop, tmp_path: Path) -> None:
    desktop.start()
    path = tmp_path / "There.routings"
    path.write_text("precious")
    window_of(desktop).workspaces.requested.emit(path, True)
    assert path.read_text() == "precious"
    assert "exists already" in window_of(desktop).message_bar.message


def test_a_copy_holds_what_the_workspace_holds(desktop: Desktop, tmp_path: Path) -> None:
    desktop.start()
    window = window_of(desktop)
    window.menus.entries["save_copy"].trigger()
    asking = file_dialog()
    asking.fileSelected.emit(str(tmp_path / "Copy.routings"))
    asking.close()
    assert "A copy is in" in window.message_bar.message
    copy = Workspace.open(tmp_path / "Copy.routings", CATALOGUE)
    assert [one.name for one in copy.routings()] == ["Sample"]
    copy.close()


def test_a_file_without_suffix_gets_that_of_workspaces() -> None:
    assert with_suffix(Path("Office")) == Path("Office.routings")
    assert with_suffix(Path("Office.db")) == Path("Office.db")
