"""Sums with dates: parts of a moment, moving it, and what lies between two."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from app.engine.moments import (
    MONTHS_A_YEAR,
    at_wall,
    days_between,
    local,
    months_between,
    plus_days,
    plus_months,
)
from app.model.errors import UserError
from app.model.text import Text, _

DAYS_A_WEEK = 7
_MICROSECONDS = 1_000_000


class Part(StrEnum):
    """A part of a date; weekdays count from Monday, 1, to Sunday, 7."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    WEEKDAY = "weekday"
    DAY_OF_YEAR = "day_of_year"
    HOUR = "hour"
    MINUTE = "minute"


class Unit(StrEnum):
    """Units of time; from days on they follow the clock on the wall."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


PART_LABELS: dict[Part, Text] = {
    Part.YEAR: _("Year"),
    Part.QUARTER: _("Quarter"),
    Part.MONTH: _("Month"),
    Part.WEEK: _("Week (ISO 8601)"),
    Part.DAY: _("Day of the month"),
    Part.WEEKDAY: _("Weekday (1 Monday to 7 Sunday)"),
    Part.DAY_OF_YEAR: _("Day of the year"),
    Part.HOUR: _("Hour"),
    Part.MINUTE: _("Minute"),
}
UNIT_LABELS: dict[Unit, Text] = {
    Unit.MINUTES: _("minutes"),
    Unit.HOURS: _("hours"),
    Unit.DAYS: _("days"),
    Unit.WEEKS: _("weeks"),
    Unit.MONTHS: _("months"),
    Unit.YEARS: _("years"),
}

_SECONDS = {Unit.MINUTES: 60, Unit.HOURS: 3600}


def part_of(moment: dt.datetime, part: Part) -> int:
    """A part of a moment, on the clock it is given on."""
    match part:
        case Part.QUARTER:
            return (moment.month + 2) // 3
        case Part.WEEK:
            return moment.isocalendar().week
        case Part.WEEKDAY:
            return moment.isoweekday()
        case Part.DAY_OF_YEAR:
            return moment.timetuple().tm_yday
        case Part.YEAR | Part.MONTH | Part.DAY | Part.HOUR | Part.MINUTE:
            number: int = getattr(moment, part.value)
            return number


def moved(moment: dt.datetime, amount: Decimal, unit: Unit) -> dt.datetime:
    """An aware moment moved by an amount of a unit, on the same clock.

    Minutes and hours pass and may be fractions; whole days, weeks, months and years move on the
    wall. `UserError` for a fraction of those, `OverflowError` beyond the calendar.
    """
    zone = moment.tzinfo or dt.UTC
    if unit in _SECONDS:
        return local(moment.astimezone(dt.UTC) + elapsed(amount, unit), zone)
    count = whole(amount)
    wall = moment.replace(tzinfo=None)
    match unit:
        case Unit.DAYS:
            wall = plus_days(wall, count)
        case Unit.WEEKS:
            wall = plus_days(wall, count * DAYS_A_WEEK)
        case Unit.MONTHS:
            wall = plus_months(wall, count)
        case _:
            wall = plus_months(wall, count * MONTHS_A_YEAR)
    return local(at_wall(wall, zone), zone)


def difference(start: dt.datetime, end: dt.datetime, unit: Unit) -> int:
    """Whole units from one aware moment to another; negative where the second is earlier."""
    if unit in _SECONDS:
        passed = end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
        one = dt.timedelta(seconds=_SECONDS[unit])
        return passed // one if passed >= dt.timedelta() else -(-passed // one)
    first, last = start.replace(tzinfo=None), end.replace(tzinfo=None)
    match unit:
        case Unit.DAYS:
            return days_between(first, last)
        case Unit.WEEKS:
            return _truncated(days_between(first, last), DAYS_A_WEEK)
        case Unit.MONTHS:
            return months_between(first, last)
        case _:
            return _truncated(months_between(first, last), MONTHS_A_YEAR)


def elapsed(amount: Decimal, unit: Unit) -> dt.timedelta:
    """Minutes or hours as time that passes; `OverflowError` for more than a calendar holds."""
    return dt.timedelta(microseconds=int(amount * _SECONDS[unit] * _MICROSECONDS))


def whole(amount: Decimal) -> int:
    """A whole number; `UserError` for a fraction."""
    if amount != int(amount):
        raise UserError(
            _("{amount} is no whole number: days and longer come whole.", amount=f"{amount:f}")
        )
    return int(amount)


def _truncated(number: int, by: int) -> int:
    return number // by if number >= 0 else -(-number // by)
