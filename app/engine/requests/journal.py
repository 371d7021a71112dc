"""What a run keeps of its requests and answers, so that it can be run again the same way."""

from __future__ import annotations

import msgspec

from app.engine.requests.every import AnyAnswer, AnyRequest
from app.model.errors import UserError
from app.model.text import _


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
