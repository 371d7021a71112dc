"""Pay an invoice: a payment link for the customer. Card data is never asked for."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND, TIMEOUT
from app.engine.conversion import to_number, to_text
from app.engine.evidence import LookUp
from app.engine.moments import later
from app.engine.outgoing import checked
from app.engine.phones import e164
from app.engine.refusals import failed
from app.engine.requests import CreatePayment, ask
from app.engine.sending import token
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import PaymentModule, ResourceKind
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST = Decimal(10**9)
_FINEST = Decimal("0.001")
LONGEST_INVOICE = 100


@action(
    key="pay_invoice",
    label=_("Pay an invoice"),
    category=Category.OTHER,
    icon="mdi6.credit-card-outline",
)
class PayInvoice(ActionType, frozen=True):
    """Create a link by which the customer pays an invoice, and leave it in `payment.url`.

    An open link for the same invoice and amount is used again. An amount that is no number above
    zero, a payer that is neither an address nor a number, or a refusal leaves by *Error*; a
    provider that does not answer by *Timeout*. No card data is ever held.

    Example: an email that asks how to pay gets a link for the amount found in the database.

    A replay makes up a link that leads nowhere.
    """

    effectful = True

    module: Annotated[
        Reference,
        field(
            _("Payment module"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.PAYMENT_MODULE,),
            required=True,
        ),
    ] = Reference()
    amount: Annotated[
        str,
        field(_("Amount"), _("Above zero, such as 129.90."), widget=Widget.TEMPLATE, required=True),
    ] = ""
    currency: Annotated[
        str,
        field(
            _("Currency"),
            _("Three letters, such as EUR. Empty: the module's."),
            widget=Widget.TEMPLATE,
        ),
    ] = ""
    invoice: Annotated[
        str, field(_("Reference of the invoice"), widget=Widget.TEMPLATE, required=True)
    ] = ""
    payer: Annotated[
        str,
        field(
            _("Payer"),
            _("An email address, or a telephone number with its country."),
            widget=Widget.TEMPLATE,
            required=True,
        ),
    ] = "{{ email.from.address }}"
    expires_in: Annotated[
        int, field(_("The link expires after days"), widget=Widget.NUMBER, bounds=(1, 365))
    ] = 7
    instalments: Annotated[int, field(_("Instalments"), widget=Widget.NUMBER, bounds=(1, 36))] = 1

    def branches(self) -> tuple[Branch, ...]:
        """A link; a module that is not there; refused; no answer in time."""
        return (OK, *self.reference_branch(), ERROR, TIMEOUT)

    def summary(self) -> Text:
        """Amount and invoice."""
        return _("{amount} · {invoice}", amount=self.amount.strip(), invoice=self.invoice.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A plain amount or currency that is none is known beforehand."""
        yield from super().problems(resources)
        for name, read in (("amount", _amount), ("currency", _currency)):
            text = getattr(self, name)
            if not text.strip() or "{" in text:
                continue
            try:
                read(text)
            except UserError as wrong:
                yield error(wrong.text, name)

    def run(self, context: RunContext) -> Behaviour:
        """Ask for the link."""
        reference = context.resolve(self.module)
        module = context.resources.get(PaymentModule, reference)
        if module is None:
            text = _("There is no payment module {reference}.", reference=reference)
            return _failed(context, REFERENCE_NOT_FOUND, reference, text)
        try:
            request = self._request(module, context)
        except UserError as wrong:
            return _failed(context, ERROR, module.reference, wrong.text)
        result = yield from ask(request)
        if result.error is not None or result.timed_out:
            branch = TIMEOUT if result.timed_out else ERROR
            return _failed(context, branch, request.invoice, result.words())
        left = {
            "id": result.id,
            "url": result.url,
            "amount": request.amount,
            "currency": request.currency,
            "invoice": request.invoice,
            "expires": request.expires,
        }
        context.leave("payment", left)
        note = _("The open link is used again.") if result.reused else None
        shown = LookUp(
            _("Payment module {name}", name=module.name),
            request.invoice,
            found=True,
            values=tuple(left.items()),
            note=note,
        )
        return Left(OK.key, shown)

    def _request(self, module: PaymentModule, context: RunContext) -> CreatePayment:
        amount = _amount(context.filled(self.amount))
        currency = context.filled(self.currency).strip() or module.currency
        invoice = " ".join(context.filled(self.invoice).split())
        if not invoice or len(invoice) > LONGEST_INVOICE:
            text = _(
                "The reference of the invoice has 1 to {most} characters.", most=LONGEST_INVOICE
            )
            raise UserError(text)
        expires = later(context.now, dt.timedelta(days=self.expires_in))
        return CreatePayment(
            module=module.reference,
            amount=to_text(amount),
            currency=_currency(currency),
            invoice=invoice,
            payer=_payer(context.filled(self.payer).strip()),
            expires=expires.isoformat(),
            instalments=self.instalments,
            key=token(context, "payment"),
        )


def _amount(text: str) -> Decimal:
    number = to_number(text)
    if number is None or not 0 < number <= _MOST or number % _FINEST:
        raise UserError(
            _(
                "The amount “{text}” is no number above zero, such as 129.90.",
                text=text.strip()[:80],
            )
        )
    return number


def _currency(text: str) -> str:
    code = text.strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise UserError(
            _("The currency “{text}” has not three letters, such as EUR.", text=text.strip()[:80])
        )
    return code


def _payer(text: str) -> str:
    return e164(text, None) or checked(text, _("payer"))


def _failed(context: RunContext, branch: Branch, key: str, why: Text) -> Left:
    return failed(context, branch, why, LookUp(_("Payment modules"), key, found=False, note=why))
