"""The sandbox: answers from a copy, keeps an outbox, delivers nothing."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from app.engine.requests import (
    AnyAnswer,
    AnyRequest,
    CountSent,
    EmailResult,
    LookAtQueue,
    Placed,
    PlaceInQueue,
    QueueState,
    SendEmail,
    SentCount,
    TakeTurn,
    Turn,
)
from app.model.resources import Queue
from app.world.sandbox import Sandbox
from tests.engine.workspace import WORKSPACE

NOW = dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC)
HELLO = SendEmail(
    sender="support@example.com",
    sender_name="Support",
    to=("ada@example.org",),
    cc=("Bob@example.org",),
    bcc=("eve@example.org",),
    subject="Hello",
    text="Hello",
    message_id="1@example.com",
)


def test_every_request_has_an_answer() -> None:
    assert Sandbox(WORKSPACE).answered == set(get_args(AnyRequest))


def test_turns_count_by_action() -> None:
    world = Sandbox(WORKSPACE)
    turns = [world.answer(TakeTurn(action), NOW) for action in "aba"]
    assert turns == [Turn(number=0), Turn(number=0), Turn(number=1)]


def test_a_queue_fills_on_the_copy_only() -> None:
    world = Sandbox(WORKSPACE)
    assert world.answer(LookAtQueue("full"), NOW) == QueueState(waiting=2)
    assert world.answer(PlaceInQueue("full"), NOW) == Placed(waiting=3)
    assert world.answer(LookAtQueue("full"), NOW) == QueueState(waiting=3)
    assert Sandbox(WORKSPACE).answer(LookAtQueue("full"), NOW) == QueueState(waiting=2)
    queue = WORKSPACE.get(Queue, "full")
    assert queue is not None
    assert queue.waiting == 2
    assert world.answer(LookAtQueue("gone"), NOW) == QueueState()


def count(world: Sandbox, address: str, at: dt.datetime = NOW) -> AnyAnswer:
    return world.answer(CountSent(address, 24), at)


def test_sent_emails_are_kept_and_counted_for_a_day() -> None:
    world = Sandbox(WORKSPACE)
    assert world.answer(HELLO, NOW) == EmailResult(message_id="1@example.com")
    assert [sent.email for sent in world.outbox] == [HELLO]
    for address in ("ADA@example.org", "bob@example.org", "eve@example.org"):
        assert count(world, address) == SentCount(count=1)
    assert count(world, "other@example.org") == SentCount(count=0)
    day = dt.timedelta(hours=24)
    second = dt.timedelta(seconds=1)
    assert count(world, "ada@example.org", NOW + day - second) == SentCount(count=1)
    assert count(world, "ada@example.org", NOW + day) == SentCount(count=0)
