"""Test a schedule: open, closed, holiday."""

from __future__ import annotations

import datetime as dt

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.test_schedule import TestSchedule
from app.engine.evidence import OpeningHours
from app.engine.moment_choice import Moment
from app.engine.registry import CATALOGUE
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import NOW, Told, dialogue, email
from tests.engine.workspace import WORKSPACE

OFFICE = Reference("office")


def at(text: str) -> Told:
    return dialogue(TestSchedule(OFFICE), now=dt.datetime.fromisoformat(text))


TAKES = {
    "open": lambda: at("2026-01-05T08:00:00Z"),
    "closed": lambda: at("2026-01-05T07:59:59Z"),
    "holiday": lambda: at("2026-01-06T09:00:00Z"),
    "reference_not_found": lambda: dialogue(
        TestSchedule(Reference("{{ 'gone' }}", ReferenceMode.EXPRESSION))
    ),
}


@pytest.mark.parametrize(
    ("moment", "branch"),
    [
        ("2026-01-05T11:00:00Z", "closed"),
        ("2026-01-07T09:30:00Z", "closed"),
        ("2026-01-07T10:00:00Z", "open"),
        ("2027-12-25T10:00:00Z", "holiday"),
        ("2026-01-05T23:30:00Z", "holiday"),
        ("2026-07-06T07:00:00Z", "open"),
        ("2026-01-10T10:00:00Z", "closed"),
    ],
)
def test_the_calendar_decides_on_its_own_clock(moment: str, branch: str) -> None:
    told = at(moment)
    assert told.branch == branch
    assert isinstance(told.evidence, OpeningHours)
    assert told.evidence.state == branch
    assert told.evidence.time_zone == "Europe/Paris"


def test_the_emails_date_is_tested() -> None:
    config = TestSchedule(OFFICE, Moment.EMAIL_DATE)
    closed = email(Date="Sun, 04 Jan 2026 10:00:00 +0000")
    assert dialogue(config, message=closed).branch == "closed"


def test_an_unreadable_moment_is_now_and_said() -> None:
    config = TestSchedule(OFFICE, Moment.EMAIL_DATE)
    told = dialogue(config, message=email(Date="soon"), now=NOW)
    assert told.branch == "open"
    assert told.warnings == ("The moment to test is empty: the run's clock is used.",)


def test_a_variable_is_tested() -> None:
    row = AssignmentRow("due", "2026-01-06T10:00")
    told = dialogue(AssignVariables((row,)), TestSchedule(OFFICE, Moment.VARIABLE, "DUE"))
    assert told.branch == "holiday"


def test_moments_at_the_end_of_the_calendar_do_not_fail() -> None:
    row = AssignmentRow("due", "9999-12-31T23:30Z")
    told = dialogue(AssignVariables((row,)), TestSchedule(OFFICE, Moment.VARIABLE, "due"))
    assert told.branch == "closed"


def test_a_variable_must_hold_a_moment() -> None:
    for name in ("", "gone", "amount"):
        config = TestSchedule(OFFICE, Moment.VARIABLE, name)
        assert [p.field for p in CATALOGUE.problems(config, WORKSPACE)] == ["variable"]
    assert not CATALOGUE.problems(TestSchedule(OFFICE, variable="gone"), WORKSPACE)
