"""Assign values to variables: from top to bottom, all or nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.evidence import Assigned, Assignment
from app.engine.registry import CATALOGUE
from app.engine.state import Value
from app.engine.trace import VariableChange
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE


def assign(*rows: tuple[str, str]) -> Told:
    return dialogue(AssignVariables(tuple(AssignmentRow(*row) for row in rows)))


TAKES = {
    "ok": lambda: assign(("words", "x")),
    "error": lambda: assign(("amount", "x")),
}


@pytest.mark.parametrize(
    ("variable", "template", "value"),
    [
        ("words", "{{ email.subject }}", "Refund for order 40718"),
        ("amount", " {{ 3 | times: 1.5 }} ", Decimal("4.5")),
        ("amount", " ", None),
        ("urgent", "Yes", True),
        ("tags", "x; y", ("x", "y")),
        ("tags", "", ()),
        ("due", "2026-07-01", dt.datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Paris"))),
        ("AMOUNT", "1", Decimal(1)),
    ],
)
def test_a_text_becomes_a_value_of_the_type(variable: str, template: str, value: Value) -> None:
    told = assign((variable, template))
    assert told.branch == "ok"
    assert told.variables[variable.lower()] == value


def test_later_rows_see_earlier_ones() -> None:
    told = assign(("words", "a"), ("words", "{{ var.words }}b"), ("amount", "7"))
    assert told.evidence == Assignment(
        (
            Assigned("words", "none", "a"),
            Assigned("words", "a", "ab"),
            Assigned("amount", "12.50", "7"),
        )
    )
    assert told.step.changes[-1] == VariableChange("var.amount", "12.50", "7")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("amount", "{{ email.subject }}"), "“Refund for order 40718” for Amount is not a number."),
        (("urgent", "maybe"), "“maybe” for Urgent is not yes or no."),
        (("due", "soon"), "“soon” for Due is not a date and time."),
        (("words", "{{ 1 | divided_by: 0 }}"), None),
    ],
)
def test_one_wrong_value_assigns_nothing(row: tuple[str, str], why: str | None) -> None:
    told = assign(("words", "lost"), row)
    assert told.branch == "error"
    assert told.variables["words"] == "none"
    assert told.step.changes == ()
    assert isinstance(told.evidence, Assignment)
    assert told.error == str(told.evidence.note)
    assert why is None or told.error == why


def test_markup_in_an_email_stays_text() -> None:
    told = assign(("words", "{{ email.subject }}"), ("words", "{{ var.words }}"))
    assert told.variables["words"] == "Refund for order 40718"


def test_a_variable_must_exist_and_rows_must_be_there() -> None:
    unknown = AssignVariables((AssignmentRow("gone", "x"),))
    assert [p.field for p in CATALOGUE.problems(unknown, WORKSPACE)] == ["rows.0.variable"]
    assert [p.field for p in CATALOGUE.problems(AssignVariables(()), WORKSPACE)] == ["rows"]
    broken = AssignVariables((AssignmentRow("words", "{{ "),))
    assert [p.field for p in CATALOGUE.problems(broken, WORKSPACE)] == ["rows.0.value"]
