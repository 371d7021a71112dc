"""The tabs of a template: languages come, go, and one of them serves all others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.fields import fields_of
from app.model.resources import EmailTemplate, TemplateVariant
from app.ui.forms import Form
from app.ui.forms.editors.variants import VariantsEditor
from tests.ui.forms.driving import kept, shown, target_of, type_into
from tests.ui.forms.fakes import Window

EN = TemplateVariant(language="en", subject="Hello", text="Dear customer")
FR = TemplateVariant(language="fr", subject="Bonjour", text="Cher client")
REST = TemplateVariant(subject="Hi", text="Dear all")


def editor_of(qtbot: QtBot, *variants: TemplateVariant) -> tuple[Form, VariantsEditor]:
    form = Form([one for one in fields_of(EmailTemplate) if one.name == "variants"], Window())
    form.set_value(EmailTemplate(variants=variants))
    shown(qtbot, form)
    editor = form.editor("variants")
    assert isinstance(editor, VariantsEditor)
    return form, editor


def tabs(editor: VariantsEditor) -> list[str]:
    return [editor.tabs.tabText(at) for at in range(editor.tabs.count())]


def languages(form: Form) -> list[str]:
    return [one.language for one in form.value().variants]


def test_each_language_has_a_tab_and_the_default_is_said(qtbot: QtBot) -> None:
    _form, editor = editor_of(qtbot, EN, FR)
    assert tabs(editor) == ["English ★", "French"]
    assert "every language without words of its own" in editor.serves.text()
    editor.turn_to(1)
    assert editor.serves.text() == "For emails in French."
    _form, editor = editor_of(qtbot, EN, REST)
    assert tabs(editor) == ["English", "Every other language ★"]


def test_typing_changes_the_language_in_front_only(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    structs = kept(form)
    with qtbot.waitSignal(editor.turned):
        editor.turn_to(1)
    assert structs == []
    type_into(editor.form.editor("subject"), "A")
    assert form.value().variants == (EN, TemplateVariant("fr", "ABonjour", "Cher client"))


def test_a_language_is_added_by_searching_and_comes_to_the_front(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN)
    QTest.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    popup = editor._popup
    assert popup is not None
    assert [one.title for one in popup.options()] == ["Every other language", "French", "German"]
    QTest.keyClicks(popup.search, "germ")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert languages(form) == ["en", "de"]
    assert editor.at == 1
    assert target_of(editor.form.editor("subject")).hasFocus()
    type_into(editor.form.editor("subject"), "Hallo")
    assert form.value().variants[1].subject == "Hallo"


def test_a_language_that_is_there_is_not_added_twice(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    editor.turn_to(1)
    editor.add_language("en")
    assert languages(form) == ["en", "fr"]
    assert editor.at == 0


def test_the_language_in_front_is_removed_but_never_the_last(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    editor.turn_to(1)
    QTest.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    assert languages(form) == ["en"]
    assert editor.remove.isHidden()
    editor.remove_current()
    assert languages(form) == ["en"]


def test_another_language_can_serve_all_others(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    assert editor.prefer.isHidden()
    editor.turn_to(1)
    QTest.mouseClick(editor.prefer, Qt.MouseButton.LeftButton)
    assert languages(form) == ["fr", "en"]
    assert tabs(editor) == ["French ★", "English"]
    assert editor.at == 0


def test_dragging_a_tab_moves_its_words_with_it(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    editor.tabs.moveTab(1, 0)
    assert form.value().variants == (FR, EN)
    assert tabs(editor) == ["French ★", "English"]
    assert editor.form.value() == form.value().variants[editor.at]


def test_a_template_that_cannot_be_read_is_told_after_a_moment(qtbot: QtBot) -> None:
    _form, editor = editor_of(qtbot, EN, TemplateVariant("fr", "x", "{{ a | shout }}"))
    assert not editor.tabs.tabIcon(1).isNull()
    assert editor.tabs.tabIcon(0).isNull()
    editor.turn_to(1)
    message = editor.form.row("text").message
    assert message.text().splitlines()[0] == "Line 1: The filter shout does not exist."
    assert message.property("tone") == "warning"
    editor.turn_to(0)
    type_into(editor.form.editor("subject"), "{{ emial.subject }}")
    qtbot.waitUntil(lambda: bool(editor.form.row("subject").message.text()))
    assert editor.form.row("subject").message.text() == "There is no name emial.subject."


def test_who_may_only_look_turns_tabs_and_changes_nothing(qtbot: QtBot) -> None:
    form, editor = editor_of(qtbot, EN, FR)
    form.set_read_only(True)
    editor.turn_to(1)
    assert editor.serves.text() == "For emails in French."
    assert editor._tools.isHidden()
    assert not editor.tabs.isMovable()
