"""A value table from its first row to its deletion, with mouse and keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from app.model.resources import ResourceKind, ValueTable
from app.services.column_types import ColumnType
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.forms.editors.grid import GridEditor
from app.ui.resources.import_dialog import ResourceImportDialog
from app.ui.version.tab import VersionTab
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.journeys.shelves import Shelf

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_the_life_of_a_value_table(desk: Desk, sample: Path, tmp_path: Path) -> None:
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.VALUE_TABLE)
    create(shelf)
    edit(shelf)
    fill_from_csv(shelf, tmp_path)
    find_and_sort(shelf)
    overwrite_from_file(shelf, tmp_path)
    see_where_one_is_used(shelf)
    delete_and_bring_back(shelf)


def grid_of(shelf: Shelf) -> GridEditor:
    return shelf.editor("rows", GridEditor)


def rows(shelf: Shelf) -> tuple[tuple[str, ...], ...]:
    found = shelf.stored("road-tolls", ValueTable)
    assert found is not None
    return found.rows


def type_cell(shelf: Shelf, row: int, column: int, words: str) -> None:
    grid = grid_of(shelf)
    place = grid.view.visualRect(grid.model.index(row, column)).center()
    shelf.desk.click(grid.view.viewport(), place)
    shelf.desk.write(f"{words}\n")
    index = grid.model.index(row, column)
    shelf.desk.wait(lambda: grid.model.data(index) == words)


def create(shelf: Shelf) -> None:
    shelf.begin("Road tolls")
    assert shelf.pane.draft.reference == "road-tolls"
    type_cell(shelf, 0, 0, "A1")
    type_cell(shelf, 0, 1, "12")
    type_cell(shelf, 1, 0, "A7")
    shelf.save()
    assert rows(shelf) == (("A1", "12"), ("A7", ""))
    assert "Road tolls" in shelf.names()


def edit(shelf: Shelf) -> None:
    type_cell(shelf, 1, 1, "9")
    # As a spreadsheet copies two rows.
    QApplication.clipboard().setText("A8\t7\nA9\t11\n")
    grid = grid_of(shelf)
    place = grid.view.visualRect(grid.model.index(2, 0)).center()
    shelf.desk.click(grid.view.viewport(), place)
    shelf.desk.press(Qt.Key.Key_V, CTRL)
    shelf.desk.wait(lambda: grid.model.count == 4)
    shelf.save()
    assert rows(shelf) == (("A1", "12"), ("A7", "9"), ("A8", "7"), ("A9", "11"))


def fill_from_csv(shelf: Shelf, folder: Path) -> None:
    path = folder / "tolls.csv"
    path.write_text("road;price;since\nA1;1,5;31.12.2024\nA2;2,5;1.1.2025\n", encoding="cp1252")
    shelf.desk.click(grid_of(shelf).import_csv)
    shelf.choose_file(path)
    preview = shelf.desk.dialog(CsvDialog)
    assert preview.counts.text() == "2 rows, 3 columns"
    prices = preview.types.cellWidget(1, 1)
    assert isinstance(prices, QComboBox)
    assert prices.currentData() == ColumnType.NUMBER_COMMA
    assert not preview.problems.isVisible()
    shelf.desk.click(preview.go)
    shelf.desk.wait(lambda: grid_of(shelf).model.columns == ("road", "price", "since"))
    shelf.save()
    assert rows(shelf) == (("A1", "1.5", "2024-12-31"), ("A2", "2.5", "2025-01-01"))


def find_and_sort(shelf: Shelf) -> None:
    grid = grid_of(shelf)
    heads = grid.view.horizontalHeader()
    for _turn in range(2):
        place = heads.viewport().rect().topLeft()
        place.setX(heads.sectionViewportPosition(1) + 20)
        place.setY(heads.height() // 2)
        shelf.desk.click(heads.viewport(), place)
    assert grid.model.index(0, 0).data() == "A2"
    shelf.desk.click(grid.search)
    shelf.desk.write("2024")
    assert grid.model.count == 1
    type_cell(shelf, 0, 1, "3")
    shelf.save()
    assert rows(shelf)[0] == ("A1", "3", "2024-12-31")
    shelf.desk.click(grid.search)
    shelf.desk.press(Qt.Key.Key_Escape)
    assert grid.model.count == 2


def overwrite_from_file(shelf: Shelf, folder: Path) -> None:
    path = folder / "road-tolls.csv"
    shelf.export("Export the chosen one…", path)
    written = path.read_text("utf-8-sig")
    assert written.splitlines() == ["road,price,since", "A1,3,2024-12-31", "A2,2.5,2025-01-01"]
    path.write_text(f"{written}A3,=4,2026-01-01\n", encoding="utf-16")
    shelf.import_file(path)
    preview = shelf.desk.dialog(ResourceImportDialog)
    assert preview.waiting.text() == "1 decision is open."
    shelf.desk.click(preview.overwrite_all)
    shelf.desk.click(preview.go)
    shelf.desk.wait(lambda: "1 changed" in shelf.desk.message)
    assert rows(shelf)[2] == ("A3", "=4", "2026-01-01")
    shelf.desk.wait(lambda: grid_of(shelf).model.count == 3)


def see_where_one_is_used(shelf: Shelf) -> None:
    with shelf.desk.elsewhere() as other:
        tables = other.resources().of_kind(ValueTable)
        used = next(one for one in tables if other.uses(shelf.kind, one.reference))
        uses = other.uses(shelf.kind, used.reference)
    shelf.take(used.name)
    assert shelf.pane.used.count() == len(uses)
    places = shelf.refuses_to_delete(used.name)
    assert len(places) == len(uses)
    # The first place is an action: its version comes to the front.
    shelf.desk.wait(lambda: isinstance(shelf.desk.window.workbench.current, VersionTab))
    assert shelf.stored(used.reference, ValueTable) is not None


def delete_and_bring_back(shelf: Shelf) -> None:
    shelf = Shelf(shelf.desk, shelf.kind)
    before = shelf.stored("road-tolls", ValueTable)
    shelf.delete("Road tolls")
    assert shelf.stored("road-tolls", ValueTable) is None
    shelf.undo_deletion("Road tolls")
    assert shelf.stored("road-tolls", ValueTable) == before
