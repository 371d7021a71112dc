"""Email to a Salesforce Query: cases for emails, queries whose values cannot break out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from app.engine.actions.salesforce import (
    AskSalesforce,
    CaseField,
    FieldResult,
    Mode,
    QueryValue,
    WhenSeveral,
)
from app.engine.requests import KeepSalesforceCase, SalesforceCase
from app.engine.soql import bind, bound_names
from app.model.config import Reference, ReferenceMode
from app.model.errors import UserError
from app.model.resources import FieldType
from app.model.text import Text
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

BY_CONTACT = "SELECT Id, Subject FROM Case WHERE ContactId = :contact AND Status != 'Closed'"


def keeps(**fields: object) -> AskSalesforce:
    given: dict[str, object] = {"connection": Reference("salesforce"), **fields}
    return AskSalesforce(**given)  # type: ignore[arg-type]


def queries(query: str, *values: QueryValue, **fields: object) -> AskSalesforce:
    return keeps(mode=Mode.QUERY, query=query, values=values, **fields)


CONTACT = QueryValue("contact", "003A")
SUBJECT = (FieldResult("Subject", "words"),)

TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(keeps()),
    "not_found": lambda: dialogue(queries("SELECT Id FROM Case WHERE Id = 'gone'")),
    "several_found": lambda: dialogue(
        queries("SELECT Id FROM Case ORDER BY Id", several=WhenSeveral.BRANCH)
    ),
    "reference_not_found": lambda: dialogue(
        keeps(connection=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(queries("SELECT Id FROM Secret")),
    "timeout": lambda: dialogue(queries("SELECT Id FROM Slow")),
}


def test_a_case_is_made_of_the_email() -> None:
    told = dialogue(keeps(priority="High", fields=(CaseField("Origin", "Email"),)))
    (request,) = told.requests
    assert isinstance(request, KeepSalesforceCase)
    values = dict(request.values)
    assert values["Subject"] == "Refund for order 40718"
    assert values["Description"].startswith("Good morning")
    assert values["Origin"] == "Email"
    held = told.state.left["salesforce"]
    assert held["case_number"] == "R0000001"
    assert held["contact_id"] == "003A"
    assert held["created"] is True


def test_an_email_is_attached_to_a_case_that_is_there() -> None:
    held = dialogue(keeps(case_number="00002")).state.left["salesforce"]
    assert (held["case_id"], held["created"]) == ("500B", False)


def test_a_sender_without_a_contact_only_warns() -> None:
    told = dialogue(keeps(), message=email(From="nobody@example.org"))
    assert told.branch == "ok"
    assert told.warnings == ("nobody@example.org is no Contact in Salesforce.",)
    assert not dialogue(
        keeps(match_contact=False), message=email(From="nobody@example.org")
    ).warnings


def test_a_case_that_was_made_is_found_by_a_query() -> None:
    query = queries(
        "SELECT Status FROM Case WHERE CaseNumber LIKE 'R%'", rows=(FieldResult("Status", "words"),)
    )
    assert dialogue(keeps(), query).variables["words"] == "New"


def test_the_first_record_fills_the_variables() -> None:
    told = dialogue(queries(BY_CONTACT, CONTACT, rows=SUBJECT))
    assert told.variables["words"] == "It's new"
    assert told.state.left["salesforce"]["row_count"] == 1


def test_stub_rules_answer_first() -> None:
    told = dialogue(queries("SELECT Id FROM Stubbed", rows=(FieldResult("Id", "words"),)))
    assert told.variables["words"] == "1"
    assert told.state.left["salesforce"]["row_count"] == 2
    assert "status 403" in TAKES["error"]().error


def test_what_local_tables_do_not_understand_asks_for_a_stub() -> None:
    told = dialogue(queries("SELECT COUNT(Id) FROM Case"))
    assert told.branch == "error"
    assert "Write a stub rule" in told.error


@pytest.mark.parametrize(
    "text",
    ["' OR Id != '", "\\' OR 1=1 --", "it's", 'say "hi"', "a\nb", "100%", ":contact", "\\", "'"],
)
def test_a_value_never_breaks_out_of_its_quotes(text: str) -> None:
    sent = bind("SELECT Id FROM Case WHERE Subject = :text", {"text": (FieldType.TEXT, text)})
    assert bound_names(sent) == ()
    assert re.sub(r"'(?:[^'\\]|\\.)*'", "?", sent) == "SELECT Id FROM Case WHERE Subject = ?"
    told = dialogue(
        queries(
            "SELECT Id FROM Case WHERE Subject = :text", QueryValue("text", "{{ email.text }}")
        ),
        message=email(text),
    )
    assert told.branch in {"not_found", "error"}


def test_values_are_literals_of_their_types() -> None:
    values = {
        "n": (FieldType.NUMBER, "12.5"),
        "y": (FieldType.YES_NO, "true"),
        "d": (FieldType.DATE, "2026-01-05"),
        "e": (FieldType.NUMBER, ""),
    }
    assert bind("a = :n AND b = :y AND c > :d AND d = :e AND e = ':n'", values) == (
        "a = 12.5 AND b = TRUE AND c > 2026-01-05 AND d = null AND e = ':n'"
    )
    with pytest.raises(UserError):
        bind("a = :gone", {})


def test_a_value_of_another_type_is_an_error() -> None:
    told = dialogue(
        queries(
            "SELECT Id FROM Case WHERE Age > :n",
            QueryValue("n", "{{ email.subject }}", FieldType.NUMBER),
        )
    )
    assert told.error == "“Refund for order 40718” for n is not a number."


def test_a_refusal_is_an_error() -> None:
    told = dialogue(keeps(), answers=[SalesforceCase(error=Text("Session expired."))])
    assert told.error == "Session expired."


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (keeps(connection=Reference("mail")), "connection"),
        (queries("SELECT Id FROM Case WHERE Id = 'open"), "query"),
        (queries("SELECT Id FROM Case WHERE Id = '{{ email.subject }}'"), "query"),
        (queries(BY_CONTACT), "values"),
        (queries("SELECT Id FROM Case", CONTACT), "values.0.name"),
    ],
)
def test_what_cannot_be_asked_is_known_beforehand(config: AskSalesforce, field: str) -> None:
    assert [one.field for one in config.problems(WORKSPACE)] == [field]
