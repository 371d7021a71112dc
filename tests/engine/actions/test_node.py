"""Node: goes on."""

from __future__ import annotations

from app.engine.actions.node import Node
from tests.engine.dialogue import dialogue

TAKES = {"ok": lambda: dialogue(Node())}


def test_a_node_changes_nothing() -> None:
    told = dialogue(Node())
    assert told.requests == ()
    assert told.step.changes == ()
    assert told.evidence is None
