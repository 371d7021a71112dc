"""Create a new case: words of the schema, fields in their types, numbers that increase."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.engine.actions.associate_case import AssociateCase, FindBy
from app.engine.actions.create_case import OpenCase
from app.engine.case_fields import CaseValue
from app.engine.evidence import Note
from app.engine.registry import CATALOGUE
from app.engine.requests import CaseResult, CreateCase
from app.model.config import Reference, ReferenceMode
from app.model.resources import CaseSchema, Resources
from app.model.text import _
from tests.engine.dialogue import NOW, Told, dialogue, email
from tests.engine.workspace import ENTRIES, WORKSPACE

MAIL = CaseValue("email", "{{ email.from.address }}")
EXPRESSION = ReferenceMode.EXPRESSION


def opened(*rows: CaseValue, **settings: object) -> Told:
    return dialogue(OpenCase(rows=(MAIL, *rows), **settings))  # type: ignore[arg-type]


TAKES = {
    "ok": opened,
    "reference_not_found": lambda: opened(owner=Reference("{{ 'nobody' }}", EXPRESSION)),
    "error": lambda: opened(type="{{ 'Rumour' }}"),
}


def test_a_case_is_opened_in_the_words_of_the_schema() -> None:
    told = opened(
        CaseValue("AMOUNT", " 20.0 "),
        CaseValue("vip", "Yes"),
        type="complaint",
        origin="{{ 'EMAIL' }}",
        reason="Price",
        status="waiting",
        owner=Reference("Ada"),
    )
    assert told.requests == (
        CreateCase(
            schema="service",
            status="Waiting",
            type="Complaint",
            origin="Email",
            reason="Price",
            owner="ada",
            values=(("email", "ada@example.org"), ("amount", "20.0"), ("vip", "true")),
        ),
    )


def test_the_new_case_is_the_interactions_own() -> None:
    told = dialogue(AssociateCase(number="C-1"), OpenCase(rows=(MAIL,)))
    case = told.state.left["case"]
    assert (case["number"], case["status"], case["opened_at"]) == ("C-5", "New", NOW)
    assert case["amount"] is None
    assert isinstance(told.evidence, Note)
    assert str(told.evidence.text) == "Case C-5 was opened."
    again = dialogue(OpenCase(rows=(MAIL,)), OpenCase(rows=(MAIL, CaseValue("amount", "7"))))
    assert again.state.left["case"]["number"] == "C-6"
    assert again.state.left["case"]["amount"] == Decimal(7)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"type": "{{ 'Rumour' }}"}, "“Rumour” is not among the types of the case schema."),
        ({"status": "{{ 'Lost' }}"}, "“Lost” is not among the statuses of the case schema."),
        ({"type": "{{ 1 | divided_by: 0 }}"}, ""),
    ],
)
def test_words_that_the_schema_does_not_know_are_refused(
    settings: dict[str, str], sentence: str
) -> None:
    told = opened(**settings)
    assert told.branch == "error"
    assert told.requests == ()
    assert "case" not in told.state.left
    assert told.error == sentence or (not sentence and told.error)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (CaseValue("order", "{{ 'x' }}"), "“x” for Order does not fit its pattern."),
        (CaseValue("amount", "{{ 'x' }}"), "“x” for Amount is not a number."),
    ],
)
def test_values_that_do_not_suit_are_refused(row: CaseValue, sentence: str) -> None:
    told = opened(row)
    assert (told.branch, told.error) == ("error", sentence)


def test_a_required_field_that_comes_out_empty_is_refused() -> None:
    told = dialogue(OpenCase(rows=(CaseValue("email", "{{ var.due }}"),)))
    assert told.error == "The field Email must have a value."


def test_the_world_may_refuse() -> None:
    config = OpenCase(rows=(MAIL,))
    told = dialogue(config, answers=[CaseResult(error=_("No more cases today."))])
    assert (told.branch, told.error) == ("error", "No more cases today.")


def test_a_schema_by_expression_is_found_in_the_run() -> None:
    told = opened(schema=Reference("{{ 'SERVICE' }}", EXPRESSION))
    assert told.branch == "ok"
    told = opened(schema=Reference("{{ 'gone' }}", EXPRESSION))
    assert told.branch == "reference_not_found"


OTHER = CaseSchema(reference="technical", name="Technical", statuses=("Reported",))
TWO = Resources.of((*ENTRIES, OTHER))


@pytest.mark.parametrize(
    ("config", "resources", "fields"),
    [
        (OpenCase(), WORKSPACE, ["rows"]),
        (OpenCase(rows=(MAIL,)), TWO, ["schema"]),
        (OpenCase(), Resources(), ["schema"]),
        (OpenCase(Reference("technical")), TWO, []),
        (OpenCase(rows=(MAIL,), type="Rumour"), WORKSPACE, ["type"]),
        (OpenCase(rows=(MAIL,), origin="Post"), WORKSPACE, ["origin"]),
        (OpenCase(rows=(MAIL,), reason="Rain"), WORKSPACE, ["reason"]),
        (OpenCase(rows=(MAIL,), status="Lost"), WORKSPACE, ["status"]),
        (OpenCase(rows=(MAIL,), status="{{ x }}"), WORKSPACE, []),
        (OpenCase(rows=(MAIL,), owner=Reference("nobody")), WORKSPACE, ["owner"]),
        (OpenCase(rows=(MAIL, CaseValue("shoe", "44"))), WORKSPACE, ["rows.1.name"]),
        (OpenCase(rows=(MAIL, CaseValue("Email", "x"))), WORKSPACE, ["rows.1.name"]),
        (OpenCase(rows=(MAIL, CaseValue("order", "123"))), WORKSPACE, ["rows.1.value"]),
        (OpenCase(rows=(MAIL, CaseValue("order", ""))), WORKSPACE, []),
        (OpenCase(rows=(CaseValue("email", " "),)), WORKSPACE, ["rows.0.value"]),
    ],
)
def test_the_config_is_checked(config: OpenCase, resources: Resources, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, resources)] == fields


HOSTILE = (
    "{{ var.words }}",
    "{% for i in (1..9) %}x{% endfor %}",
    "{{ '{{ var.words }}' }}",
    "'; DROP TABLE cases; --",
    "x' OR '1'='1",
    "' OR Name LIKE '%",
    "{{email.from.address}}",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_an_email_says_is_never_read_as_a_template_or_a_query(words: str) -> None:
    opened = OpenCase(rows=(CaseValue("email", "{{ email.subject }}"),))
    told = dialogue(opened, message=email(Subject=words))
    assert told.requests == (CreateCase("service", "New", values=(("email", words),)),)
    copied = CaseValue("email", "{{ case.email }}")
    told = dialogue(opened, OpenCase(rows=(copied,)), message=email(Subject=words))
    assert told.state.left["case"]["email"] == words
    again = AssociateCase(find_by=FindBy.FIELD, search_field="email", value="{{ email.subject }}")
    told = dialogue(again, message=email(Subject=words))
    assert told.branch == "not_found"


def test_summary() -> None:
    config = OpenCase(type="Complaint", status="New")
    assert str(CATALOGUE.summary(config)) == "Complaint · New"
