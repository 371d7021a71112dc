"""Dissociate the case from the interaction: the association goes, the case stays."""

from __future__ import annotations

from app.engine.actions.associate_case import AssociateCase
from app.engine.actions.dissociate_case import DissociateCase
from app.engine.registry import CATALOGUE
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE


def taken_out() -> Told:
    return dialogue(AssociateCase(number="C-1"), DissociateCase())


TAKES = {"ok": taken_out, "not_found": lambda: dialogue(DissociateCase())}


def test_the_case_is_empty_afterwards() -> None:
    told = taken_out()
    assert "case" not in told.state.left
    assert told.requests == ()
    assert ("case.number", "C-1", "") in [(c.name, c.before, c.after) for c in told.step.changes]


def test_the_case_can_be_found_again() -> None:
    told = dialogue(AssociateCase(number="C-1"), DissociateCase(), AssociateCase(number="C-1"))
    assert told.state.left["case"]["number"] == "C-1"


def test_an_interaction_without_a_case_has_none_to_lose() -> None:
    told = dialogue(DissociateCase())
    assert told.branch == "not_found"
    assert told.step.changes == ()
    assert told.error == ""


def test_there_is_nothing_to_check() -> None:
    assert CATALOGUE.problems(DissociateCase(), WORKSPACE) == ()
