"""What a run starts from: email, clock, seed, entry, and what knows languages and holidays."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from app.engine.handling import CLOSED, Handling
from app.engine.holidays import HolidayBook, NoHolidays
from app.engine.once import once
from app.engine.searched import SearchedTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.engine.given import GivenOutcome
    from app.engine.mail import Message
    from app.engine.program import Program
    from app.engine.text.language import LanguageDetector

FALLBACK_CLOCK = dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC)
"""The clock of an email whose date cannot be read."""

_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_LATEST = dt.datetime(2101, 1, 1, tzinfo=dt.UTC)


class Shelf(Protocol):
    """Finds the program that a jump leads to, pinned for the whole batch."""

    def program(self, reference: str) -> Program | None:
        """The production program of a routing (or the version chosen for this replay), if any."""
        ...


class EmptyShelf:
    """No routing to jump to."""

    def program(self, reference: str) -> Program | None:  # noqa: ARG002
        """Always None."""
        return None


@dataclass(frozen=True)
class Inputs:
    """The inputs of one run. Equal inputs, program and answers give the same trace, byte for byte.

    `mailbox` is a reference, or empty for a replay without one. `reply` is the agent's answer and
    `handling` how it came, in routings that start when an interaction ends. `outcomes` are given to
    actions with an effect, by their lineage.
    """

    message: Message
    clock: dt.datetime
    seed: str = ""
    mailbox: str = ""
    reply: Message | None = None
    handling: Handling = CLOSED
    detector: LanguageDetector | None = None
    holidays: HolidayBook = field(default_factory=NoHolidays)
    shelf: Shelf = field(default_factory=EmptyShelf)
    outcomes: Mapping[str, GivenOutcome] = field(default_factory=lambda: MappingProxyType({}))

    @once
    def run_seed(self) -> str:
        """SHA-256 of the given seed and the raw message, in hex."""
        return hashlib.sha256(self.seed.encode() + b"\0" + self.message.raw).hexdigest()

    @property
    def interaction_id(self) -> str:
        """The interaction's id, made from the seed."""
        return hashlib.sha256(f"interaction:{self.run_seed}".encode()).hexdigest()[:16]

    def drawn(self, lineage: str, passage: int, of: int) -> int:
        """A number from 0 to `of` - 1 for one passage of one action; actions do not correlate."""
        text = f"{self.run_seed}:{lineage}:{passage}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % of

    @once
    def searched(self) -> SearchedTexts:
        """The email's texts, folded once for all actions that search them."""
        return SearchedTexts(self.message)

    @once
    def searched_reply(self) -> SearchedTexts | None:
        """The reply's texts, if there is a reply."""
        return SearchedTexts(self.reply) if self.reply is not None else None


def default_clock(message: Message) -> dt.datetime:
    """The email's date in UTC where it reads as one from 1990 to 2100, else a fixed moment."""
    if message.date is not None:
        moment = message.date.astimezone(dt.UTC)
        if _EARLIEST <= moment < _LATEST:
            return moment.replace(microsecond=0)
    return FALLBACK_CLOCK
