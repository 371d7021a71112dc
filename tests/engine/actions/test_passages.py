"""Check the number of passages: a loop ends."""

from __future__ import annotations

import pytest

from app.engine.actions.node import Node
from app.engine.actions.passages import CheckPassages
from app.engine.actions.start import Start
from app.engine.inputs import Inputs
from app.engine.registry import CATALOGUE
from app.world.sandbox import Sandbox
from tests.engine.dialogue import NOW, Told, dialogue, email, finished, program_of, tree_of
from tests.engine.workspace import WORKSPACE


def round_and_round() -> Told:
    links = [(1, "ok", 2), (2, "ok", 3), (3, "ok", 2)]
    program = program_of(tree_of((Start(), CheckPassages(2), Node()), links))
    run, trace = finished(program, Inputs(email(), NOW), Sandbox(WORKSPACE))
    return Told(trace.steps[-1], trace, run.states[-1], ())


TAKES = {"ok": lambda: dialogue(CheckPassages()), "exceeded": round_and_round}


def test_crossings_up_to_the_maximum_are_ok() -> None:
    steps = round_and_round().trace.steps
    branches = [step.branch for step in steps if step.action.type == "passages"]
    assert branches == ["ok", "ok", "exceeded"]
    assert [step.passage for step in steps if step.action.type == "passages"] == [1, 2, 3]


@pytest.mark.parametrize("maximum", [0, -1, 1001])
def test_the_maximum_has_bounds(maximum: int) -> None:
    (problem,) = CATALOGUE.problems(CheckPassages(maximum), WORKSPACE)
    assert problem.field == "maximum"
