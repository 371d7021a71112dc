"""A preview says what a run would send, word for word."""

from __future__ import annotations

from app.engine.actions.send_email import SendAnEmail
from app.engine.mail import Message
from app.engine.requests import SendEmail
from app.model.config import Reference
from app.model.resources import (
    EmailTemplate,
    Resources,
    SmsVariant,
    TemplateAttachment,
    TemplateVariant,
    Variable,
)
from app.services import samples
from app.services.template_previews import (
    example_email,
    preview_letter,
    preview_sms,
    sample_choices,
    template_problems,
)
from app.services.workspace import Workspace
from tests.engine.dialogue import dialogue
from tests.engine.workspace import ENTRIES, ROUTINGS

RESOURCES = Resources.of([Variable(name="Order", reference="order")], ())
RAW = example_email()

VARIANT = TemplateVariant(
    subject="About {{ email.subject | upcase }}",
    text="Dear {{ email.from.name }},\nit is {{ now | date: '%-d %B %Y' }}.",
    html="<p>Dear {{ email.from.name | escape }}</p>",
)


def test_a_letter_is_filled_in_from_the_email() -> None:
    shown = preview_letter(RESOURCES, VARIANT, RAW)
    assert shown.error is None
    assert shown.subject == "About REFUND FOR ORDER 40718"
    assert shown.text == "Dear Ada Martin,\nit is 5 January 2026."
    assert shown.html == "<p>Dear Ada Martin</p>"
    assert shown.recipient == "Ada Martin <ada@example.org>"
    assert (shown.problems, shown.notes) == ((), ())


def test_the_language_of_the_variant_is_that_of_the_interaction() -> None:
    variant = TemplateVariant(
        language="fr", subject="x", text="{{ now | date: '%B' }} {{ interaction.language }}"
    )
    assert preview_letter(RESOURCES, variant, RAW).text == "janvier fr"


def test_a_preview_and_a_run_say_the_same() -> None:
    attached = TemplateAttachment("terms.pdf", "application/pdf", b"x")
    template = EmailTemplate(
        name="Answer", reference="answer", variants=(VARIANT,), attachments=(attached,)
    )
    resources = Resources.of([*ENTRIES, template], ROUTINGS)
    told = dialogue(
        SendAnEmail(template=Reference("answer")), message=Message(RAW), resources=resources
    )
    request = told.requests[-1]
    assert isinstance(request, SendEmail)
    shown = preview_letter(resources, VARIANT, RAW)
    assert (shown.subject, shown.html) == (request.subject, request.html)
    assert shown.text.splitlines()[0] == request.text.splitlines()[0]
    assert [one.name for one in request.attachments] == ["terms.pdf"]


def test_an_unknown_name_is_a_warning_told_once() -> None:
    variant = TemplateVariant(
        subject="{{ var.ordre }}",
        text="{{ emial.subject.x }} {{ email.form.name }} {{ case.number }}",
    )
    shown = preview_letter(RESOURCES, variant, RAW)
    assert [(one.field, str(one.text)) for one in shown.problems] == [
        ("subject", "There is no variable ordre."),
        ("text", "There is no name emial.subject.x."),
        ("text", "There is no name email.form."),
    ]
    assert [str(one) for one in shown.notes] == ["The name case.number has no value."]
    assert shown.subject.startswith("Re: ")


def test_a_template_that_cannot_be_read_says_why_and_where() -> None:
    variant = TemplateVariant(subject="Hello", text="one\n{{ email.subject | shout }}")
    shown = preview_letter(RESOURCES, variant, RAW)
    assert str(shown.error) == "Line 2: The filter shout does not exist."
    assert [one.field for one in shown.problems] == ["text"]
    assert template_problems(variant, RESOURCES) == shown.problems


def test_a_subject_with_a_hidden_line_break_is_refused_as_in_a_run() -> None:
    variant = TemplateVariant(subject="{{ 'a%0Ab: c' | url_decode }}", text="x")
    assert "line break" in str(preview_letter(RESOURCES, variant, RAW).error)


def test_a_template_without_end_is_stopped() -> None:
    text = "{% for a in (1..1000) %}{% for b in (1..1000) %}{{ a }}{% endfor %}{% endfor %}"
    assert preview_sms(RESOURCES, SmsVariant(text=text), RAW).error is not None


def test_values_of_an_email_are_never_read_as_templates() -> None:
    raw = RAW.replace(b"Refund for order 40718", b"{{ mailbox.address }}")
    assert preview_letter(RESOURCES, VARIANT, raw).subject == "About {{ MAILBOX.ADDRESS }}"


def test_an_sms_comes_with_its_size() -> None:
    shown = preview_sms(RESOURCES, SmsVariant(text=" Hello {{ email.from.name }} 😀 "), RAW)
    assert shown.text == "Hello Ada Martin 😀"
    assert (shown.size.segments, shown.size.forcing) == (1, ("😀",))


def test_samples_of_all_sets_are_offered(ws: Workspace) -> None:
    assert sample_choices(ws) == ()
    for name in ("One", "Two"):
        made = samples.create_set(ws, name)
        samples.add_typed(ws, made.id, "a@example.org", f"From {name}", "x")
    assert [one.subject for one in sample_choices(ws)] == ["From One", "From Two"]
    assert len(sample_choices(ws, most=1)) == 1
