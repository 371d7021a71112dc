"""The record of a run: steps, evidence, effects, outcome; the same from desktop and server."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from app.engine.evidence import AnyEvidence
from app.engine.handling import Handling
from app.engine.mail.charsets import without_surrogates
from app.engine.requests import Effect, JournalEntry
from app.model.text import Text, _


class Outcome(StrEnum):
    """How a run ended."""

    QUEUED = "queued"
    ASSIGNED = "assigned"
    TRANSFERRED = "transferred"
    ENDED = "ended"
    STOPPED = "stopped"
    NOT_READY = "not_ready"
    LOOP_LIMIT = "loop_limit"
    FAILED = "failed"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.QUEUED: _("Queued"),
    Outcome.ASSIGNED: _("Assigned"),
    Outcome.TRANSFERRED: _("Transferred"),
    Outcome.ENDED: _("Ended"),
    Outcome.STOPPED: _("Stopped"),
    Outcome.NOT_READY: _("Not ready"),
    Outcome.LOOP_LIMIT: _("Loop limit"),
    Outcome.FAILED: _("Failed"),
}

UNDELIVERED = frozenset({Outcome.STOPPED, Outcome.NOT_READY, Outcome.LOOP_LIMIT, Outcome.FAILED})
"""Outcomes after which a start routing has delivered nothing."""


class Destination(msgspec.Struct, frozen=True):
    """Where the email went: `kind` is `queue`, `user` or `address`."""

    kind: str
    reference: str


class ActionName(msgspec.Struct, frozen=True):
    """An action as a trace names it."""

    id: str
    number: int
    name: str
    type: str


class Came(msgspec.Struct, frozen=True):
    """The action number and branch that led to a step."""

    number: int
    branch: str


class VariableChange(msgspec.Struct, frozen=True):
    """A value that a step changed, as canonical text; `name` is dotted, such as `var.amount`."""

    name: str
    before: str
    after: str


class Event(msgspec.Struct, frozen=True):
    """A line of the interaction events list: a recorded `passage`, or a `checkpoint`."""

    kind: str
    name: str
    at: str
    action: int
    step: int
    reference: str = ""


class Step(msgspec.Struct, frozen=True):
    """One action crossed.

    `at` is the run's clock (ISO 8601, UTC); `branch` is empty where the run ended in the action.
    """

    number: int
    routing: str
    version: int
    hash: str
    action: ActionName
    at: str
    branch: str = ""
    caption: Text | None = None
    came: Came | None = None
    evidence: AnyEvidence | None = None
    effects: tuple[Effect, ...] = ()
    changes: tuple[VariableChange, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[Text, ...] = ()
    passage: int = 1


class Trace(msgspec.Struct, frozen=True):
    """A whole run, canonical: no run id, no measured duration, no locale.

    `email` is the SHA-256 of the raw message, `resources` the fingerprint of what was read,
    `variables` the values at the start, `reason` says why it ended where it did. Of an end routing,
    `handling` is how the interaction ended, and `reply` the SHA-256 of the agent's raw answer.
    """

    routing: str
    version: int
    hash: str
    resources: str
    email: str
    message_id: str
    subject: str
    clock: str
    seed: str
    mailbox: str
    outcome: Outcome
    reason: Text
    destination: Destination | None
    undelivered: bool
    variables: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    handling: Handling | None = None
    reply: str = ""

    @property
    def events(self) -> tuple[Event, ...]:
        """The interaction events list."""
        return tuple(event for step in self.steps for event in step.events)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """The warnings of all steps, in order."""
        return tuple(warning for step in self.steps for warning in step.warnings)

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        """Requests and answers in order: what a replay needs to take the same path."""
        return tuple(
            JournalEntry(step.number, effect.request, effect.answer)
            for step in self.steps
            for effect in step.effects
        )


def encode_trace(trace: Trace) -> bytes:
    """The canonical bytes of a trace: equal runs give equal bytes.

    Half a character, which a name typed into a form may hold, becomes the sign for an unknown one.
    """
    try:
        return msgspec.json.encode(trace, order="deterministic")
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(trace)))


def decode_trace(data: bytes) -> Trace:
    """Read a stored trace; `msgspec.ValidationError` when it is none."""
    return msgspec.json.decode(data, type=Trace)


def _whole(value: Any) -> Any:
    """The same built-in values, without half characters."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {key: _whole(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(part) for part in value]
    return value
