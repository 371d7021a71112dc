"""Compiling: never fails, prepares once, says what is not ready."""

from __future__ import annotations

from dataclasses import replace

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.detect_keywords import DetectKeywords, GroupRow, Search
from app.engine.actions.node import Node
from app.engine.actions.start import Start
from app.engine.actions.to_queue import ToQueue
from app.engine.inputs import Inputs
from app.model.config import UnknownConfig
from app.world.sandbox import Sandbox
from tests.engine.dialogue import NOW, dialogue, email, finished, program_of, tree_of
from tests.engine.workspace import WORKSPACE


def test_what_is_not_ready_is_an_obstacle_and_no_failure() -> None:
    unreadable = UnknownConfig("fax", "{}")
    program = program_of(tree_of((Start(), ToQueue(), unreadable, Node())))
    obstacles = [one.obstacle for one in program.actions.values()]
    assert [obstacle is None for obstacle in obstacles] == [True, False, False, True]
    assert "fax" in str(obstacles[2])


def test_templates_are_compiled_once_and_ahead() -> None:
    rows = (AssignmentRow("words", "{{ email.subject }}"), AssignmentRow("words", "plain"))
    program = program_of(tree_of((Start(), AssignVariables(rows))))
    assert set(program.templates) == {"{{ email.subject }}", "plain"}
    assert program.template("plain") is program.templates["plain"]
    assert program.template("new") is program.template("new")


def test_keywords_are_prepared_for_the_whole_batch() -> None:
    config = DetectKeywords((GroupRow(1, keywords=("refund",)),))
    program = program_of(tree_of((Start(), config), [(1, "ok", 2)]))
    prepared = program.actions["id-2"].prepared
    assert isinstance(prepared, Search)
    for number in range(3):
        finished(program, Inputs(email(str(number)), NOW), Sandbox(WORKSPACE))
    assert program.actions["id-2"].prepared is prepared


def test_a_program_remembers_its_entry() -> None:
    program = program_of(tree_of((Start(),)))
    other = replace(program, entry=replace(program.entry, version=2))
    told = dialogue(Node())
    assert told.trace.version == program.entry.version
    assert other.entry.version == 2
