"""Contacts of a replay: the workspace's log, and in sequence the emails that went before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from app.engine.requests import ContactCount, ContactKey, CountContacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.model.contact import Contact
    from app.world.sandbox.part import Answers
    from app.world.sandbox.stock import Stock


class ContactIndex:
    """Contacts by the values that they are asked for."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        self._by_key: defaultdict[tuple[ContactKey, str], list[Contact]] = defaultdict(list)
        for contact in contacts:
            self.add(contact)

    def add(self, contact: Contact) -> None:
        """Remember one more contact."""
        for key, value in (
            (ContactKey.SENDER, contact.sender),
            (ContactKey.CASE, contact.case),
            (ContactKey.CARD, contact.card),
        ):
            if value:
                self._by_key[key, value.lower()].append(contact)

    def of(self, key: ContactKey, value: str) -> list[Contact]:
        """The contacts of a customer, in the order they were added."""
        return self._by_key.get((key, value.lower()), [])


class Contacts:
    """Counts what is in the log, which stays as it is, and what this sandbox was told."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._told = ContactIndex()

    def answers(self) -> Answers:
        """Contacts to count."""
        return {CountContacts: self._count}

    def remember(self, contact: Contact) -> None:
        """Count this interaction for the emails after it."""
        self._told.add(contact)

    def last_user(self, address: str, now: dt.datetime) -> str:
        """The user who answered this address last; empty where nobody has."""
        log, told = self._stock.contacts, self._told
        found = (*log.of(ContactKey.SENDER, address), *told.of(ContactKey.SENDER, address))
        answered = [contact for contact in found if contact.user and contact.at <= now]
        return max(answered, key=lambda contact: contact.at).user if answered else ""

    def _count(self, request: CountContacts, now: dt.datetime) -> ContactCount:
        since = dt.datetime.fromisoformat(request.since)
        routing = request.routing.lower()
        found = (
            *self._stock.contacts.of(request.key, request.value),
            *self._told.of(request.key, request.value),
        )
        count = sum(
            1
            for contact in found
            if since <= contact.at <= now and routing in ("", contact.routing.lower())
        )
        return ContactCount(count=count)
