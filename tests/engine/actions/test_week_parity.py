"""Test if it is an even or odd week: ISO weeks, on the wall clock of a zone."""

from __future__ import annotations

import datetime as dt

import pytest

from app.engine.actions.week_parity import TestWeek
from app.engine.evidence import Note
from app.engine.moment_choice import Moment
from tests.engine.dialogue import dialogue, email
from tests.engine.workspace import WORKSPACE


def at(moment: str, zone: str = "UTC") -> str:
    return dialogue(TestWeek(time_zone=zone), now=dt.datetime.fromisoformat(moment)).branch


TAKES = {
    "even": lambda: dialogue(TestWeek()),
    "odd": lambda: dialogue(TestWeek(), now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
}


@pytest.mark.parametrize(
    ("moment", "parity"),
    [
        ("2026-01-01T00:00:00+00:00", "odd"),  # week 1 of 2026
        ("2026-12-31T00:00:00+00:00", "odd"),  # week 53 of 2026
        ("2027-01-03T23:59:59+00:00", "odd"),  # a Sunday, still week 53
        ("2027-01-04T00:00:00+00:00", "odd"),  # week 1 of 2027
        ("2024-12-29T12:00:00+00:00", "even"),  # week 52 of 2024
        ("2024-12-30T12:00:00+00:00", "odd"),  # week 1 of 2025
    ],
)
def test_weeks_are_those_of_iso_8601(moment: str, parity: str) -> None:
    assert at(moment) == parity


def test_the_day_is_that_of_the_time_zone() -> None:
    sunday_night = "2026-01-04T23:30:00+00:00"
    assert at(sunday_night) == "odd"
    assert at(sunday_night, "Europe/Paris") == "even"


def test_without_a_time_zone_the_mailbox_decides() -> None:
    sunday_night = dt.datetime(2026, 1, 4, 23, 30, tzinfo=dt.UTC)
    told = dialogue(TestWeek(), now=sunday_night)
    assert told.branch == "even"
    assert isinstance(told.evidence, Note)
    assert dict(told.evidence.values)["time_zone"] == "Europe/Paris"


def test_the_email_date_and_a_variable_can_be_looked_at() -> None:
    week_one = email(Date="Thu, 01 Jan 2026 10:00:00 +0000")
    assert dialogue(TestWeek(moment=Moment.EMAIL_DATE), message=week_one).branch == "odd"
    empty = dialogue(TestWeek(moment=Moment.VARIABLE, variable="due"))
    assert empty.branch == "even"
    assert empty.warnings


def test_a_variable_without_a_moment_is_a_problem() -> None:
    found = TestWeek(moment=Moment.VARIABLE, variable="words").problems(WORKSPACE)
    assert [one.field for one in found] == ["variable"]
