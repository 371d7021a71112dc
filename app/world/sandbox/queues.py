"""Queues of a replay, how full they are, and the turns of a round robin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.engine.requests import LookAtQueue, Placed, PlaceInQueue, QueueState, TakeTurn, Turn
from app.model.resources import Queue

if TYPE_CHECKING:
    import datetime as dt

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers


class Queues:
    """Counts on top of what the workspace says waits in each queue."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._placed: Counter[str] = Counter()
        self._turns: Counter[str] = Counter()

    def answers(self) -> Answers:
        """Turns, and queues to look at or to place an email in."""
        return {TakeTurn: self._turn, LookAtQueue: self._look, PlaceInQueue: self._place}

    def _turn(self, request: TakeTurn, _now: dt.datetime) -> Turn:
        number = self._turns[request.action]
        self._turns[request.action] += 1
        return Turn(number=number)

    def _look(self, request: LookAtQueue, _now: dt.datetime) -> QueueState:
        return QueueState(waiting=self._waiting(request.queue))

    def _place(self, request: PlaceInQueue, _now: dt.datetime) -> Placed:
        self._placed[request.queue] += 1
        return Placed(waiting=self._waiting(request.queue))

    def _waiting(self, reference: str) -> int:
        queue = self._resources.get(Queue, reference)
        return (queue.waiting if queue else 0) + self._placed[reference]
