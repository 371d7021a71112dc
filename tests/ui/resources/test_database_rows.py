"""The rows of a database: searched, sorted, pasted into, read from CSV and written to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.resources import DataTable, FieldType, TableColumn
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.page import ResourcesPage
from tests.ui.resources.tables_desk import (
    CTRL,
    LEFT,
    ORDERS,
    draft,
    rows,
    type_cell,
)


def shown_rows(tables: TablesView) -> list[str]:
    return [str(tables.records.index(at, 1).data()) for at in range(tables.records.count)]


def test_rows_are_searched_and_what_is_typed_goes_into_the_row_that_is_seen(
    page: ResourcesPage, tables: TablesView
) -> None:
    tables.grid.setFocus()
    QTest.keyClick(tables.grid, Qt.Key.Key_F, CTRL)
    assert tables.rows.search.hasFocus()
    QTest.keyClicks(tables.rows.search, "bo")
    assert shown_rows(tables) == ["Bo"]
    assert tables.rows.count.text() == "1 of 2 rows"
    type_cell(tables, 0, 1, "Cy")
    assert rows(page) == (ORDERS.rows[0], ("2", "Cy", ""))
    assert shown_rows(tables) == ["Cy"], "nothing vanishes under the cursor"
    QTest.mouseClick(tables.rows.add_row, LEFT)
    assert tables.rows.count.text() == "2 rows"
    QTest.keyClicks(tables.rows.search, "ada")
    tables.grid.selectRow(0)
    QTest.mouseClick(tables.rows.remove_rows, LEFT)
    assert rows(page) == (("2", "Cy", ""),)


def test_rows_are_sorted_by_a_head_and_back_to_their_own_order(
    page: ResourcesPage, tables: TablesView
) -> None:
    tables.grid.go_to(2, 0)
    tables.grid.paste("10\tZoe\tno\n9\tBea\tyes")
    heads = tables.grid.horizontalHeader()
    for order in (["Ada", "Bea", "Bo", "Zoe"], ["Zoe", "Bo", "Bea", "Ada"]):
        heads.sectionClicked.emit(1)
        assert shown_rows(tables) == order
    type_cell(tables, 0, 1, "Zoey")
    assert rows(page)[2] == ("10", "Zoey", "false")
    heads.sectionClicked.emit(0)
    assert shown_rows(tables) == ["Ada", "Bo", "Bea", "Zoey"], "numbers sort by their value"
    tables.turn_to(1)
    tables.turn_to(0)
    assert shown_rows(tables) == ["Ada", "Bo", "Zoey", "Bea"]
    assert not heads.isSortIndicatorShown()


def test_a_mistake_is_found_although_it_is_filtered_out(tables: TablesView) -> None:
    type_cell(tables, 1, 0, "x")
    QTest.keyClicks(tables.rows.search, "ada")
    assert shown_rows(tables) == ["Ada"]
    QTest.mouseClick(tables.mend, LEFT)
    assert tables.grid.currentIndex().data() == "x"


def test_pasting_into_searched_rows_fills_those_that_are_seen(
    page: ResourcesPage, tables: TablesView
) -> None:
    QTest.keyClicks(tables.rows.search, "bo")
    tables.grid.setCurrentIndex(tables.records.index(0, 1))
    tables.grid.paste("Bob\nCarl")
    assert rows(page) == (ORDERS.rows[0], ("2", "Bob", ""), ("3", "Carl", "no"))


def imported(qtbot: QtBot, tables: TablesView, path: Path) -> None:
    tables.rows.csv.load(str(path))
    dialogs: list[CsvDialog] = []

    def there() -> bool:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CsvDialog)]
        dialogs[:] = [one for one in found if one.isVisible()]
        return bool(dialogs)

    qtbot.waitUntil(there)
    dialogs[0].go.click()


def test_rows_of_a_csv_file_are_added_under_the_columns_of_their_names(
    qtbot: QtBot, page: ResourcesPage, tables: TablesView, tmp_path: Path
) -> None:
    path = tmp_path / "more.csv"
    path.write_text("Customer;paid;colour\nCy;ja;red\nDi;;blue\n", "utf-8")
    imported(qtbot, tables, path)
    assert rows(page)[2:] == (("3", "Cy", "true"), ("4", "Di", ""))
    assert tables.rows.message.message == "Left out, because no column has the name: colour"
    tables.undo()
    assert rows(page) == ORDERS.rows
    path.write_text("colour\nred\n", "utf-8")
    imported(qtbot, tables, path)
    assert rows(page) == ORDERS.rows
    assert "Nothing was added" in tables.rows.message.message


def test_a_csv_file_gives_an_empty_table_its_columns(
    qtbot: QtBot, page: ResourcesPage, tables: TablesView, tmp_path: Path
) -> None:
    tables.add_table("visits")
    path = tmp_path / "visits.csv"
    path.write_text("when;minutes;done;note\n31.12.2025;1,5;nein;x\n", "utf-8")
    imported(qtbot, tables, path)
    assert draft(page).tables[2] == DataTable(
        "visits",
        (
            TableColumn("when", FieldType.DATE),
            TableColumn("minutes", FieldType.NUMBER),
            TableColumn("done", FieldType.YES_NO),
            TableColumn("note"),
        ),
        (("2025-12-31", "1.5", "false", "x"),),
    )


def test_rows_are_exported_as_csv(tables: TablesView, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    tables.rows.csv.save(str(path))
    assert path.read_text("utf-8-sig").splitlines() == ["id,customer,paid", "1,Ada,yes", "2,Bo,"]
    tables.rows.csv.save(str(tmp_path))
    assert tables.rows.message.message
