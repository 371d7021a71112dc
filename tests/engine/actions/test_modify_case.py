"""Modify a case: all changes or none, of the interaction's case or of another one."""

from __future__ import annotations

import pytest

from app.engine.actions.associate_case import AssociateCase
from app.engine.actions.modify_case import ChangeCase, Which
from app.engine.case_fields import CaseValue
from app.engine.evidence import Note
from app.engine.registry import CATALOGUE
from app.engine.requests import CaseResult, CasesFound, FindCases, ModifyCase
from app.model.config import Reference, ReferenceMode
from app.model.resources import CaseSchema, Resources
from app.model.text import _
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import ENTRIES, WORKSPACE

OWN = AssociateCase(number="C-1")
NUMBER = Which.NUMBER


def changed(*rows: CaseValue, **settings: object) -> Told:
    return dialogue(OWN, ChangeCase(rows=rows, **settings))  # type: ignore[arg-type]


def by_number(number: str, **settings: object) -> Told:
    return changed(which=NUMBER, number=number, **{"status": "Waiting", **settings})


TAKES = {
    "ok": lambda: changed(status="Solved"),
    "not_found": lambda: dialogue(ChangeCase(status="Solved")),
    "reference_not_found": lambda: changed(
        owner=Reference("{{ 'nobody' }}", ReferenceMode.EXPRESSION)
    ),
    "error": lambda: changed(status="{{ 'Lost' }}"),
}


def test_the_interactions_case_is_changed_and_seen_changed() -> None:
    told = changed(CaseValue("AMOUNT", "20"), status="solved", owner=Reference("cy"))
    assert told.requests == (
        FindCases("service", number="C-1", open_only=False),
        ModifyCase("service", "C-1", "Solved", "cy", (("amount", "20"),)),
    )
    case = told.state.left["case"]
    assert (case["status"], case["owner"], case["is_open"]) == ("Solved", "cy", False)
    changes = {change.name: (change.before, change.after) for change in told.step.changes}
    assert changes["case.amount"] == ("12.5", "20")
    assert changes["case.status"] == ("New", "Solved")
    assert "case.email" not in changes
    assert isinstance(told.evidence, Note)


def test_what_is_left_empty_stays() -> None:
    told = changed(CaseValue("order", "12345"))
    assert told.requests[1] == ModifyCase("service", "C-1", values=(("order", "12345"),))
    assert told.state.left["case"]["owner"] == "ada"
    assert told.state.left["case"]["status"] == "New"


def test_another_case_is_changed_without_touching_the_interaction() -> None:
    told = by_number("{{ 'c-3' }}")
    assert told.branch == "ok"
    assert told.step.changes == ()
    assert told.requests[1] == ModifyCase("service", "C-3", status="Waiting")
    assert by_number("C-1").state.left["case"]["status"] == "Waiting"


@pytest.mark.parametrize("number", ["C-99", "{{ var.due }}"])
def test_a_number_without_a_case_is_not_found(number: str) -> None:
    told = by_number(number)
    assert (told.branch, told.error, told.step.changes) == ("not_found", "", ())


def test_one_wrong_value_keeps_all_the_others_out() -> None:
    told = changed(CaseValue("order", "12345"), CaseValue("amount", "{{ 'x' }}"), status="Solved")
    assert (told.branch, told.error) == ("error", "“x” for Amount is not a number.")
    assert len(told.requests) == 1
    assert told.step.changes == ()


def test_a_required_field_is_never_emptied() -> None:
    assert changed(CaseValue("email", "{{ var.due }}")).branch == "error"


def test_the_world_may_refuse_or_have_lost_the_case() -> None:
    found = dialogue(OWN).state.left["case"]
    assert found["number"] == "C-1"
    refusal = _("The case is locked.")
    told = dialogue(ChangeCase(status="Solved", which=NUMBER, number="1"),
                    answers=[CasesFound(error=refusal)])  # fmt: skip
    assert (told.branch, told.error) == ("error", "The case is locked.")
    case = by_number("C-2").step.effects[0].answer
    told = dialogue(ChangeCase(status="Solved", which=NUMBER, number="1"),
                    answers=[case, CaseResult(error=refusal)])  # fmt: skip
    assert (told.branch, told.error) == ("error", "The case is locked.")
    told = dialogue(ChangeCase(status="Solved", which=NUMBER, number="1"),
                    answers=[case, CaseResult()])  # fmt: skip
    assert told.branch == "not_found"


TWO = Resources.of((*ENTRIES, CaseSchema(reference="technical", statuses=("Reported",))))


@pytest.mark.parametrize(
    ("config", "resources", "fields"),
    [
        (ChangeCase(), WORKSPACE, ["rows"]),
        (ChangeCase(status="Lost"), WORKSPACE, ["status"]),
        (ChangeCase(status="Reported"), TWO, []),
        (ChangeCase(status="New", which=NUMBER), WORKSPACE, ["number"]),
        (ChangeCase(owner=Reference("nobody")), WORKSPACE, ["owner"]),
        (ChangeCase(rows=(CaseValue("shoe", "44"),)), WORKSPACE, ["rows.0.name"]),
        (ChangeCase(rows=(CaseValue("amount", "x"),)), WORKSPACE, ["rows.0.value"]),
        (ChangeCase(rows=(CaseValue("email", ""),)), WORKSPACE, ["rows.0.value"]),
        (ChangeCase(rows=(CaseValue("amount", ""),)), WORKSPACE, []),
    ],
)
def test_the_config_is_checked(config: ChangeCase, resources: Resources, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, resources)] == fields


def test_summary_says_what_changes() -> None:
    config = ChangeCase(which=NUMBER, number="C-1", status="Solved", rows=(CaseValue("amount"),))
    assert str(CATALOGUE.summary(config)) == "C-1 · Solved · amount"
