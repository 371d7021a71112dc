"""Working time: moving a moment on by time during which a calendar is open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.engine.moments import at_wall, plus_days, zone_of
from app.engine.opening import open_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.holidays import HolidayBook
    from app.model.resources import Calendar

MOST_DAYS = 1_830
"""How far is looked for opening hours: five years."""

_DAY = dt.timedelta(days=1)


def add_working_time(
    calendar: Calendar, moment: dt.datetime, time: dt.timedelta, holidays: HolidayBook
) -> dt.datetime | None:
    """The moment when a calendar has been open for `time` since an aware moment, in UTC.

    Negative time goes back. None when the calendar is not open that long within five years.
    """
    backwards = time < dt.timedelta()
    left = abs(time)
    now = moment.astimezone(dt.UTC)
    if not left:
        return now
    for opened, closed in _stretches(calendar, now, holidays, backwards=backwards):
        if backwards:
            end = min(closed, now)
            if end - opened >= left:
                return end - left
            left -= max(end - opened, dt.timedelta())
        else:
            start = max(opened, now)
            if closed - start >= left:
                return start + left
            left -= max(closed - start, dt.timedelta())
    return None


def add_working_days(
    calendar: Calendar, moment: dt.datetime, days: int, holidays: HolidayBook
) -> dt.datetime | None:
    """The same time of day, so many days on (or back) that the calendar opens at all, in UTC.

    None when there are not that many within five years.
    """
    zone = zone_of(calendar.time_zone)
    left = abs(days)
    wall = moment.astimezone(zone).replace(tzinfo=None)
    step = 1 if days > 0 else -1
    for _day in range(MOST_DAYS):
        if not left:
            return at_wall(wall, zone).astimezone(dt.UTC)
        wall = plus_days(wall, step)
        left -= bool(open_minutes(calendar, wall.date(), holidays))
    return None


def _stretches(
    calendar: Calendar, now: dt.datetime, holidays: HolidayBook, *, backwards: bool
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Open stretches in UTC from the day of `now` on, nearest first; some may lie behind it."""
    zone = zone_of(calendar.time_zone)
    day = now.astimezone(zone).date()
    for _day in range(MOST_DAYS):
        found = [
            (_at(day, opens, zone), _at(day, closes, zone))
            for opens, closes in open_minutes(calendar, day, holidays)
        ]
        yield from reversed(found) if backwards else found
        day = day - _DAY if backwards else day + _DAY


def _at(day: dt.date, minute: int, zone: dt.tzinfo) -> dt.datetime:
    midnight = dt.datetime.combine(day, dt.time())
    return at_wall(midnight + dt.timedelta(minutes=minute), zone).astimezone(dt.UTC)
