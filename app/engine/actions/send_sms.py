"""Send a SMS: from a template or in own words, eight segments at most."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND
from app.engine.evidence import MessageEvidence
from app.engine.letters import short_message
from app.engine.phones import required_phone
from app.engine.refusals import UnknownReferenceError, failed
from app.engine.requests import SendSms, ask
from app.engine.sending import token
from app.engine.text.sms import MOST_SEGMENTS, sms_size
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, SmsTemplate, SmsVariant
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

_NAME = re.compile(r"[A-Za-z0-9 ._-]{1,11}")
_SHORT = re.compile(r"[0-9]{3,8}")


class SmsContent(StrEnum):
    """Where the text comes from."""

    TEMPLATE = "template"
    OWN = "own"


@action(
    key="send_sms",
    label=_("Send a SMS"),
    category=Category.SENDING,
    icon="mdi6.message-text-outline",
)
class SendAnSms(ActionType, frozen=True):
    """Send an SMS, in the language of the interaction where the template has it.

    The recipient is a number with its country, such as +33142685300; the filter `phone` makes one
    of a number as people write it. A text takes at most eight segments: 160 characters alone and
    153 in each of several, or 70 and 67 when a character needs it. A wrong number, an empty or too
    long text, or a refusal leaves by *Error*. `sms.segments` says how many were sent.

    Example: `{{ card.mobile | phone: "FR" }}` gets *Your technician comes today*.

    A replay keeps the finished message in the outbox and sends nothing.
    """

    effectful = True

    sender: Annotated[
        str,
        field(
            _("Sender"),
            _("A number with its country, a short number, or a name of at most 11 letters."),
            widget=Widget.TEMPLATE,
            required=True,
        ),
    ] = ""
    recipient: Annotated[
        str,
        field(
            _("Recipient"),
            _("A number with its country."),
            widget=Widget.TEMPLATE,
            required=True,
        ),
    ] = ""
    content: Annotated[
        SmsContent,
        field(
            _("Content"),
            widget=Widget.CHOICE,
            choices=((SmsContent.TEMPLATE, _("An SMS template")), (SmsContent.OWN, _("Own words"))),
        ),
    ] = SmsContent.TEMPLATE
    template: Annotated[
        Reference,
        field(
            _("SMS template"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.SMS_TEMPLATE,),
            required=True,
            shown_when=("content", (SmsContent.TEMPLATE,)),
        ),
    ] = Reference()
    text: Annotated[
        str,
        field(
            _("Text"),
            widget=Widget.TEMPLATE_LINES,
            required=True,
            shown_when=("content", (SmsContent.OWN,)),
        ),
    ] = ""

    def branches(self) -> tuple[Branch, ...]:
        """Sent; a template that is not there; refused."""
        return (OK, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """What is sent to whom."""
        own = self.content is SmsContent.OWN
        what = _("Own words") if own else _("{name}", name=self.template.value)
        return _("{what} → {to}", what=what, to=self.recipient.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A plain number or text that cannot be sent is known beforehand."""
        yield from super().problems(resources)
        if self.sender.strip() and "{" not in self.sender and not _is_sender(self.sender.strip()):
            yield error(_wrong_sender(self.sender), "sender")
        if self.recipient.strip() and "{" not in self.recipient:
            try:
                required_phone(self.recipient, _("recipient"))
            except UserError as wrong:
                yield error(wrong.text, "recipient")
        size = sms_size(self.text.strip())
        if self.content is SmsContent.OWN and "{" not in self.text and size.is_too_long:
            yield error(_too_long(size.segments), "text")

    def run(self, context: RunContext) -> Behaviour:
        """Write the message and send it."""
        language = ""
        try:
            variant = self._variant(context)
            language = variant.language
            request = self._request(variant, context)
        except UnknownReferenceError as missing:
            return _failed(context, REFERENCE_NOT_FOUND, missing.text, language)
        except UserError as wrong:
            return _failed(context, ERROR, wrong.text, language)
        result = yield from ask(request)
        if result.error is not None or result.timed_out:
            return _failed(context, ERROR, result.words(), language)
        context.leave("sms", {"id": request.id, "segments": request.segments})
        return Left(OK.key, MessageEvidence(True, (request.recipient,), request.text, language))

    def _variant(self, context: RunContext) -> SmsVariant:
        if self.content is SmsContent.OWN:
            return SmsVariant(text=self.text)
        reference = context.resolve(self.template)
        template = context.resources.get(SmsTemplate, reference)
        if template is None:
            text = _("There is no SMS template {reference}.", reference=reference)
            raise UnknownReferenceError(text)
        variant = template.variant(context.state.language)
        if variant is None:
            raise UserError(_("The SMS template {name} is empty.", name=template.name))
        return variant

    def _request(self, variant: SmsVariant, context: RunContext) -> SendSms:
        sender = context.filled(self.sender).strip()
        if not _is_sender(sender):
            raise UserError(_wrong_sender(sender))
        recipient = required_phone(context.filled(self.recipient), _("recipient"))
        return sms_to(recipient, short_message(variant, context), sender, context)


def sms_to(recipient: str, text: str, sender: str, context: RunContext) -> SendSms:
    """An SMS that can be sent; `UserError` where its text is empty or too long."""
    size = sms_size(text)
    if not text:
        raise UserError(_("The text of the SMS is empty."))
    if size.is_too_long:
        raise UserError(_too_long(size.segments))
    return SendSms(sender, recipient, text, size.segments, token(context, "sms"))


def _is_sender(text: str) -> bool:
    if _NAME.fullmatch(text) and not text.isdigit():
        return True
    return bool(_SHORT.fullmatch(text)) or (text.startswith("+") and text[1:].isdigit())


def _wrong_sender(text: str) -> Text:
    return _(
        "The sender “{text}” is neither a number nor a name of at most 11 letters.",
        text=text[:80],
    )


def _too_long(segments: int) -> Text:
    return _(
        "The text takes {count} segments; {most} are sent at most. Shorten it.",
        count=segments,
        most=MOST_SEGMENTS,
    )


def _failed(context: RunContext, branch: Branch, why: Text, language: str) -> Left:
    return failed(context, branch, why, MessageEvidence(False, (), "", language, why))
