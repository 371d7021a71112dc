"""Moments: they move and come back, on every clock, up to the ends of the calendar."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.engine import date_formats
from app.engine.date_sums import Part, Unit, difference, moved, part_of
from app.engine.holidays import NoHolidays
from app.engine.moments import at_wall, later, local, zone_of
from app.engine.working_time import add_working_time
from tests.engine.workspace import CALENDAR

ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
).map(ZoneInfo)
RECENT = st.datetimes(dt.datetime(1975, 1, 1), dt.datetime(2075, 1, 1))  # noqa: DTZ001
ANY = st.datetimes(timezones=st.sampled_from([dt.UTC]))
WALL_UNITS = st.sampled_from([Unit.DAYS, Unit.WEEKS])
COUNTS = st.integers(-500, 500)


@given(RECENT, ZONES, COUNTS, WALL_UNITS)
def test_days_and_weeks_keep_the_time_of_day_and_are_found_again(
    wall: dt.datetime, zone: ZoneInfo, count: int, unit: Unit
) -> None:
    start = local(at_wall(wall, zone), zone)
    end = moved(start, Decimal(count), unit)
    gap = (end.replace(tzinfo=None, fold=0) - start.replace(tzinfo=None, fold=0)) % dt.timedelta(1)
    assert gap <= dt.timedelta(hours=1)
    if count >= 0:
        assert difference(start, end, unit) == count


@given(RECENT, ZONES, st.integers(0, 1200))
def test_months_clamp_and_are_found_again(wall: dt.datetime, zone: ZoneInfo, count: int) -> None:
    start = local(at_wall(wall, zone), zone)
    end = moved(start, Decimal(count), Unit.MONTHS)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day <= start.day
    assert difference(start, end, Unit.MONTHS) == count


@given(RECENT, ZONES, st.integers(-100_000, 100_000))
def test_minutes_pass_whatever_clocks_do(wall: dt.datetime, zone: ZoneInfo, count: int) -> None:
    start = local(at_wall(wall, zone), zone)
    end = moved(start, Decimal(count), Unit.MINUTES)
    assert end.astimezone(dt.UTC) - start.astimezone(dt.UTC) == dt.timedelta(minutes=count)
    assert difference(start, end, Unit.MINUTES) == count


@given(ANY, ZONES)
def test_a_moment_is_the_same_on_every_clock(moment: dt.datetime, zone: ZoneInfo) -> None:
    there = local(moment, zone)
    assert there.astimezone(dt.UTC) == moment
    assert dt.datetime.fromisoformat(there.isoformat()) == moment


@given(ANY, st.timedeltas())
def test_later_never_falls_off_the_calendar(moment: dt.datetime, passed: dt.timedelta) -> None:
    assert (later(moment, passed) >= moment) is (passed >= dt.timedelta()) or passed == (
        dt.timedelta()
    )


@given(RECENT, ZONES)
def test_what_is_written_is_read_again(wall: dt.datetime, zone: ZoneInfo) -> None:
    moment = local(at_wall(wall.replace(microsecond=0), zone), zone)
    for pattern in ("%Y-%m-%d %H:%M:%S %z", "%d.%m.%Y %I.%M.%S %p %z"):
        assert date_formats.written_problem(pattern) is None
        assert date_formats.read_problem(pattern) is None
        assert date_formats.read(date_formats.write(moment, pattern), pattern, zone) == moment


@given(st.text("%YmdHMSjx /-", max_size=12), RECENT)
def test_any_format_without_a_problem_works(pattern: str, wall: dt.datetime) -> None:
    moment = wall.replace(tzinfo=dt.UTC)
    if date_formats.written_problem(pattern) is None:
        written = date_formats.write(moment, pattern)
        if date_formats.read_problem(pattern) is None:
            date_formats.read(written, pattern, dt.UTC)


@given(RECENT, ZONES, st.sampled_from(list(Part)))
def test_parts_are_numbers_of_the_wall(wall: dt.datetime, zone: ZoneInfo, part: Part) -> None:
    assert part_of(local(at_wall(wall, zone), zone), part) >= 0


@given(
    st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2027, 1, 1)),  # noqa: DTZ001
    st.integers(1, 5000),
)
def test_working_time_comes_back(wall: dt.datetime, minutes: int) -> None:
    time = dt.timedelta(minutes=minutes)
    start = wall.replace(tzinfo=dt.UTC)
    end = add_working_time(CALENDAR, start, time, NoHolidays())
    assert end is not None
    back = add_working_time(CALENDAR, end, -time, NoHolidays())
    assert back is not None
    again = add_working_time(CALENDAR, back, time, NoHolidays())
    assert again == end
    assert start <= end
    assert back >= start


def test_unknown_zones_are_utc() -> None:
    for name in ("", "Moon/Base", "../etc/passwd", "/etc/localtime", "\0"):
        assert zone_of(name).key == "UTC"
    assert zone_of("Moon/Base", "Europe/Paris").key == "Europe/Paris"
