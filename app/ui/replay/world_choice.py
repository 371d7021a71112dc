"""The world of a replay as a person chooses it: clock, seed, mailbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.engine.handling import CLOSED, Handling
from app.services.clock import now
from app.services.replays import Settings


class ClockMode(StrEnum):
    """Where the clock of a replay comes from."""

    EMAIL = "email"  # the email's own date
    FIXED = "fixed"  # a moment that was chosen
    NOW = "now"  # as if received now


@dataclass(frozen=True)
class WorldChoice:
    """`fixed` is an aware moment, used with a fixed clock; `mailbox` a reference or empty.

    `handling` and `reply` (a raw message, empty for none) are for end routings.
    """

    clock: ClockMode = ClockMode.EMAIL
    fixed: dt.datetime | None = None
    seed: str = ""
    mailbox: str = ""
    handling: Handling = CLOSED
    reply: bytes = b""

    def settings(self) -> Settings:
        """The settings of a replay that begins now."""
        clock = self.fixed if self.clock is ClockMode.FIXED else None
        if self.clock is ClockMode.NOW:
            clock = now().replace(microsecond=0)
        return Settings(clock, self.seed, self.mailbox, self.reply, self.handling)
