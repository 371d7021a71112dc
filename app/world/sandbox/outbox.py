"""The outbox of a replay: what a server would have sent is kept to look at, and goes nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.requests import CountSent, EmailResult, SendEmail, SentCount

if TYPE_CHECKING:
    import datetime as dt

    from app.world.sandbox.part import Answers


@dataclass(frozen=True)
class Sent:
    """An email in the outbox, with the moment on the run's clock when it was sent."""

    email: SendEmail
    at: dt.datetime


class Outbox:
    """Keeps emails in the order they were sent."""

    def __init__(self) -> None:
        self.emails: list[Sent] = []

    def answers(self) -> Answers:
        """Emails to send, and how many an address got."""
        return {SendEmail: self._send, CountSent: self._count}

    def _send(self, request: SendEmail, now: dt.datetime) -> EmailResult:
        self.emails.append(Sent(request, now))
        return EmailResult(message_id=request.message_id)

    def _count(self, request: CountSent, now: dt.datetime) -> SentCount:
        address, seconds = request.address.lower(), request.hours * 3600
        count = sum(
            1
            for sent in self.emails
            if (now - sent.at).total_seconds() < seconds
            and address in (to.lower() for to in (*sent.email.to, *sent.email.cc, *sent.email.bcc))
        )
        return SentCount(count=count)
