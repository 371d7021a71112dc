"""Requests to send an SMS."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.model.text import Text, _


class SmsResult(Result, frozen=True):
    """What became of an SMS; `id` is the provider's."""

    id: str = ""

    def done(self) -> Text:
        """What came of it."""
        return _("Kept in the outbox of the replay")


class SendSms(Request[SmsResult], frozen=True):
    """Send an SMS: `recipient` in E.164, `sender` a number or a name, `id` made by the run."""

    sender: str
    recipient: str
    text: str
    segments: int
    id: str

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Send an SMS to {number}", number=self.recipient)
