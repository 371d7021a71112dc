"""Pay an invoice: a link for an amount, and what refuses one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from app.engine.actions.pay_invoice import PayInvoice
from app.engine.evidence import LookUp
from app.engine.requests import CreatePayment, PaymentLink
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import NOW, Told, dialogue
from tests.engine.workspace import WORKSPACE


def pays(**fields: object) -> PayInvoice:
    given: dict[str, object] = {
        "module": Reference("pay"),
        "amount": "129.90",
        "invoice": "R-1",
        **fields,
    }
    return PayInvoice(**given)  # type: ignore[arg-type]


TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(pays()),
    "reference_not_found": lambda: dialogue(
        pays(module=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(pays(amount="{{ email.subject }}")),
    "timeout": lambda: dialogue(pays(), answers=[PaymentLink(timed_out=True)]),
}


def asked(told: Told) -> CreatePayment:
    (request,) = told.requests
    assert isinstance(request, CreatePayment)
    return request


def test_the_link_is_left_for_the_next_actions() -> None:
    told = TAKES["ok"]()
    request = asked(told)
    assert (request.amount, request.currency) == ("129.90", "EUR")
    assert request.payer == "ada@example.org"
    assert request.expires == (NOW + dt.timedelta(days=7)).isoformat()
    assert told.state.left["payment"]["url"] == f"https://pay.example.invalid/{request.key}"


def test_an_open_link_for_the_same_invoice_and_amount_is_used_again() -> None:
    again = dialogue(pays(), pays())
    assert isinstance(again.evidence, LookUp)
    assert str(again.evidence.note) == "The open link is used again."
    other = dialogue(pays(), pays(amount="10"))
    assert isinstance(other.evidence, LookUp)
    assert other.evidence.note is None


def test_currency_and_payer_can_be_said() -> None:
    request = asked(dialogue(pays(currency="chf", payer="+33142685300", instalments=3)))
    assert (request.currency, request.payer, request.instalments) == ("CHF", "+33142685300", 3)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"amount": "{{ var.gone }}"}, "no number above zero"),
        ({"amount": "{{ 0 }}"}, "no number above zero"),
        ({"amount": "{{ '1.2345' }}"}, "no number above zero"),
        ({"currency": "{{ email.subject }}"}, "not three letters"),
        ({"invoice": "{{ var.gone }}"}, "1 to 100 characters"),
        ({"payer": "{{ email.subject }}"}, "no email address"),
    ],
)
def test_what_cannot_be_paid_is_an_error(changes: dict[str, object], part: str) -> None:
    told = dialogue(pays(**changes))
    assert told.branch == "error"
    assert part in told.error
    assert told.requests == ()
    assert "payment" not in told.state.left


def test_a_refusal_of_the_provider_is_an_error() -> None:
    told = dialogue(pays(), answers=[PaymentLink(error=Text("The account is closed."))])
    assert told.branch == "error"
    assert told.error == "The account is closed."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "-1"}, "amount"),
        ({"currency": "Euro"}, "currency"),
        ({"invoice": ""}, "invoice"),
    ],
)
def test_plain_mistakes_are_known_beforehand(changes: dict[str, object], field: str) -> None:
    assert [one.field for one in pays(**changes).problems(WORKSPACE)] == [field]
