"""Shots of templates: languages, the live preview, completion, what is wrong with one, SMS."""

from __future__ import annotations

from typing import cast

import msgspec
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.model.resources import (
    EmailTemplate,
    ResourceKind,
    SmsTemplate,
    SmsVariant,
    TemplateAttachment,
    TemplateVariant,
)
from app.services.resource_files import save_resource
from app.ui.forms.editors.template import TemplateEditor
from app.ui.forms.editors.variants import VariantsEditor
from app.ui.resources.pane import ResourcePane
from app.ui.resources.templates.live import LivePreview
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.stage import Stage

LETTER = EmailTemplate(
    name="We got your email",
    reference="received",
    description="Goes out at once, in the language of the customer.",
    variants=(
        TemplateVariant(
            "en",
            "We got your email: {{ email.subject }}",
            "Dear {{ email.from.name | default: 'customer' }},\n\n"
            "thank you for your email of {{ email.date | date: '%-d %B' }}.\n"
            "{% if interaction.checkpoints contains 'vip' %}\nYour adviser calls you.\n{% endif %}",
            "<h2>Thank you, {{ email.from.name | default: 'customer' | escape }}</h2>\n"
            "<p>We got your email of <b>{{ email.date | date: '%-d %B' }}</b>"
            " and answer within <b>two working days</b>.</p>\n"
            '<p><a href="https://www.northwind.example/status">Where my request stands</a></p>\n'
            "<ul><li>Moving house</li><li>Meter readings</li></ul>",
        ),
        TemplateVariant(
            "fr", "Nous avons bien reçu : {{ email.subject }}", "Bonjour {{ email.from.name }}"
        ),
        TemplateVariant(
            "de", "Ihre E-Mail: {{ email.subject }}", "Guten Tag {{ email.from.name }}"
        ),
    ),
    attachments=(
        TemplateAttachment("Terms of supply.pdf", "application/pdf", bytes(184_320)),
        TemplateAttachment("Logo.png", "image/png", bytes(20_480)),
    ),
)
SMS = SmsTemplate(
    name="Engineer on the way",
    reference="engineer",
    variants=(
        SmsVariant(
            "en",
            "Northwind: our engineer comes today between {{ now | date: '%H:%M' }} and 18:00."
            " Your reference is {{ interaction.id }}. Not at home? Call 0800 123 456 – free of"
            " charge ☎",
        ),
        SmsVariant("fr", "Northwind : notre technicien passe aujourd'hui."),
    ),
)


def _pane(stage: Stage, kind: ResourceKind, reference: str) -> ResourcePane:
    for one in (LETTER, SMS):
        save_resource(stage.session.workspace, one)
    stage.session.resources_changed.emit()
    page = page_of(stage, kind)
    page.show_resource(kind, reference)
    stage.settle()
    assert page.pane is not None
    return page.pane


def _editor(pane: ResourcePane) -> VariantsEditor:
    return cast(VariantsEditor, pane.form.editor("variants"))


def _filled(stage: Stage, pane: ResourcePane) -> None:
    assert isinstance(pane.side, LivePreview)
    pane.side.fill_in()
    stage.settle()


def _type(stage: Stage, pane: ResourcePane, field: str, words: str) -> None:
    editor = cast(TemplateEditor, _editor(pane).form.editor(field))
    box = editor.field.box
    stage.window.activateWindow()
    box.setFocus()
    box.selectAll()
    target: QWidget = box
    QTest.keyClicks(target, words)


@shot("template-email")
def email(stage: Stage) -> None:
    _pane(stage, ResourceKind.EMAIL_TEMPLATE, "received")


@shot("template-email-wrong")
def wrong(stage: Stage) -> None:
    pane = _pane(stage, ResourceKind.EMAIL_TEMPLATE, "received")
    editor = _editor(pane)
    first = msgspec.structs.replace(
        LETTER.variants[0], subject="Order {{ var.ordre }}", text="Dear {{ email.form.name }},"
    )
    second = msgspec.structs.replace(LETTER.variants[1], text="Bonjour {{ email.from.name | up }}")
    editor.choose((first, second, LETTER.variants[2]))
    editor.show_value(editor.value())
    _filled(stage, pane)


@shot("template-email-unreadable")
def unreadable(stage: Stage) -> None:
    wrong(stage)
    page = page_of(stage, ResourceKind.EMAIL_TEMPLATE)
    assert page.pane is not None
    _editor(page.pane).turn_to(1)
    _filled(stage, page.pane)


@shot("template-names")
def names(stage: Stage) -> None:
    pane = _pane(stage, ResourceKind.EMAIL_TEMPLATE, "received")
    _type(stage, pane, "subject", "About {{ email.")


@shot("template-filters")
def filters(stage: Stage) -> None:
    pane = _pane(stage, ResourceKind.EMAIL_TEMPLATE, "received")
    _type(stage, pane, "subject", "About {{ email.subject | ")


@shot("template-languages")
def languages(stage: Stage) -> None:
    pane = _pane(stage, ResourceKind.EMAIL_TEMPLATE, "received")
    _editor(pane).add.click()


@shot("template-sms")
def sms(stage: Stage) -> None:
    _pane(stage, ResourceKind.SMS_TEMPLATE, "engineer")
