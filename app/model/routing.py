"""Routings and versions as values: identity, status, flags; the rules stand in `lifecycle`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.model.catalogue import RoutingType
from app.model.text import Text, _


class Status(StrEnum):
    """Where a version stands in its life."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"
    BACKUP = "backup"


STATUS_LABELS: dict[Status, Text] = {
    Status.DEVELOPMENT: _("In development"),
    Status.PRODUCTION: _("In production"),
    Status.BACKUP: _("In backup"),
}

TYPE_LABELS: dict[RoutingType, Text] = {
    RoutingType.START: _("Interaction start"),
    RoutingType.END: _("Interaction end"),
}


class Routing(msgspec.Struct, frozen=True):
    """A smart routing. `id` never changes; `type` cannot change after creation."""

    id: str
    reference: str
    name: str
    type: RoutingType = RoutingType.START
    description: str = ""


class Schedule(msgspec.Struct, frozen=True):
    """A planned production: the moment in UTC, and the IANA zone it was chosen in."""

    at: dt.datetime
    time_zone: str

    @property
    def date(self) -> dt.date:
        """The calendar date in the schedule's own time zone."""
        return self.at.astimezone(ZoneInfo(self.time_zone)).date()


class Missed(msgspec.Struct, frozen=True):
    """A planned production that could not be: when it was due in UTC, and every reason."""

    at: dt.datetime
    why: tuple[Text, ...] = ()


class Version(msgspec.Struct, frozen=True):
    """A version of a routing, without its tree.

    `number` counts 1, 2, 3 … in the routing and is never reused. `hash` is the content hash of the
    tree, `revision` grows by one with every stored change of the tree, `actions` is the number of
    actions. `missed` stays until the next schedule or promotion, or until somebody has seen it.
    Times are in UTC; `*_by` are names of people.
    """

    id: str
    routing: str
    number: int
    name: str
    description: str = ""
    status: Status = Status.DEVELOPMENT
    in_testing: bool = False
    schedule: Schedule | None = None
    missed: Missed | None = None
    hash: str = ""
    revision: int = 0
    actions: int = 1
    created_at: dt.datetime | None = None
    created_by: str = ""
    changed_at: dt.datetime | None = None
    changed_by: str = ""
    produced_at: dt.datetime | None = None
    produced_by: str = ""

    @property
    def editable(self) -> bool:
        """Whether tree, name and description may change."""
        return self.status is Status.DEVELOPMENT


class LogEntry(msgspec.Struct, frozen=True):
    """One lifecycle event of a routing; the log is append-only and outlives the version.

    `event` is past tense: created, copied, renamed, promoted, demoted, deleted, put_in_test …
    `version` is the version's number (None for the routing itself), `hash` its content hash.
    """

    routing: str
    at: dt.datetime
    by: str
    event: str
    version: int | None = None
    version_name: str = ""
    hash: str = ""
    detail: str = ""
