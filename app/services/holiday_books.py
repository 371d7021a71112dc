"""National holidays, from a library that is loaded when a calendar first asks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from holidays import HolidayBase

ENGLISH = "en_US"


class Holidays:
    """Implements the engine's `HolidayBook`.

    Without a language the names are English, so that traces are alike everywhere; with one
    (`fr`, `de_DE`) they are in it wherever the library has it.
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self._language = language

    def name_of(self, country: str, region: str, day: dt.date) -> str | None:
        """The holiday's name, or None on an ordinary day or for an unknown country."""
        code = country.strip().upper()
        language = _spoken(code, self._language)
        return _year(code, region.strip(), day.year, language).get(day)


def is_known(country: str, region: str = "") -> bool:
    """Whether the library knows a country, and the region if one is given."""
    book = _book(country.strip().upper())
    return book is not None and (not region or _listed(region, book) is not None)


def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The codes of the regions with holidays of their own, with their names there, by name."""
    book = _book(country.strip().upper())
    if book is None:
        return ()
    names: dict[str, str] = {}
    for name, of in (getattr(book, "subdivisions_aliases", None) or {}).items():
        # Among the aliases are codes, too (GUA); a name is longer, or not in capitals alone.
        if of not in names or names[of].isupper():
            names[of] = name
    named = ((code, names.get(code, code)) for code in book.subdivisions)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


@functools.cache
def _book(country: str) -> type[HolidayBase] | None:
    """The holidays of one country: only its own are loaded, not those of all."""
    import holidays

    if not (country.isascii() and country.isalpha() and len(country) in (2, 3)):
        return None
    try:
        return type(holidays.country_holidays(country))
    except NotImplementedError:
        return None


def _listed(region: str, book: type[HolidayBase]) -> str | None:
    wanted = region.strip().casefold()
    return next((code for code in book.subdivisions if code.casefold() == wanted), None)


@functools.cache
def _spoken(country: str, wanted: str) -> str | None:
    """The language of the library that is nearest to the wanted one; None is the country's own."""
    book = _book(country)
    spoken = () if book is None else book.supported_languages
    exact = wanted.replace("-", "_")
    base = exact.partition("_")[0]
    near = [one for one in spoken if one.partition("_")[0] == base]
    for one in (exact, base, *near, ENGLISH):
        if one in spoken:
            return one
    return None


@functools.lru_cache(maxsize=512)
def _year(country: str, region: str, year: int, language: str | None) -> dict[dt.date, str]:
    import holidays

    known = _book(country)
    if known is None:
        return {}
    book = holidays.country_holidays(
        country,
        subdiv=_listed(region, known) if region else None,
        years=year,
        language=language,
        expand=False,
    )
    return dict(book)
