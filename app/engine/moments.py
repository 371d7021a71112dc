"""Moments on the clocks of time zones: moving them, and never falling off the calendar's ends."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import zoneinfo

UTC = zoneinfo.ZoneInfo("UTC")

MONTHS_A_YEAR = 12
_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@functools.cache
def zone_names() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(zoneinfo.available_timezones())


@functools.lru_cache(maxsize=1024)
def zone_of(name: str, otherwise: str = "UTC") -> zoneinfo.ZoneInfo:
    """The time zone with this IANA name; where there is none, `otherwise`, and UTC at the end."""
    for wanted in (name, otherwise):
        try:
            return zoneinfo.ZoneInfo(wanted)
        except (KeyError, OSError, ValueError):  # unknown, or a path instead of a name
            continue
    return UTC


def local(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """An aware moment on a zone's clock; in UTC where that clock cannot be written.

    Years before 1 and after 9999 do not exist, and ISO 8601 knows no offset with seconds, which
    zones had before they were agreed on. A time that the clock leaves out is moved forward.
    """
    try:
        found = moment.astimezone(dt.UTC).astimezone(zone)
    except OverflowError:
        return _in_utc(moment)
    offset = found.utcoffset() or dt.timedelta()
    return _in_utc(moment) if offset % _MINUTE else found


def later(moment: dt.datetime, elapsed: dt.timedelta) -> dt.datetime:
    """A moment moved on by time that passed, as long as there is a calendar."""
    try:
        return moment + elapsed
    except OverflowError:
        return (_LAST if elapsed > dt.timedelta() else _FIRST).astimezone(moment.tzinfo)


def at_wall(wall: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The moment when a zone's clock shows a naive date and time (its fold tells which of two).

    A time that the clock leaves out is moved forward by what is left out. Raises `OverflowError`
    outside the years 1 to 9999.
    """
    found = wall.replace(tzinfo=zone)
    if _round_trip(found).replace(tzinfo=None) == wall.replace(fold=0):
        return found
    return _round_trip(found.replace(fold=0))


def plus_days(wall: dt.datetime, days: int) -> dt.datetime:
    """A naive date and time some days on; `OverflowError` beyond the calendar."""
    return (wall + dt.timedelta(days=days)).replace(fold=wall.fold)


def plus_months(wall: dt.datetime, months: int) -> dt.datetime:
    """A naive date and time some months on, on the month's last day where the day is missing.

    Raises `OverflowError` beyond the calendar.
    """
    year, month = divmod(wall.year * MONTHS_A_YEAR + wall.month - 1 + months, MONTHS_A_YEAR)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(year)
    last = calendar.monthrange(year, month + 1)[1]
    return wall.replace(year=year, month=month + 1, day=min(wall.day, last))


def days_between(start: dt.datetime, end: dt.datetime) -> int:
    """Whole days from one naive date and time to another; negative backwards."""
    return (end - start) // _DAY if end >= start else -((start - end) // _DAY)


def months_between(start: dt.datetime, end: dt.datetime) -> int:
    """Whole months from one naive date and time to another; negative backwards."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return months if plus_months(start, months) <= end else months - 1


def _round_trip(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).astimezone(moment.tzinfo)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return _FIRST if moment.year == dt.MINYEAR else _LAST
