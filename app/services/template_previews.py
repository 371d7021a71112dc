"""What a template comes to for one email: filled in by the engine exactly as a run would."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

import msgspec

from app.engine.actions.start import Start
from app.engine.context import RunContext
from app.engine.expressions.context import email_namespace
from app.engine.expressions.templates import Template, compile_template
from app.engine.inputs import Inputs, default_clock
from app.engine.known_names import unknown_names
from app.engine.letters import letter, short_message
from app.engine.mail import Message, compose
from app.engine.names import variable_read
from app.engine.program import Entry, compile_tree
from app.engine.run import Run
from app.engine.text.sms import SmsSize, sms_size
from app.model.catalogue import Problem, RoutingType, Severity
from app.model.errors import UserError
from app.model.fields import Widget, fields_of
from app.model.resources import SmsVariant, TemplateVariant
from app.model.store import samples
from app.model.text import Text
from app.model.tree import blank_tree
from app.services.holiday_books import Holidays
from app.world.sandbox import Sandbox

if TYPE_CHECKING:
    from app.engine.mail import Address
    from app.model.resources import Resources
    from app.services.workspace import Workspace

MOST_SAMPLES = 200
"""Emails that a preview offers to choose among."""

_TEMPLATES = frozenset({Widget.TEMPLATE, Widget.TEMPLATE_LINES, Widget.HTML})


class LetterPreview(msgspec.Struct, frozen=True):
    """A finished email, or why there is none.

    `problems` name the field they are about; `notes` are the warnings that a run would give.
    """

    recipient: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    error: Text | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Text, ...] = ()


class SmsPreview(msgspec.Struct, frozen=True):
    """A finished SMS with its size, or why there is none."""

    text: str = ""
    size: SmsSize = sms_size("")
    error: Text | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Text, ...] = ()


class SampleChoice(msgspec.Struct, frozen=True):
    """An email to preview with."""

    id: str
    subject: str
    sender: str


def sample_choices(ws: Workspace, most: int = MOST_SAMPLES) -> tuple[SampleChoice, ...]:
    """The first emails of all sample sets."""
    found: list[SampleChoice] = []
    with ws.reading() as connection:
        for one in samples.read_sets(connection):
            left = most - len(found)
            found.extend(
                SampleChoice(email.id, email.subject, email.sender)
                for email in samples.read_emails(connection, one.id, 0, left)
            )
    return tuple(found)


def example_email() -> bytes:
    """A made-up email, for a workspace that has no sample."""
    return compose(
        "Ada Martin <ada@example.org>",
        "help@example.com",
        "Refund for order 40718",
        "Good morning,\n\nplease refund my order 40718.\n\nKind regards\nAda Martin\n",
        dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC),
    )


def preview_letter(resources: Resources, variant: TemplateVariant, raw: bytes) -> LetterPreview:
    """Fill in one language of an email template for an email."""
    context = _context(resources, raw, variant.language)
    problems = template_problems(variant, resources)
    try:
        written = letter(variant, context)
    except UserError as refused:
        return LetterPreview(error=refused.text, problems=problems)
    return LetterPreview(
        recipient=_recipient(context.message),
        subject=written.subject,
        text=written.text,
        html=written.html,
        problems=problems,
        notes=_warned(context, problems),
    )


def preview_sms(resources: Resources, variant: SmsVariant, raw: bytes) -> SmsPreview:
    """Fill in one language of an SMS template for an email, and measure it."""
    context = _context(resources, raw, variant.language)
    problems = template_problems(variant, resources)
    try:
        text = short_message(variant, context)
    except UserError as refused:
        return SmsPreview(error=refused.text, problems=problems)
    return SmsPreview(text, sms_size(text), None, problems, _warned(context, problems))


def template_problems(
    variant: TemplateVariant | SmsVariant, resources: Resources
) -> tuple[Problem, ...]:
    """Errors of templates that cannot be read, and warnings about names that exist nowhere."""
    found = []
    for info in fields_of(type(variant)):
        if info.field.widget not in _TEMPLATES:
            continue
        template = _compiled(getattr(variant, info.name))
        if template.problem is not None:
            found.append(Problem(Severity.ERROR, template.problem, field=info.name))
        found.extend(
            Problem(Severity.WARNING, text, field=info.name)
            for text in unknown_names(template.names, resources)
        )
    return tuple(found)


@functools.lru_cache(maxsize=256)
def _compiled(source: str) -> Template:
    """Forms ask for all languages again when one of them changes."""
    return compile_template(source)


def preview_run(resources: Resources, raw: bytes) -> Run:
    """A run of an email that has not begun: what templates can read before anything happened."""
    entry = Entry("", RoutingType.START, 0, "")
    program = compile_tree(entry, blank_tree("start", "", Start()), resources)
    message = Message(raw)
    inputs = Inputs(message=message, clock=default_clock(message), holidays=Holidays())
    return Run(program, inputs, Sandbox(resources))


def _context(resources: Resources, raw: bytes, language: str) -> RunContext:
    run = preview_run(resources, raw)
    return RunContext(
        inputs=run.inputs,
        program=run.entry,
        action=run.entry.tree.start,
        prepared=None,
        state=msgspec.structs.replace(run.state, language=language),
        step=1,
        email=email_namespace(run.inputs.message),
    )


def _warned(context: RunContext, problems: tuple[Problem, ...]) -> tuple[Text, ...]:
    """The warnings of the rendering, without those about names that were found out before."""
    unknown = {str(value) for problem in problems for _key, value in problem.text.args}
    return tuple(text for text in context.warnings if not _beginnings(text) & unknown)


def _beginnings(text: Text) -> set[str]:
    """The name that a warning is about, what it begins with, and the variable it may read."""
    name = str(dict(text.args).get("name", ""))
    steps = name.split(".")
    found = {".".join(steps[: count + 1]) for count in range(len(steps))}
    return {*found, variable_read(name) or ""} - {""}


def _recipient(message: Message) -> str:
    one: Address = next((one for one in message.reply_to if one.address), message.sender)
    return f"{one.name} <{one.address}>" if one.name and one.address else one.address or one.name
