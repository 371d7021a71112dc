"""Payment modules: who collects an invoice, and in which currency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class PaymentModule(Resource, frozen=True, kw_only=True):
    """A provider of payment links; `currency` is an ISO 4217 code. No card data is ever kept."""

    kind: ClassVar[ResourceKind] = ResourceKind.PAYMENT_MODULE

    connection: Annotated[
        str,
        field(
            _("Provider"),
            _("The connection to the payment provider. Replays need none."),
            widget=Widget.PICK,
            kinds=(ResourceKind.CONNECTION,),
        ),
    ] = ""
    currency: Annotated[
        str,
        field(
            _("Currency"),
            _("Three letters, such as EUR."),
            widget=Widget.LINE,
            required=True,
            bounds=(3, 3),
        ),
    ] = "EUR"

    def own_problems(self) -> Iterator[Problem]:
        """A currency that is no code of three letters."""
        code = self.currency
        if len(code) == 3 and not (code.isascii() and code.isalpha() and code.isupper()):
            text = _("Write the currency as three capital letters, such as EUR.")
            yield Problem(Severity.ERROR, text, field="currency")
