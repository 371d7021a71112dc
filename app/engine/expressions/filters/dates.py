"""The filter `date`: formats by the run's clock and in the run's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from app.engine.expressions.comparison import moment
from app.engine.expressions.filters.base import Filter
from app.engine.expressions.filters.calendar_words import CalendarWords, calendar_words
from app.engine.expressions.sandbox import Sandbox, read_number
from app.model.text import _

LONGEST_FORMAT: Final = 1_000
"""Characters of a format."""

_DIRECTIVE = re.compile(r"%([-_0^]?)([A-Za-z%])")

_COMPOSED: Final = {
    "F": "%Y-%m-%d",
    "D": "%m/%d/%y",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "x": "%Y-%m-%d",
    "c": "%a %e %b %Y %H:%M:%S",
    "v": "%e-%b-%Y",
}

_NUMBERS: Final[dict[str, tuple[int, str, Callable[[datetime], int]]]] = {
    # letter: digits, what fills them up, the number
    "Y": (4, "0", lambda at: at.year),
    "C": (2, "0", lambda at: at.year // 100),
    "y": (2, "0", lambda at: at.year % 100),
    "m": (2, "0", lambda at: at.month),
    "d": (2, "0", lambda at: at.day),
    "e": (2, " ", lambda at: at.day),
    "j": (3, "0", lambda at: at.timetuple().tm_yday),
    "H": (2, "0", lambda at: at.hour),
    "k": (2, " ", lambda at: at.hour),
    "I": (2, "0", lambda at: at.hour % 12 or 12),
    "l": (2, " ", lambda at: at.hour % 12 or 12),
    "M": (2, "0", lambda at: at.minute),
    "S": (2, "0", lambda at: at.second),
    "L": (3, "0", lambda at: at.microsecond // 1000),
    "N": (6, "0", lambda at: at.microsecond),
    "u": (1, "0", lambda at: at.isoweekday()),
    "w": (1, "0", lambda at: at.isoweekday() % 7),
    "G": (4, "0", lambda at: at.isocalendar().year),
    "V": (2, "0", lambda at: at.isocalendar().week),
    "s": (1, "0", lambda at: (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)),
}

_WORDS: Final[dict[str, Callable[[datetime, CalendarWords], str]]] = {
    "B": lambda at, words: words.months[at.month - 1],
    "b": lambda at, words: words.short_months[at.month - 1],
    "h": lambda at, words: words.short_months[at.month - 1],
    "A": lambda at, words: words.days[at.weekday()],
    "a": lambda at, words: words.short_days[at.weekday()],
    "p": lambda at, _words: "AM" if at.hour < 12 else "PM",
    "P": lambda at, _words: "am" if at.hour < 12 else "pm",
    "z": lambda at, _words: at.strftime("%z"),
    "Z": lambda at, _words: at.tzname() or "",
    "n": lambda _at, _words: "\n",
    "t": lambda _at, _words: "\t",
    "%": lambda _at, _words: "%",
}


def read_date(value: object, now: datetime) -> datetime | None:
    """Read a date out of a value: a date, seconds since 1970, `now`, ISO 8601 or RFC 5322 text."""
    if isinstance(value, str):
        text = value.strip()
        if text in ("now", "today"):
            return now
        if len(text) > 100:
            return None
        number = read_number(text)
        return _read_text(text) if number is None else read_date(number, now)
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**11:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)
    return None


def _read_text(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return moment(read(text))
        except (ValueError, OverflowError, IndexError, TypeError):
            continue
    return None


def written(at: datetime, pattern: str, words: CalendarWords) -> str:
    """Write a date by a pattern of `strftime` directives; unknown ones stay as they are."""

    def directive(found: re.Match[str]) -> str:
        flag, letter = found.groups()
        if letter in _COMPOSED:
            return _DIRECTIVE.sub(directive, _COMPOSED[letter])
        if letter in _NUMBERS:
            digits, filling, number = _NUMBERS[letter]
            filling = {"-": "", "_": " ", "0": "0"}.get(flag, filling)
            text = str(number(at))
            return text.rjust(digits, filling) if filling else text
        if letter in _WORDS:
            text = _WORDS[letter](at, words)
            return text.upper() if flag == "^" else text
        return found.group()

    return _DIRECTIVE.sub(directive, pattern)


def _date(box: Sandbox, value: object, pattern: object = None) -> object:
    if value is None or value == "":
        return ""
    at = read_date(value, box.context.now)
    if at is None:
        shown = value[:80] if isinstance(value, str) else "…"
        box.warn(_("{value} is not a date; it was left as it is.", value=shown))
        return value
    if pattern is None or pattern == "":
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        return at.isoformat(timespec="seconds")
    layout = box.text(pattern)
    if len(layout) > LONGEST_FORMAT:
        box.too_large()
    return written(at, layout, calendar_words(box.context.language))


FILTERS: Final = (Filter("date", _date, 0, 1, work=1_500, factor=16),)
"""The filter on dates."""
