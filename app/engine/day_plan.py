"""A whole day of a calendar: what *Test a schedule* would say at each of its minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.moments import at_wall, zone_of
from app.engine.opening import OpeningState, holiday_of, judged, minutes_of
from app.model.resources import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.holidays import HolidayBook
    from app.model.resources import Calendar
    from app.model.text import Text

MINUTES = 24 * 60
_WEEKDAYS = tuple(Weekday)
_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Minutes since midnight, from `starts` until before `ends`, that are judged alike."""

    starts: int
    ends: int
    state: OpeningState
    reason: Text


@dataclass(frozen=True)
class ClockChange:
    """The clocks change on a day: minutes `starts` until before `ends` are missing, or come twice.

    `minutes` is by how much they go forward; negative is back.
    """

    starts: int
    ends: int
    minutes: int


@dataclass(frozen=True)
class DayPlan:
    """One day on the wall clock of the calendar's time zone, from midnight to midnight."""

    day: dt.date
    state: OpeningState
    """Holiday, open when it is open at all, else closed."""
    holiday: str
    stretches: tuple[Stretch, ...]
    change: ClockChange | None = None

    @property
    def opened(self) -> tuple[Stretch, ...]:
        """The open stretches."""
        return tuple(one for one in self.stretches if one.state is OpeningState.OPEN)

    @property
    def open_minutes(self) -> int:
        """How long it is open in time that really passes, the change of the clocks included."""
        total = sum(one.ends - one.starts for one in self.opened)
        if self.change is None:
            return total
        shared = sum(
            max(0, min(one.ends, self.change.ends) - max(one.starts, self.change.starts))
            for one in self.opened
        )
        return total - shared if self.change.minutes > 0 else total + shared


def day_plan(calendar: Calendar, day: dt.date, holidays: HolidayBook) -> DayPlan:
    """The plan of a day, minute by minute as `opening_at` judges them."""
    stretches: list[Stretch] = []
    limits = sorted({0, *_limits(calendar, day)})
    for at, starts in enumerate(limits):
        ends = limits[at + 1] if at + 1 < len(limits) else MINUTES
        wall = dt.datetime.combine(day, dt.time(starts // 60, starts % 60))
        state, reason = judged(calendar, wall, holidays)
        last = stretches[-1] if stretches else None
        if last is not None and (last.state, last.reason) == (state, reason):
            stretches[-1] = Stretch(last.starts, ends, state, reason)
        else:
            stretches.append(Stretch(starts, ends, state, reason))
    states = {one.state for one in stretches}
    order = (OpeningState.HOLIDAY, OpeningState.OPEN, OpeningState.CLOSED)
    return DayPlan(
        day,
        next(state for state in order if state in states),
        holiday_of(calendar, day, holidays) or "",
        tuple(stretches),
        clock_change(calendar.time_zone, day),
    )


def clock_change(time_zone: str, day: dt.date) -> ClockChange | None:
    """How the clocks of a zone change on a day, if they do."""
    zone = zone_of(time_zone)
    midnight = dt.datetime.combine(day, dt.time())
    try:
        begins = at_wall(midnight, zone).astimezone(dt.UTC)
        ends = at_wall(midnight + _DAY, zone).astimezone(dt.UTC)
    except OverflowError:  # the first and the last day that there are
        return None
    if ends - begins == _DAY:
        return None

    def offset(moment: dt.datetime) -> dt.timedelta:
        return moment.astimezone(zone).utcoffset() or dt.timedelta()

    before = begins - _MINUTE
    old, minutes = offset(before), (ends - before) // _MINUTE
    low, high = 0, minutes
    while low < high:  # the first minute with another offset
        middle = (low + high) // 2
        if offset(before + middle * _MINUTE) == old:
            low = middle + 1
        else:
            high = middle
    changed = before + low * _MINUTE
    forward = (offset(changed) - old) // _MINUTE
    wall = ((changed + old).replace(tzinfo=None) - midnight) // _MINUTE
    starts, stops = sorted((wall, wall + forward))
    return ClockChange(max(0, starts), min(MINUTES, stops), forward)


def _limits(calendar: Calendar, day: dt.date) -> Iterator[int]:
    """The minutes at which the judgement may change."""
    weekday = _WEEKDAYS[day.weekday()]
    for slot in calendar.open_slots:
        if slot.day is weekday:
            yield from _minutes(slot.opens, slot.closes)
    for closing in calendar.closed_slots:
        if closing.date == day:
            yield from _minutes(closing.starts, closing.ends)


def _minutes(*texts: str) -> Iterator[int]:
    for text in texts:
        minute = minutes_of(text)
        if minute is not None and minute < MINUTES:
            yield minute
