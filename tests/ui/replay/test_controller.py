"""Running, stepping and stepping back: what is shown was recorded, nothing runs twice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.engine.trace import Outcome
from app.graph.document import Document
from app.model import edits
from app.model.text import verbatim
from app.model.tree import Position
from app.services import runs
from app.services.identity import new_id
from app.services.workspace import Workspace
from app.ui.replay.controller import ReplayController, outcome_of
from app.ui.replay.marks import run_marks
from app.ui.replay.world_choice import ClockMode, WorldChoice
from app.ui.session import Session
from tests.ui.version.building import email_ids, new_version


@pytest.fixture
def document(qtbot: QtBot, workspace: Workspace, session: Session) -> Document:
    version = new_version(workspace)
    made = Document(workspace.draft(version.id), new_id=new_id, parent=session)
    made.setObjectName(version.id)
    return made


@pytest.fixture
def replay(session: Session, document: Document) -> ReplayController:
    return ReplayController(session, document.objectName(), lambda: document.tree, session)


def names(replay: ReplayController) -> list[str]:
    return [step.action.name for step in replay.steps]


def test_without_an_email_nothing_runs_and_it_says_so(
    qtbot: QtBot, replay: ReplayController
) -> None:
    with qtbot.waitSignal(replay.failed):
        replay.run_all()
    assert replay.trace is None


def test_a_run_ends_where_the_tree_leads(
    qtbot: QtBot, replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    with qtbot.waitSignal(replay.finished):
        replay.run_all()
    assert names(replay) == ["Start", "Money?", "To billing"]
    assert outcome_of(replay) is Outcome.QUEUED
    assert replay.trace is not None
    assert replay.trace.destination is not None
    assert replay.trace.destination.reference == "billing"


def test_steps_are_taken_one_by_one(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[1])
    replay.step()
    assert names(replay) == ["Start"]
    assert outcome_of(replay) is None
    replay.step()
    replay.step()
    assert names(replay)[-1] == "To general"
    assert outcome_of(replay) is Outcome.QUEUED
    assert not replay.can_step


def test_stepping_back_reads_what_was_recorded(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    before = replay.steps
    replay.step_back()
    replay.step_back()
    assert replay.position == 1
    assert replay.selected == 1
    assert replay.steps is before
    replay.step()
    assert replay.position == 2
    assert replay.steps is before
    assert outcome_of(replay) is None


def test_running_on_from_a_step_keeps_the_steps_before(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.step()
    first = replay.steps[0]
    replay.run_all()
    assert replay.steps[0] is first
    assert replay.is_finished


def test_the_marks_follow_the_position(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    marks = run_marks(replay.trace, replay.position, replay.selected)
    assert [number for _action, number in marks.steps] == [1, 2, 3]
    assert ("words", "link_1") in marks.links
    assert marks.current == "bill"
    replay.step_back()
    marks = run_marks(replay.trace, replay.position, replay.selected)
    assert marks.current == "words"
    assert "bill" not in dict(marks.steps)


def test_a_finished_run_is_kept_and_comes_back(
    session: Session, workspace: Workspace, document: Document, replay: ReplayController
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    version = document.objectName()
    assert runs.last_run(workspace, version)
    again = ReplayController(session, version, lambda: document.tree, session)
    again.show_last()
    assert again.trace == replay.trace
    assert again.email is session.chosen_email
    assert not again.is_outdated


def test_a_change_of_the_tree_makes_the_run_outdated_and_undo_makes_it_true_again(
    session: Session, workspace: Workspace, document: Document, replay: ReplayController
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    document.changed.connect(replay.follow_tree)
    document.apply(verbatim("move"), edits.move({"bill": Position(4.0, 4.0)}))
    assert not replay.is_outdated
    document.apply(verbatim("rename"), edits.rename("bill", "Elsewhere"))
    assert replay.is_outdated
    document.undo()
    assert not replay.is_outdated


def test_an_outdated_run_begins_anew_with_the_next_step(
    session: Session, workspace: Workspace, document: Document, replay: ReplayController
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    document.apply(verbatim("rename"), edits.rename("words", "Other"))
    replay.follow_tree()
    replay.step()
    replay.step()
    assert names(replay) == ["Start", "Other"]


def test_stopping_puts_the_run_away(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    replay.run_all()
    replay.stop()
    assert replay.trace is None
    assert replay.position == 0


def test_clock_and_seed_of_the_world_are_those_of_the_run(
    replay: ReplayController, session: Session, workspace: Workspace
) -> None:
    import datetime as dt

    session.choose_email(email_ids(workspace)[0])
    fixed = dt.datetime(2026, 3, 12, 9, 14, tzinfo=dt.UTC)
    replay.set_world(WorldChoice(ClockMode.FIXED, fixed, "lucky"))
    replay.run_all()
    assert replay.trace is not None
    assert replay.trace.clock == fixed.isoformat()
    assert replay.trace.seed == "lucky"
