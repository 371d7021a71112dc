"""Templates from their first words to their deletion: languages, completion, preview, SMS."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.model.resources import EmailTemplate, ResourceKind, SmsTemplate
from app.services.resource_files import save_resource
from app.ui.forms.editors.template import TemplateEditor
from app.ui.forms.editors.variants import VariantsEditor
from app.ui.resources.templates.email_preview import EmailTemplatePreview
from app.ui.resources.templates.sms_preview import SmsTemplatePreview
from app.ui.version.tab import VersionTab
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.journeys.shelves import Shelf

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_the_life_of_a_template(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.EMAIL_TEMPLATE)
    create(shelf)
    complete_a_filter(shelf)
    add_a_language(shelf)
    choose_another_sample(shelf)
    mend_what_cannot_be_read(shelf)
    follow_another_window(shelf)
    see_where_one_is_used(shelf)
    delete_and_bring_back(shelf)


def test_the_life_of_an_sms_template(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.SMS_TEMPLATE)
    shelf.begin("On the way")
    box = field(shelf, "text")
    desk.click(box.field.box)
    desk.write("We come at {{ now | date: '%H:%M' }}, {{ email.from.name }}.")
    preview = shelf.side(SmsTemplatePreview)
    desk.wait(lambda: preview.measure.text().startswith("1 message · "))
    assert "{{" not in preview.text.text()
    desk.write("x" * 160)
    desk.wait(lambda: preview.measure.text().startswith("2 messages · "))
    assert preview.forcing.isHidden()
    shelf.save()
    found = shelf.stored("on-the-way", SmsTemplate)
    assert found is not None
    assert found.variants[0].text.endswith("x" * 160)
    shelf.delete("On the way")
    shelf.undo_deletion("On the way")
    assert shelf.stored("on-the-way", SmsTemplate) == found


def stored(shelf: Shelf) -> EmailTemplate:
    found = shelf.stored("welcome", EmailTemplate)
    assert found is not None
    return found


def variants(shelf: Shelf) -> VariantsEditor:
    return shelf.editor("variants", VariantsEditor)


def field(shelf: Shelf, name: str) -> TemplateEditor:
    editor = variants(shelf).form.editor(name)
    assert isinstance(editor, TemplateEditor)
    return editor


def preview_of(shelf: Shelf) -> EmailTemplatePreview:
    return shelf.side(EmailTemplatePreview)


def create(shelf: Shelf) -> None:
    desk = shelf.desk
    shelf.begin("Welcome")
    preview = preview_of(shelf)
    assert tabs(shelf) == ["Every other language"]
    desk.click(field(shelf, "subject").field.box)
    desk.write("Re: {{email.subj")
    desk.wait(lambda: bool(field(shelf, "subject").field.box.offered))
    desk.press(Qt.Key.Key_Return)
    assert field(shelf, "subject").value() == "Re: {{ email.subject }}"
    desk.press(Qt.Key.Key_Tab)
    desk.write("Dear {{ email.from.name }},\nwelcome.")
    # Nothing is stored yet, and the preview shows it all.
    desk.wait(lambda: preview.text.toPlainText().endswith(",\nwelcome."))
    assert preview.subject.text() == f"Re: {preview.sample.picker.shown}"
    assert shelf.stored("welcome", EmailTemplate) is None
    shelf.save()
    assert stored(shelf).variants[0].text == "Dear {{ email.from.name }},\nwelcome."


def complete_a_filter(shelf: Shelf) -> None:
    desk = shelf.desk
    box = field(shelf, "text").field.box
    desk.click(box)
    desk.press(Qt.Key.Key_Home, CTRL)
    for _letter in "Dear {{ email.from.name":
        desk.press(Qt.Key.Key_Right)
    desk.write(" |upc")
    desk.wait(lambda: [one.key for one in box.offered] == ["upcase"])
    desk.press(Qt.Key.Key_Tab)
    assert box.toPlainText().startswith("Dear {{ email.from.name | upcase }},")
    preview = preview_of(shelf)

    def name_is_large() -> bool:
        return preview.text.toPlainText().removeprefix("Dear ").split(",")[0].isupper()

    desk.wait(name_is_large)


def add_a_language(shelf: Shelf) -> None:
    desk = shelf.desk
    desk.click(variants(shelf).add)
    desk.choose_option("fren")
    assert tabs(shelf) == ["Every other language ★", "French"]
    desk.write("Bienvenue")
    desk.press(Qt.Key.Key_Tab)
    desk.write("Bonjour le {{ now | date: '%B' }}")
    preview = preview_of(shelf)
    assert preview.language.text() == "In French"
    desk.wait(lambda: preview.text.toPlainText().startswith("Bonjour le "))
    assert preview.text.toPlainText().split()[-1] not in {"January", "February", "March"}
    # Back to the first tab and to its words.
    bar = variants(shelf).tabs
    desk.click(bar, bar.tabRect(0).center())
    desk.wait(lambda: preview.text.toPlainText().endswith("welcome."))
    shelf.save()
    assert [one.language for one in stored(shelf).variants] == ["", "fr"]


def choose_another_sample(shelf: Shelf) -> None:
    desk = shelf.desk
    preview = preview_of(shelf)
    before = preview.subject.text()
    desk.click(preview.sample.picker)
    desk.choose_option("made-up")
    desk.wait(lambda: preview.subject.text() == "Re: Refund for order 40718")
    assert preview.subject.text() != before


def mend_what_cannot_be_read(shelf: Shelf) -> None:
    desk = shelf.desk
    box = field(shelf, "subject").field.box
    desk.click(box)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write("Hello {{ email.subject | shout }}")
    preview = preview_of(shelf)
    desk.wait(preview.failed.isVisible)
    # It may be saved half done; a routing that sends it cannot go into production.
    shelf.save()
    assert stored(shelf).variants[0].subject.endswith("shout }}")
    desk.wait(lambda: bool(variants(shelf).form.row("subject").message.text()))
    desk.click(box)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write("Hello {{ email.subject }}")
    desk.wait(lambda: preview.subject.text() == "Hello Refund for order 40718")
    shelf.save()


def follow_another_window(shelf: Shelf) -> None:
    from msgspec.structs import replace

    with shelf.desk.elsewhere() as other:
        mine = stored(shelf)
        first = replace(mine.variants[0], subject="From elsewhere")
        changed = replace(mine, variants=(first, *mine.variants[1:]))
        save_resource(other, changed, replaces=mine.reference)
    preview = preview_of(shelf)
    shelf.desk.wait(lambda: preview.subject.text() == "From elsewhere")


def see_where_one_is_used(shelf: Shelf) -> None:
    with shelf.desk.elsewhere() as other:
        templates = other.resources().of_kind(EmailTemplate)
        used = next(one for one in templates if other.uses(shelf.kind, one.reference))
        uses = other.uses(shelf.kind, used.reference)
    shelf.take(used.name)
    assert shelf.pane.used.count() == len(uses)
    places = shelf.refuses_to_delete(used.name)
    assert len(places) == len(uses)
    # The first place is an action: its version comes to the front.
    shelf.desk.wait(lambda: isinstance(shelf.desk.window.workbench.current, VersionTab))
    assert shelf.stored(used.reference, EmailTemplate) == used


def delete_and_bring_back(shelf: Shelf) -> None:
    shelf = Shelf(shelf.desk, shelf.kind)
    before = stored(shelf)
    shelf.delete("Welcome")
    assert shelf.stored("welcome", EmailTemplate) is None
    shelf.undo_deletion("Welcome")
    assert stored(shelf) == before
    assert tabs(shelf) == ["Every other language ★", "French"]


def tabs(shelf: Shelf) -> list[str]:
    bar = variants(shelf).tabs
    assert bar.visibleRegion().contains(QPoint(4, 4))
    return [bar.tabText(at) for at in range(bar.count())]
