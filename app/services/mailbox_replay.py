"""Replays that enter through a mailbox, and how an interaction is taken to have ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.engine.handling import CLOSED, Handling, HandlingStatus
from app.engine.inputs import default_clock
from app.engine.mail import Message
from app.engine.trace import Destination, Outcome, Trace
from app.model.catalogue import RoutingType
from app.model.errors import UserError
from app.model.resources import Mailbox
from app.model.text import Text, _
from app.services.mailbox_way import Way, way_of
from app.services.replays import entry_version

if TYPE_CHECKING:
    from app.model.routing import Version
    from app.services.replays import Settings
    from app.services.workspace import Workspace

_EXAMPLE = '{"status": "answered", "agent": "ada", "queue": "billing", "duration": 90}'


@dataclass(frozen=True)
class Entrance:
    """A mailbox, the way from there, and the version that it leads to; None: no version does."""

    mailbox: Mailbox
    way: Way
    version: Version | None


def entrance(
    workspace: Workspace, reference: str, type_: RoutingType = RoutingType.START
) -> Entrance:
    """Where an email of a mailbox goes, or an interaction of it that ends.

    Raises:
        UserError: there is no such mailbox, or nothing of it runs when an interaction ends.
    """
    resources = workspace.resources()
    mailbox = resources.get(Mailbox, reference)
    if mailbox is None:
        raise UserError(_("There is no mailbox with the reference {name}.", name=reference))
    way = way_of(mailbox, resources, type_)
    if way.version is None and type_ is RoutingType.END:
        raise UserError(_("{reason} So nothing would run.", reason=way.reason or ""))
    version = None
    if way.routing is not None and way.version is not None:
        routing = workspace.routing_by_reference(way.routing.reference)
        if routing is not None:
            version = entry_version(workspace, routing, way.version)
    return Entrance(mailbox, way, version)


def undelivered(workspace: Workspace, came: Entrance, raw: bytes, settings: Settings) -> Trace:
    """The record of an email that no version takes: its mailbox's fallback queue does."""
    message, way = Message(raw), came.way
    queue = came.mailbox.fallback_queue
    return Trace(
        routing="" if way.routing is None else way.routing.reference,
        version=0,
        hash="",
        resources=workspace.resources().fingerprint,
        email=message.digest,
        message_id=message.message_id,
        subject=message.subject,
        clock=(settings.clock or default_clock(message)).isoformat(),
        seed=settings.seed,
        mailbox=came.mailbox.reference,
        outcome=Outcome.NOT_READY,
        reason=not_taken(came),
        destination=Destination("queue", queue) if queue else None,
        undelivered=True,
        variables=(),
        steps=(),
    )


def not_taken(came: Entrance) -> Text:
    """Why no version takes an email, and what does."""
    queue, reason = came.mailbox.fallback_queue, came.way.reason or ""
    if not queue:
        return _("{reason} The mailbox has no fallback queue either.", reason=reason)
    return _("{reason} The fallback queue {queue} takes the email.", reason=reason, queue=queue)


def read_handling(text: str) -> Handling:
    """The handling that JSON describes; what it leaves out is as in a closed interaction.

    Raises:
        UserError: it is no JSON, or holds what handling does not have.
    """
    try:
        return msgspec.json.decode(text, type=Handling)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise UserError(
            _(
                "The handling cannot be read ({reason}). Write it as in {example}.",
                reason=str(error),
                example=_EXAMPLE,
            )
        ) from error


def ended(handling: Handling | None, reply: bytes, type_: RoutingType) -> Handling:
    """The handling of a replay: a reply means that somebody answered.

    Raises:
        UserError: a start routing is given a handling or reply, or the two contradict each other.
    """
    if type_ is RoutingType.START:
        if handling is not None or reply:
            raise UserError(
                _("Reply and handling belong to routings that run when an interaction ends.")
            )
        return CLOSED
    if handling is None:
        return Handling(HandlingStatus.ANSWERED) if reply else CLOSED
    if reply and handling.status is not HandlingStatus.ANSWERED:
        raise UserError(
            _(
                "There is a reply, but the status is {status}. Set it to answered, or leave the"
                " reply out.",
                status=handling.status.value,
            )
        )
    return handling
