"""Associate the interaction with a case: by number, by field, kept or replaced."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.engine.actions.associate_case import AssociateCase, FindBy, WhenAssociated, WhenSeveral
from app.engine.actions.node import Node
from app.engine.evidence import LookUp
from app.engine.registry import CATALOGUE
from app.engine.requests import CasesFound, FindCases
from app.model.config import Reference, ReferenceMode
from app.model.text import _
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

BY_MAIL = AssociateCase(find_by=FindBy.FIELD, search_field="email")
SEVERAL = AssociateCase(find_by=FindBy.FIELD, search_field="email", several=WhenSeveral.LEAVE)


def number(text: str, **settings: object) -> Told:
    return dialogue(AssociateCase(number=text, **settings))  # type: ignore[arg-type]


def unknown_schema() -> Told:
    schema = Reference("{{ 'gone' }}", ReferenceMode.EXPRESSION)
    return number("C-1", schema=schema)


def refused() -> Told:
    answer = CasesFound(error=_("The server of the cases does not answer."))
    return dialogue(AssociateCase(number="C-1"), answers=[answer])


TAKES = {
    "ok": lambda: number("C-1"),
    "not_found": lambda: number("C-99"),
    "several_found": lambda: dialogue(SEVERAL),
    "reference_not_found": unknown_schema,
    "error": refused,
}


def test_a_case_is_found_by_its_number_and_fills_the_namespace() -> None:
    told = number(" c-1 ")
    assert told.requests == (FindCases(number="c-1"),)
    case = told.state.left["case"]
    assert case["number"] == "C-1"
    assert case["owner"] == "ada"
    assert case["is_open"] is True
    assert case["opened_at"] == dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
    assert case["amount"] == Decimal("12.50")
    assert case["due"] == dt.date(2026, 1, 9)
    assert case["vip"] is True
    assert case["seen"] is None
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.found
    assert ("email", "ada@example.org") in told.evidence.values


def test_the_number_comes_out_of_the_subject() -> None:
    config = AssociateCase(number='{{ email.subject | extract: "C-\\d+" }}')
    told = dialogue(config, message=email(Subject="Re: your case C-2"))
    assert told.state.left["case"]["number"] == "C-2"
    told = dialogue(config, message=email(Subject="Hello"))
    assert told.branch == "not_found"
    assert told.requests == ()


def test_the_most_recent_open_case_of_a_field_is_taken() -> None:
    told = dialogue(BY_MAIL)
    assert told.requests == (FindCases(field="email", value="ada@example.org"),)
    assert told.state.left["case"]["number"] == "C-2"
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.key == "email = ada@example.org"
    assert str(told.evidence.note) == "2 cases match."


def test_several_leave_the_interaction_without_a_case() -> None:
    told = dialogue(SEVERAL)
    assert told.branch == "several_found"
    assert told.step.changes == ()
    assert told.error == ""


def test_closed_cases_are_found_only_when_asked_for() -> None:
    assert number("C-3").branch == "not_found"
    assert number("C-3", open_only=False).branch == "ok"


def test_a_case_is_replaced_or_kept() -> None:
    first = AssociateCase(number="C-1")
    replaced = dialogue(first, AssociateCase(number="C-2"))
    assert replaced.state.left["case"]["number"] == "C-2"
    kept = dialogue(first, AssociateCase(number="C-2", associated=WhenAssociated.KEEP))
    assert kept.state.left["case"]["number"] == "C-1"
    assert (kept.branch, kept.requests) == ("ok", ())
    assert number("C-2", associated=WhenAssociated.KEEP).state.left["case"]["number"] == "C-2"


def test_an_earlier_case_stays_when_nothing_is_found() -> None:
    told = dialogue(AssociateCase(number="C-1"), Node(), AssociateCase(number="{{ var.words }}"))
    assert told.branch == "not_found"
    assert told.state.left["case"]["number"] == "C-1"


def test_one_schema_alone_is_searched_where_it_is_named() -> None:
    told = number("C-1", schema=Reference("service"))
    assert told.requests == (FindCases("service", number="C-1"),)
    assert unknown_schema().error == "Case schema: nothing has the reference gone."
    assert refused().error == "The server of the cases does not answer."


def test_a_template_that_goes_wrong_is_an_error() -> None:
    assert number("{{ 1 | divided_by: 0 }}").branch == "error"


def test_several_found_exists_only_when_asked_for() -> None:
    assert [b.key for b in CATALOGUE.branches(BY_MAIL)] == ["ok", "not_found", "error"]
    assert "several_found" in [b.key for b in CATALOGUE.branches(SEVERAL)]


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (AssociateCase(), "number"),
        (AssociateCase(find_by=FindBy.FIELD), "search_field"),
        (AssociateCase(find_by=FindBy.FIELD, search_field="shoe"), "search_field"),
        (AssociateCase(find_by=FindBy.FIELD, search_field="email", value=""), "value"),
        (AssociateCase(number="1", schema=Reference("gone")), "schema"),
    ],
)
def test_the_config_is_checked(config: AssociateCase, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_summaries_say_what_a_case_is_found_by() -> None:
    assert str(CATALOGUE.summary(AssociateCase(number="C-1"))) == "C-1"
    assert str(CATALOGUE.summary(BY_MAIL)) == "email = {{ email.from.address }}"
