"""The world of a replay as a person chooses it: clock, seed, mailbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.services.clock import now
from app.services.replays import Settings


class ClockMode(StrEnum):
    """Where the clock of a replay comes from."""

    EMAIL = "email"  # the email's own date
    FIXED = "fixed"  # a moment that was chosen
    NOW = "now"  # as if received now


@dataclass(frozen=True)
class WorldChoice:
    """`fixed` is an aware moment, used with a fixed clock; `mailbox` a reference or empty."""

    clock: ClockMode = ClockMode.EMAIL
    fixed: dt.datetime | None = None
    seed: str = ""
    mailbox: str = ""

    def settings(self) -> Settings:
        """The settings of a replay that begins now."""
        if self.clock is ClockMode.NOW:
            return Settings(now().replace(microsecond=0), self.seed, self.mailbox)
        fixed = self.fixed if self.clock is ClockMode.FIXED else None
        return Settings(fixed, self.seed, self.mailbox)
