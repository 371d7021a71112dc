"""What the actions that send an email share: sender, guards against loops, identifiers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from app.engine.outgoing import checked, domain_of
from app.engine.refusals import UnknownReferenceError
from app.model.errors import UserError
from app.model.resources import Mailbox
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.engine.context import RunContext
    from app.model.config import Reference

MOST_RECIPIENTS = 50


def sending_mailbox(field: Reference, context: RunContext) -> Mailbox | None:
    """The mailbox that sends: the one a field names, else the one that received the email.

    Raises `UnknownReferenceError` where the field names none that there is.
    """
    if not field.value.strip() and not field.is_expression:
        if context.mailbox is None:
            context.warn(_("The run has no mailbox: the email has no sender."))
        return context.mailbox
    reference = context.resolve(field)
    found = context.resources.get(Mailbox, reference)
    if found is None:
        raise UnknownReferenceError(_("There is no mailbox {reference}.", reference=reference))
    return found


def reason_not_to_answer(context: RunContext) -> Text | None:
    """Why the email must not be answered (RFC 3834, section 2), if so."""
    message = context.message
    if message.is_bounce:
        return _("Not sent: the email is a bounce.")
    if message.is_auto_submitted:
        return _("Not sent: the email was written by a program.")
    if message.is_list:
        return _("Not sent: the email comes from a mailing list.")
    if message.sender.address.lower() in own_addresses(context):
        return _("Not sent: the email comes from an own mailbox.")
    return None


def usual_recipient(context: RunContext) -> tuple[str, ...]:
    """The first address of Reply-To, else the sender: a stranger must not make us write to many."""
    message = context.message
    for one in (*message.reply_to, message.sender):
        if one.address:
            return (checked(one.address, _("recipient")),)
    raise UserError(_("The email names nobody to answer to."))


def own_addresses(context: RunContext) -> set[str]:
    """The addresses of the workspace's mailboxes, in lower case."""
    return folded(box.address for box in context.resources.of_kind(Mailbox) if box.address)


def folded(addresses: Iterable[str]) -> set[str]:
    """Addresses as they compare."""
    return {address.strip().lower() for address in addresses}


def message_id(context: RunContext, sender: str) -> str:
    """An identifier (RFC 5322, 3.6.4) that the same run makes again, without its brackets."""
    return f"{token(context, 'message')}@{domain_of(sender)}"


def token(context: RunContext, purpose: str) -> str:
    """32 hexadecimal digits that this passage of this action makes again, and no other does."""
    drawn = f"{purpose}:{context.inputs.run_seed}:{context.action.lineage}:{context.passage}"
    return hashlib.sha256(drawn.encode()).hexdigest()[:32]
