"""The tables of a database below its form: rows in a grid, columns, undo, what is wrong."""

from __future__ import annotations

import itertools
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.model.resources import Database, DataTable, FieldType, ResourceKind, TableColumn
from app.model.text import _
from app.services.workspace import Workspace
from app.ui.forms.struct_list import StructList
from app.ui.forms.struct_row import Strip
from app.ui.resources.databases.entering import entered, shown
from app.ui.resources.databases.history import MOST_ROWS, History, Step
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.page import ResourcesPage
from tests.ui.resources.tables_desk import (
    CTRL,
    LEFT,
    ORDERS,
    draft,
    name_in_dialog,
    rows,
    type_cell,
)


def test_a_cell_is_typed_and_saved_on_save(
    page: ResourcesPage, workspace: Workspace, tables: TablesView
) -> None:
    type_cell(tables, 1, 1, "Bob")
    type_cell(tables, 1, 2, "y")
    assert rows(page)[1] == ("2", "Bob", "true")
    assert tables.records.index(1, 2).data() == "yes"
    stored = cast(Database, workspace.resource(ResourceKind.DATABASE, "shop"))
    assert stored.tables[0] == ORDERS
    assert page.save()
    stored = cast(Database, workspace.resource(ResourceKind.DATABASE, "shop"))
    assert stored.tables[0].rows[1] == ("2", "Bob", "true")
    assert tables.history.to_undo is not None


def test_the_last_row_takes_a_new_record_with_key_and_defaults(
    page: ResourcesPage, tables: TablesView
) -> None:
    QTest.mouseClick(tables.rows.add_row, LEFT)
    assert tables.grid.currentIndex().row() == 2
    type_cell(tables, 2, 1, "Cy")
    assert rows(page)[2] == ("3", "Cy", "no")
    assert tables.rows.count.text() == "3 rows"


def test_what_does_not_fit_is_marked_and_keeps_the_form_from_saving(
    page: ResourcesPage, tables: TablesView
) -> None:
    type_cell(tables, 0, 0, "one")
    assert rows(page)[0][0] == "one"
    assert page.pane is not None
    assert not page.pane.save.isEnabled()
    assert page.pane.reason.text() == "orders, row 1, id: Write a number, such as 12.50."
    tip = tables.records.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Write a number, such as 12.50."
    type_cell(tables, 1, 1, " ")
    assert tables.mend.text() == "2 things to mend"
    tables.turn_to(1)
    QTest.mouseClick(tables.mend, LEFT)
    assert tables.table is not None
    assert tables.table.name == "orders"
    index = tables.grid.currentIndex()
    assert (index.row(), index.column()) == (0, 0)


def test_rows_are_pasted_from_a_spreadsheet_in_one_step(
    page: ResourcesPage, tables: TablesView
) -> None:
    QApplication.clipboard().setText("7\tDee\tyes\r\n8\tEve\tno\tbeyond\r\n")
    tables.grid.go_to(2, 0)
    QTest.keyClick(tables.grid, Qt.Key.Key_V, CTRL)
    assert rows(page)[2:] == (("7", "Dee", "true"), ("8", "Eve", "false"))
    QTest.keyClick(tables.grid, Qt.Key.Key_Z, CTRL)
    assert rows(page) == ORDERS.rows
    QTest.keyClick(tables.grid, Qt.Key.Key_Y, CTRL)
    assert len(rows(page)) == 4


