"""Convert between the texts people and templates write and the values of variables."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo
from decimal import Decimal
from typing import Final, Literal, TypeAlias

# Keys of the kinds of value, as stored.
Kind: TypeAlias = Literal["text", "number", "yes_no", "date_time", "list"]
Value: TypeAlias = str | Decimal | bool | datetime | tuple[str, ...]

LONGEST_NUMBER: Final = 40
MOST_ITEMS: Final = 10_000

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)? ?(?:[Zz]|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_SEPARATOR: Final = re.compile(r"[,;\n\r]")
_YES: Final = frozenset({"true", "yes", "y", "on", "1"})
_NO: Final = frozenset({"false", "no", "n", "off", "0"})


def to_number(text: str) -> Decimal | None:
    """Read a number: digits with an optional sign and decimal point, at most 40 digits.

    No exponent, no thousands separator, no NaN or infinity: `None`. Outer blanks are ignored.
    """
    trimmed = text.strip()
    if len(trimmed) > LONGEST_NUMBER + 2 or not _NUMBER.fullmatch(trimmed):
        return None
    if sum(map(str.isdigit, trimmed)) > LONGEST_NUMBER:
        return None
    return Decimal(trimmed)


def to_datetime(text: str, zone: tzinfo) -> datetime | None:
    """Read an ISO 8601 date (its midnight) or date-time; one without offset is in `zone`.

    The result carries an offset or `zone`, and lies within the years that convert to UTC.
    """
    trimmed = text.strip()
    if not (_DATE.fullmatch(trimmed) or _DATE_TIME.fullmatch(trimmed)):
        return None
    try:
        clock = trimmed[11:].replace(" ", "")
        moment = datetime.fromisoformat(f"{trimmed[:11]}{clock}".upper())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):  # 31 February; the last hours of the year 9999
        return None
    return moment


def is_date_only(text: str) -> bool:
    """Say whether `text` is written as a date without a time."""
    return _DATE.fullmatch(text.strip()) is not None


def to_yes_no(text: str) -> bool | None:
    """Read `true`, `yes`, `y`, `on`, `1` or `false`, `no`, `n`, `off`, `0`, in any case."""
    word = text.strip().lower()
    if word in _YES:
        return True
    return False if word in _NO else None


def to_list(text: str) -> tuple[str, ...]:
    """Split at commas, semicolons and line ends; outer blanks and empty items are left out."""
    items = (item.strip() for item in _SEPARATOR.split(text, MOST_ITEMS))
    return tuple(item for item in items if item)


def to_text(value: Value) -> str:
    """Write a value so that reading it gives it back (items that hold a separator excepted).

    Numbers without exponent, yes/no as `true` and `false`, date-times in ISO 8601 with their
    offset, lists joined by a comma and a blank. Raises `ValueError` for a number that
    `to_number` could not have made (NaN, infinity, more than 40 digits written out).
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return _number_text(value)
        case datetime():
            return value.isoformat()
        case tuple():
            return ", ".join(value)


def _number_text(number: Decimal) -> str:
    if not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
        raise ValueError(f"not a number of a variable: {number!r}")
    written = format(number, "f")
    return written.removeprefix("-") if number.is_zero() else written


def convert(text: str, kind: Kind, zone: tzinfo) -> Value | None:
    """Read `text` as `kind`; `None` when it is not one."""
    match kind:
        case "text":
            return text
        case "number":
            return to_number(text)
        case "yes_no":
            return to_yes_no(text)
        case "date_time":
            return to_datetime(text, zone)
        case "list":
            return to_list(text)


def end_of_day(midnight: datetime) -> datetime:
    """Give the last microsecond of the day that begins at `midnight`."""
    return datetime.combine(midnight.date(), time.max, midnight.tzinfo)
