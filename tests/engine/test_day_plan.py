"""A day of a calendar as a whole says what each of its minutes says."""

from __future__ import annotations

import datetime as dt
import itertools
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.day_plan import MINUTES, ClockChange, clock_change, day_plan
from app.engine.holidays import NoHolidays
from app.engine.opening import opening_at
from app.model.resources import Calendar, ClosedSlot, Holiday, OpenSlot, Weekday
from tests.scaling import scaled

MONDAY = dt.date(2026, 1, 5)
OFFICE = Calendar(
    time_zone="Europe/Paris",
    open_slots=(
        OpenSlot(Weekday.MONDAY, "08:30", "18:00"),
        OpenSlot(Weekday.SUNDAY, "00:00", "24:00"),
    ),
    closed_slots=(ClosedSlot(MONDAY, "12:00", "14:00", "Meeting"),),
    holidays=(Holiday(dt.date(2026, 1, 12), "Founders' day"),),
)


class Bastille:
    """A book with one national holiday."""

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:
        del region
        return "Bastille Day" if country == "FR" and (day.month, day.day) == (7, 14) else None


def spans(day: dt.date, calendar: Calendar = OFFICE) -> list[tuple[int, int]]:
    return [(one.starts, one.ends) for one in day_plan(calendar, day, NoHolidays()).opened]


def test_an_ordinary_day_has_its_hours_without_the_closing() -> None:
    plan = day_plan(OFFICE, MONDAY, NoHolidays())
    assert (plan.state, plan.open_minutes) == ("open", 450)
    assert spans(MONDAY) == [(510, 720), (840, 1080)]
    assert [str(one.reason) for one in plan.stretches][2] == "Closed on 2026-01-05: Meeting."


def test_a_day_without_hours_is_closed() -> None:
    plan = day_plan(OFFICE, dt.date(2026, 1, 6), NoHolidays())
    assert (plan.state, plan.opened, plan.holiday) == ("closed", (), "")


def test_a_holiday_is_one_all_day_and_has_a_name() -> None:
    plan = day_plan(OFFICE, dt.date(2026, 1, 12), NoHolidays())
    assert (plan.state, plan.holiday, len(plan.stretches)) == ("holiday", "Founders' day", 1)
    national = Calendar(holiday_country="FR")
    assert day_plan(national, dt.date(2026, 7, 14), Bastille()).holiday == "Bastille Day"


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Paris", dt.date(2026, 3, 29), ClockChange(120, 180, 60)),
        ("Europe/Paris", dt.date(2026, 10, 25), ClockChange(120, 180, -60)),
        ("Europe/Paris", dt.date(2026, 10, 24), None),
        ("Africa/Cairo", dt.date(2026, 4, 24), ClockChange(0, 60, 60)),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5), ClockChange(90, 120, -30)),
        ("Pacific/Apia", dt.date(2011, 12, 30), ClockChange(0, MINUTES, MINUTES)),
        ("Nowhere/At_all", dt.date(2026, 3, 29), None),
        ("Europe/Paris", dt.date.min, None),
        ("Europe/Paris", dt.date.max, None),
    ],
)
def test_changes_of_the_clocks_are_found(
    zone: str, day: dt.date, expected: ClockChange | None
) -> None:
    assert clock_change(zone, day) == expected


@pytest.mark.parametrize(("day", "hours"), [(29, 23), (22, 24)])
def test_a_day_is_open_for_the_time_that_really_passes(day: int, hours: int) -> None:
    plan = day_plan(OFFICE, dt.date(2026, 3, day), NoHolidays())
    assert plan.open_minutes == hours * 60
    assert day_plan(OFFICE, dt.date(2026, 10, 25), NoHolidays()).open_minutes == 25 * 60


TIMES = st.integers(0, MINUTES).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
CALENDARS = st.builds(
    Calendar,
    time_zone=st.sampled_from(("Europe/Paris", "Australia/Lord_Howe", "Africa/Cairo", "UTC")),
    open_slots=st.lists(
        st.builds(OpenSlot, st.sampled_from(Weekday), TIMES | st.just("noon"), TIMES), max_size=8
    ).map(tuple),
    closed_slots=st.lists(
        st.builds(ClosedSlot, st.dates(MONDAY, MONDAY + dt.timedelta(3)), TIMES, TIMES),
        max_size=4,
    ).map(tuple),
    holidays=st.lists(
        st.builds(
            Holiday, st.dates(MONDAY, MONDAY + dt.timedelta(6)), st.just("Own"), st.booleans()
        ),
        max_size=1,
    ).map(tuple),
)


@settings(max_examples=scaled(2_000), deadline=None)
@given(CALENDARS, st.integers(0, 6), st.lists(st.integers(0, MINUTES - 1), min_size=1))
def test_every_minute_is_judged_as_an_action_judges_it(
    calendar: Calendar, days: int, minutes: list[int]
) -> None:
    day = MONDAY + dt.timedelta(days)
    plan = day_plan(calendar, day, NoHolidays())
    assert plan.stretches[0].starts == 0
    assert plan.stretches[-1].ends == MINUTES
    limits = [(one.starts, one.ends) for one in plan.stretches]
    assert all(one[1] == other[0] for one, other in itertools.pairwise(limits))
    zone = zoneinfo.ZoneInfo(calendar.time_zone)
    for minute in {*minutes, *(one.starts for one in plan.stretches)}:
        wall = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone)
        found = opening_at(calendar, wall, NoHolidays())
        (stretch,) = (one for one in plan.stretches if one.starts <= minute < one.ends)
        assert (found.state, found.reason) == (stretch.state, stretch.reason)
