"""The world of a replay: answers from the workspace on a copy, and delivers nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    import datetime as dt

    from app.model.resources import Resources


@dataclass(frozen=True)
class Sent:
    """An email in the outbox, with the moment on the run's clock when it was sent."""

    email: SendEmail
    at: dt.datetime


@dataclass
class Sandbox:
    """Answers every request of a replay.

    Made anew for each email (*each on its own*), or carried from email to email (*in sequence*).
    `outbox` holds what a server would have sent.
    """

    resources: Resources
    outbox: list[Sent] = field(default_factory=list)
    _placed: Counter[str] = field(default_factory=Counter)
    _turns: Counter[str] = field(default_factory=Counter)

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        """The answer to a request made at `now` on the run's clock."""
        match request:
            case TakeTurn(action=action):
                number = self._turns[action]
                self._turns[action] += 1
                return Turn(number=number)
            case LookAtQueue(queue=reference):
                return QueueState(waiting=self._waiting(reference))
            case PlaceInQueue(queue=reference):
                self._placed[reference] += 1
                return Placed(waiting=self._waiting(reference))
            case CountSent(address=address, hours=hours):
                return SentCount(count=self._sent_to(address, hours, now))
            case SendEmail():
                self.outbox.append(Sent(request, now))
                return EmailResult(message_id=request.message_id)

    def _waiting(self, reference: str) -> int:
        queue = self.resources.get(Queue, reference)
        return (queue.waiting if queue else 0) + self._placed[reference]

    def _sent_to(self, address: str, hours: int, now: dt.datetime) -> int:
        folded = address.lower()
        return sum(
            1
            for sent in self.outbox
            if (now - sent.at).total_seconds() < hours * 3600
            and folded in (to.lower() for to in (*sent.email.to, *sent.email.cc, *sent.email.bcc))
        )
