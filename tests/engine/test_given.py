"""Outcomes given for a run: nothing is asked, the branch and values are as chosen."""

from __future__ import annotations

from decimal import Decimal

from app.engine.actions.assign_variables import AssignVariables
from app.engine.actions.node import Node
from app.engine.actions.send_email import SendAnEmail
from app.engine.given import GivenOutcome
from app.model.config import Reference
from tests.engine.dialogue import Told, dialogue

ANSWER = SendAnEmail(template=Reference("received"))


def given(branch: str, *values: tuple[str, str]) -> Told:
    return dialogue(ANSWER, outcomes={"id-2": GivenOutcome(branch, values)})


def test_a_given_outcome_asks_nothing() -> None:
    told = given("error")
    assert told.branch == "error"
    assert told.requests == ()
    assert not told.warnings


def test_given_values_are_left_for_the_next_actions() -> None:
    told = given("ok", ("var.amount", "20"), ("http.status", "503"))
    assert told.variables["amount"] == Decimal(20)
    assert told.state.left["http"]["status"] == "503"
    changes = {change.name: change.after for change in told.step.changes}
    assert changes == {"var.amount": "20", "http.status": "503"}


def test_a_branch_that_the_action_lost_is_said_and_it_runs_as_usual() -> None:
    told = given("timeout")
    assert told.branch == "ok"
    assert told.requests
    assert "timeout" in told.warnings[0]


def test_values_of_unknown_variables_are_said() -> None:
    told = given("ok", ("var.gone", "1"), ("nonsense", "1"))
    assert told.branch == "ok"
    assert len(told.warnings) == 2


def test_actions_without_effect_cannot_be_given_one() -> None:
    assert not AssignVariables.effectful
    assert dialogue(Node(), outcomes={"id-2": GivenOutcome("ok")}).evidence is None
