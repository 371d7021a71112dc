"""Databases from their first table to their deletion: rows, columns, undo, an external one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.engine.actions.database_read import ReadDatabase
from app.engine.registry import CATALOGUE
from app.model.config import Reference
from app.model.edits import add_after
from app.model.resources import Database, DataTable, FieldType, ResourceKind, TableColumn
from app.model.tree import Action, Position
from app.services import lifecycle
from app.services.identity import new_id
from app.ui.forms.editors.choice import ChoiceEditor
from app.ui.forms.editors.line import LineEditor
from app.ui.forms.struct_list import StructList
from app.ui.forms.struct_row import Strip
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.databases.view import DatabaseView
from app.ui.version.tab import VersionTab
from app.ui.widgets import NameDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.journeys.shelves import Shelf

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_the_life_of_a_database(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.DATABASE)
    create(shelf)
    give_it_columns(shelf)
    fill_it(shelf)
    mend_a_cell(shelf)
    undo_edits(shelf)
    delete_and_bring_back(shelf)
    use_it_in_a_version(shelf)


def test_the_life_of_an_external_database(desk: Desk, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
            "CREATE TABLE orders (number TEXT PRIMARY KEY, customer INTEGER);"
            "INSERT INTO customers VALUES (1, 'Ada');"
        )
        made.commit()
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.DATABASE)
    shelf.begin("Shop")
    place = shelf.editor("place", ChoiceEditor)
    show_field(shelf, "place")
    desk.choose_in_combo(place.combo, 1)
    show_field(shelf, "url")
    desk.click(shelf.editor("url", LineEditor).line)
    desk.write("sqlite:///" + path.as_posix())
    view = shelf.side(DatabaseView)
    desk.click(view.connection.test)
    desk.wait(lambda: view.connection.browser.shown() == ["customers", "orders"])
    desk.wait(lambda: not view.connection.is_busy)
    assert view.connection.state.text().startswith("Connected: SQLite ")
    desk.click(view.connection.browser.search)
    desk.write("cust")
    tree = view.connection.browser.tree
    desk.wait(lambda: view.connection.browser.shown() == ["customers", "orders"])
    desk.click(tree.viewport(), tree.visualRect(tree.model().index(0, 0)).center())
    desk.click(view.connection.take)
    desk.wait(lambda: view.connection.state.text() == "1 row of customers is kept.")
    shelf.save()
    found = shelf.stored("shop", Database)
    assert found is not None
    assert [one.name for one in found.tables] == ["customers"]
    assert found.tables[0].rows == (("1", "Ada"),)
    desk.click(view.segments.segment("kept"))
    assert view.tables.records.index(0, 1).data() == "Ada"
    shelf.delete("Shop")
    shelf.undo_deletion("Shop")
    assert shelf.stored("shop", Database) == found


def show_field(shelf: Shelf, name: str) -> None:
    """Scroll the form to a field, as the wheel does."""
    from PySide6.QtWidgets import QScrollArea

    row = shelf.pane.form.row(name)
    parent = row.parentWidget()
    while not isinstance(parent, QScrollArea):
        assert parent is not None
        parent = parent.parentWidget()
    parent.ensureWidgetVisible(row)


def tables_of(shelf: Shelf) -> TablesView:
    return shelf.side(DatabaseView).tables


def stored(shelf: Shelf) -> DataTable:
    found = shelf.stored("returns", Database)
    assert found is not None
    return found.tables[0]


def name_table(dialog: NameDialog, desk: Desk, name: str) -> None:
    desk.write(name)
    desk.click(dialog.ok)


def create(shelf: Shelf) -> None:
    desk = shelf.desk
    shelf.begin("Returns")
    tables = tables_of(shelf)
    desk.in_dialog(
        NameDialog,
        lambda dialog: name_table(dialog, desk, "parcels"),
        lambda: desk.click(tables.nothing.button),
    )
    assert tables.tabs.tabText(0) == "parcels"
    shelf.save()
    assert stored(shelf) == DataTable("parcels")


def give_it_columns(shelf: Shelf) -> None:
    desk = shelf.desk
    tables = tables_of(shelf)
    columns = tables.columns.editor("columns")
    assert isinstance(columns, StructList)
    kind = strip(columns, 0).cell("type")
    assert isinstance(kind, ChoiceEditor)
    desk.choose_in_combo(kind.combo, 1)
    for name in ("customer", "refund"):
        desk.click(columns.add)
        desk.write(name)
    kind = strip(columns, 2).cell("type")
    assert isinstance(kind, ChoiceEditor)
    desk.choose_in_combo(kind.combo, 1)
    required = strip(columns, 1).cell("required")
    desk.click(required, QPoint(10, required.height() // 2))
    shelf.save()
    assert stored(shelf).columns == (
        TableColumn("id", FieldType.NUMBER, key=True),
        TableColumn("customer", required=True),
        TableColumn("refund", FieldType.NUMBER),
    )


def strip(columns: StructList, at: int) -> Strip:
    row = columns.rows[at]
    assert isinstance(row, Strip)
    return row


def type_cell(shelf: Shelf, row: int, column: int, words: str) -> None:
    tables = tables_of(shelf)
    index = tables.records.index(row, column)
    shelf.desk.click(tables.grid.viewport(), tables.grid.visualRect(index).center())
    shelf.desk.write(f"{words}\n")
    shelf.desk.wait(lambda: tables.records.text(row, column) == words)


def fill_it(shelf: Shelf) -> None:
    desk = shelf.desk
    tables = tables_of(shelf)
    desk.click(tables.segments.segment("rows"))
    type_cell(shelf, 0, 1, "Ada")
    type_cell(shelf, 0, 2, "12.5")
    # As a spreadsheet in French copies two rows.
    QApplication.clipboard().setText("7\tBo\t1 234,50\r\n8\tCy\t3,5\r\n")
    desk.click(tables.rows.add_row)
    desk.press(Qt.Key.Key_V, CTRL)
    desk.wait(lambda: len(tables.records.table.rows) == 3)
    shelf.save()
    assert stored(shelf).rows == (("1", "Ada", "12.5"), ("7", "Bo", "1234.50"), ("8", "Cy", "3.5"))


def mend_a_cell(shelf: Shelf) -> None:
    desk = shelf.desk
    tables = tables_of(shelf)
    type_cell(shelf, 1, 2, "much")
    assert not shelf.pane.save.isEnabled()
    desk.click(tables.segments.segment("columns"))
    desk.click(tables.mend)
    assert tables.grid.currentIndex() == tables.records.index(1, 2)
    type_cell(shelf, 1, 2, "1000")
    assert tables.mend.isHidden()
    shelf.save()
    assert stored(shelf).rows[1] == ("7", "Bo", "1000")


def undo_edits(shelf: Shelf) -> None:
    desk = shelf.desk
    tables = tables_of(shelf)
    heads = tables.grid.verticalHeader()
    place = heads.viewport().rect().topLeft()
    place.setX(8)
    place.setY(heads.sectionViewportPosition(0) + 10)
    desk.click(heads.viewport(), place)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: len(tables.records.table.rows) == 2)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: len(tables.records.table.rows) == 3)
    assert shelf.pane._foot.isHidden(), "it is as it was stored"


def use_it_in_a_version(shelf: Shelf) -> None:
    with shelf.desk.elsewhere() as other:
        routing = other.routings()[0]
        version = lifecycle.create_version(other, routing.id, name="Reads returns")
        draft = other.draft(version.id)
        tree, revision = draft.load()
        config = ReadDatabase(database=Reference("returns"), table="parcels")
        action = Action(new_id(), 0, "database_read", "Look it up", config)
        (branch,) = CATALOGUE.branches(tree.start.config)
        edit = add_after(action, tree.start.id, branch.key, Position(0, 120), catalogue=CATALOGUE)
        draft.save(tree, edit(tree), revision)
    shelf.desk.wait(lambda: shelf.pane.used.count() == 1)
    (place,) = shelf.refuses_to_delete("Returns")
    assert place.endswith("Look it up")
    shelf.desk.wait(lambda: isinstance(shelf.desk.window.workbench.current, VersionTab))
    assert shelf.stored("returns", Database) is not None


def delete_and_bring_back(shelf: Shelf) -> None:
    before = shelf.stored("returns", Database)
    shelf.delete("Returns")
    assert shelf.stored("returns", Database) is None
    shelf.undo_deletion("Returns")
    assert shelf.stored("returns", Database) == before
