"""What a calendar asks about national holidays; services load the library behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt


class HolidayBook(Protocol):
    """National holidays by country (ISO 3166, two letters) and region."""

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:
        """The holiday's name, or None on an ordinary day or for an unknown country."""
        ...


class NoHolidays:
    """A book without a single holiday, for calendars that name no country."""

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:  # noqa: ARG002
        """Always None."""
        return None
