"""Rows, links, conditions, tables and weeks are added to, taken from and put in order."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.catalogue import Problem, Severity
from app.model.fields import fields_of
from app.model.resources import Calendar, CaseSchema, OpenSlot, RecordField, ValueTable, Weekday
from app.model.text import _
from app.ui.forms import Form
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.forms.editors.links import lowest_free_slot
from tests.ui.forms.driving import kept, shown, type_into
from tests.ui.forms.fakes import (
    FILLED,
    Condition,
    Everything,
    Joined,
    LinkOfWords,
    Pair,
    Window,
    form_of,
)


def problem(field: str, words: str = "mend this") -> Problem:
    return Problem(Severity.ERROR, _(words), field=field)


def test_rows_are_added_typed_into_and_removed(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("rows"))
    editor = form.editor("rows")
    editor.add.click()
    type_into(editor.rows[0].cell("variable"), "tier")
    type_into(editor.rows[0].cell("value"), "gold")
    editor.add.click()
    assert form.value().rows == (Pair("tier", "gold"), Pair())
    editor.rows[0].remove.click()
    assert form.value().rows == (Pair(),)


def test_typing_in_a_row_keeps_what_no_field_shows(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("rows", value=FILLED))
    type_into(form.editor("rows").rows[1].cell("value"), "x")
    assert form.value().rows == (Pair("a", "b", hidden=1), Pair("c", "x", hidden=2))


def test_rows_change_places_by_key_and_by_mouse(qtbot: QtBot) -> None:
    value = Everything(rows=(Pair("a"), Pair("b"), Pair("c")))
    form = shown(qtbot, form_of("rows", value=value))
    editor = form.editor("rows")
    QTest.keyClick(editor.rows[2].grip, Qt.Key.Key_Up)
    assert [row.variable for row in form.value().rows] == ["a", "c", "b"]
    grip = editor.rows[0].grip
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    QTest.mouseMove(grip, QPoint(8, 60))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert [row.variable for row in form.value().rows] == ["c", "a", "b"]
    assert [row.cell("variable").value() for row in editor.rows] == ["c", "a", "b"]


def test_an_added_link_takes_the_lowest_free_slot(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("links", value=FILLED))
    editor = form.editor("links")
    editor.add.click()
    assert [link.slot for link in form.value().links] == [4, 2, 1]
    assert lowest_free_slot(form.value().links) == 3


def test_moving_a_link_keeps_its_slot_and_words(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("links", value=FILLED))
    QTest.keyClick(form.editor("links").rows[0].grip, Qt.Key.Key_Down)
    assert form.value().links == tuple(reversed(FILLED.links))


def test_no_link_is_added_after_the_tenth(qtbot: QtBot) -> None:
    links = tuple(LinkOfWords(slot=slot) for slot in range(1, 11))
    form = shown(qtbot, form_of("links", value=Everything(links=links)))
    editor = form.editor("links")
    assert not editor.add.isEnabled()
    assert "10" in editor.add.toolTip()
    editor.rows[4].remove.click()
    assert editor.add.isEnabled()
    editor.add.click()
    assert form.value().links[-1].slot == 5


def test_a_link_folds_and_its_caption_is_typed_in_its_head(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("links", value=FILLED))
    panel = form.editor("links").rows[1]
    panel.fold_button.click()
    assert panel.folded
    type_into(panel.caption, "VIP")
    assert form.value().links[1] == LinkOfWords(slot=2, caption="VIP")
    panel.fold_button.click()
    type_into(panel.form.editor("words"), "x")
    assert form.value().links[1] == LinkOfWords(slot=2, caption="VIP", words=("x",))


def test_conditions_and_groups_are_added_joined_and_removed(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("when"))
    group = form.editor("when").group
    type_into(group.items[0].cell("left"), "a")
    group.add_group.click()
    inner = group.items[1]
    inner.add_condition.click()
    type_into(inner.items[1].cell("left"), "b")
    group.joined.segment("any").click()
    assert form.value().when == Joined(
        "any", (Condition("a"), Joined("any", (Condition(), Condition("b"))))
    )
    inner.remove.click()
    assert form.value().when == Joined("any", (Condition("a"),))


def test_groups_nest_three_levels_deep_here(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("when"))
    group = form.editor("when").group
    group.add_group.click()
    group.items[1].add_group.click()
    innermost = group.items[1].items[1]
    assert not group.items[1].add_group.isHidden()
    assert innermost.add_group.isHidden()


def test_the_right_side_hides_when_the_operator_needs_none(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("when", value=FILLED))
    row = form.editor("when").group.items[0]
    assert not row.cell("right").isHidden()
    QTest.keyClick(row.cell("operator").combo, Qt.Key.Key_Down)
    assert row.cell("right").isHidden()
    assert form.value().when.items[0] == Condition("email.subject", "is_empty", "x", exact=True)


def test_problems_stand_at_the_row_that_they_concern(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("rows", "links", "when", "line", value=FILLED))
    form.set_problems(
        (
            problem("rows.1.variable", "empty variable"),
            problem("links.0.words", "empty words"),
            problem("when.items.1.items.0.left", "empty value"),
            problem("line", "empty line"),
            problem("", "in general"),
        )
    )
    rows, links = form.editor("rows"), form.editor("links")
    inner = form.editor("when").group.items[1].items[0]
    assert rows.rows[1]._message.text() == "empty variable"
    assert rows.rows[0]._message.isHidden()
    assert links.rows[0].form.row("words").message.text() == "empty words"
    assert inner._message.text() == "empty value"
    assert form.row("line").message.text() == "empty line"
    assert form.editor("line").line.property("invalid") is True
    assert form._general.text() == "in general"
    form.set_problems(())
    assert inner._message.isHidden()
    assert form.row("line").message.isHidden()
    assert form.editor("line").line.property("invalid") is False


@pytest.fixture
def table(qtbot: QtBot) -> Any:
    form = Form(fields_of(ValueTable), Window(), roomy=True)
    form.set_value(
        ValueTable(name="T", reference="t", columns=("key", "value"), rows=(("a", "1"),))
    )
    return shown(qtbot, form)


def test_cells_are_typed_and_the_last_row_adds_one(table: Any) -> None:
    grid = table.editor("rows")
    model = grid.model
    model.setData(model.index(0, 1), "2")
    model.setData(model.index(1, 0), "b")
    assert table.value().rows == (("a", "2"), ("b", ""))


def test_a_spreadsheet_is_pasted(table: Any) -> None:
    grid = table.editor("rows")
    QApplication.clipboard().setText("b\t2\nc\t3\tbeyond\n")
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(1, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.value().rows == (("a", "1"), ("b", "2"), ("c", "3"))


def test_rows_of_a_table_are_removed(table: Any) -> None:
    grid = table.editor("rows")
    flags = QItemSelectionModel.SelectionFlag
    grid.view.selectionModel().select(grid.model.index(0, 0), flags.ClearAndSelect | flags.Rows)
    grid.remove_rows.click()
    assert table.value().rows == ()


def accept_csv() -> None:
    tops = QApplication.topLevelWidgets()
    (dialog,) = (one for one in tops if isinstance(one, CsvDialog) and one.isVisible())
    dialog.go.click()


def test_csv_replaces_columns_and_rows_in_one_step(table: Any) -> None:
    structs = kept(table)
    table.editor("rows").load_csv("people.csv")
    accept_csv()
    expected = ValueTable(
        name="T", reference="t", columns=("key", "owner"), rows=(("a", "Ann"), ("b", "Bob"))
    )
    assert structs == [expected]


def test_a_file_that_cannot_be_read_changes_nothing_and_says_so(table: Any) -> None:
    before = table.value()
    table.editor("rows").load_csv("people.exe")
    assert table.value() == before
    assert "CSV" in table.editor("rows").message.message


def test_columns_are_edited_in_the_heads(table: Any) -> None:
    assert "columns" not in table.names()
    model = table.editor("rows").model
    model.rename_column(1, "amount")
    model.add_column("owner")
    assert table.value().columns == ("key", "amount", "owner")
    assert table.value().rows == (("a", "1", ""),)
    model.remove_column(1)
    assert table.value().columns == ("key", "owner")


def week(qtbot: QtBot, *slots: OpenSlot) -> Any:
    form = Form(fields_of(Calendar), Window(), roomy=True)
    form.set_value(Calendar(name="C", reference="c", open_slots=slots))
    return shown(qtbot, form)


def test_a_day_is_opened_and_copied_to_the_weekdays(qtbot: QtBot) -> None:
    form = week(qtbot)
    editor = form.editor("open_slots")
    monday = editor.days[Weekday.MONDAY]
    monday.open.click()
    monday.lines[0][0].selectAll()
    type_into(monday.lines[0][0], "8")
    QTest.keyClick(monday.lines[0][0], Qt.Key.Key_Return)
    editor.copy.click()
    assert form.value().open_slots == tuple(
        OpenSlot(day, "08:00", "18:00") for day in list(Weekday)[:5]
    )


def test_a_day_closed_by_mistake_gets_its_hours_back(qtbot: QtBot) -> None:
    slots = (
        OpenSlot(Weekday.TUESDAY, "09:00", "12:00"),
        OpenSlot(Weekday.TUESDAY, "14:00", "17:00"),
    )
    form = week(qtbot, *slots)
    tuesday = form.editor("open_slots").days[Weekday.TUESDAY]
    tuesday.open.click()
    assert form.value().open_slots == ()
    tuesday.open.click()
    assert form.value().open_slots == slots


def test_a_week_that_nobody_touched_keeps_its_order(qtbot: QtBot) -> None:
    slots = (OpenSlot(Weekday.FRIDAY, "half", "12:00"), OpenSlot(Weekday.MONDAY))
    assert week(qtbot, *slots).value().open_slots == slots


def cases(qtbot: QtBot) -> Any:
    form = Form(fields_of(CaseSchema), Window(), roomy=True)
    row = ("C-1", "Open", "", "", "", "ada", "", "M-7", "20")
    fields = (RecordField("meter"), RecordField("amount"))
    form.set_value(CaseSchema(name="S", reference="s", fields=fields, cases=(row,)))
    return shown(qtbot, form)


def test_the_columns_of_cases_are_told_by_the_fields_of_the_schema(qtbot: QtBot) -> None:
    form = cases(qtbot)
    grid = form.editor("cases")
    assert grid.model.columns[-2:] == ("meter", "amount")
    assert grid.add_column.isHidden()
    form.editor("fields").rows[0].remove.click()
    assert grid.model.columns[-2:] == ("opened_at", "amount")
    assert form.value().cases == (("C-1", "Open", "", "", "", "ada", "", "20"),)
    grid.model.fill(1, 0, (("C-2", "Open"),))
    assert form.value().cases[1] == ("C-2", "Open", "", "", "", "", "", "")


def test_a_file_fills_the_columns_that_it_names(qtbot: QtBot) -> None:
    form = cases(qtbot)
    form.editor("cases").load_csv("people.csv")
    accept_csv()
    assert form.value().cases == (
        ("", "", "", "", "", "Ann", "", "", ""),
        ("", "", "", "", "", "Bob", "", "", ""),
    )
