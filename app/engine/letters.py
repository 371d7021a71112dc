"""The words of a template filled in: one way for runs that send them and for previews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.outgoing import LONGEST_VALUE, header_text
from app.model.text import _

if TYPE_CHECKING:
    from app.engine.context import RunContext
    from app.model.resources import SmsVariant, TemplateVariant


@dataclass(frozen=True)
class Letter:
    """A finished subject and body; `html` is empty where there is none."""

    subject: str
    text: str
    html: str = ""


def letter(variant: TemplateVariant, context: RunContext) -> Letter:
    """Fill in an email; an empty subject becomes *Re:* and the subject of the email.

    Raises `UserError` for a template that cannot be read or rendered, and for a subject with a line
    break or control character.
    """
    return Letter(
        subject=subject_line(context.filled(variant.subject), context),
        text=context.filled(variant.text),
        html=context.filled(variant.html),
    )


def short_message(variant: SmsVariant, context: RunContext) -> str:
    """Fill in an SMS, outer blanks gone; `UserError` as for an email."""
    return context.filled(variant.text).strip()


def subject_line(rendered: str, context: RunContext) -> str:
    """A subject as it is sent; a long one is cut, with a warning."""
    subject = header_text(rendered, _("subject"))
    if not subject:
        answered = header_text(context.message.subject, _("subject"))
        subject = answered if answered.lower().startswith("re:") else f"Re: {answered}".strip()
    if len(subject) > LONGEST_VALUE:
        context.warn(_("The subject was cut to {count} characters.", count=LONGEST_VALUE))
    return subject[:LONGEST_VALUE]
