"""Opening hours: holiday before closed slot before open slot, on the calendar's own clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.engine.holidays import NoHolidays
from app.engine.opening import minutes_of, open_minutes, opening_at
from app.model.resources import Calendar, ClosedSlot, Holiday, OpenSlot, Weekday
from tests.engine.workspace import CALENDAR

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.date(2026, 1, 5)


class Bastille:
    """A book with one national holiday."""

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:
        found = (country, day.month, day.day) == ("FR", 7, 14)
        return "National day" if found else None


def state(moment: str, calendar: Calendar = CALENDAR) -> str:
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=PARIS)
    return opening_at(calendar, at, Bastille()).state


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-05T09:00", "open"),
        ("2026-01-05T11:59:59", "open"),
        ("2026-01-05T12:00", "closed"),
        ("2026-01-07T10:30", "closed"),
        ("2026-01-06T10:00", "holiday"),
        ("2030-12-25T10:00", "holiday"),
        ("2026-07-14T10:00", "open"),
    ],
)
def test_what_comes_first(moment: str, expected: str) -> None:
    assert state(moment) == expected


def test_national_holidays_count_where_a_country_is_named() -> None:
    assert state("2026-07-14T10:00", replace(CALENDAR, holiday_country="FR")) == "holiday"


def test_a_leap_day_repeats_in_leap_years() -> None:
    leap = Calendar(holidays=(Holiday(dt.date(2024, 2, 29), "Leap", yearly=True),))
    assert state("2028-02-29T10:00", leap) == "holiday"
    assert state("2027-02-28T10:00", leap) == "closed"


def test_reasons_are_sentences() -> None:
    at = dt.datetime(2026, 1, 7, 10, 30, tzinfo=PARIS)
    assert str(opening_at(CALENDAR, at, NoHolidays()).reason) == "Closed on 2026-01-07: Training."


def test_a_calendar_of_an_unknown_zone_runs_in_utc() -> None:
    nowhere = replace(CALENDAR, time_zone="Moon/Base")
    at = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
    assert opening_at(nowhere, at, NoHolidays()).state == "open"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, ((540, 720), (840, 1080))),
        (dt.date(2026, 1, 7), ((540, 600), (660, 720), (840, 1080))),
        (dt.date(2026, 1, 6), ()),
        (dt.date(2026, 1, 10), ()),
    ],
)
def test_open_minutes_of_a_day(day: dt.date, expected: tuple[tuple[int, int], ...]) -> None:
    assert open_minutes(CALENDAR, day, NoHolidays()) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:00", 0), ("9:05", 545), ("24:00", 1440), ("24:01", None), ("12:60", None),
     ("", None), ("12", None), ("12:5", None), ("٠٩:٠٠", None), ("-1:00", None), ("1:-1", None)],
)  # fmt: skip
def test_times_of_day(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


TIMES = st.integers(0, 24 * 60).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
OPENED = st.lists(st.builds(OpenSlot, st.just(Weekday.MONDAY), TIMES, TIMES), max_size=5)
CLOSED = st.lists(st.builds(ClosedSlot, st.just(MONDAY), TIMES, TIMES), max_size=4)


@given(OPENED.map(tuple), CLOSED.map(tuple), st.integers(0, 24 * 60 - 1))
def test_stretches_and_moments_agree(
    opened: tuple[OpenSlot, ...], closed: tuple[ClosedSlot, ...], minute: int
) -> None:
    calendar = Calendar(time_zone="UTC", open_slots=opened, closed_slots=closed)
    stretches = open_minutes(calendar, MONDAY, NoHolidays())
    assert all(start < end for start, end in stretches)
    ends = [edge for stretch in stretches for edge in stretch]
    assert ends == sorted(ends)
    at = dt.datetime(2026, 1, 5, minute // 60, minute % 60, tzinfo=dt.UTC)
    within = any(start <= minute < end for start, end in stretches)
    assert within is (opening_at(calendar, at, NoHolidays()).state == "open")
