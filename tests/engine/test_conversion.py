"""Conversions: what reads as a value, what does not, and that writing and reading agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.conversion import (
    Value,
    convert,
    end_of_day,
    fold_for_comparison,
    to_datetime,
    to_list,
    to_number,
    to_text,
    to_yes_no,
)

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        (" 12.50\n", "12.50"),
        ("-3", "-3"),
        ("+.5", "0.5"),
        ("9" * 40, "9" * 40),
        ("-0." + "9" * 39, "-0." + "9" * 39),
    ],
)
def test_digits_with_sign_and_point_are_numbers(text: str, number: str) -> None:
    assert to_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "-",
        "1.",
        "1,5",
        "1 000",
        "1e3",
        "NaN",
        "Infinity",
        "0x1",
        "٣",
        "１",
        "1_0",
        "--1",
        "9" * 41,
        "1" * 100_000,
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert to_number(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=PARIS)),
        (" 2026-01-05T10:30 ", datetime(2026, 1, 5, 10, 30, tzinfo=PARIS)),
        ("2026-01-05 10:30:15", datetime(2026, 1, 5, 10, 30, 15, tzinfo=PARIS)),
        ("2026-01-05t10:30:15.25z", datetime(2026, 1, 5, 10, 30, 15, 250_000, tzinfo=UTC)),
        ("2026-01-05T10:30Z", datetime(2026, 1, 5, 10, 30, tzinfo=UTC)),
        (
            "2026-01-05 10:30 -0530",
            datetime(2026, 1, 5, 10, 30, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
        ),
    ],
)
def test_iso_dates_and_times_are_read(text: str, moment: datetime) -> None:
    read = to_datetime(text, PARIS)
    assert read == moment
    assert read is not None
    assert read.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-02-30",
        "2026-01-05T25:00",
        "20260105",
        "2026-W01-1",
        "05/01/2026",
        "now",
        "2026-01-05T10",
        "9999-12-31T23:59-23:59",
        "0001-01-01",
        "2026-01-05T10:00+99:00",
    ],
)
def test_anything_else_is_no_moment(text: str) -> None:
    assert to_datetime(text, PARIS) is None


@pytest.mark.parametrize("text", ["true", "YES", " y ", "On", "1"])
def test_words_for_yes(text: str) -> None:
    assert to_yes_no(text) is True


@pytest.mark.parametrize("text", ["false", "No", "n", "OFF", "0"])
def test_words_for_no(text: str) -> None:
    assert to_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "2", "yes no"])
def test_other_words_are_neither(text: str) -> None:
    assert to_yes_no(text) is None


def test_lists_split_at_commas_semicolons_and_line_ends() -> None:
    assert to_list(" a, b;c\r\n\n d e ,,") == ("a", "b", "c", "d e")
    assert to_list("") == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as is", "as is"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.0"), "0.0"),
        (True, "true"),
        (False, "false"),
        (datetime(2026, 1, 5, 10, 0, tzinfo=PARIS), "2026-01-05T10:00:00+01:00"),
        (("a", "b"), "a, b"),
        ((), ""),
    ],
)
def test_values_are_written_in_one_way(value: Value, text: str) -> None:
    assert to_text(value) == text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999", "1E-999999"])
def test_numbers_of_no_variable_are_a_defect(number: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        to_text(Decimal(number))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**30), max_value=10**30
    )
)
def test_numbers_survive_writing_and_reading(number: Decimal) -> None:
    assert convert(to_text(number), "number", UTC) == number


@given(st.datetimes(timezones=st.just(PARIS), min_value=datetime(1970, 1, 2)))  # noqa: DTZ001
def test_moments_survive_writing_and_reading(moment: datetime) -> None:
    read = convert(to_text(moment), "date_time", UTC)
    assert isinstance(read, datetime)
    assert read.astimezone(UTC) == moment.astimezone(UTC)


@given(st.booleans())
def test_yes_and_no_survive_writing_and_reading(value: bool) -> None:
    assert convert(to_text(value), "yes_no", UTC) is value


@given(st.text())
def test_any_text_converts_or_does_not(text: str) -> None:
    to_number(text)
    to_datetime(text, PARIS)
    to_yes_no(text)
    assert convert(text, "text", UTC) == text
    items = convert(text, "list", UTC)
    assert isinstance(items, tuple)
    assert convert(to_text(items), "list", UTC) == items


def test_the_end_of_a_day_knows_short_days() -> None:
    midnight = datetime(2026, 3, 29, tzinfo=PARIS)
    assert end_of_day(midnight).utcoffset() == timedelta(hours=2)


def test_comparison_folds_case_and_accents_but_trusts_no_lookalike() -> None:
    assert fold_for_comparison(" Été\n\nà ") == "ete a"
    assert fold_for_comparison("pаypal.com") != "paypal.com"
    assert fold_for_comparison("pay\u200bpal.com") != "paypal.com"
