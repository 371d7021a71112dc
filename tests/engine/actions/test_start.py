"""Start: goes on."""

from __future__ import annotations

from app.engine.actions.node import Node
from app.engine.registry import CATALOGUE
from tests.engine.dialogue import Told, dialogue


def started() -> Told:
    told = dialogue(Node())
    return Told(told.trace.steps[0], told.trace, told.state, ())


TAKES = {"ok": started}


def test_a_run_begins_at_start() -> None:
    told = started()
    assert told.step.number == 1
    assert told.step.came is None
    assert told.step.action.type == "start"


def test_start_cannot_be_added() -> None:
    assert not CATALOGUE.card("start").addable
