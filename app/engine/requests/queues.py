"""Requests about queues, and the turns of a weighted round robin."""

from __future__ import annotations

from app.engine.requests.base import Answer, Called, Request
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class Turn(Answer, frozen=True):
    """The number of this turn at an action, counted from 0."""

    number: int = 0

    def words(self) -> Text:
        """The answer in words."""
        return _("Turn {number}", number=self.number + 1)


class QueueState(Answer, frozen=True):
    """How many emails wait in a queue."""

    waiting: int = 0

    def words(self) -> Text:
        """The answer in words."""
        return _("{count} waiting", count=self.waiting)


class Placed(Answer, frozen=True):
    """The email stands in the queue; `waiting` counts it."""

    waiting: int = 0

    def words(self) -> Text:
        """The answer in words."""
        return _("{count} waiting now", count=self.waiting)


class TakeTurn(Request[Turn], frozen=True):
    """The next turn of a weighted round robin; the counter belongs to the action's lineage."""

    action: str

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Take the next turn")


class LookAtQueue(Request[QueueState], frozen=True):
    """How full a queue is."""

    queue: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _("Look at the queue {queue}", queue=called(ResourceKind.QUEUE, self.queue))


class PlaceInQueue(Request[Placed], frozen=True):
    """Put the email into a queue; priority 1 (first) to 10 (last)."""

    queue: str
    priority: int = 5

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.QUEUE, self.queue)
        return _("Place in the queue {queue}, priority {n}", queue=name, n=self.priority)
