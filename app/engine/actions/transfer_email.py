"""Transfer the email: send it on to an address outside, guarded against loops."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Ended, Left, action, error
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND
from app.engine.evidence import MessageEvidence
from app.engine.outgoing import checked, each_once, file_name, header_text, recipients, thread_ids
from app.engine.refusals import UnknownReferenceError, failed
from app.engine.requests import OutgoingAttachment, SendEmail, ask
from app.engine.sending import (
    MOST_RECIPIENTS,
    folded,
    message_id,
    own_addresses,
    sending_mailbox,
)
from app.engine.trace import Destination, Outcome
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Mailbox, ResourceKind
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

MOST_HOPS = 50
"""Servers that an email may have passed (RFC 5321, 6.3); with more it goes round in a loop."""


@action(
    key="transfer_email",
    label=_("Transfer the email"),
    category=Category.INTERCONNECTION,
    icon="mdi6.email-fast",
)
class TransferEmail(ActionType, frozen=True):
    """Send the email on to other addresses, with a note above its text, and end the run.

    Answers go to the original sender unless told otherwise. Own mailboxes are refused, and so is
    an email that has passed more than 50 servers: it would go round in a loop. A wrong address or
    a refusal leaves by *Error*. The run goes on by *OK* only when it is told not to end.

    Example: legal matters to the law firm, with the note *Please answer within two days*.

    A replay shows the finished email in the outbox and sends nothing.
    """

    effectful = True

    to: Annotated[str, field(_("To"), widget=Widget.TEMPLATE, required=True)] = ""
    cc: Annotated[str, field(_("Cc"), widget=Widget.TEMPLATE)] = ""
    bcc: Annotated[str, field(_("Bcc"), widget=Widget.TEMPLATE)] = ""
    mailbox: Annotated[
        Reference,
        field(
            _("Sender"),
            _("Empty: the mailbox that received the email."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.MAILBOX,),
        ),
    ] = Reference()
    note: Annotated[str, field(_("Note above the text"), widget=Widget.TEMPLATE_LINES)] = ""
    attachments: Annotated[bool, field(_("With the email's attachments"), widget=Widget.TOGGLE)] = (
        True
    )
    reply_to_sender: Annotated[
        bool, field(_("Answers go to the original sender"), widget=Widget.TOGGLE)
    ] = True
    ends: Annotated[bool, field(_("End the run"), widget=Widget.TOGGLE)] = True

    def branches(self) -> tuple[Branch, ...]:
        """`OK` only where the run goes on."""
        going_on = () if self.ends else (OK,)
        return (*going_on, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """Who gets it."""
        return _("→ {to}", to=self.to.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Plain addresses of own mailboxes are known beforehand."""
        yield from super().problems(resources)
        own = folded(box.address for box in resources.of_kind(Mailbox) if box.address)
        for name in ("to", "cc", "bcc"):
            plain = folded(getattr(self, name).replace(";", ",").split(","))
            if found := plain & own:
                text = _(
                    "{address} is an own mailbox: jump to its routing instead.", address=min(found)
                )
                yield error(text, name)

    def run(self, context: RunContext) -> Behaviour:
        """Write the email and send it on."""
        try:
            request = self._request(context)
        except UnknownReferenceError as refused:
            return _failed(context, REFERENCE_NOT_FOUND, refused.text)
        except UserError as refused:
            return _failed(context, ERROR, refused.text)
        result = yield from ask(request)
        if result.error is not None or result.timed_out:
            return _failed(context, ERROR, result.words())
        shown = MessageEvidence(True, request.to, request.subject)
        if not self.ends:
            return Left(OK.key, shown)
        reason = _("Transferred to {address}.", address=", ".join(request.to))
        destination = Destination("address", request.to[0])
        return Ended(Outcome.TRANSFERRED, destination, reason, shown)

    def _request(self, context: RunContext) -> SendEmail:
        message = context.message
        hops = sum(1 for name, _value in message.headers if name.lower() == "received")
        if hops > MOST_HOPS:
            raise UserError(
                _("The email has passed {count} servers: it goes round in a loop.", count=hops)
            )
        sender = sending_mailbox(self.mailbox, context)
        to, cc, bcc = self._recipients(context)
        subject = header_text(f"Fwd: {message.subject}"[:900], _("subject"))
        note = context.filled(self.note).strip()
        address = checked(sender.address, _("sender")) if sender is not None else ""
        return SendEmail(
            sender=address,
            sender_name=header_text(_called(sender), _("sender's name")),
            to=to,
            cc=cc,
            bcc=bcc,
            subject=subject,
            text=_text(note, context),
            html=_html(note, context) if message.html else "",
            headers=self._headers(context),
            message_id=message_id(context, address),
            attachments=tuple(
                OutgoingAttachment(file_name(file.name), file_name(file.type))
                for file in (message.attachments if self.attachments else ())
            ),
        )

    def _recipients(
        self, context: RunContext
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        to = recipients(context.filled(self.to), _("recipient"))
        cc = recipients(context.filled(self.cc), _("Cc recipient"))
        bcc = recipients(context.filled(self.bcc), _("Bcc recipient"))
        if not to:
            raise UserError(_("The email has nobody to go to."))
        everybody = each_once((*to, *cc, *bcc))
        if len(everybody) > MOST_RECIPIENTS:
            raise UserError(_("More than {count} recipients.", count=MOST_RECIPIENTS))
        if own := own_addresses(context) & folded(everybody):
            raise UserError(
                _(
                    "{address} is an own mailbox: an email is not transferred to it.",
                    address=min(own),
                )
            )
        return to, cc, bcc

    def _headers(self, context: RunContext) -> tuple[tuple[str, str], ...]:
        message = context.message
        headers = [("Auto-Submitted", "auto-generated")]
        if self.reply_to_sender:
            asked = [one.address for one in (*message.reply_to[:1], message.sender) if one.address]
            if asked:
                headers.append(("Reply-To", checked(asked[0], _("original sender"))))
        thread = thread_ids((*message.references, message.message_id))
        if thread:
            headers.append(("References", " ".join(f"<{one}>" for one in thread)))
        return tuple(headers)


def _called(sender: Mailbox | None) -> str:
    return (sender.display_name or sender.name) if sender is not None else ""


def _heading(context: RunContext) -> list[tuple[str, str]]:
    """The lines that say where the text below comes from."""
    message = context.message
    sender = f"{message.sender.name} <{message.sender.address}>".strip()
    lines = [
        ("From", sender),
        ("Date", message.date_text),
        ("Subject", message.subject),
        ("To", ", ".join(one.address for one in message.to)),
    ]
    return [(name, " ".join(value.split())) for name, value in lines if value.strip()]


def _text(note: str, context: RunContext) -> str:
    heading = "\n".join(f"{name}: {value}" for name, value in _heading(context))
    parts = (note, f"---------- Forwarded message ----------\n{heading}", context.message.text)
    return "\n\n".join(part for part in parts if part)


def _html(note: str, context: RunContext) -> str:
    heading = "<br>".join(
        f"<b>{name}:</b> {html.escape(value)}" for name, value in _heading(context)
    )
    above = "<br>".join(html.escape(line) for line in note.splitlines())
    return f"<div>{above}</div><hr><div>{heading}</div><br>{context.message.html}"


def _failed(context: RunContext, branch: Branch, why: Text) -> Left:
    return failed(context, branch, why, MessageEvidence(False, (), "", "", why))
