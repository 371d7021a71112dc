"""Distribution to a smart routing: a jump keeps everything but the tree."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.start import Start
from app.engine.actions.to_routing import MOST_JUMPS, ToRouting
from app.engine.inputs import Inputs
from app.engine.program import Program
from app.engine.registry import CATALOGUE
from app.engine.trace import Trace
from app.model.config import Reference, ReferenceMode
from app.world.sandbox import Sandbox
from tests.engine.dialogue import (
    NOW,
    Told,
    dialogue,
    email,
    finished,
    in_a_row,
    program_of,
    tree_of,
)
from tests.engine.workspace import WORKSPACE


@dataclass
class Programs:
    """The programs that jumps lead to."""

    programs: dict[str, Program] = field(default_factory=dict)

    def program(self, reference: str) -> Program | None:
        return self.programs.get(reference)


SECOND = program_of(tree_of((Start(),)), routing="second")


def jump(reference: str, *, expression: bool = False) -> Told:
    mode = ReferenceMode.EXPRESSION if expression else ReferenceMode.PICKED
    shelf = Programs({"second": SECOND})
    words = AssignVariables((AssignmentRow("words", "kept"),))
    return dialogue(words, ToRouting(Reference(reference, mode)), shelf=shelf)


TAKES = {
    "jumped": lambda: jump("second"),
    "error": lambda: jump("unborn"),
    "reference_not_found": lambda: jump("{{ 'gone' }}", expression=True),
}


def test_a_jump_goes_on_at_the_start_with_all_variables() -> None:
    told = jump("Second")
    last = told.trace.steps[-1]
    assert (last.routing, last.action.type) == ("second", "start")
    assert told.variables["words"] == "kept"
    assert last.came is not None
    assert last.came.number == 3


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("unborn", "The smart routing Unborn has no production version."),
        ("after", "The smart routing After is of the other type."),
    ],
)
def test_what_cannot_take_over_is_said(reference: str, why: str) -> None:
    told = jump(reference)
    assert told.branch == "error"
    assert told.error == why


def ring() -> Trace:
    shelf = Programs({"main": in_a_row((ToRouting(Reference("main")),))})
    inputs = Inputs(email(), NOW, shelf=shelf)
    return finished(shelf.programs["main"], inputs, Sandbox(WORKSPACE))[1]


def test_routings_that_jump_in_a_ring_stop() -> None:
    trace = ring()
    assert trace.steps[-1].branch == "error"
    assert len(trace.steps) == 2 * (MOST_JUMPS + 1)
    assert str(trace.reason) == "The branch Error of Distribution to a smart routing leads nowhere."


def test_the_routing_must_be_chosen_and_exist() -> None:
    for reference in ("", "gone"):
        (problem,) = CATALOGUE.problems(ToRouting(Reference(reference)), WORKSPACE)
        assert problem.field == "routing"
