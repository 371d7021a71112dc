"""Date and time: the clock of the run, moved, taken apart, compared, read and written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from msgspec.structs import replace

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.date_time import DateAndTime, Direction, Operation, WorkingUnit
from app.engine.date_sums import Part, Unit
from app.engine.evidence import Assigned, Assignment
from app.engine.registry import CATALOGUE
from app.engine.state import Value
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE


def work_out(config: DateAndTime, **settings: object) -> Told:
    return dialogue(config, **settings)  # type: ignore[arg-type]


def result(config: DateAndTime) -> Value:
    told = work_out(config)
    assert told.branch == "ok", told.error
    return told.variables[config.variable]


TAKES = {
    "ok": lambda: work_out(DateAndTime(variable="due")),
    "error": lambda: work_out(
        DateAndTime(Operation.PARSE, text="{{ email.subject }}", variable="due")
    ),
}


def iso(value: Value) -> str:
    assert isinstance(value, dt.datetime)
    return value.isoformat()


def test_now_is_the_runs_clock_in_the_mailboxs_zone() -> None:
    told = work_out(DateAndTime(variable="due"))
    assert told.evidence == Assignment((Assigned("due", "", "2026-01-05T10:30:00+01:00"),))
    abroad = DateAndTime(time_zone="Asia/Tokyo", variable="due")
    assert iso(result(abroad)) == "2026-01-05T18:30:00+09:00"
    nowhere = work_out(DateAndTime(variable="due"), mailbox="moon")
    assert iso(nowhere.variables["due"]) == "2026-01-05T10:30:00+01:00"


@pytest.mark.parametrize(
    ("part", "number"),
    [
        (Part.YEAR, 2024),
        (Part.QUARTER, 4),
        (Part.MONTH, 12),
        (Part.WEEK, 1),
        (Part.DAY, 30),
        (Part.WEEKDAY, 1),
        (Part.DAY_OF_YEAR, 365),
        (Part.HOUR, 0),
        (Part.MINUTE, 15),
    ],
)
def test_parts_are_read_on_the_clock_of_the_zone(part: Part, number: int) -> None:
    config = DateAndTime(Operation.PART, "2024-12-29T23:15Z", part, variable="amount")
    assert result(config) == Decimal(number)


def moved(moment: str, amount: str, unit: Unit, direction: Direction = Direction.ADD) -> str:
    config = DateAndTime(
        Operation.ADD, moment, amount=amount, unit=unit, direction=direction, variable="due"
    )
    return iso(result(config))


@pytest.mark.parametrize(
    ("moment", "amount", "unit", "found"),
    [
        ("2026-01-31T10:00", "1", Unit.MONTHS, "2026-02-28T10:00:00+01:00"),
        ("2024-02-29T10:00", "1", Unit.YEARS, "2025-02-28T10:00:00+01:00"),
        ("2026-01-31T10:00", "-2", Unit.MONTHS, "2025-11-30T10:00:00+01:00"),
        ("2026-03-28T10:00", "1", Unit.DAYS, "2026-03-29T10:00:00+02:00"),
        ("2026-03-28T10:00", "24", Unit.HOURS, "2026-03-29T11:00:00+02:00"),
        ("2026-03-28T02:30", "1", Unit.DAYS, "2026-03-29T03:30:00+02:00"),
        ("2026-03-22T02:30", "1", Unit.WEEKS, "2026-03-29T03:30:00+02:00"),
        ("2026-10-25T02:30+01:00", "0", Unit.DAYS, "2026-10-25T02:30:00+01:00"),
        ("2026-10-24T02:30", "1", Unit.DAYS, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+02:00", "60", Unit.MINUTES, "2026-10-25T02:30:00+01:00"),
        ("2026-01-05T10:00", "1.5", Unit.HOURS, "2026-01-05T11:30:00+01:00"),
        ("now", "{{ 1 | plus: 1 }}", Unit.DAYS, "2026-01-07T10:30:00+01:00"),
        ("email.date", "1", Unit.HOURS, "2026-01-05T11:00:00+01:00"),
        ("today", "0", Unit.DAYS, "2026-01-05T00:00:00+01:00"),
        ("{{ email.date }}", "0", Unit.DAYS, "2026-01-05T10:00:00+01:00"),
    ],
)
def test_moments_move_on_the_wall_or_as_time_passes(
    moment: str, amount: str, unit: Unit, found: str
) -> None:
    assert moved(moment, amount, unit) == found


def test_subtracting_goes_back() -> None:
    assert moved("2026-03-31", "1", Unit.MONTHS, Direction.SUBTRACT) == "2026-02-28T00:00:00+01:00"


def working(moment: str, amount: str, unit: WorkingUnit, **more: str) -> Told:
    config = DateAndTime(
        Operation.ADD_WORKING_TIME,
        moment,
        amount=amount,
        working_unit=unit,
        calendar=more.get("calendar", "office"),
        time_zone=more.get("time_zone", ""),
        variable="due",
    )
    return work_out(config)


@pytest.mark.parametrize(
    ("moment", "amount", "unit", "found"),
    [
        ("2026-01-05T10:00", "1", WorkingUnit.HOURS, "2026-01-05T11:00:00+01:00"),
        ("2026-01-05T11:30", "60", WorkingUnit.MINUTES, "2026-01-05T14:30:00+01:00"),
        # Tuesday is a holiday, and Wednesday closes from ten to eleven.
        ("2026-01-05T17:00", "3", WorkingUnit.HOURS, "2026-01-07T12:00:00+01:00"),
        ("2026-01-03T15:00", "1", WorkingUnit.HOURS, "2026-01-05T10:00:00+01:00"),
        ("2026-01-07T11:30", "-1", WorkingUnit.HOURS, "2026-01-07T09:30:00+01:00"),
        ("2026-01-05T09:30", "-1", WorkingUnit.HOURS, "2026-01-02T17:30:00+01:00"),
        ("2026-01-05T10:00", "0", WorkingUnit.HOURS, "2026-01-05T10:00:00+01:00"),
        ("2026-01-05T10:00", "1", WorkingUnit.DAYS, "2026-01-07T10:00:00+01:00"),
        ("2026-01-05T10:00", "-1", WorkingUnit.DAYS, "2026-01-02T10:00:00+01:00"),
    ],
)
def test_working_time_counts_while_the_calendar_is_open(
    moment: str, amount: str, unit: WorkingUnit, found: str
) -> None:
    assert iso(working(moment, amount, unit).variables["due"]) == found


def test_working_time_is_shown_in_the_zone_of_the_action() -> None:
    told = working("2026-01-05T11:30Z", "2", WorkingUnit.HOURS, time_zone="UTC")
    assert iso(told.variables["due"]) == "2026-01-05T15:00:00+00:00"


@pytest.mark.parametrize(
    ("calendar", "amount", "unit"),
    [
        ("never", "1", WorkingUnit.MINUTES),
        ("never", "-1", WorkingUnit.DAYS),
        ("office", "99999", WorkingUnit.HOURS),
        ("office", "9999", WorkingUnit.DAYS),
    ],
)
def test_the_search_for_working_time_ends(calendar: str, amount: str, unit: WorkingUnit) -> None:
    told = working("now", amount, unit, calendar=calendar)
    assert told.branch == "error"
    assert "within five years" in told.error


@pytest.mark.parametrize(
    ("start", "end", "unit", "number"),
    [
        ("2026-01-01", "2026-01-31T23:59", Unit.DAYS, 30),
        ("2026-01-31", "2026-01-01", Unit.DAYS, -30),
        ("2026-01-01", "2026-01-15", Unit.WEEKS, 2),
        ("2026-01-15", "2026-01-02", Unit.WEEKS, -1),
        ("2026-01-31", "2026-02-28", Unit.MONTHS, 1),
        ("2026-01-31", "2026-02-27", Unit.MONTHS, 0),
        ("2024-02-29", "2025-02-28", Unit.YEARS, 1),
        ("2026-03-28T12:00", "2026-03-29T12:00", Unit.HOURS, 23),
        ("2026-03-28T12:00", "2026-03-29T12:00", Unit.DAYS, 1),
        ("email.date", "now", Unit.MINUTES, 30),
        ("now", "email.date", Unit.MINUTES, -30),
    ],
)
def test_differences_count_whole_units(start: str, end: str, unit: Unit, number: int) -> None:
    config = DateAndTime(Operation.DIFFERENCE, start, until=end, unit=unit, variable="amount")
    assert result(config) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("2026-07-01T10:00", "", "2026-07-01T10:00:00+02:00"),
        ("2026-07-01T10:00Z", "", "2026-07-01T12:00:00+02:00"),
        ("1/7/2026 9:05", "%d/%m/%Y %H:%M", "2026-07-01T09:05:00+02:00"),
        ("07.01.26  12:05 am", "%m.%d.%y %I:%M %p", "2026-07-01T00:05:00+02:00"),
        ("20260701 +0000", "%Y%m%d %z", "2026-07-01T02:00:00+02:00"),
        ("2026-03-29 02:30", "%Y-%m-%d %H:%M", "2026-03-29T03:30:00+02:00"),
    ],
)
def test_texts_are_read(text: str, pattern: str, found: str) -> None:
    config = DateAndTime(Operation.PARSE, text=text, format=pattern, variable="due")
    assert iso(result(config)) == found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("", "2026-01-05T10:30:00+01:00"),
        ("%d/%m/%Y %H:%M", "05/01/2026 10:30"),
        ("%I:%M %p, %y %j %u %G-W%V %S %z %%", "10:30 AM, 26 005 1 2026-W02 00 +0100 %"),
    ],
)
def test_dates_are_written(pattern: str, text: str) -> None:
    config = DateAndTime(Operation.FORMAT, "now", format=pattern, variable="words")
    assert result(config) == text


@pytest.mark.parametrize(
    ("config", "why"),
    [
        (DateAndTime(Operation.PART, "var.due"), "var.due holds no date and time."),
        (DateAndTime(Operation.PART, "email.subject"), "email.subject holds no date and time."),
        (DateAndTime(Operation.PART, "soon"), "“soon” is no date that can be read."),
        (DateAndTime(Operation.ADD, amount="x"), "“x” is no number."),
        (
            DateAndTime(Operation.ADD, amount="1.5"),
            "1.5 is no whole number: days and longer come whole.",
        ),
        (
            DateAndTime(Operation.ADD, amount="9999", unit=Unit.YEARS),
            "The result lies outside the years 1 to 9999.",
        ),
        (
            DateAndTime(Operation.ADD, amount="9" * 40, unit=Unit.MINUTES),
            "The result lies outside the years 1 to 9999.",
        ),
        (
            DateAndTime(Operation.PARSE, text="31/02/2026", format="%d/%m/%Y"),
            "“31/02/2026” is no date that can be read.",
        ),
    ],
)
def test_what_cannot_be_worked_out_leaves_by_error(config: DateAndTime, why: str) -> None:
    variable = "amount" if config.operation is Operation.PART else "due"
    told = work_out(_with_result(config, variable))
    assert told.branch == "error"
    assert told.error == why
    assert told.step.changes == ()


def _with_result(config: DateAndTime, variable: str) -> DateAndTime:
    return replace(config, variable=variable)


def test_a_written_date_must_suit_the_variable() -> None:
    told = work_out(DateAndTime(Operation.FORMAT, format="%Y-%m", variable="amount"))
    assert told.error == "“2026-01” does not suit Amount."
    assert result(DateAndTime(Operation.FORMAT, format="%Y%m", variable="amount")) == Decimal(
        202601
    )


def test_a_variable_with_a_date_is_read() -> None:
    row = AssignmentRow("due", "2026-05-01")
    config = DateAndTime(Operation.PART, "var.due", Part.MONTH, variable="amount")
    assert dialogue(AssignVariables((row,)), config).variables["amount"] == Decimal(5)


def test_an_unreadable_date_of_the_email_is_an_error() -> None:
    config = DateAndTime(Operation.PART, "email.date", variable="amount")
    told = dialogue(config, message=email(Date="soon"))
    assert told.error == "email.date holds no date and time."


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (DateAndTime(), "variable"),
        (DateAndTime(variable="amount"), "variable"),
        (DateAndTime(Operation.PART, variable="due"), "variable"),
        (DateAndTime(Operation.PART, "var.gone", variable="amount"), "moment"),
        (DateAndTime(Operation.DIFFERENCE, until=" ", variable="amount"), "until"),
        (DateAndTime(Operation.ADD, amount="", variable="due"), "amount"),
        (DateAndTime(Operation.ADD_WORKING_TIME, variable="due"), "calendar"),
        (DateAndTime(Operation.FORMAT, format="%Q", variable="words"), "format"),
        (DateAndTime(Operation.FORMAT, format="100 %", variable="words"), "format"),
        (DateAndTime(Operation.PARSE, text="x", format="%d/%m", variable="due"), "format"),
        (DateAndTime(Operation.PARSE, text="x", format="%Y%m%d%d", variable="due"), "format"),
        (DateAndTime(Operation.PARSE, text="x", format="%Y%m%d %I", variable="due"), "format"),
        (DateAndTime(variable="due", time_zone="Moon/Base"), "time_zone"),
    ],
)
def test_the_config_is_checked(config: DateAndTime, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]
