"""Runs that write cases and cards: each on its own, in sequence, and never into the workspace."""

from __future__ import annotations

import pytest

from app.engine.actions.associate_case import AssociateCase, FindBy
from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.create_case import OpenCase
from app.engine.actions.create_crm_card import NewCard
from app.engine.actions.create_task import NewTask
from app.engine.actions.modify_case import ChangeCase
from app.engine.card_fields import CardValue, WhenDuplicate
from app.engine.case_fields import CaseValue
from app.engine.inputs import Inputs
from app.engine.run import Run
from app.engine.trace import Trace
from app.model.config import Reference
from app.world.recorded import Recorded
from app.world.sandbox import Sandbox, Stock
from tests.engine.dialogue import NOW, email, finished, in_a_row
from tests.engine.workspace import WORKSPACE

CUSTOMERS = Reference("customers")
PROGRAM = in_a_row(
    (
        NewCard(CUSTOMERS, (CardValue("email", "{{ email.from.address }}"),), WhenDuplicate.REUSE),
        OpenCase(rows=(CaseValue("email", "{{ card.email }}"),)),
        ChangeCase(status="Waiting"),
        NewTask("Answer {{ case.number }}"),
        AssociateCard(CUSTOMERS),
        AssociateCase(find_by=FindBy.FIELD, search_field="email", value="{{ card.email }}"),
    )
)
pytestmark = pytest.mark.usefixtures("no_sockets")


def inputs(sender: str) -> Inputs:
    return Inputs(message=email(From=sender), clock=NOW, mailbox="support")


def opened(trace: Trace) -> list[str]:
    """Number of the case, id of the card and of the task that a run left."""
    names = ("card.id", "case.number", "task.id")
    last = {change.name: change.after for step in trace.steps for change in step.changes}
    return [last[name] for name in names]


def test_each_on_its_own_meets_the_same_world() -> None:
    stock = Stock(WORKSPACE)
    runs = [
        finished(PROGRAM, inputs("new@example.org"), Sandbox(WORKSPACE, stock)) for _each in "ab"
    ]
    assert [opened(trace) for _run, trace in runs] == [["K-4", "C-5", "T-1"]] * 2


def test_in_sequence_the_world_goes_on() -> None:
    world = Sandbox(WORKSPACE)
    senders = ("new@example.org", "other@example.org", "new@example.org")
    traces = [finished(PROGRAM, inputs(sender), world)[1] for sender in senders]
    assert [opened(trace) for trace in traces] == [
        ["K-4", "C-5", "T-1"],
        ["K-5", "C-6", "T-2"],
        ["K-4", "C-7", "T-3"],
    ]
    assert [made.task.title for made in world.tasks] == [f"Answer C-{n}" for n in (5, 6, 7)]


def test_a_replay_leaves_the_workspace_as_it_was() -> None:
    before = WORKSPACE.fingerprint
    stock = Stock(WORKSPACE)
    kept = {reference: dict(one.records) for reference, one in stock.cases.items()}
    finished(PROGRAM, inputs("new@example.org"), Sandbox(WORKSPACE, stock))
    assert {reference: dict(one.records) for reference, one in stock.cases.items()} == kept
    assert type(WORKSPACE).of(WORKSPACE.entries, WORKSPACE.routings).fingerprint == before


def test_its_journal_takes_the_same_path_elsewhere() -> None:
    _run, trace = finished(PROGRAM, inputs("new@example.org"), Sandbox(WORKSPACE))
    again = Run(PROGRAM, inputs("new@example.org"), Recorded(trace.journal)).finish()
    assert again == trace
