"""What all requests and answers are made of, and how an action asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec

from app.model.text import EMPTY, Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Called: TypeAlias = "Callable[[str, str], str]"
"""The name of a resource, by its kind and reference."""


class Answer(msgspec.Struct, frozen=True, tag_field="answer", tag=True):
    """Base of all answers. `elapsed_ms` moves the run's clock on by what the answer took."""

    elapsed_ms: int = 0

    def words(self) -> Text:
        """The answer as a trace shows it."""
        return EMPTY


class Result(Answer, frozen=True):
    """Base of the answers that can be a refusal: `error` says why, in words.

    `timed_out` tells that no answer came in time; `error` then says how long was waited.
    """

    error: Text | None = None
    timed_out: bool = False

    def words(self) -> Text:
        """The refusal, else what came of it."""
        if self.error is not None:
            return self.error
        return _("No answer in time") if self.timed_out else self.done()

    def done(self) -> Text:
        """What came of a request that was not refused."""
        return _("Done")


A = TypeVar("A", bound=Answer)


class Request(msgspec.Struct, Generic[A], frozen=True, tag_field="request", tag=True):
    """Base of all requests, typed by the answer they get."""

    def words(self, called: Called) -> Text:
        """The request as a trace shows it; `called` gives the names of resources."""
        raise NotImplementedError


def ask(request: Request[A]) -> Generator[Any, Any, A]:
    """Ask the world and wait for its answer, typed by the request: use it with `yield from`."""
    answer: A = yield request
    return answer
