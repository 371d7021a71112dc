"""Runs: how they end, where undelivered emails go, and that they repeat themselves exactly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from app.engine.action_type import ActionType
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.load_sharing import LoadSharing, SharedLink, SharingMode
from app.engine.actions.node import Node
from app.engine.actions.send_email import Content, SendAnEmail
from app.engine.actions.start import Start
from app.engine.actions.to_queue import ToQueue
from app.engine.inputs import FALLBACK_CLOCK, Inputs, default_clock
from app.engine.requests import AnyAnswer, AnyRequest, JournalMismatch, Placed, QueueState
from app.engine.run import Run
from app.engine.trace import Destination, Outcome, Trace, decode_trace, encode_trace
from app.model.catalogue import RoutingType
from app.model.config import AnyConfig, Reference, UnknownConfig
from app.model.resources import Resources
from app.model.tree import Action, ActionTree
from app.world.recorded import Recorded
from app.world.sandbox import Sandbox
from tests.engine.dialogue import NOW, email, finished, program_of, tree_of
from tests.engine.workspace import ENTRIES, ROUTINGS, WORKSPACE

QUEUE = ToQueue(Reference("everything"))
ANSWER = SendAnEmail(Content.OWN, subject="Hello", text="We have it.")


def run_tree(
    tree: ActionTree,
    *,
    mailbox: str = "support",
    resources: Resources = WORKSPACE,
    type: RoutingType = RoutingType.START,  # noqa: A002 -- the word of the domain
) -> Trace:
    inputs = Inputs(email(), NOW, mailbox=mailbox)
    return finished(program_of(tree, resources, type=type), inputs, Sandbox(resources))[1]


def row(*configs: AnyConfig, ends: Sequence[tuple[int, str]] = ()) -> ActionTree:
    links = [(number, "ok", number + 1) for number in range(1, len(configs) + 1)]
    return tree_of((Start(), *configs), links, ends)


def test_a_queue_ends_a_run() -> None:
    trace = run_tree(row(Node(), QUEUE))
    assert trace.outcome is Outcome.QUEUED
    assert trace.destination == Destination("queue", "everything")
    assert not trace.undelivered
    assert [step.branch for step in trace.steps] == ["ok", "ok", ""]
    assert [step.came.number if step.came else 0 for step in trace.steps] == [0, 1, 2]


def test_end_here_ends_a_run_on_purpose() -> None:
    trace = run_tree(row(Node(), ends=[(2, "ok")]))
    assert trace.outcome is Outcome.ENDED
    assert not trace.undelivered
    assert trace.destination is None
    assert str(trace.reason) == "The branch OK of Node ends here."


def test_a_branch_that_leads_nowhere_is_undelivered_and_falls_back() -> None:
    trace = run_tree(row(Node()))
    assert trace.outcome is Outcome.STOPPED
    assert trace.undelivered
    assert trace.destination == Destination("queue", "everything")
    assert str(trace.reason) == (
        "The branch OK of Node leads nowhere. The fallback queue everything takes the email."
    )


def test_without_a_mailbox_an_undelivered_email_has_no_destination() -> None:
    trace = run_tree(row(Node()), mailbox="")
    assert (trace.undelivered, trace.destination) == (True, None)


def test_an_end_routing_is_never_undelivered() -> None:
    trace = run_tree(row(Node()), type=RoutingType.END)
    assert trace.outcome is Outcome.STOPPED
    assert (trace.undelivered, trace.destination) == (False, None)


@pytest.mark.parametrize(
    "config", [ToQueue(), UnknownConfig("fax", "{}"), AddCheckpoint(Reference("gone"))]
)
def test_a_run_stops_at_what_is_not_ready(config: AnyConfig) -> None:
    trace = run_tree(row(Node(), config))
    assert trace.outcome is Outcome.NOT_READY
    assert trace.undelivered
    assert len(trace.steps) == 3
    assert trace.steps[-1].branch == ""
    assert "is not ready" in str(trace.reason)


def test_a_half_drawn_tree_runs_as_far_as_it_is_ready() -> None:
    tree = tree_of((Start(), QUEUE, ToQueue()), [(1, "ok", 2)])
    assert run_tree(tree).outcome is Outcome.QUEUED


def test_a_loop_stops_at_the_limit() -> None:
    tree = tree_of((Start(), Node()), [(1, "ok", 2), (2, "ok", 2)])
    few = Resources(ENTRIES, ROUTINGS, step_limit=7)
    trace = run_tree(tree, resources=few)
    assert trace.outcome is Outcome.LOOP_LIMIT
    assert len(trace.steps) == 7
    assert [step.passage for step in trace.steps] == [1, 1, 2, 3, 4, 5, 6]
    assert len(run_tree(tree).steps) == 1000


class Broken:
    """A world with a defect."""

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        raise RuntimeError(request)


def test_a_defect_fails_the_run_and_loses_no_email() -> None:
    run = Run(program_of(row(QUEUE)), Inputs(email(), NOW, mailbox="support"), Broken())
    trace = run.finish()
    assert trace.outcome is Outcome.FAILED
    assert trace.destination == Destination("queue", "everything")
    assert "RuntimeError" in str(trace.reason)


def test_stepping_is_advancing() -> None:
    run = Run(program_of(row(Node(), QUEUE)), Inputs(email(), NOW), Sandbox(WORKSPACE))
    assert str(run.trace().reason) == "The run has not ended yet."
    numbers = []
    while (step := run.advance()) is not None:
        numbers.append(step.number)
        assert run.finished is (step.number == 3)
    assert numbers == [1, 2, 3]
    assert len(run.states) == 3
    assert run.advance() is None


def test_a_recorded_passage_is_an_event() -> None:
    tree = row(Node())
    first, second = tree.actions
    recorded = ActionTree((first, replace(second, record=True)), tree.links, (), 3)
    (event,) = run_tree(recorded).events
    assert (event.kind, event.name, event.action, event.step) == ("passage", "Node", 2, 2)


def test_answers_move_the_clock_and_nothing_else_does() -> None:
    class Slow(Sandbox):
        def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
            return replace(super().answer(request, now), elapsed_ms=1500)

    program = program_of(row(ANSWER, Node()))
    trace = Run(program, Inputs(email(), NOW), Slow(WORKSPACE)).finish()
    assert [step.at for step in trace.steps] == [
        NOW.isoformat(),
        NOW.isoformat(),
        (NOW + dt.timedelta(seconds=3)).isoformat(),
    ]


@pytest.mark.parametrize(("told", "passed"), [(-(2**40), 0), (2**70, 2 * 86_400)])
def test_no_answer_moves_the_clock_back_or_on_for_ever(told: int, passed: int) -> None:
    class Odd(Sandbox):
        def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
            return replace(super().answer(request, now), elapsed_ms=told)

    trace = Run(program_of(row(ANSWER, Node())), Inputs(email(), NOW), Odd(WORKSPACE)).finish()
    assert trace.outcome is not Outcome.FAILED
    assert trace.steps[-1].at == (NOW + dt.timedelta(seconds=passed)).isoformat()


MANY: tuple[ActionType, ...] = (
    AddCheckpoint(Reference("vip")),
    ANSWER,
    ANSWER,
    QUEUE,
)


def test_two_runs_give_the_same_bytes() -> None:
    first, second = (encode_trace(run_tree(row(*MANY))) for _ in range(2))
    assert first == second


def test_a_journal_gives_the_same_path() -> None:
    program, inputs = program_of(row(*MANY)), Inputs(email(), NOW)
    trace = Run(program, inputs, Sandbox(WORKSPACE)).finish()
    assert len(trace.journal) == 6
    again = Run(program, inputs, Recorded(trace.journal)).finish()
    assert encode_trace(again) == encode_trace(trace)


def test_a_journal_goes_on_in_a_world_when_it_is_used_up() -> None:
    program, inputs = program_of(row(*MANY)), Inputs(email(), NOW)
    trace = Run(program, inputs, Sandbox(WORKSPACE)).finish()
    again = Run(program, inputs, Recorded(trace.journal[:3], Sandbox(WORKSPACE))).finish()
    assert [step.branch for step in again.steps] == [step.branch for step in trace.steps]


def test_another_request_is_a_mismatch() -> None:
    inputs = Inputs(email(), NOW)
    trace = Run(program_of(row(*MANY)), inputs, Sandbox(WORKSPACE)).finish()
    other = program_of(row(MANY[0], QUEUE))
    with pytest.raises(JournalMismatch) as parted:
        Run(other, inputs, Recorded(trace.journal)).finish()
    assert parted.value.step == 3
    with pytest.raises(JournalMismatch):
        Run(program_of(row(*MANY)), inputs, Recorded(())).finish()


def test_round_robin_splits_emails_exactly() -> None:
    links = (SharedLink(1, percent=50), SharedLink(2, percent=30))
    program = program_of(row(LoadSharing(SharingMode.ROUND_ROBIN, links)))
    world = Sandbox(WORKSPACE)
    found = Counter(
        finished(program, Inputs(email(f"Email {number}"), NOW), world)[1].steps[-1].branch
        for number in range(200)
    )
    assert found == {"link_1": 100, "link_2": 60, "no_link": 40}


def test_a_copy_of_an_action_draws_alike() -> None:
    config = LoadSharing()
    copied = Action("other", 2, "load_sharing", "Copy", config, origin="id-2")
    tree = row(config)
    for seed in map(str, range(20)):
        inputs = Inputs(email(), NOW, seed=seed)
        second = ActionTree((tree.actions[0], copied), (replace(tree.links[0], target="other"),))
        runs = [Run(program_of(one), inputs, Sandbox(WORKSPACE)).finish() for one in (tree, second)]
        assert runs[0].steps[-1].branch == runs[1].steps[-1].branch


def test_the_default_clock_is_the_emails_date_when_it_reads_as_one() -> None:
    assert default_clock(email()) == dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
    for odd in (None, "soon", "Mon, 01 Jan 1980 00:00:00 +0000", "Mon, 01 Jan 2101 00:00:00 +0000"):
        assert default_clock(email(Date=odd)) == FALLBACK_CLOCK


def test_the_world_is_asked_once_for_each_request() -> None:
    class Counting(Sandbox):
        asked = 0

        def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
            self.asked += 1
            return super().answer(request, now)

    world = Counting(WORKSPACE)
    trace = Run(program_of(row(QUEUE)), Inputs(email(), NOW), world).finish()
    assert world.asked == 2
    assert [effect.answer for effect in trace.steps[-1].effects] == [
        QueueState(),
        Placed(waiting=1),
    ]


def test_half_a_character_in_a_name_does_not_keep_a_trace_from_being_stored() -> None:
    tree = row(Node())
    first, second = tree.actions
    named = ActionTree((first, replace(second, name="Half \ud800")), tree.links, (), 3)
    trace = Run(program_of(named), Inputs(email(), NOW), Sandbox(WORKSPACE)).finish()
    stored = encode_trace(trace)
    assert decode_trace(stored).steps[1].action.name == "Half \ufffd"
    assert encode_trace(decode_trace(stored)) == stored
