"""Requests to send an email, and to count what was sent."""

from __future__ import annotations

import msgspec

from app.engine.requests.base import Answer, Called, Request, Result
from app.model.text import Text, _


class SentCount(Answer, frozen=True):
    """How many emails went to an address in the period asked for."""

    count: int = 0

    def words(self) -> Text:
        """The answer in words."""
        return _("{count} sent", count=self.count)


class EmailResult(Result, frozen=True):
    """What became of an email to be sent."""

    message_id: str = ""

    def done(self) -> Text:
        """What came of it."""
        return _("Kept in the outbox of the replay")


class CountSent(Request[SentCount], frozen=True):
    """How many emails were sent to an address in the last `hours` hours."""

    address: str
    hours: int = 24

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _(
            "Count the emails to {address} in {hours} h", address=self.address, hours=self.hours
        )


class OutgoingAttachment(msgspec.Struct, frozen=True):
    """An attachment of an email to be sent, by name and type; the content stays with its source."""

    name: str
    type: str


class SendEmail(Request[EmailResult], frozen=True):
    """Send an email. Addresses are bare; headers hold only what the engine itself sets."""

    sender: str
    sender_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    message_id: str = ""
    attachments: tuple[OutgoingAttachment, ...] = ()

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Send an email to {address}", address=", ".join(self.to))
