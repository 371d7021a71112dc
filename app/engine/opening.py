"""Whether a calendar is open at a moment: holiday before closed slot before open slot."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from app.engine.evidence import OpeningHours
from app.engine.moments import local, zone_of
from app.model.resources import Calendar, Weekday
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.context import RunContext
    from app.engine.holidays import HolidayBook

OUTSIDE = _("Outside the opening hours of this day.")

_DAYS = tuple(Weekday)
_MINUTES_A_DAY = 24 * 60


class OpeningState(StrEnum):
    """What a calendar says of a moment."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"


def opening_at(calendar: Calendar, moment: dt.datetime, holidays: HolidayBook) -> OpeningHours:
    """Hold an aware moment against a calendar, on the wall clock of the calendar's time zone."""
    there = local(moment, zone_of(calendar.time_zone))
    state, reason = judged(calendar, there, holidays)
    return OpeningHours(
        calendar=calendar.reference,
        moment=there.isoformat(),
        time_zone=calendar.time_zone,
        state=state,
        reason=reason,
    )


def is_open(context: RunContext, reference: str) -> bool:
    """Whether the calendar with this reference is open now; no calendar is always open."""
    calendar = context.resources.get(Calendar, reference) if reference else None
    if calendar is None:
        return True
    return opening_at(calendar, context.now, context.inputs.holidays).state == OpeningState.OPEN


def open_minutes(
    calendar: Calendar, day: dt.date, holidays: HolidayBook
) -> tuple[tuple[int, int], ...]:
    """The open stretches of a day, in minutes since its midnight, in order and apart."""
    if holiday_of(calendar, day, holidays) is not None:
        return ()
    weekday = _DAYS[day.weekday()]
    closed = [
        stretch
        for closing in calendar.closed_slots
        if closing.date == day and (stretch := _stretch(closing.starts, closing.ends))
    ]
    opened = [
        stretch
        for slot in calendar.open_slots
        if slot.day is weekday and (stretch := _stretch(slot.opens, slot.closes))
    ]
    found: list[tuple[int, int]] = []
    for start, end in sorted(opened):
        begin = max(start, found[-1][1]) if found else start
        found.extend(_without((begin, end), closed))
    return tuple(found)


def _without(stretch: tuple[int, int], closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = stretch
    for begin, stop in sorted(closed):
        if start < begin < end:
            yield start, begin
        if begin < end and stop > start:
            start = max(start, stop)
    if start < end:
        yield start, end


def _stretch(starts: str, ends: str) -> tuple[int, int] | None:
    low, high = minutes_of(starts), minutes_of(ends)
    return (low, high) if low is not None and high is not None and low < high else None


def minutes_of(text: str) -> int | None:
    """`HH:MM` as minutes since midnight, 24:00 included; None for anything else."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and minutes.isascii()):
        return None
    if not minutes.isdigit() or len(minutes) != 2 or len(hours) > 2:
        return None
    total = int(hours) * 60 + int(minutes)
    return total if int(minutes) < 60 and total <= _MINUTES_A_DAY else None


def judged(
    calendar: Calendar, there: dt.datetime, holidays: HolidayBook
) -> tuple[OpeningState, Text]:
    """What a calendar says of a date and time on its own wall clock, and why."""
    name = holiday_of(calendar, there.date(), holidays)
    if name is not None:
        return OpeningState.HOLIDAY, _("{day} is a holiday: {name}.", day=_day(there), name=name)
    minute = there.hour * 60 + there.minute
    for closing in calendar.closed_slots:
        if closing.date == there.date() and _within(minute, closing.starts, closing.ends):
            why = closing.reason or f"{closing.starts}-{closing.ends}"
            return OpeningState.CLOSED, _("Closed on {day}: {why}.", day=_day(there), why=why)
    today = _DAYS[there.weekday()]
    for slot in calendar.open_slots:
        if slot.day is today and _within(minute, slot.opens, slot.closes):
            hours = f"{slot.opens}-{slot.closes}"
            return OpeningState.OPEN, _("Within the opening hours {hours}.", hours=hours)
    return OpeningState.CLOSED, OUTSIDE


def holiday_of(calendar: Calendar, day: dt.date, holidays: HolidayBook) -> str | None:
    """The name of the holiday that a day is for a calendar, if it is one."""
    for own in calendar.holidays:
        if own.date is None:
            continue
        same = (own.date.month, own.date.day) == (day.month, day.day) if own.yearly else False
        if own.date == day or same:
            return own.name or day.isoformat()
    if not calendar.holiday_country:
        return None
    return holidays.name_of(calendar.holiday_country, calendar.holiday_region, day)


def _within(minute: int, starts: str, ends: str) -> bool:
    stretch = _stretch(starts, ends)
    return stretch is not None and stretch[0] <= minute < stretch[1]


def _day(there: dt.datetime) -> str:
    return there.date().isoformat()
