"""Large tables: filtered and sorted without changing them, typed, pasted, imported, exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.model.fields import fields_of
from app.model.resources import ValueTable
from app.services.column_types import ColumnType
from app.ui.forms import Form
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.forms.editors.grid import GridEditor
from tests.ui.forms.driving import shown
from tests.ui.forms.fakes import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
FLAGS = QItemSelectionModel.SelectionFlag
SMALL = ValueTable(
    name="Depots",
    reference="depots",
    columns=("postcode", "city", "minutes"),
    rows=(("75001", "Paris", "9"), ("01067", "Dresden", "10"), ("10115", "Berlin", "")),
)
MANY = 30_000
LARGE = ValueTable(
    name="Large",
    reference="large",
    columns=("key", "city"),
    rows=tuple((str(n), f"City {n % 7}") for n in range(MANY)),
)


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def form(qtbot: QtBot, window: Window) -> Iterator[Any]:
    made = Form(fields_of(ValueTable), window, roomy=True)
    made.set_value(SMALL)
    yield shown(qtbot, made)
    for top in QApplication.topLevelWidgets():
        if isinstance(top, CsvDialog):
            top.close()


@pytest.fixture
def grid(form: Any) -> GridEditor:
    editor = form.editor("rows")
    assert isinstance(editor, GridEditor)
    return editor


def column(grid: GridEditor, at: int = 1) -> list[str]:
    return [str(grid.model.index(row, at).data()) for row in range(grid.model.count)]


def csv_dialog() -> CsvDialog:
    (found,) = (
        top
        for top in QApplication.topLevelWidgets()
        if isinstance(top, CsvDialog) and top.isVisible()
    )
    return found


def head(grid: GridEditor, at: int) -> QPoint:
    heads = grid.view.horizontalHeader()
    return QPoint(heads.sectionViewportPosition(at) + 20, heads.height() // 2)


def click_head(grid: GridEditor, at: int) -> None:
    QTest.mouseClick(
        grid.view.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=head(grid, at)
    )


# Finding and sorting


def test_typed_words_narrow_the_rows_and_change_nothing(form: Any, grid: GridEditor) -> None:
    QTest.keyClicks(grid.search, "75 par")
    assert column(grid) == ["Paris"]
    assert grid._count.text() == "1 of 3 rows"
    assert grid.model.headerData(0, Qt.Orientation.Vertical) == "1"
    assert form.value() == SMALL
    QTest.keyClick(grid.search, Qt.Key.Key_Escape)
    assert column(grid) == ["Paris", "Dresden", "Berlin"]
    assert grid._count.text() == "3 rows"


def test_a_large_table_is_looked_through_in_slices(qtbot: QtBot, form: Any) -> None:
    form.set_value(LARGE)
    grid = form.editor("rows")
    grid.search.setText("city 3")
    assert grid.model.is_busy
    qtbot.waitUntil(lambda: not grid.model.is_busy)
    expected = [n for n in range(MANY) if "3" in f"{n}\nCity {n % 7}"]
    assert column(grid, 0) == [str(n) for n in expected]
    grid.search.setText("city 3 x")
    grid.search.setText("29999")
    qtbot.waitUntil(lambda: not grid.model.is_busy)
    assert column(grid, 0) == ["29999"]
    assert form.value() is LARGE


def test_a_click_on_a_head_sorts_by_value_and_a_third_one_ends_it(
    form: Any, grid: GridEditor
) -> None:
    click_head(grid, 2)
    assert column(grid, 2) == ["9", "10", ""]
    click_head(grid, 2)
    assert column(grid, 2) == ["10", "9", ""]
    click_head(grid, 2)
    assert column(grid, 2) == ["9", "10", ""]
    assert grid.model.is_in_order
    click_head(grid, 1)
    assert column(grid) == ["Berlin", "Dresden", "Paris"]
    assert form.value() == SMALL


def test_what_is_sorted_is_narrowed_in_the_same_order(grid: GridEditor) -> None:
    click_head(grid, 1)
    QTest.keyClicks(grid.search, "r")
    assert column(grid) == ["Berlin", "Dresden", "Paris"]
    QTest.keyClicks(grid.search, "e")
    assert column(grid) == ["Dresden"]


def test_a_shown_cell_is_written_into_its_own_row(form: Any, grid: GridEditor) -> None:
    click_head(grid, 1)
    QTest.keyClicks(grid.search, "berlin")
    grid.model.setData(grid.model.index(0, 1), "Bremen")
    assert form.value().rows == (*SMALL.rows[:2], ("10115", "Bremen", ""))
    # It no longer matches, but does not vanish under the cursor.
    assert column(grid) == ["Bremen"]
    grid.model.setData(grid.model.index(1, 1), "Bonn")
    assert form.value().rows[3] == ("", "Bonn", "")
    assert column(grid) == ["Bremen", "Bonn"]


def test_shown_rows_are_removed_from_the_table(form: Any, grid: GridEditor) -> None:
    QTest.keyClicks(grid.search, "e")
    grid.view.selectAll()
    grid.remove_rows.click()
    assert form.value().rows == (SMALL.rows[0],)
    assert grid.model.count == 0


def test_keys_go_from_the_search_to_the_rows_and_back(grid: GridEditor) -> None:
    grid.view.setFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_F, CONTROL)
    assert grid.search.hasFocus()
    QTest.keyClicks(grid.search, "berlin")
    QTest.keyClick(grid.search, Qt.Key.Key_Down)
    assert grid.view.hasFocus()
    assert grid.view.currentIndex().row() == 0


def test_a_double_click_on_a_head_does_not_sort(
    grid: GridEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.forms.editors.grid.NameDialog.ask", lambda *_a, **_k: "town")
    heads = grid.view.horizontalHeader().viewport()
    QTest.mouseClick(heads, Qt.MouseButton.LeftButton, pos=head(grid, 1))
    QTest.mouseDClick(heads, Qt.MouseButton.LeftButton, pos=head(grid, 1))
    assert grid.model.columns[1] == "town"
    assert grid.model.is_in_order


# Typing and pasting


def test_typing_into_a_cell_keeps_the_place(qtbot: QtBot, form: Any, grid: GridEditor) -> None:
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(1, 1))
    QTest.keyClick(grid.view, Qt.Key.Key_L)
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "eipzig")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.value().rows[1] == ("01067", "leipzig", "10"))
    assert grid.view.currentIndex().row() == 1


def test_cells_with_tabs_and_line_breaks_are_copied_and_pasted(form: Any, grid: GridEditor) -> None:
    grid.model.fill(0, 1, (("Paris\t1\n2", 'a "b"'),))
    model = grid.view.selectionModel()
    model.select(grid.model.index(0, 0), FLAGS.ClearAndSelect | FLAGS.Rows)
    QTest.keyClick(grid.view, Qt.Key.Key_C, CONTROL)
    grid.view.setCurrentIndex(grid.model.index(3, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_V, CONTROL)
    assert form.value().rows[3] == ("75001", "Paris\t1\n2", 'a "b"')


def test_cells_are_cut_and_emptied_in_one_step(form: Any, grid: GridEditor) -> None:
    grid.view.setCurrentIndex(grid.model.index(0, 1))
    QTest.keyClick(grid.view, Qt.Key.Key_X, CONTROL)
    assert QApplication.clipboard().text() == "Paris"
    assert form.value().rows[0] == ("75001", "", "9")
    grid.view.setCurrentIndex(grid.model.index(1, 1))
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    assert form.value().rows[1] == ("01067", "", "10")


def test_a_row_is_inserted_from_the_menu_of_a_cell(form: Any, grid: GridEditor) -> None:
    menu = grid.view.menu(grid.model.index(1, 0))
    (insert,) = (made for made in menu.actions() if made.text() == "Insert a row above")
    insert.trigger()
    menu.close()
    assert form.value().rows[1] == ("", "", "")
    QTest.keyClicks(grid.search, "berlin")
    menu = grid.view.menu(grid.model.index(0, 0))
    assert "Insert a row above" not in [made.text() for made in menu.actions()]
    menu.close()


def test_who_may_not_edit_can_find_and_copy(form: Any, grid: GridEditor) -> None:
    form.set_read_only(True)
    QTest.keyClicks(grid.search, "berlin")
    assert column(grid) == ["Berlin"]
    grid.view.setCurrentIndex(grid.model.index(0, 1))
    QApplication.clipboard().setText("changed")
    for key in (Qt.Key.Key_V, Qt.Key.Key_X):
        QTest.keyClick(grid.view, key, CONTROL)
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    assert form.value() == SMALL
    assert not grid.export_csv.isHidden()


# Files


def test_a_file_is_previewed_with_types_that_can_be_changed(
    window: Window, form: Any, grid: GridEditor
) -> None:
    window.csv = 'postcode,open,minutes\n01067,ja,"1.234,5"\n75001,nein,7\n'
    grid.load_csv("depots.csv")
    dialog = csv_dialog()
    assert dialog.counts.text() == "2 rows, 3 columns"
    combos = [dialog.types.cellWidget(row, 1) for row in range(3)]
    assert [combo.currentData() for combo in combos] == [  # type: ignore[attr-defined]
        ColumnType.TEXT,
        ColumnType.YES_NO,
        ColumnType.NUMBER_COMMA,
    ]
    sample = dialog.sample
    assert sample.index(0, 2).data() == "1234.5"
    assert "1.234,5" in sample.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    dialog.choose_type(1, ColumnType.TEXT)
    dialog.go.click()
    assert form.value().rows == (("01067", "ja", "1234.5"), ("75001", "nein", "7"))


def test_lines_that_do_not_fit_are_told_and_left_out(
    window: Window, form: Any, grid: GridEditor
) -> None:
    window.csv = "key,minutes\na,5\nb,many\nc,7,8\n"
    grid.load_csv("depots.csv")
    dialog = csv_dialog()
    dialog.choose_type(1, ColumnType.NUMBER)
    told = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    assert told[0] == "Line 3, minutes: “many” is no number with a decimal point."
    assert told[1].startswith("Line 4: It has 3 cells")
    assert not dialog.go.isEnabled()
    assert dialog.leave_out.text() == "Leave out 2 lines with problems"
    dialog.leave_out.setChecked(True)
    dialog.go.click()
    assert form.value().rows == (("a", "5"),)


def test_another_separator_reads_the_file_again(
    window: Window, form: Any, grid: GridEditor
) -> None:
    window.csv = "a;b,c;d\n1;2,3;4\n"
    grid.load_csv("odd.csv")
    dialog = csv_dialog()
    assert list(dialog.columns) == ["a", "b,c", "d"]
    dialog.delimiter.setCurrentIndex(dialog.delimiter.findData(","))
    dialog.delimiter.activated.emit(0)
    assert list(dialog.columns) == ["a;b", "c;d"]
    dialog.cancel.click()
    assert form.value() == SMALL


def test_a_separator_that_makes_no_table_is_refused(window: Window, grid: GridEditor) -> None:
    window.csv = "a;b;c,\n1;2,3\n"
    grid.load_csv("odd.csv")
    dialog = csv_dialog()
    window.csv = ",,\n"
    dialog.delimiter.setCurrentIndex(dialog.delimiter.findData(","))
    dialog.delimiter.activated.emit(0)
    assert dialog.message.message
    assert dialog.delimiter.currentData() == ";"


def test_rows_are_exported_as_they_stand(tmp_path: Path, form: Any, grid: GridEditor) -> None:
    grid.model.setData(grid.model.index(2, 2), "=1+1")
    QTest.keyClicks(grid.search, "berlin")
    path = tmp_path / "depots.csv"
    grid.save_csv(str(path))
    assert "formulas" in grid.message.message
    assert path.read_text("utf-8-sig").splitlines() == [
        "postcode,city,minutes",
        "75001,Paris,9",
        "01067,Dresden,10",
        "10115,Berlin,=1+1",
    ]
    grid.save_csv(str(tmp_path))
    assert str(tmp_path) in grid.message.message
