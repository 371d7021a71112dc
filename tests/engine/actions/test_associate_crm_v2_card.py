"""Associate the interaction with a CRM V2 card: objects in order, the first with a match wins."""

from __future__ import annotations

import pytest

from app.engine.actions.associate_crm_v2_card import AssociateRecord, ObjectSearch
from app.engine.card_fields import WhenSeveral
from app.engine.evidence import LookUp
from app.engine.registry import CATALOGUE
from app.engine.requests import FindCards
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

CRM = Reference("companies")
EXPRESSION = ReferenceMode.EXPRESSION
CONTACT = ObjectSearch("contact")
COMPANY = ObjectSearch("account", "domain", "{{ email.from.domain }}")
STRANGER = ObjectSearch("contact", value="nobody@example.org")
TWIN = ObjectSearch("contact", value="twin@example.org")


def found(*searches: ObjectSearch, several: WhenSeveral = WhenSeveral.FIRST) -> Told:
    return dialogue(AssociateRecord(CRM, searches, several))


TAKES = {
    "ok": lambda: found(CONTACT, COMPANY),
    "not_found": lambda: found(STRANGER),
    "several_found": lambda: found(TWIN, several=WhenSeveral.LEAVE),
    "reference_not_found": lambda: dialogue(
        AssociateRecord(Reference("{{ 'gone' }}", EXPRESSION), (CONTACT,))
    ),
    "error": lambda: dialogue(AssociateRecord(Reference("far"), (ObjectSearch("Lead"),))),
}


def test_the_first_object_with_a_match_wins() -> None:
    told = found(CONTACT, COMPANY)
    assert told.requests == (FindCards("companies", "contact", "email", "ada@example.org"),)
    card = told.state.left["card"]
    assert (card["object"], card["id"], card["company"]) == ("contact", "P-1", "Example")


def test_the_next_object_is_searched_when_the_one_before_has_none() -> None:
    told = found(STRANGER, COMPANY)
    assert [request.object for request in told.requests if isinstance(request, FindCards)] == [
        "contact",
        "account",
    ]
    assert told.state.left["card"]["id"] == "A-1"
    assert isinstance(told.evidence, LookUp)
    assert str(told.evidence.place) == "CRM Companies, account"


def test_a_search_for_nothing_is_left_out() -> None:
    told = found(ObjectSearch("contact", value="{{ var.due }}"))
    assert (told.branch, told.requests) == ("not_found", ())
    told = found(ObjectSearch("contact", value="{{ var.due }}"), COMPANY)
    assert len(told.requests) == 1


def test_several_cards_of_the_winning_object() -> None:
    assert found(TWIN).state.left["card"]["id"] == "P-2"
    told = found(TWIN, COMPANY, several=WhenSeveral.LEAVE)
    assert (told.branch, len(told.requests), told.step.changes) == ("several_found", 1, ())


def test_not_found_says_where_was_looked() -> None:
    told = found(STRANGER, ObjectSearch("account", "domain", "example.net"))
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.key == (
        "contact: email = nobody@example.org; account: domain = example.net"
    )


def test_an_external_crm_without_records_has_no_stub() -> None:
    assert TAKES["error"]().error == (
        "No stub: the external CRM Far away has no records of Lead for replays."
    )


def test_an_object_that_only_a_run_can_miss() -> None:
    by_name = Reference("{{ 'companies' }}", EXPRESSION)
    told = dialogue(AssociateRecord(by_name, (ObjectSearch("lead"),)))
    assert (told.branch, told.error) == ("error", "The CRM Companies has no object lead.")
    told = dialogue(AssociateRecord(by_name, (ObjectSearch("contact", "shoe"),)))
    assert told.branch == "error"


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (AssociateRecord(searches=(CONTACT,)), "crm"),
        (AssociateRecord(CRM, ()), "searches"),
        (AssociateRecord(CRM), "searches.0.object"),
        (AssociateRecord(CRM, (ObjectSearch("lead"),)), "searches.0.object"),
        (AssociateRecord(CRM, (ObjectSearch("account"),)), "searches.0.search_field"),
        (AssociateRecord(CRM, (ObjectSearch("contact", value=""),)), "searches.0.value"),
    ],
)
def test_the_config_is_checked(config: AssociateRecord, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_summary() -> None:
    config = AssociateRecord(CRM, (CONTACT, COMPANY))
    assert str(CATALOGUE.summary(config)) == "companies · contact, account"
