"""Requests for payment links; card data is never asked for and never kept."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class PaymentLink(Result, frozen=True):
    """A link to pay by; `reused` when an open one for the same invoice and amount was there."""

    id: str = ""
    url: str = ""
    reused: bool = False

    def done(self) -> Text:
        """What came of it."""
        return _("{url} (again)", url=self.url) if self.reused else _("{url}", url=self.url)


class CreatePayment(Request[PaymentLink], frozen=True):
    """Create a payment link, or give the open one for the same invoice and amount again.

    `amount` is a decimal number as text, `currency` ISO 4217, `expires` ISO 8601 in UTC. `key`
    makes the request once only, however often it is sent.
    """

    module: str
    amount: str
    currency: str
    invoice: str
    payer: str
    expires: str
    instalments: int
    key: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _(
            "Ask {module} for {amount} {currency} for {invoice}",
            module=called(ResourceKind.PAYMENT_MODULE, self.module),
            amount=self.amount,
            currency=self.currency,
            invoice=self.invoice,
        )
