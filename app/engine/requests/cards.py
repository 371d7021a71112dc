"""Requests to find and create the cards of CRMs."""

from __future__ import annotations

import msgspec

from app.engine.requests.base import Called, Request, Result
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class CardRecord(msgspec.Struct, frozen=True):
    """A card as its CRM keeps it; `values` are its fields, as canonical texts.

    `object` is empty for a CRM with one type of card, and names the object of a CRM V2.
    """

    crm: str
    object: str
    id: str
    values: tuple[tuple[str, str], ...] = ()


class CardsFound(Result, frozen=True):
    """Cards that fit, in the order of the CRM; `total` counts all that fit."""

    cards: tuple[CardRecord, ...] = ()
    total: int = 0

    def done(self) -> Text:
        """The answer in words."""
        return _("{count} found", count=self.total)


class CardResult(Result, frozen=True):
    """The card that was created, or the first one that has the same key already."""

    card: CardRecord | None = None
    is_duplicate: bool = False

    def done(self) -> Text:
        """The answer in words."""
        id_ = "" if self.card is None else self.card.id
        if self.is_duplicate:
            return _("There is one already: {id}", id=id_)
        return _("Card {id}", id=id_)


class FindCards(Request[CardsFound], frozen=True):
    """Find cards by the value of a field; texts compare without case."""

    crm: str
    object: str
    field: str
    value: str
    most: int = 1

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _(
            "Find cards of {crm} with {field} = {value}",
            crm=_place(called, self.crm, self.object),
            field=self.field,
            value=self.value,
        )


class CreateCard(Request[CardResult], frozen=True):
    """Create a card, unless `duplicate_key` names a field and a card has its value already."""

    crm: str
    object: str
    values: tuple[tuple[str, str], ...]
    duplicate_key: str = ""

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _("Create a card of {crm}", crm=_place(called, self.crm, self.object))


def _place(called: Called, crm: str, object_: str) -> str:
    if not object_:
        return called(ResourceKind.CRM, crm)
    return f"{called(ResourceKind.CRM_V2, crm)} › {object_}"
