"""The outbox of a replay: what a server would have sent is kept to look at, and goes nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.requests import CountSent, EmailResult, SendEmail, SendSms, SentCount, SmsResult

if TYPE_CHECKING:
    import datetime as dt

    from app.world.sandbox.part import Answers


@dataclass(frozen=True)
class Sent:
    """An email in the outbox, with the moment on the run's clock when it was sent."""

    email: SendEmail
    at: dt.datetime


@dataclass(frozen=True)
class SentSms:
    """An SMS in the outbox, with the moment on the run's clock when it was sent."""

    sms: SendSms
    at: dt.datetime


class Outbox:
    """Keeps emails and SMS in the order they were sent."""

    def __init__(self) -> None:
        self.emails: list[Sent] = []
        self.sms: list[SentSms] = []

    def answers(self) -> Answers:
        """Emails and SMS to send, and how many emails an address got."""
        return {SendEmail: self._send, CountSent: self._count, SendSms: self._send_sms}

    def _send(self, request: SendEmail, now: dt.datetime) -> EmailResult:
        self.emails.append(Sent(request, now))
        return EmailResult(message_id=request.message_id)

    def _send_sms(self, request: SendSms, now: dt.datetime) -> SmsResult:
        self.sms.append(SentSms(request, now))
        return SmsResult(id=request.id)

    def _count(self, request: CountSent, now: dt.datetime) -> SentCount:
        address, seconds = request.address.lower(), request.hours * 3600
        count = sum(
            1
            for sent in self.emails
            if (now - sent.at).total_seconds() < seconds
            and address in (to.lower() for to in (*sent.email.to, *sent.email.cc, *sent.email.bcc))
        )
        return SentCount(count=count)
