"""Requests about earlier contacts of a customer."""

from __future__ import annotations

from enum import StrEnum

from app.engine.requests.base import Called, Request, Result
from app.model.text import Text, _


class ContactKey(StrEnum):
    """What tells that two interactions are of one customer."""

    SENDER = "sender"
    CASE = "case"
    CARD = "card"


class ContactCount(Result, frozen=True):
    """How many earlier interactions there were."""

    count: int = 0

    def done(self) -> Text:
        """What came of it."""
        return _("{count} earlier", count=self.count)


class CountContacts(Request[ContactCount], frozen=True):
    """Count interactions before this one: of a customer, since a moment (ISO 8601, UTC).

    `value` is the address, the number of the case or the id of the card; an empty `routing` means
    all routings.
    """

    key: ContactKey
    value: str
    since: str
    routing: str = ""

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Count the contacts of {value} since {since}", value=self.value, since=self.since)
