"""Add a checkpoint: noted in the interaction and in its events."""

from __future__ import annotations

from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.registry import CATALOGUE
from app.engine.trace import Event
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import NOW, Told, dialogue
from tests.engine.workspace import WORKSPACE

VIP = AddCheckpoint(Reference("VIP"))


def missing() -> Told:
    return dialogue(AddCheckpoint(Reference("{{ email.from.name }}", ReferenceMode.EXPRESSION)))


TAKES = {"ok": lambda: dialogue(VIP), "reference_not_found": missing}


def test_a_checkpoint_shows_by_its_alias() -> None:
    told = dialogue(VIP)
    name = "Very important"
    assert told.step.events == (Event("checkpoint", name, NOW.isoformat(), 2, 2, "vip"),)
    assert [passed.name for passed in told.state.checkpoints] == [name]


def test_the_same_checkpoint_counts_again() -> None:
    assert len(dialogue(VIP, VIP).state.checkpoints) == 2


def test_a_reference_to_nothing_is_named() -> None:
    told = missing()
    assert told.error == "There is no checkpoint Ada Martin."
    assert told.state.checkpoints == ()


def test_a_picked_checkpoint_must_exist() -> None:
    (problem,) = CATALOGUE.problems(AddCheckpoint(Reference("gone")), WORKSPACE)
    assert problem.field == "checkpoint"
    assert CATALOGUE.branches(VIP)[0].key == "ok"
    assert len(CATALOGUE.branches(VIP)) == 1
