"""Names and references: what is refused, what is suggested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.errors import Refused
from app.model.lifecycle import check_name, check_reference, suggest_name, suggest_reference


def test_a_name_loses_the_blanks_around_it() -> None:
    assert check_name("  Spring sale ") == "Spring sale"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("x" * 101, "101 characters"),
        ("a\nb", "line break"),
        ("\udc80", "control character"),
        ("SPRING ", "The name SPRING is already taken"),
    ],
)
def test_names_that_cannot_be_are_refused(name: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check_name(name, {"Spring"})


def test_a_name_may_have_a_hundred_characters_of_any_script() -> None:
    assert check_name("注" * 100) == "注" * 100


@pytest.mark.parametrize("reference", ["a", "A_b-c.d@e+9", "x" * 100])
def test_references_of_the_allowed_characters_pass(reference: str) -> None:
    assert check_reference(reference) == reference


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("", "empty"),
        ("x" * 101, "101 characters"),
        ("café", "without accents"),
        ("a b", "without accents"),
        ("a/b", "without accents"),
        ("١", "without accents"),
        ("Sales", "already taken"),
    ],
)
def test_references_that_cannot_be_are_refused(reference: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check_reference(reference, {"SALES"})


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("Müller & Söhne", "muller-sohne"),
        ("Straße, Œuvre, Łódź", "strasse-oeuvre-lodz"),
        ("  Sales  ", "sales"),
        ("support@example.org", "support@example.org"),
        ("客服", "routing"),
        ("...", "routing"),
        ("", "routing"),
        ("ﬁle №1", "file-no1"),
        ("x" * 120, "x" * 100),
    ],
)
def test_a_reference_reads_like_the_name(name: str, reference: str) -> None:
    assert suggest_reference(name) == reference


def test_a_suggested_reference_is_free_by_lower_case() -> None:
    assert suggest_reference("Sales", {"SALES", "sales-2"}) == "sales-3"
    assert suggest_reference("x" * 100, {"x" * 100}) == "x" * 98 + "-2"
    assert suggest_reference("客服", {"queue"}, fallback="queue") == "queue-2"


@given(st.text(), st.sets(st.text(max_size=3)))
def test_every_suggested_reference_passes(name: str, taken: set[str]) -> None:
    first = suggest_reference(name, taken)
    check_reference(first, taken)
    check_reference(suggest_reference(name, {*taken, first.upper()}), {*taken, first})


@pytest.mark.parametrize(
    ("name", "taken", "suggestion"),
    [
        ("Spring", set(), "Spring"),
        ("Spring", {"spring"}, "Spring (2)"),
        ("Spring (2)", {"Spring", "Spring (2)"}, "Spring (3)"),
        ("x" * 100, {"x" * 100}, "x" * 96 + " (2)"),
    ],
)
def test_a_suggested_name_counts_on(name: str, taken: set[str], suggestion: str) -> None:
    assert suggest_name(name, taken) == suggestion
    check_name(suggestion, taken)
