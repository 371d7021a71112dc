"""Names are inserted from the list and completed while typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSyntaxHighlighter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.actions.create_case import OpenCase
from app.model.fields import fields_of
from app.model.resources import CaseSchema
from app.ui.forms import Form
from app.ui.forms.completion import CompletedBox
from app.ui.forms.editors.template import TemplateEditor
from app.ui.forms.template_field import TemplateField
from tests.ui.forms.driving import shown, type_into
from tests.ui.forms.fakes import Window


def field(qtbot: QtBot, *, most: int = 1, bare_names: bool = False) -> TemplateField:
    made = TemplateField(Window().names, fewest=most, most=most, bare_names=bare_names)
    made.box.setFocus()
    return shown(qtbot, made)  # type: ignore[no-any-return]


def cursor_at(box: CompletedBox, position: int) -> None:
    cursor = box.textCursor()
    cursor.setPosition(position)
    box.setTextCursor(cursor)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_braces_offer_names_and_a_key_takes_one(qtbot: QtBot, key: Qt.Key) -> None:
    made = field(qtbot)
    type_into(made.box, "Re: {{subj")
    assert [one.key for one in made.box.offered] == ["email.subject"]
    QTest.keyClick(made.box, key)
    assert made.box.toPlainText() == "Re: {{ email.subject }}"
    assert made.box.offered == ()


def test_arrows_choose_and_escape_sends_the_list_away(qtbot: QtBot) -> None:
    made = field(qtbot, most=3)
    type_into(made.box, "{{ ")
    QTest.keyClick(made.box, Qt.Key.Key_Down)
    QTest.keyClick(made.box, Qt.Key.Key_Escape)
    assert made.box.offered == ()
    assert made.box.toPlainText() == "{{ "
    type_into(made.box, "e")
    QTest.keyClick(made.box, Qt.Key.Key_Down)
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "{{ email.from.address }}"


def test_a_name_typed_before_the_closing_braces_does_not_close_twice(qtbot: QtBot) -> None:
    made = field(qtbot)
    made.box.show_text("{{ su }}!")
    cursor_at(made.box, 5)
    made.box.insert_name("email.subject")
    assert made.box.toPlainText() == "{{ email.subject }}!"


def test_a_name_before_a_filter_keeps_the_filter(qtbot: QtBot) -> None:
    made = field(qtbot)
    made.box.show_text("{{ su | upcase }}")
    cursor_at(made.box, 5)
    made.box.insert_name("email.subject")
    assert made.box.toPlainText() == "{{ email.subject | upcase }}"


def test_insert_value_lists_names_with_their_values_and_inserts(qtbot: QtBot) -> None:
    made = field(qtbot)
    made.box.show_text("Hello !")
    cursor_at(made.box, 6)
    made.insert.click()  # type: ignore[attr-defined]
    assert made.popup.options()[0].detail == "Where is my order 4711?"
    QTest.keyClicks(made.popup.search, "ann@")
    QTest.keyClick(made.popup.search, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "Hello {{ email.from.address }}!"


def test_a_field_for_a_name_takes_it_without_braces(qtbot: QtBot) -> None:
    made = field(qtbot, bare_names=True)
    type_into(made.box, "ord")
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "var.order_number"
    made.insert.click()  # type: ignore[attr-defined]
    QTest.keyClick(made.popup.search, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "email.subject"


def test_a_line_takes_no_line_break(qtbot: QtBot) -> None:
    made = field(qtbot)
    with qtbot.waitSignal(made.left):
        type_into(made.box, "a")
        QTest.keyClick(made.box, Qt.Key.Key_Return)
    made.box.selectAll()
    from PySide6.QtCore import QMimeData

    pasted = QMimeData()
    pasted.setText("one\ntwo\n")
    made.box.insertFromMimeData(pasted)
    assert made.box.toPlainText() == "one two"


def test_showing_the_same_words_leaves_the_cursor(qtbot: QtBot) -> None:
    made = field(qtbot)
    type_into(made.box, "abcdef")
    cursor_at(made.box, 3)
    made.box.show_text("abcdef")
    assert made.box.textCursor().position() == 3
    made.box.show_text("abcdefgh")
    assert made.box.textCursor().position() == 3


def test_colours_that_are_laid_anew_are_not_typed(qtbot: QtBot) -> None:
    made = field(qtbot, most=3)
    typed: list[str] = []
    made.box.typed.connect(typed.append)
    made.box.show_text("Dear {{ email.from.address }}")
    colours = made.box.document().findChild(QSyntaxHighlighter)
    assert colours is not None
    with qtbot.waitSignal(made.box.textChanged):
        colours.rehighlight()
    assert typed == []
    type_into(made.box, "A")
    assert typed == ["ADear {{ email.from.address }}"]


def test_a_bar_offers_filters_with_help_and_a_key_takes_one(qtbot: QtBot) -> None:
    made = field(qtbot)
    type_into(made.box, "{{ email.subject |upc")
    (offered,) = made.box.offered
    assert (offered.key, offered.hint) == ("upcase", "In capitals")
    assert offered.detail == "'Ada' | upcase → ADA"
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "{{ email.subject | upcase }}"


def test_a_filter_that_takes_a_value_waits_for_it(qtbot: QtBot) -> None:
    made = field(qtbot)
    made.box.show_text("{{ email.subject }}")
    cursor_at(made.box, 17)
    type_into(made.box, "| defau")
    QTest.keyClick(made.box, Qt.Key.Key_Tab)
    type_into(made.box, "'x'")
    assert made.box.toPlainText() == "{{ email.subject | default: 'x' }}"
    assert made.box.offered == ()


@pytest.mark.parametrize(
    "words", ["a | up", "{{ 'a | up", "{{ a }} | up", "{% if a %} | up", "{{ a: '|", '{{ "|up']
)
def test_a_bar_elsewhere_offers_nothing(qtbot: QtBot, words: str) -> None:
    made = field(qtbot)
    type_into(made.box, words)
    assert made.box.offered == ()


def test_tags_offer_names_too_and_are_not_closed(qtbot: QtBot) -> None:
    made = field(qtbot, most=3)
    type_into(made.box, "{% if order")
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    type_into(made.box, " == 'x' or email.su")
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    assert made.box.toPlainText() == "{% if var.order_number == 'x' or email.subject"
    type_into(made.box, " %}{% assign a = email.subject | dow")
    QTest.keyClick(made.box, Qt.Key.Key_Return)
    assert made.box.toPlainText().endswith("{% assign a = email.subject | downcase")


def test_the_words_of_a_case_schema_stand_before_the_names(qtbot: QtBot) -> None:
    form = Form(fields_of(OpenCase), Window(CaseSchema(reference="service")))
    form.set_value(OpenCase(status="{{ var.words }}"))
    shown(qtbot, form)
    editor = form.editor("status")
    assert isinstance(editor, TemplateEditor)
    field = editor.field
    field.open_names()
    offered = [option.key for option in field.popup.options()]
    assert offered[:2] == ["Open", "Closed"]
    assert "email.subject" in offered
    field.popup.chosen.emit("Closed")
    assert form.value().status == "Closed"
    field.popup.chosen.emit("email.subject")
    assert form.value().status == "Closed{{ email.subject }}"
    field.popup.hide()


def test_tab_takes_an_offer_even_with_another_field_behind(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    both = QWidget()
    first, second = (TemplateField(Window().names) for _ in range(2))
    column = QVBoxLayout(both)
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, both)
    type_into(first.box, "{{subj")
    QTest.keyClick(first.box, Qt.Key.Key_Tab)
    assert first.box.toPlainText() == "{{ email.subject }}"
    assert first.box.hasFocus()
    QTest.keyClick(first.box, Qt.Key.Key_Tab)
    assert second.box.hasFocus()
