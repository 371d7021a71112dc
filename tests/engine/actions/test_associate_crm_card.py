"""Associate the interaction with a CRM card: found by a field, several or none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.card_fields import WhenSeveral
from app.engine.evidence import LookUp
from app.engine.registry import CATALOGUE
from app.engine.requests import CardsFound, FindCards
from app.model.config import Reference, ReferenceMode
from app.model.text import _
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

CRM = Reference("customers")
EXPRESSION = ReferenceMode.EXPRESSION


def found(value: str = "{{ email.from.address }}", **settings: object) -> Told:
    return dialogue(AssociateCard(CRM, value=value, **settings))  # type: ignore[arg-type]


def refused() -> Told:
    answer = CardsFound(error=_("The CRM does not answer."), timed_out=True)
    return dialogue(AssociateCard(CRM), answers=[answer])


TAKES = {
    "ok": found,
    "not_found": lambda: found("nobody@example.org"),
    "several_found": lambda: found("twin@example.org", several=WhenSeveral.LEAVE),
    "reference_not_found": lambda: dialogue(AssociateCard(Reference("{{ 'gone' }}", EXPRESSION))),
    "error": refused,
}


def test_the_senders_card_fills_the_namespace() -> None:
    told = found()
    assert told.requests == (FindCards("customers", "", "email", "ada@example.org"),)
    assert dict(told.state.left["card"]) == {
        "crm": "customers",
        "object": "",
        "id": "K-1",
        "email": "ada@example.org",
        "name": "Ada Martin",
        "balance": Decimal("12.50"),
    }
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.key == "email = ada@example.org"


def test_the_first_of_several_is_taken() -> None:
    told = found("TWIN@example.org")
    assert told.state.left["card"]["id"] == "K-2"
    assert isinstance(told.evidence, LookUp)
    assert str(told.evidence.note) == "2 cards match."
    assert found("twin@example.org", several=WhenSeveral.LEAVE).step.changes == ()


def test_a_field_is_known_by_any_case_and_a_number_by_its_value() -> None:
    told = found("12.5", search_field="BALANCE")
    assert told.requests == (FindCards("customers", "", "balance", "12.5"),)
    assert told.branch == "ok"


def test_an_empty_value_finds_nothing_and_asks_nothing() -> None:
    told = found("{{ var.due }}", search_field="name")
    assert (told.branch, told.requests) == ("not_found", ())


def test_an_earlier_card_stays_when_nothing_is_found() -> None:
    told = dialogue(AssociateCard(CRM), AssociateCard(CRM, value="{{ var.due }}"))
    assert told.branch == "not_found"
    assert told.state.left["card"]["id"] == "K-1"


def test_a_crm_by_expression_is_found_in_the_run() -> None:
    by_name = Reference("{{ 'CUSTOMERS' }}", EXPRESSION)
    assert dialogue(AssociateCard(by_name)).branch == "ok"
    told = dialogue(AssociateCard(by_name, "shoe"))
    assert (told.branch, told.error) == ("error", "There is no field shoe.")
    assert refused().error == "The CRM does not answer."


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (AssociateCard(), "crm"),
        (AssociateCard(Reference("gone")), "crm"),
        (AssociateCard(CRM, ""), "search_field"),
        (AssociateCard(CRM, "shoe"), "search_field"),
        (AssociateCard(CRM, value=""), "value"),
    ],
)
def test_the_config_is_checked(config: AssociateCard, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_summary_and_branches() -> None:
    config = AssociateCard(CRM)
    assert str(CATALOGUE.summary(config)) == "customers · email = {{ email.from.address }}"
    assert [b.key for b in CATALOGUE.branches(config)] == ["ok", "not_found", "error"]
