"""National holidays, from a library that is loaded when a calendar first asks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Holidays:
    """Implements the engine's `HolidayBook`; English names, so that traces are alike everywhere."""

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:
        """The holiday's name, or None on an ordinary day or for an unknown country."""
        return _year(country.strip().upper(), region.strip().upper(), day.year).get(day)


def is_known(country: str, region: str = "") -> bool:
    """Whether the library knows a country, and the region if one is given."""
    import holidays

    regions = holidays.list_supported_countries().get(country.strip().upper())
    return regions is not None and (not region or region.strip().upper() in regions)


@functools.cache
def _year(country: str, region: str, year: int) -> dict[dt.date, str]:
    import holidays

    if not is_known(country):
        return {}
    subdivision = region if region and is_known(country, region) else None
    book = holidays.country_holidays(
        country, subdiv=subdivision, years=year, language="en_US", expand=False
    )
    return dict(book)
