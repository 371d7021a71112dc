"""Planned productions: set, taken back, and carried out exactly once when they are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.moments import zone_names
from app.model import lifecycle as rules
from app.model.errors import OutsideError, Refused, UserError
from app.model.local_time import moments_of, next_valid
from app.model.permissions import Permission
from app.model.routing import Missed, Routing, Schedule, Version
from app.model.store import log, versions
from app.model.store.connection import Connection
from app.model.text import Text, _
from app.services.clock import now
from app.services.lifecycle.log import tell, tell_unscheduled, written
from app.services.lifecycle.promotion import put_in_production, refusal_in
from app.services.workspace import Workspace, routing_in, tree_in, version_in


class GapRefused(Refused):
    """Clocks skip this time; `next_valid` is the first naive time after it that they show."""

    def __init__(self, text: Text, valid: dt.datetime) -> None:
        super().__init__(text)
        self.next_valid = valid


class FoldAsked(Refused):
    """Clocks show this time twice; `moments` are both, with their offsets, in order."""

    def __init__(self, text: Text, moments: tuple[dt.datetime, dt.datetime]) -> None:
        super().__init__(text)
        self.moments = moments


@dataclass(frozen=True)
class Activation:
    """What became of a planned production: in production, or kept from it for these reasons.

    `planned` is in UTC, `late` how long after it this happened.
    """

    version: Version
    routing: Routing
    planned: dt.datetime
    late: dt.timedelta
    reasons: tuple[Text, ...] = ()


def planned_moment(local: dt.datetime, time_zone: str, fold: int | None = None) -> dt.datetime:
    """The moment at which clocks in an IANA zone show a naive time; `fold` chooses of two.

    Raises:
        GapRefused: clocks skip this time.
        FoldAsked: they show it twice and `fold` (0 or 1) does not say which.
        Refused: there is no such zone.
    """
    if time_zone not in zone_names():
        raise Refused(_("{zone} is not a time zone. Choose one from the list.", zone=time_zone))
    local = local.replace(second=0, microsecond=0, fold=0)
    try:
        moments = moments_of(local, time_zone)
    except OverflowError as error:
        raise Refused(_("Calendars end before this date. Choose an earlier one.")) from error
    if not moments:
        valid = next_valid(local, time_zone)
        text = _(
            "The clocks in {zone} skip {time} on this date. The next time that exists is {valid}.",
            zone=time_zone,
            time=f"{local:%H:%M}",
            valid=f"{valid:%H:%M}",
        )
        raise GapRefused(text, valid)
    if len(moments) == 1:
        return moments[0]
    if fold is None:
        text = _(
            "The clocks in {zone} show {time} twice on this date. Choose the first or the second.",
            zone=time_zone,
            time=f"{local:%H:%M}",
        )
        raise FoldAsked(text, (moments[0], moments[1]))
    return moments[fold]


def schedule(
    ws: Workspace,
    version_id: str,
    local: dt.datetime,
    time_zone: str,
    *,
    fold: int | None = None,
) -> Version:
    """Plan the production of a version for a naive wall-clock time in an IANA zone.

    Raises:
        GapRefused, FoldAsked: see `planned_moment`.
        Refused: not in development, blank, in the past, or another version of the routing is
            scheduled for the same date.
    """
    ws.require(Permission.PROMOTE)
    plan = Schedule(planned_moment(local, time_zone, fold).astimezone(dt.UTC), time_zone)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        tree = tree_in(connection, version_id, ws.catalogue)
        others = versions.read_versions(connection, found.routing)
        rules.check_schedulable(found, tree, plan, now(), others)
        versions.schedule_version(connection, version_id, plan)
        detail = f"{plan.at.isoformat()} {plan.time_zone}"
        tell(ws, connection, found.routing, "scheduled", found, detail)
        return version_in(connection, version_id)


def unschedule(ws: Workspace, version_id: str) -> Version:
    """Take the planned production of a version back; `Refused` when none is planned."""
    ws.require(Permission.PROMOTE)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        if found.schedule is None:
            raise Refused(_("No production of version {version} is planned.", version=found.name))
        versions.schedule_version(connection, version_id, None)
        tell_unscheduled(ws, connection, found)
        return version_in(connection, version_id)


def dismiss_missed(ws: Workspace, version_id: str) -> None:
    """Take the alert of a planned production that could not be away: somebody has seen it."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        version_in(connection, version_id)
        versions.forget_missed(connection, version_id)


def next_due(ws: Workspace) -> dt.datetime | None:
    """When the next planned production is due, in UTC; it may have passed."""
    with ws.reading() as connection:
        planned = versions.read_scheduled(connection)
    return next((one.schedule.at for one in planned if one.schedule is not None), None)


def due(ws: Workspace, at: dt.datetime | None = None) -> tuple[Activation, ...]:
    """Carry out every planned production that is due by `at` (default: now); see `each_due`."""
    return tuple(each_due(ws, at))


def each_due(ws: Workspace, at: dt.datetime | None = None) -> Iterator[Activation]:
    """Carry out every planned production that is due by `at`, in their order, one a step.

    Each is a transaction of its own that looks again inside, so that among several processes one
    alone carries it out. A version that its checks stop stays in development, with an alert. The
    right to promote was asked for when the production was planned, not of who runs this.
    """
    moment = at or now()
    with ws.reading() as connection:
        planned = versions.read_scheduled(connection)
    waiting = [one.id for one in planned if one.schedule and one.schedule.at <= moment]
    for version_id in waiting:
        done = _activate(ws, version_id, moment)
        if done is not None:
            yield done


def _activate(ws: Workspace, version_id: str, moment: dt.datetime) -> Activation | None:
    with ws.writing() as connection:
        found = versions.find_version(connection, version_id)
        if found is None or found.schedule is None or found.schedule.at > moment:
            return None  # another process, or a person, was quicker
        routing = routing_in(connection, found.routing)
        planned = found.schedule.at
        late = moment - planned
        planner = log.last_by(connection, found.routing, found.number, "scheduled")
        reasons = _refusal(ws, connection, found)
        if reasons:
            versions.miss_version(connection, version_id, Missed(planned, reasons))
            tell(ws, connection, routing.id, "activation_failed", found, written(reasons), planner)
        else:
            detail = f"{planned.isoformat()} {int(late.total_seconds())}"
            put_in_production(ws, connection, found, "activated", detail, planner)
        return Activation(version_in(connection, version_id), routing, planned, late, reasons)


def _refusal(ws: Workspace, connection: Connection, version: Version) -> tuple[Text, ...]:
    try:
        return refusal_in(ws, connection, version)
    except OutsideError:
        raise
    except UserError as error:
        # What cannot even be checked (a damaged resource) must not hold up the plans after it.
        return (error.text,)