def test_cells_are_copied_as_a_spreadsheet_takes_them(tables: TablesView) -> None:
    tables.grid.setFocus()
    tables.grid.selectAll()
    QTest.keyClick(tables.grid, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[:2] == ["1\tAda\tyes", "2\tBo\t"]


def test_rows_are_removed_and_brought_back(page: ResourcesPage, tables: TablesView) -> None:
    tables.grid.selectRow(0)
    QTest.mouseClick(tables.rows.remove_rows, LEFT)
    assert rows(page) == (ORDERS.rows[1],)
    QTest.mouseClick(tables.undo_button, LEFT)
    assert rows(page) == ORDERS.rows
    tables.grid.selectRow(1)
    QTest.keyClick(tables.grid, Qt.Key.Key_Delete)
    assert rows(page) == (ORDERS.rows[0],)


def test_delete_empties_single_cells(page: ResourcesPage, tables: TablesView) -> None:
    tables.grid.go_to(0, 2)
    QTest.keyClick(tables.grid, Qt.Key.Key_Delete)
    assert rows(page)[0] == ("1", "Ada", "")


def test_values_follow_a_column_that_is_moved_renamed_or_removed(
    page: ResourcesPage, tables: TablesView
) -> None:
    tables.show_part("columns")
    editor = cast(StructList, tables.columns.editor("columns"))
    editor._move(editor.rows[1], -1)
    assert rows(page)[0] == ("Ada", "1", "yes")
    assert [one.name for one in draft(page).tables[0].columns] == ["customer", "id", "paid"]
    editor._remove(editor.rows[2])
    assert rows(page)[0] == ("Ada", "1")
    QTest.mouseClick(editor.add, LEFT)
    assert rows(page)[0] == ("Ada", "1", "")
    assert tables.mend.text() == "1 thing to mend"
    for _step in range(3):
        QTest.mouseClick(tables.undo_button, LEFT)
    assert draft(page).tables[0] == ORDERS


def test_a_table_is_added_renamed_and_removed(page: ResourcesPage, tables: TablesView) -> None:
    name_in_dialog(tables.add, "Orders")
    assert len(draft(page).tables) == 2, "a name that is taken is refused"
    name_in_dialog(tables.add, "visits")
    assert [one.name for one in draft(page).tables] == ["orders", "plans", "visits"]
    assert tables.segments.key == "columns"
    tables.rename("calls")
    assert tables.tabs.tabText(2) == "calls"
    tables.remove()
    assert [one.name for one in draft(page).tables] == ["orders", "plans"]
    tables.undo()
    assert tables.table is not None
    assert tables.table.name == "calls"


def test_discard_forgets_the_edits_and_their_undo(page: ResourcesPage, tables: TablesView) -> None:
    type_cell(tables, 0, 1, "Zoe")
    page.discard()
    assert rows(page) == ORDERS.rows
    assert tables.history.to_undo is None
    assert tables.records.index(0, 1).data() == "Ada"


def test_a_new_database_begins_without_tables(page: ResourcesPage, tables: TablesView) -> None:
    page.begin()
    assert tables._pages.currentWidget() is tables.nothing
    tables.add_table("first")
    assert page.pane is not None
    page.pane.form.editor("name").choose("New one")
    tables.show_part("columns")
    QTest.mouseClick(cast(StructList, tables.columns.editor("columns")).add, LEFT)
    assert page.pane.reason.text() == "first: Name the column."
    assert draft(page).tables[0].columns[0].key


def test_who_may_only_look_changes_nothing(page: ResourcesPage, tables: TablesView) -> None:
    tables.set_read_only(True)
    tables.grid.go_to(0, 0)
    QTest.keyClick(tables.grid, Qt.Key.Key_Delete)
    tables.grid.paste("9")
    tables.undo()
    assert rows(page) == ORDERS.rows
    assert tables.records.rowCount() == 2
    assert tables.add.isHidden()
    assert not tables.records.flags(tables.records.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_ten_thousand_rows_are_edited_without_being_copied_or_read_again(
    page: ResourcesPage, tables: TablesView
) -> None:
    many = "\n".join(f"{at}\tName {at}\tno" for at in range(10, 10_010))
    tables.grid.go_to(2, 0)
    tables.grid.paste(many)
    assert tables.rows.count.text() == "10002 rows"
    before = rows(page)
    type_cell(tables, 5_000, 1, "Changed")
    after = rows(page)
    assert after[5_000][1] == "Changed"
    assert all(one is other for one, other in zip(before[:5_000], after[:5_000], strict=True))
    assert tables.grid.currentIndex().row() in (5_000, 5_001), "the place in the view is kept"


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (FieldType.TEXT, " as it is ", " as it is "),
        (FieldType.NUMBER, "1 234,50", "1234.50"),
        (FieldType.NUMBER, "1.234,5", "1234.5"),
        (FieldType.NUMBER, "1,234.5", "1234.5"),
        (FieldType.NUMBER, "3,5", "3.5"),
        (FieldType.NUMBER, "1,234", "1.234"),
        (FieldType.NUMBER, "1,2,3", "1,2,3"),
        (FieldType.NUMBER, "x", "x"),
        (FieldType.YES_NO, "Yes", "true"),
        (FieldType.YES_NO, "perhaps", "perhaps"),
        (FieldType.DATE, "31/01/2026", "2026-01-31"),
        (FieldType.DATE, "31.1.2026", "2026-01-31"),
        (FieldType.DATE, "2026-02-30", "2026-02-30"),
        (FieldType.DATE_TIME, "31.01.2026 09:30", "2026-01-31T09:30:00+01:00"),
        (FieldType.DATE_TIME, "  ", ""),
    ],
)
def test_values_are_stored_alike_however_people_write_them(
    qapp: QApplication, kind: FieldType, typed: str, stored: str
) -> None:
    from zoneinfo import ZoneInfo

    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        assert entered(TableColumn("x", kind), typed, ZoneInfo("Europe/Paris")) == stored
    finally:
        QLocale.setDefault(before)


def test_yes_and_no_are_shown_in_words() -> None:
    column = TableColumn("x", FieldType.YES_NO)
    assert [shown(column, one) for one in ("true", "0", "", "perhaps")] == [
        "yes",
        "no",
        "",
        "perhaps",
    ]


def test_values_are_read_anew_when_their_column_gets_another_type(
    page: ResourcesPage, tables: TablesView
) -> None:
    tables.grid.go_to(0, 1)
    tables.grid.paste("31/12/2025\nsoon")
    tables.show_part("columns")
    kind = cast(StructList, tables.columns.editor("columns")).rows[1]
    cast(Strip, kind).cell("type").choose(FieldType.DATE)
    assert [row[1] for row in rows(page)] == ["2025-12-31", "soon"]
    assert tables.mend.text() == "1 thing to mend"
    tables.undo()
    assert [row[1] for row in rows(page)] == ["31/12/2025", "soon"]


def test_undo_forgets_the_oldest_edits_of_very_long_tables() -> None:
    history = History()
    many = tuple((str(at),) for at in range(900_000))
    steps = [DataTable("t", (TableColumn("a"),), (*many, (str(at),))) for at in range(5)]
    for before, after in itertools.pairwise(steps):
        history.note(Step(_("edit a cell"), (before,), (after,), 0))
    taken = 0
    while history.undo() is not None:
        taken += 1
    assert taken == MOST_ROWS // 900_001
