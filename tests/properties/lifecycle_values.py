"""What the model of the life cycle is made of: plain values, without anything of `app`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

RIGHTS: dict[str, set[str]] = {
    "boss": {"read", "create", "edit", "delete", "promote"},
    "reader": {"read"},
    "creator": {"read", "create"},
    "editor": {"read", "edit", "promote"},
    "drafter": {"read", "edit"},
    "deleter": {"read", "delete"},
    "promoter": {"read", "promote"},
    "nobody": set(),
}
"""What each person may do. Who edits promotes as well, but for the drafter's role."""


class Forbidden(Exception):
    """A rule forbids a command; `reasons` are all that do."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = set(reasons)


@dataclass
class Plan:
    """A planned production: its moment, the zone it was chosen in, and who planned it."""

    at: dt.datetime
    zone: str
    by: str

    @property
    def date(self) -> dt.date:
        """The calendar date on the zone's clocks."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()


@dataclass
class Version:
    """A version; its tree is the words of its actions, each with its number, newest first."""

    number: int
    name: str
    status: str = "development"
    testing: bool = False
    plan: Plan | None = None
    missed: bool = False
    words: tuple[tuple[int, str], ...] = ()
    next_action: int = 2


@dataclass
class Routing:
    """A routing, with its versions by number."""

    reference: str
    name: str
    type: str
    versions: dict[int, Version] = field(default_factory=dict)
    next_number: int = 1


@dataclass
class Mailbox:
    """Where emails arrive: the routing, and the number of the version that it tests, or None."""

    routing: str = ""
    tests: int | None = None


@dataclass(frozen=True)
class Told:
    """An entry of the log. `words` are those of the version's tree at that moment."""

    event: str
    version: int | None
    name: str
    by: str
    at: dt.datetime
    words: tuple[str, ...] | None = None


def moments_at(local: dt.datetime, zone: str) -> list[dt.datetime]:
    """Every moment at which clocks show a time: tried with each offset of the days around."""
    clock = ZoneInfo(zone)
    around = [
        local.replace(tzinfo=dt.UTC) + dt.timedelta(hours=hours) for hours in range(-48, 49, 6)
    ]
    offsets = {one.astimezone(clock).utcoffset() or dt.timedelta() for one in around}
    tried = {(local - offset).replace(tzinfo=dt.UTC) for offset in offsets}
    return sorted(one for one in tried if one.astimezone(clock).replace(tzinfo=None) == local)
