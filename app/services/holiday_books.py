"""National holidays, from a library that is loaded when a calendar first asks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

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
    codes = _countries().get(country.strip().upper())
    return codes is not None and (not region or _listed(region, codes) is not None)


def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The codes of the regions with holidays of their own, with their names there, by name."""
    import holidays

    code = country.strip().upper()
    codes = _countries().get(code, ())
    if not codes:
        return ()
    book = type(holidays.country_holidays(code))
    names: dict[str, str] = {}
    for name, of in (getattr(book, "subdivisions_aliases", None) or {}).items():
        # Among the aliases are codes, too (GUA); a name is longer, or not in capitals alone.
        if of not in names or names[of].isupper():
            names[of] = name
    named = ((code, names.get(code, code)) for code in codes)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


@functools.cache
def _countries() -> dict[str, tuple[str, ...]]:
    import holidays

    listed = holidays.list_supported_countries(include_aliases=True)
    return {code: tuple(regions) for code, regions in listed.items()}


def _listed(region: str, codes: tuple[str, ...]) -> str | None:
    wanted = region.strip().casefold()
    return next((code for code in codes if code.casefold() == wanted), None)


@functools.cache
def _spoken(country: str, wanted: str) -> str | None:
    """The language of the library that is nearest to the wanted one; None is the country's own."""
    import holidays

    spoken = holidays.list_localized_countries(include_aliases=True).get(country, [])
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

    codes = _countries().get(country)
    if codes is None:
        return {}
    book = holidays.country_holidays(
        country,
        subdiv=_listed(region, codes) if region else None,
        years=year,
        language=language,
        expand=False,
    )
    return dict(book)
