"""The live preview beside the form of a template."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.resources import (
    EmailTemplate,
    ResourceKind,
    SmsTemplate,
    SmsVariant,
    TemplateAttachment,
    TemplateVariant,
)
from app.services import samples
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.variants import VariantsEditor
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.resources.templates.email_preview import EmailTemplatePreview
from app.ui.resources.templates.sms_preview import SmsTemplatePreview
from tests.ui.forms.driving import choose, type_into

LETTER = EmailTemplate(
    name="Answer",
    reference="answer",
    variants=(
        TemplateVariant("en", "About {{ email.subject }}", "Dear {{ email.from.name }}"),
        TemplateVariant(
            "fr",
            "Bonjour",
            "Texte",
            "<p onclick=x>Bonjour</p><script>alert(1)</script>"
            "<img src='https://tracker.example/{{ email.from.address }}.png'>",
        ),
    ),
    attachments=(TemplateAttachment("terms.pdf", "application/pdf", b"0123456789"),),
)


@pytest.fixture
def letter(
    qtbot: QtBot, workspace: Workspace, page: ResourcesPage, window: MainWindow
) -> EmailTemplatePreview:
    made = samples.create_set(workspace, "Mine")
    samples.add_typed(workspace, made.id, "Bo Lind <bo@example.org>", "First", "x")
    samples.add_typed(workspace, made.id, "cy@example.org", "Second", "x")
    save_resource(workspace, LETTER)
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.EMAIL_TEMPLATE, "answer")
    preview = preview_of(page)
    settled(qtbot, preview)
    return preview


def preview_of(page: ResourcesPage) -> EmailTemplatePreview:
    assert page.pane is not None
    return cast(EmailTemplatePreview, page.pane.side)


def editor_of(page: ResourcesPage) -> VariantsEditor:
    assert page.pane is not None
    return cast(VariantsEditor, page.pane.form.editor("variants"))


def settled(qtbot: QtBot, preview: EmailTemplatePreview | SmsTemplatePreview) -> None:
    qtbot.waitUntil(lambda: not preview.is_waiting)


def test_the_first_sample_fills_the_language_in_front(letter: EmailTemplatePreview) -> None:
    assert letter.language.text() == "In English"
    assert letter.sample.picker.shown == "First"
    assert letter.subject.text() == "About First"
    assert letter.recipient.text() == "To Bo Lind <bo@example.org>"
    assert letter.views.currentWidget() is letter.text
    assert letter.text.toPlainText() == "Dear Bo Lind"
    assert letter.segments.isHidden()
    assert not letter.attachments.isHidden()


def test_another_tab_is_previewed_as_safe_html(
    qtbot: QtBot, page: ResourcesPage, letter: EmailTemplatePreview
) -> None:
    editor_of(page).turn_to(1)
    settled(qtbot, letter)
    assert letter.language.text() == "In French"
    assert letter.views.currentWidget() is letter.browser
    assert letter.browser.toPlainText().strip("\n\ufffc ") == "Bonjour"
    assert letter.notes.text() == "One picture from the internet is not fetched."
    QTest.mouseClick(letter.segments.segment("text"), Qt.MouseButton.LeftButton)
    assert letter.views.currentWidget() is letter.text
    editor_of(page).turn_to(0)
    editor_of(page).turn_to(1)
    settled(qtbot, letter)
    assert letter.views.currentWidget() is letter.text


def test_the_preview_follows_typing(
    qtbot: QtBot, page: ResourcesPage, letter: EmailTemplatePreview
) -> None:
    type_into(editor_of(page).form.editor("subject"), "Re: {{ email.from.domain }} ")
    qtbot.waitUntil(lambda: letter.subject.text() == "Re: example.org About First")


def test_another_sample_is_the_chosen_email_of_the_window(
    qtbot: QtBot, window: MainWindow, page: ResourcesPage, letter: EmailTemplatePreview
) -> None:
    choose(letter.sample.picker, "Second")
    settled(qtbot, letter)
    assert letter.subject.text() == "About Second"
    chosen = window.session.chosen_email
    assert chosen is not None
    assert chosen.subject == "Second"
    names = {row.name: row.value for row in page.context.names()}
    assert names["email.subject"] == "Second"
    choose(letter.sample.picker, "made-up")
    settled(qtbot, letter)
    assert letter.subject.text() == "About Refund for order 40718"
    assert window.session.chosen_email is None


def test_a_template_that_cannot_be_read_says_why_and_can_be_saved(
    qtbot: QtBot, workspace: Workspace, page: ResourcesPage, letter: EmailTemplatePreview
) -> None:
    type_into(editor_of(page).form.editor("subject"), "{{ email.subject | shout }}")
    qtbot.waitUntil(lambda: letter.views.currentWidget() is letter.failed)
    assert letter.failed.sentence == "Line 1: The filter shout does not exist."
    assert letter.warnings.text() == f"Subject: {letter.failed.sentence}"
    assert page.save()
    stored = workspace.resource(ResourceKind.EMAIL_TEMPLATE, "answer")
    assert isinstance(stored, EmailTemplate)
    assert stored.variants[0].subject.startswith("{{ email.subject | shout }}")


def test_a_name_that_exists_nowhere_is_warned_about(
    qtbot: QtBot, page: ResourcesPage, letter: EmailTemplatePreview
) -> None:
    type_into(editor_of(page).form.editor("subject"), "{{ var.nothing }}")
    qtbot.waitUntil(lambda: not letter.warnings.isHidden())
    assert letter.warnings.text() == "Subject: There is no variable nothing."


def test_a_workspace_without_samples_previews_a_made_up_email(
    qtbot: QtBot, workspace: Workspace, page: ResourcesPage, window: MainWindow
) -> None:
    save_resource(workspace, LETTER)
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.EMAIL_TEMPLATE, "answer")
    settled(qtbot, preview_of(page))
    assert preview_of(page).sample.picker.shown == "A made-up email"
    assert preview_of(page).subject.text() == "About Refund for order 40718"


def test_an_sms_shows_its_size_and_what_makes_it_larger(
    qtbot: QtBot, workspace: Workspace, page: ResourcesPage, window: MainWindow
) -> None:
    save_resource(
        workspace, SmsTemplate(name="Late", reference="late", variants=(SmsVariant("", "a" * 161),))
    )
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.SMS_TEMPLATE, "late")
    assert page.pane is not None
    preview = cast(SmsTemplatePreview, page.pane.side)
    settled(qtbot, preview)
    assert preview.measure.text() == "2 messages · 161 characters of GSM-7 · 145 more fit"
    assert preview.forcing.isHidden()
    box = editor_of(page).form.editor("text")
    box.choose("ça 😀 " + "b" * 600)
    larger = "10 messages · 606 characters of UCS-2"
    qtbot.waitUntil(lambda: preview.measure.text().startswith(larger))
    assert preview.forcing.text() == (
        "A message holds 70 characters instead of 160 because of ç 😀"
    )
    assert preview.warnings.text() == (
        "The text takes 10 messages; at most 8 are sent. Shorten it."
    )
