"""Distribution to queue: placed, closed, full, or drawn from a group."""

from __future__ import annotations

from collections import Counter

import pytest

from app.engine.actions.to_queue import PriorityMode, ToQueue, WhenRefusing
from app.engine.evidence import Draw, LookUp, Share
from app.engine.registry import CATALOGUE
from app.engine.requests import LookAtQueue, PlaceInQueue, QueueState
from app.engine.trace import Destination
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

LEAVE = WhenRefusing.LEAVE


def queue(reference: str, *, seed: str = "", **settings: object) -> Told:
    return dialogue(ToQueue(Reference(reference), **settings), seed=seed)  # type: ignore[arg-type]


def wary(reference: str, seed: str = "") -> Told:
    return queue(reference, when_closed=LEAVE, when_full=LEAVE, seed=seed)


def by_expression(reference: str) -> Told:
    return dialogue(ToQueue(Reference(f"{{{{ '{reference}' }}}}", ReferenceMode.EXPRESSION)))


TAKES = {
    "queued": lambda: queue("everything"),
    "closed": lambda: wary("closed"),
    "overflow": lambda: wary("full"),
    "reference_not_found": lambda: by_expression("gone"),
}


def test_a_queue_takes_the_email_and_the_run_ends() -> None:
    told = queue("Everything", priority=2)
    assert told.requests == (LookAtQueue("everything"), PlaceInQueue("everything", 2))
    assert told.trace.destination == Destination("queue", "everything")
    assert not told.trace.undelivered
    assert str(told.trace.reason) == "Placed in the queue Everything."


@pytest.mark.parametrize("reference", ["closed", "full"])
def test_a_queue_that_is_closed_or_full_takes_it_anyway(reference: str) -> None:
    assert queue(reference).branch == "queued"


def test_a_refusal_is_shown_with_numbers() -> None:
    told = wary("full")
    assert told.requests == (LookAtQueue("full"),)
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.values == (("waiting", "2"), ("capacity", "2"))
    assert wary("office").branch == "queued"


def test_the_world_knows_how_many_wait() -> None:
    config = ToQueue(Reference("full"), when_full=LEAVE)
    assert dialogue(config, answers=[QueueState(waiting=1)]).branch == "queued"


@pytest.mark.parametrize(
    ("expression", "priority"),
    [("{{ 2 | plus: 1 }}", 3), ("x", 5), ("2.5", 5), ("11", 5), ("{{ var.due }}", 5)],
)
def test_a_priority_by_expression(expression: str, priority: int) -> None:
    told = queue(
        "everything", priority_mode=PriorityMode.EXPRESSION, priority_expression=expression
    )
    assert told.requests[-1] == PlaceInQueue("everything", priority)
    assert bool(told.warnings) is (priority == 5)


def test_a_group_draws_among_queues_that_can_take_it() -> None:
    found = Counter(
        destination.reference
        for seed in range(200)
        if (destination := queue("team", seed=str(seed)).trace.destination)
    )
    assert set(found) == {"everything", "full"}
    assert 90 <= found["everything"] <= 150
    told = wary("team")
    assert told.trace.destination == Destination("queue", "everything")
    assert isinstance(told.evidence, Draw)
    assert told.evidence.shares == (Share("everything", 60),)


@pytest.mark.parametrize(
    ("group", "branch"), [("shut", "closed"), ("stuck", "overflow"), ("team", "queued")]
)
def test_a_group_refuses_when_none_of_its_queues_can(group: str, branch: str) -> None:
    assert wary(group).branch == branch


def test_a_group_of_queues_that_are_gone_is_no_reference() -> None:
    assert by_expression("nobody").branch == "reference_not_found"
    assert by_expression("team").branch == "queued"


def test_branches_exist_only_when_asked_for() -> None:
    assert CATALOGUE.branches(ToQueue(Reference("full"))) == ()
    keys = [b.key for b in CATALOGUE.branches(ToQueue(when_closed=LEAVE, when_full=LEAVE))]
    assert keys == ["closed", "overflow"]


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (ToQueue(), "queue"),
        (ToQueue(Reference("gone")), "queue"),
        (ToQueue(Reference("nobody")), "queue"),
        (ToQueue(Reference("full"), priority=0), "priority"),
        (ToQueue(Reference("full"), priority_mode=PriorityMode.EXPRESSION), "priority_expression"),
    ],
)
def test_the_config_is_checked(config: ToQueue, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_the_interaction_knows_its_queue_afterwards() -> None:
    told = dialogue(ToQueue(queue=Reference("everything")))
    assert told.state.queue == "everything"
    assert [change.name for change in told.step.changes] == ["interaction.queue"]
