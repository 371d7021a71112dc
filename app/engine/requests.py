"""What an action may ask of the outside, and the answers: frozen, tagged, journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from app.model.errors import UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator


class Answer(msgspec.Struct, frozen=True, tag_field="answer", tag=True):
    """Base of all answers. `elapsed_ms` moves the run's clock on by what the answer took."""

    elapsed_ms: int = 0


class Turn(Answer, frozen=True):
    """The number of this turn at an action, counted from 0."""

    number: int = 0


class QueueState(Answer, frozen=True):
    """How many emails wait in a queue."""

    waiting: int = 0


class Placed(Answer, frozen=True):
    """The email stands in the queue; `waiting` counts it."""

    waiting: int = 0


class SentCount(Answer, frozen=True):
    """How many emails went to an address in the period asked for."""

    count: int = 0


class EmailResult(Answer, frozen=True):
    """What became of an email to be sent; `error` says why it was refused."""

    message_id: str = ""
    error: Text | None = None


AnyAnswer = Turn | QueueState | Placed | SentCount | EmailResult

A = TypeVar("A", bound=Answer)


class Request(msgspec.Struct, Generic[A], frozen=True, tag_field="request", tag=True):
    """Base of all requests, typed by the answer they get."""


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


class CountSent(Request[SentCount], frozen=True):
    """How many emails were sent to an address in the last `hours` hours."""

    address: str
    hours: int = 24


class OutgoingAttachment(msgspec.Struct, frozen=True):
    """An attachment of an email to be sent, by name and type; the content stays with its source."""

    name: str
    type: str


class SendEmail(Request[EmailResult], frozen=True):
    """Send an email. Addresses are bare; headers hold only what the engine itself sets."""

    sender: str
    sender_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    message_id: str = ""
    attachments: tuple[OutgoingAttachment, ...] = ()


AnyRequest = TakeTurn | LookAtQueue | PlaceInQueue | CountSent | SendEmail


class Effect(msgspec.Struct, frozen=True):
    """A request with its answer, as a step keeps them."""

    request: AnyRequest
    answer: AnyAnswer


class JournalEntry(msgspec.Struct, frozen=True):
    """An effect with the number of the step that asked (counted from 1)."""

    step: int
    request: AnyRequest
    answer: AnyAnswer


class JournalMismatch(UserError):
    """A run asked for something else than its journal holds; `step` is where they part."""

    def __init__(self, step: int) -> None:
        super().__init__(
            _(
                "From step {step} on, this run no longer follows its recording: replay it afresh.",
                step=step,
            )
        )
        self.step = step


def ask(request: Request[A]) -> Generator[Any, Any, A]:
    """Ask the world and wait for its answer, typed by the request: use it with `yield from`."""
    answer: A = yield request
    return answer
