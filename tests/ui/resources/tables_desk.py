"""Two tables of a database to work on, and the hands that do."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.model.resources import Database, DataTable, FieldType, TableColumn
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.page import ResourcesPage
from app.ui.widgets import NameDialog

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
ORDERS = DataTable(
    "orders",
    (
        TableColumn("id", FieldType.NUMBER, key=True),
        TableColumn("customer", required=True),
        TableColumn("paid", FieldType.YES_NO, default="no"),
    ),
    (("1", "Ada", "yes"), ("2", "Bo", "")),
)
PLANS = DataTable("plans", (TableColumn("code", key=True),), (("basic",),))


def draft(page: ResourcesPage) -> Database:
    assert page.pane is not None
    return cast(Database, page.pane.draft)


def rows(page: ResourcesPage, at: int = 0) -> tuple[tuple[str, ...], ...]:
    return draft(page).tables[at].rows


def type_cell(tables: TablesView, row: int, column: int, words: str) -> None:
    tables.grid.go_to(row, column)
    tables.grid.edit(tables.grid.currentIndex())
    (editor,) = [one for one in tables.grid.findChildren(QLineEdit) if one.isVisible()]
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # The view takes the value once the line has seen the key itself.
    QApplication.processEvents()


def name_in_dialog(button: QPushButton, name: str) -> None:
    def fill() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, NameDialog))
        dialog.line.setText(name)
        dialog.ok.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, button, fill)
    button.click()
