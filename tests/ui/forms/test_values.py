"""Every editor shows what it is given, and gives back what was typed into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.config import Reference, ReferenceMode
from app.model.fields import Widget
from app.model.resources import RESOURCE_TYPES
from app.ui.forms import Form
from app.ui.forms.editors.registry import EDITORS
from app.ui.forms.editors.time import written_out
from tests.ui.forms.driving import choose, kept, shown, target_of, type_into
from tests.ui.forms.fakes import FILLED, Everything, Mode, Window, form_of


def test_every_widget_has_an_editor() -> None:
    assert set(EDITORS) == set(Widget)


def test_what_nobody_touched_comes_back_as_it_was(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of(value=FILLED))
    assert form.value() == FILLED
    for name in form.names():
        editor = form.editor(name)
        assert editor.value() == getattr(FILLED, name), name


def test_touching_one_field_drops_nothing_of_the_others(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of(value=FILLED))
    type_into(form.editor("line").line, "!")
    assert form.value() == msgspec.structs.replace(FILLED, line=form.value().line)
    assert "!" in form.value().line
    assert form.value().unseen == 1


def test_a_form_shows_one_struct_after_another(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of(value=FILLED))
    form.set_value(Everything())
    assert form.value() == Everything()
    form.set_value(FILLED)
    assert [form.editor(name).value() for name in form.names()] == [
        getattr(FILLED, name) for name in form.names()
    ]


TYPED: list[tuple[str, str, Any]] = [
    ("line", "hello", "hello"),
    ("template", "Dear Ann", "Dear Ann"),
    ("name", "mailbox", "mailbox"),
    ("lines", "hello", "hello"),
    ("template_lines", "hello", "hello"),
    ("html", "<p>", "<p>"),
    ("words", "refund* ", ("refund*",)),
    ("limit", "12", 12),
    ("time", "9h30", "9h30"),
    ("date", "2026-12-31", dt.date(2026, 12, 31)),
]


@pytest.mark.parametrize(("name", "keys", "expected"), TYPED)
def test_typing_is_told_at_each_key(qtbot: QtBot, name: str, keys: str, expected: Any) -> None:
    form = shown(qtbot, form_of(name))
    structs = kept(form)
    type_into(form.editor(name), keys)
    assert getattr(structs[-1], name) == expected
    assert getattr(form.value(), name) == expected


def test_each_key_of_a_line_emits_the_whole_struct(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("line"))
    structs = kept(form)
    type_into(form.editor("line").line, "abc")
    assert [getattr(struct, "line", None) for struct in structs] == ["a", "ab", "abc"]


def test_leaving_a_line_finishes_it(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("line", "lines"))
    type_into(form.editor("line").line, "a")
    with qtbot.waitSignal(form.editing_finished):
        QTest.keyClick(form.editor("line").line, Qt.Key.Key_Return)


def test_an_emptied_number_stays_what_it_was_unless_it_may_be_empty(qtbot: QtBot) -> None:
    value = Everything(number=4, limit=4)
    form = shown(qtbot, form_of("number", "limit", value=value))
    for name in ("number", "limit"):
        line = form.editor(name).line
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.value().number == 4
    assert form.editor("number").line.text() == "4"
    assert form.value().limit is None


def test_arrows_count_within_the_bounds(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("number", value=Everything(number=9)))
    line = form.editor("number").line
    for _time in range(3):
        QTest.keyClick(line, Qt.Key.Key_Up)
    assert form.value().number == 10


def test_letters_do_not_get_into_a_number(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("share", "percent"))
    line = form.editor("share").line
    line.selectAll()
    type_into(line, "0x,9")
    assert form.value().share == 0.9


def test_a_tick_is_told(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("toggle"))
    QTest.keyClick(form.editor("toggle").box, Qt.Key.Key_Space)
    assert form.value().toggle is True


def test_a_choice_keeps_its_type_and_shows_what_depends_on_it(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("choice", "shown"))
    assert form.row("shown").isHidden()
    QTest.keyClick(form.editor("choice").combo, Qt.Key.Key_Down)
    assert form.value().choice is Mode.MANY
    assert not form.row("shown").isHidden()


def test_languages_are_added_and_taken_out(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("languages"))
    editor = form.editor("languages")
    choose(editor.picker, "fre")
    choose(editor.picker, "germ")
    assert form.value().languages == ("fr", "de")
    editor.chips()[0].click()
    assert form.value().languages == ("de",)


def test_language_and_time_zone_are_searched(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("language", "time_zone"))
    choose(form.editor("language").picker, "germ")
    choose(form.editor("time_zone").picker, "new york")
    assert form.value().language == "de"
    assert form.value().time_zone == "America/New_York"


def test_a_queue_is_picked_by_name_and_by_reference(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("reference"))
    editor = form.editor("reference")
    choose(editor.picked.picker, "support-fr")
    assert form.value().reference == Reference("support-fr")
    assert editor.picked.picker.shown == "Support France"
    choose(editor.picked.picker, "every")
    assert form.value().reference == Reference("everyone")


def test_each_way_of_naming_a_resource_keeps_its_words(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("reference", value=Everything(reference=Reference("billing"))))
    editor = form.editor("reference")
    editor.modes[ReferenceMode.EXPRESSION].click()
    type_into(editor.template.box, "q-1")
    assert form.value().reference == Reference("q-1", ReferenceMode.EXPRESSION)
    editor.modes[ReferenceMode.PICKED].click()
    assert form.value().reference == Reference("billing")
    editor.modes[ReferenceMode.EXPRESSION].click()
    assert form.value().reference == Reference("q-1", ReferenceMode.EXPRESSION)


def test_a_resource_is_created_and_opened_from_its_field(qtbot: QtBot) -> None:
    window = Window()
    form = shown(qtbot, form_of("reference", window=window))
    picked = form.editor("reference").picked
    picked.picker.open()
    actions = picked._actions()
    picked.picker.popup.close()
    actions[0].act()
    assert window.created == ["queue"]
    assert form.value().reference == Reference("fresh")
    picked.open_button.click()
    assert window.opened == [("queue", "fresh")]


def test_a_missing_resource_says_so(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("pick", value=Everything(pick="gone")))
    picked = form.editor("pick").picked
    assert "does not exist" in picked.picker.toolTip()
    assert picked.open_button.isHidden()


def test_columns_are_those_of_the_table_beside(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("pick", "column"))
    editor = form.editor("column")
    editor.picker.open()
    assert editor.picker.popup.options() == ()
    editor.picker.popup.close()
    choose(form.editor("pick").picked.picker, "cust")
    choose(editor.picker, "tier")
    assert form.value().column == "tier"


def test_parts_are_chosen_from_those_that_there_are_or_typed(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("database", "table"))
    editor = form.editor("table")
    editor.open()
    assert editor.popup.options() == ()
    editor.popup.close()
    choose(form.editor("database").picked.picker, "ord")
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert [one.title for one in editor.popup.options()] == ["order", "customer"]
    QTest.keyClicks(editor.popup.search, "cust")
    QTest.keyClick(editor.popup.search, Qt.Key.Key_Return)
    assert form.value().table == "customer"
    QTest.keyClick(editor.line, Qt.Key.Key_End)
    type_into(editor.line, "s")
    assert form.value().table == "customers"


@pytest.mark.parametrize(
    ("typed", "written"),
    [("9", "09:00"), ("930", "09:30"), ("9h30", "09:30"), ("24", "24:00"), ("25:00", "25:00")],
)
def test_times_are_written_out_on_leaving(qtbot: QtBot, typed: str, written: str) -> None:
    form = shown(qtbot, form_of("time"))
    type_into(form.editor("time").line, typed)
    QTest.keyClick(form.editor("time").line, Qt.Key.Key_Return)
    assert form.value().time == written
    assert written_out(written) == written


def test_words_that_are_no_day_stay_but_are_not_taken(qtbot: QtBot) -> None:
    value = Everything(date=dt.date(2026, 2, 28))
    form = shown(qtbot, form_of("date", value=value))
    line = form.editor("date").line
    line.selectAll()
    type_into(line, "2026-02-3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "2026-02-3"
    assert line.property("invalid") is True
    assert form.value().date == dt.date(2026, 2, 28)


def test_a_moment_is_a_day_and_a_time(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of("date_time"))
    editor = form.editor("date_time")
    type_into(editor.day.line, "2026-12-31")
    assert form.value().date_time == "2026-12-31T00:00"
    type_into(editor.time.line, "18:00")
    assert form.value().date_time == "2026-12-31T18:00"


def test_read_only_forms_take_no_keys(qtbot: QtBot) -> None:
    form = shown(qtbot, form_of(value=FILLED))
    form.set_read_only(True)
    for name in form.names():
        QTest.keyClicks(target_of(form.editor(name)), "x 1")
    assert form.value() == FILLED


@pytest.mark.parametrize("kind", sorted(RESOURCE_TYPES))
def test_forms_fit_the_inspector(qtbot: QtBot, kind: Any, form_for: Callable[[Any], Form]) -> None:
    form = form_for(kind)
    qtbot.addWidget(form)
    assert form.minimumSizeHint().width() <= 320


@pytest.fixture
def form_for() -> Callable[[Any], Form]:
    from app.model.fields import fields_of

    def made(kind: Any) -> Form:
        form = Form(fields_of(RESOURCE_TYPES[kind]), Window())
        form.set_value(RESOURCE_TYPES[kind]())
        return form

    return made


def test_the_form_of_everything_fits_the_inspector(qtbot: QtBot) -> None:
    form = form_of(value=FILLED)
    qtbot.addWidget(form)
    assert form.minimumSizeHint().width() <= 320
