"""Requests about queues, and the turns of a weighted round robin."""

from __future__ import annotations

from app.engine.requests.base import Answer, Request


class Turn(Answer, frozen=True):
    """The number of this turn at an action, counted from 0."""

    number: int = 0


class QueueState(Answer, frozen=True):
    """How many emails wait in a queue."""

    waiting: int = 0


class Placed(Answer, frozen=True):
    """The email stands in the queue; `waiting` counts it."""

    waiting: int = 0


class TakeTurn(Request[Turn], frozen=True):
    """The next turn of a weighted round robin; the counter belongs to the action's lineage."""

    action: str


class LookAtQueue(Request[QueueState], frozen=True):
    """How full a queue is."""

    queue: str


class PlaceInQueue(Request[Placed], frozen=True):
    """Put the email into a queue; priority 1 (first) to 10 (last)."""

    queue: str
    priority: int = 5
