"""Names of months and days in the languages that dates are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Names of a language; months from January, days from Monday, long and short."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ENGLISH: Final = CalendarWords(
    _words("January February March April May June July August September October November December"),
    _words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    _words("Mon Tue Wed Thu Fri Sat Sun"),
)

_LANGUAGES: Final = {
    "en": _ENGLISH,
    "fr": CalendarWords(
        _words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        _words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        _words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        _words("lun. mar. mer. jeu. ven. sam. dim."),
    ),
    "de": CalendarWords(
        _words(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        _words("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        _words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        _words("Mo. Di. Mi. Do. Fr. Sa. So."),
    ),
    "es": CalendarWords(
        _words(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre"
        ),
        _words("ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."),
        _words("lunes martes miércoles jueves viernes sábado domingo"),
        _words("lun. mar. mié. jue. vie. sáb. dom."),
    ),
}


def calendar_words(language: str) -> CalendarWords:
    """The names of a language such as `fr` or `de-AT`; English for those we do not have."""
    return _LANGUAGES.get(language[:2].lower(), _ENGLISH)
