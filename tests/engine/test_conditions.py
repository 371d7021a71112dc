"""Conditions: seventeen operators over five kinds of value, in tables, and their opposites."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.conditions import (
    LABELS,
    OPPOSITES,
    WITHOUT_RIGHT,
    Operator,
    Verdict,
    compare,
    operators_for,
)
from app.engine.conversion import Kind, Value

PARIS = ZoneInfo("Europe/Paris")


def verdict(left: Value, words: str, right: str, kind: Kind, *, exact: bool = False) -> Verdict:
    return compare(Operator(words), left, right, kind, exact=exact, zone=PARIS)


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        ("Café", "equals", "  CAFE ", True),
        ("", "equals", "", True),
        ("a", "equals", "b", False),
        ("a", "not_equals", "b", True),
        ("", "not_equals", "", False),
        ("Le Café noir", "contains", "cafe", True),
        ("Le thé", "contains", "cafe", False),
        ("Le thé", "not_contains", "cafe", True),
        ("", "not_contains", "cafe", True),
        ("Réf. 12", "starts_with", "ref", True),
        ("x Réf. 12", "starts_with", "ref", False),
        ("facture.PDF", "ends_with", ".pdf", True),
        ("facture.PDF.exe", "ends_with", ".pdf", False),
        ("Order 1234", "matches", r"order \d{4}$", True),
        ("Order 12", "matches", r"order \d{4}$", False),
        (" \n", "is_empty", "", True),
        ("x", "is_empty", "ignored", False),
        ("x", "is_not_empty", "", True),
        ("", "is_not_empty", "", False),
        ("Été", "in_list", "hiver; ete, automne", True),
        ("été", "in_list", "printemps\nhiver", False),
        ("pаypal.com", "equals", "paypal.com", False),
    ],
)
def test_texts(left: str, operator: str, right: str, holds: bool) -> None:
    assert verdict(left, operator, right, "text") == Verdict(holds)


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        ("Café", "equals", "café"),
        ("Café", "contains", "cafe"),
        ("ABC", "starts_with", "a"),
        ("ABC", "ends_with", "c"),
        ("ABC", "in_list", "abc, Abc"),
        ("ABC", "matches", "abc"),
    ],
)
def test_exact_texts_differ_by_case_and_accents(left: str, operator: str, right: str) -> None:
    assert not verdict(left, operator, right, "text", exact=True).holds
    assert verdict(left, operator, right, "text").holds


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        (Decimal("1.50"), "equals", "1.5", True),
        ("1.50", "equals", "+1.5", True),
        ("10", "less_than", "9", False),
        ("-10", "less_than", "9", True),
        ("9", "less_than", "9", False),
        ("9", "at_most", "9", True),
        ("9.01", "at_most", "9", False),
        ("10", "greater_than", "9", True),
        ("9", "greater_than", "9", False),
        ("9", "at_least", "9", True),
        ("8", "at_least", "9", False),
        ("5", "between", "5 .. 7", True),
        ("7", "between", "5..7", True),
        ("7.5", "between", "5;7", False),
        ("-1", "between", "-1.5..-.5", True),
        ("2.0", "in_list", "1; 2, 3", True),
        ("4", "in_list", "1, 2, 3", False),
        ("", "is_empty", "", True),
    ],
)
def test_numbers(left: Value, operator: str, right: str, holds: bool) -> None:
    assert verdict(left, operator, right, "number") == Verdict(holds)


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        (datetime(2026, 1, 5, 9, 0, tzinfo=UTC), "equals", "2026-01-05T10:00", True),
        ("2026-01-05T10:00", "equals", "2026-01-05", True),
        ("2026-01-06T00:00", "equals", "2026-01-05", False),
        ("2026-01-05T23:00Z", "equals", "2026-01-06", True),
        ("2026-01-04T23:59", "before", "2026-01-05", True),
        ("2026-01-05T00:00", "before", "2026-01-05", False),
        ("2026-01-05T12:00", "after", "2026-01-05", False),
        ("2026-01-06", "after", "2026-01-05", True),
        ("2026-01-05T12:00", "at_most", "2026-01-05", True),
        ("2026-01-05T12:00", "at_least", "2026-01-05", True),
        ("2026-01-05T12:00", "less_than", "2026-01-05T12:01", True),
        ("2026-01-05T12:00", "greater_than", "2026-01-05T12:00", False),
        ("2026-01-31T18:00", "between", "2026-01-01 .. 2026-01-31", True),
        ("2026-02-01", "between", "2026-01-01;2026-01-31", False),
        # The hour that comes twice when clocks go back: half past two, first and second time.
        ("2026-10-25T02:30+02:00", "before", "2026-10-25T02:15+01:00", True),
    ],
)
def test_moments(left: Value, operator: str, right: str, holds: bool) -> None:
    assert verdict(left, operator, right, "date_time") == Verdict(holds)


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        (True, "equals", "yes", True),
        ("on", "equals", "true", True),
        (False, "equals", "1", False),
        (False, "not_equals", "1", True),
        (False, "is_empty", "", False),
    ],
)
def test_yes_and_no(left: Value, operator: str, right: str, holds: bool) -> None:
    assert verdict(left, operator, right, "yes_no") == Verdict(holds)


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        (("a, b", "É"), "contains", "e", True),
        (("a, b", "É"), "contains", "a, b", True),
        (("ab",), "contains", "a", False),
        ("a; b", "contains", "B", True),
        (("a",), "not_contains", "b", True),
        (("a", "b"), "equals", "A; B", True),
        (("a", "b"), "equals", "b, a", False),
        ((), "is_empty", "", True),
        (("a",), "is_not_empty", "", True),
    ],
)
def test_lists(left: Value, operator: str, right: str, holds: bool) -> None:
    assert verdict(left, operator, right, "list") == Verdict(holds)


@pytest.mark.parametrize(
    ("left", "operator", "right", "kind", "note"),
    [
        ("abc", "less_than", "1", "number", "“abc” is no number."),
        ("1", "less_than", "abc", "number", "“abc” is no number."),
        ("", "equals", "1", "number", "An empty text is no number."),
        ("1", "in_list", "1, x", "number", "“x” is no number."),
        ("1", "in_list", " ; ", "number", "The list to look in is empty."),
        ("1", "between", "1", "number", "Write two values: the lower, “..”, the higher."),
        ("1", "between", "1;2;3", "number", "Write two values: the lower, “..”, the higher."),
        ("1", "between", "3..1", "number", "Write the lower value first."),
        (Decimal("NaN"), "equals", "1", "number", "“NaN” is no number."),
        ("soon", "before", "2026-01-05", "date_time", "“soon” is no date."),
        ("maybe", "equals", "yes", "yes_no", "“maybe” is no yes or no."),
        ("abc", "contains", "", "text", "The text to look for is empty."),
        ("abc", "starts_with", " ", "text", "The text to look for is empty."),
        ("abc", "matches", "", "text", "The regular expression is empty."),
        ("abc", "matches", "(", "text", "A group opened with ( is never closed: add ) at its end."),
        ("a", "contains", " ", "list", "The text to look for is empty."),
        (
            "1",
            "less_than",
            "2",
            "text",
            "“less than” is not possible for a value of the kind text.",
        ),
        ("x" * 50, "equals", "1", "number", f"“{'x' * 39}…” is no number."),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_does_not_hold_and_says_so(
    left: Value, operator: str, right: str, kind: Kind, note: str
) -> None:
    found = verdict(left, operator, right, kind)
    assert not found.holds
    assert str(found.note) == note


KINDS: tuple[Kind, ...] = ("text", "number", "yes_no", "date_time", "list")
LEFT: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "1", "2026-01-05", "yes", "a, b", "(", "..", "0001-01-01"]),
    st.decimals(),
    st.booleans(),
    st.datetimes(),
    st.datetimes(timezones=st.just(PARIS)),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
)
RIGHT = st.text(max_size=8) | st.sampled_from(["", "1", "2026-01-05", "yes", "a, b", "(", "1..2"])


@given(LEFT, RIGHT, st.sampled_from(KINDS), st.booleans())
def test_a_negative_operator_is_always_the_opposite(
    left: Value, right: str, kind: Kind, exact: bool
) -> None:
    for negative, positive in OPPOSITES.items():
        no = compare(negative, left, right, kind, exact=exact, zone=PARIS)
        yes = compare(positive, left, right, kind, exact=exact, zone=PARIS)
        assert no.holds is not yes.holds
        assert (no.note is None) is (yes.note is None)


@given(LEFT, RIGHT, st.sampled_from(KINDS), st.sampled_from(list(Operator)))
def test_comparing_never_fails(left: Value, right: str, kind: Kind, operator: Operator) -> None:
    found = compare(operator, left, right, kind, zone=PARIS)
    assert found == compare(operator, left, right, kind, zone=PARIS)
    assert found.note is None or str(found.note)


def test_moments_at_the_ends_of_the_calendar_do_not_fail() -> None:
    first = datetime(1, 1, 1, tzinfo=PARIS)
    assert verdict(first, "before", "2026-01-05", "date_time").note is not None
    last = ZoneInfo("America/New_York")
    found = compare(Operator.AT_MOST, "9999-12-31", "9999-12-31", "date_time", zone=last)
    assert found.note is not None


def test_every_operator_has_a_label_and_a_kind_that_offers_it() -> None:
    assert len(Operator) == 17
    assert set(LABELS) == set(Operator)
    assert len({str(label) for label in LABELS.values()}) == 17
    assert {operator for kind in KINDS for operator in operators_for(kind)} == set(Operator)
    for kind in KINDS:
        assert set(operators_for(kind)) >= WITHOUT_RIGHT
        assert Operator.NOT_EQUALS in operators_for(kind)


def test_verdicts_and_operators_are_stored_by_key() -> None:
    found = verdict("x", "less_than", "1", "number")
    assert msgspec.json.decode(msgspec.json.encode(found), type=Verdict) == found
    assert msgspec.json.encode(Operator.IN_LIST) == b'"in_list"'
