"""Resources leave and arrive through the page: menus, files dropped, previews, decisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.model.resources import Permission, Queue, ResourceKind, Role, User, ValueTable
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.import_dialog import ResourceImportDialog
from app.ui.resources.import_model import DECISION, STATE, WHAT
from app.ui.resources.page import ResourcesPage

LEFT = Qt.MouseButton.LeftButton
FILE = (
    "reference;name;capacity\nbilling;Billing;7\nsales;Sales;\nnight;Night shift;3\nodd;Odd;many\n"
)


@pytest.fixture
def queues(page: ResourcesPage) -> ResourcesPage:
    page.kinds.show_kind(ResourceKind.QUEUE)
    return page


def dialog_of(qtbot: QtBot) -> ResourceImportDialog:
    def found() -> list[ResourceImportDialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, ResourceImportDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def previewed(qtbot: QtBot, page: ResourcesPage, path: Path, text: str) -> ResourceImportDialog:
    path.write_text(text, encoding="utf-8")
    page.transfer.look_at(path, page.kind)
    return dialog_of(qtbot)


def cells(dialog: ResourceImportDialog, column: int) -> list[str]:
    model = dialog.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def said(window: MainWindow) -> str:
    return window.message_bar.message


def capacity(workspace: Workspace, reference: str) -> int | None:
    found = workspace.resource(ResourceKind.QUEUE, reference)
    assert isinstance(found, Queue)
    return found.capacity


def test_a_preview_says_what_each_line_does(
    qtbot: QtBot, queues: ResourcesPage, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, queues, tmp_path / "queues.csv", FILE)
    assert cells(dialog, STATE) == [
        "Has a problem",
        "Differs from yours",
        "New",
        "The same already",
    ]
    assert cells(dialog, DECISION) == ["Stops the import", "Decide…", "Is added", "Nothing"]
    assert cells(dialog, WHAT)[:2] == ["Capacity: Write a number.", "Capacity"]
    assert dialog.details.toPlainText() == "Line 5, Capacity: Write a number."
    dialog.table.selectRow(1)
    assert dialog.details.toPlainText() == "Capacity:  (empty)  →  7"
    dialog.reject()


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_file_comes_in_as_decided(
    qtbot: QtBot,
    queues: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
    tmp_path: Path,
    overwrite: bool,
) -> None:
    dialog = previewed(qtbot, queues, tmp_path / "queues.csv", FILE)
    assert not dialog.go.isEnabled()
    assert dialog.waiting.text() == "1 decision is open."
    QTest.mouseClick(dialog.overwrite_all if overwrite else dialog.keep_all, LEFT)
    assert dialog.waiting.text() == "Mend the problems in the file, or leave them out."
    dialog.leave_out.setChecked(True)
    QTest.mouseClick(dialog.go, LEFT)
    changed, kept = (1, 0) if overwrite else (0, 1)
    words = f"Queues: 1 new, {changed} changed, {kept} kept as they were, 1 left out."
    qtbot.waitUntil(lambda: said(window) == words)
    assert capacity(workspace, "billing") == (7 if overwrite else None)
    assert capacity(workspace, "night") == 3
    assert queues.list.model.row_of("night") >= 0
    QTest.mouseClick(window.message_bar._action, LEFT)
    assert said(window) == "The import is undone."
    assert capacity(workspace, "billing") is None
    assert queues.list.model.row_of("night") < 0


def test_a_decision_is_turned_by_click_and_by_key(
    qtbot: QtBot, queues: ResourcesPage, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, queues, tmp_path / "queues.csv", FILE)
    place = dialog.table.visualRect(dialog.model.index(1, DECISION)).center()
    QTest.mouseClick(dialog.table.viewport(), LEFT, pos=place)
    assert dialog.overwrite == {"billing"}
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.overwrite == frozenset()
    assert dialog.model.open == 0
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.overwrite == {"billing"}
    dialog.reject()


def test_a_preview_is_narrowed_to_a_state(
    qtbot: QtBot, queues: ResourcesPage, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, queues, tmp_path / "queues.csv", FILE)
    QTest.mouseClick(dialog.filters.segment("new"), LEFT)
    assert cells(dialog, STATE) == ["New"]
    assert "is not here yet" in dialog.details.toPlainText()
    QTest.mouseClick(dialog.filters.segment("same"), LEFT)
    assert "the same as yours" in dialog.details.toPlainText()
    dialog.reject()


def test_what_brings_nothing_cannot_be_imported(
    qtbot: QtBot, queues: ResourcesPage, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, queues, tmp_path / "queues.csv", "reference,name\nsales,Sales\n")
    assert not dialog.go.isEnabled()
    assert dialog.waiting.text() == "Nothing would change here."
    dialog.reject()


def test_a_file_that_is_none_is_told_in_one_sentence(
    qtbot: QtBot, queues: ResourcesPage, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "queues.json"
    path.write_text('{"format": 1,\n"kind": "queue"')
    queues.transfer.look_at(path, queues.kind)
    qtbot.waitUntil(lambda: said(window).startswith("Line 2 is not JSON"))


def test_a_dropped_file_of_another_kind_shows_that_kind(
    qtbot: QtBot, queues: ResourcesPage, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "variables.json"
    path.write_text(
        '{"format": 1, "kind": "variable", "resources": [{"name": "City", "reference": "city"}]}'
    )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(queues.rect().center(), *keys)
    QApplication.sendEvent(queues, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(queues, QDropEvent(QPointF(queues.rect().center()), *keys))
    dialog = dialog_of(qtbot)
    QTest.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: queues.kind is ResourceKind.VARIABLE)
    assert said(window).startswith("Variables: 1 new")


def test_other_files_are_left_to_the_window(queues: ResourcesPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "mail.eml"))])
    enter = QDragEnterEvent(
        queues.rect().center(),
        Qt.DropAction.CopyAction,
        data,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    queues.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_the_selection_or_all_of_a_kind_is_exported(
    qtbot: QtBot, queues: ResourcesPage, window: MainWindow, tmp_path: Path
) -> None:
    queues.list.mark("sales")
    menu = queues.list.menu()
    words = [made.text() for made in menu.actions() if made.text()]
    assert words == [
        "Duplicate",
        "Delete…",
        "Export the chosen one…",
        "Export all…",
        "Import…",
    ]
    menu.actions()[3].trigger()
    menu.close()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    assert dialog.selectedFiles()[0].endswith("sales.csv")
    dialog.reject()
    queues.transfer.export_to(tmp_path / "sales.csv", queues.kind, ("sales",))
    qtbot.waitUntil(lambda: said(window).startswith("1 resource is in"))
    queues.transfer.export_to(tmp_path / "queues.json", queues.kind, None)
    qtbot.waitUntil(lambda: said(window).startswith("2 resources are in"))
    assert b'"billing"' in (tmp_path / "queues.json").read_bytes()


def test_cells_that_look_like_formulas_are_told(
    qtbot: QtBot, page: ResourcesPage, workspace: Workspace, window: MainWindow, tmp_path: Path
) -> None:
    save_resource(workspace, ValueTable(name="T", reference="t", rows=(("=1+1", "x"),)))
    page.transfer.export_to(tmp_path / "t.csv", ResourceKind.VALUE_TABLE, None)
    qtbot.waitUntil(lambda: "formulas" in said(window))
    assert b"\n=1+1,x" in (tmp_path / "t.csv").read_bytes()


def test_a_role_without_the_right_cannot_import(
    page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    reader = Role(name="Reader", reference="reader", permissions=(Permission.READ,))
    admin = Role(name="Admin", reference="admin", permissions=tuple(Permission))
    me = User(name="Me", reference="me", email="me@example.org", login="me", roles=("reader",))
    her = User(
        name="Her", reference="her", email="h@example.org", login=workspace.user, roles=("admin",)
    )
    for one in (reader, admin, her, me):
        save_resource(workspace, one)
    workspace.user = "me"
    window.session.resources_changed.emit()
    assert not page.list.import_button.isEnabled()
    assert "role" in page.list.import_button.toolTip()
    page.transfer.ask_which(ResourceKind.QUEUE)
    assert "role" in said(window)
