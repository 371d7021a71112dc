"""Types of columns in a CSV file: guessed from all cells, and what each makes of a cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from app.model.text import Text, _


class ColumnType(StrEnum):
    """What the cells of a column are; all but text are written in one way after the import."""

    TEXT = "text"
    NUMBER = "number"
    NUMBER_COMMA = "number_comma"
    DATE = "date"
    DATE_DAY_FIRST = "date_day_first"
    DATE_MONTH_FIRST = "date_month_first"
    YES_NO = "yes_no"


TYPE_LABELS: dict[ColumnType, Text] = {
    ColumnType.TEXT: _("Text, as it is"),
    ColumnType.NUMBER: _("Number (1,234.5)"),
    ColumnType.NUMBER_COMMA: _("Number (1.234,5)"),
    ColumnType.DATE: _("Date (2026-12-31)"),
    ColumnType.DATE_DAY_FIRST: _("Date (31/12/2026)"),
    ColumnType.DATE_MONTH_FIRST: _("Date (12/31/2026)"),
    ColumnType.YES_NO: _("Yes or no"),
}

_REFUSALS: dict[ColumnType, Text] = {
    ColumnType.NUMBER: _("“{cell}” is no number with a decimal point."),
    ColumnType.NUMBER_COMMA: _("“{cell}” is no number with a decimal comma."),
    ColumnType.DATE: _("“{cell}” is no date such as 2026-12-31."),
    ColumnType.DATE_DAY_FIRST: _("“{cell}” is no date with the day first."),
    ColumnType.DATE_MONTH_FIRST: _("“{cell}” is no date with the month first."),
    ColumnType.YES_NO: _("“{cell}” is neither yes nor no."),
}
_LONGEST_SHOWN = 40
_MOST_DIGITS = 15
"""From here on, digits are a card or an account, which a spreadsheet would round."""

_BLANKS = str.maketrans("", "", " \u00a0\u202f'\u2019")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?", re.ASCII)
_NUMBER_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?", re.ASCII)
_CODE = re.compile(r"[+-]?0\d|\+", re.ASCII)
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_DATE_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]00:00(?::00)?)?", re.ASCII)
_YES = frozenset({"yes", "y", "true", "oui", "vrai", "ja", "wahr", "sí", "si", "sì", "on"})
_NO = frozenset({"no", "n", "false", "non", "faux", "nein", "falsch", "off"})


def converted(cell: str, type_: ColumnType) -> str | None:
    """A cell as the type writes it (1234.5, 2026-12-31, yes), or None when it is none of these.

    Empty cells stay empty.
    """
    if type_ is ColumnType.TEXT:
        return cell
    trimmed = cell.strip()
    return _READERS[type_](trimmed) if trimmed else ""


def refusal(cell: str, type_: ColumnType) -> Text:
    """Why a cell cannot be of a type."""
    shown = cell.strip()
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[:_LONGEST_SHOWN]}…"
    return Text(_REFUSALS[type_].msgid, (("cell", shown),))


def guess(cells: Iterable[str]) -> ColumnType:
    """The type that fits every cell of a column and changes no meaning; text where in doubt.

    Digits with a zero or plus before them are codes, not numbers. Dates whose day and month could
    be either are left as they are.
    """
    filled = [cell for cell in map(str.strip, cells) if cell]
    if not filled:
        return ColumnType.TEXT
    if _fits(filled, _yes_no):
        return ColumnType.YES_NO
    if _fits(filled, _date):
        return ColumnType.DATE
    first, second = _fits(filled, _day_first), _fits(filled, _month_first)
    if first and (not second or all("." in cell for cell in filled)):
        return ColumnType.DATE_DAY_FIRST
    if second and not first:
        return ColumnType.DATE_MONTH_FIRST
    return _guessed_number(filled)


def guesses(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[ColumnType, ...]:
    """The type of each column."""
    return tuple(guess(row[at] for row in rows) for at in range(len(columns)))


def _guessed_number(filled: list[str]) -> ColumnType:
    if any(_CODE.match(cell) or _digits(cell) > _MOST_DIGITS for cell in filled):
        return ColumnType.TEXT
    plain, comma = _fits(filled, _number), _fits(filled, _number_comma)
    if plain and comma and any(sign in cell for cell in filled for sign in ".,"):
        # 1.234 is a thousand here and one and a quarter there.
        return ColumnType.TEXT
    if plain:
        return ColumnType.NUMBER
    return ColumnType.NUMBER_COMMA if comma else ColumnType.TEXT


def _fits(cells: list[str], read: Callable[[str], str | None]) -> bool:
    return all(read(cell) is not None for cell in cells)


def _digits(cell: str) -> int:
    return len(cell) if len(cell) <= _MOST_DIGITS else sum(map(str.isdigit, cell))


def _number(cell: str) -> str | None:
    bare = cell.translate(_BLANKS)
    if not bare.strip("+-") or not _NUMBER.fullmatch(bare):
        return None
    return _plain(bare.replace(",", ""))


def _number_comma(cell: str) -> str | None:
    bare = cell.translate(_BLANKS)
    if not bare.strip("+-") or not _NUMBER_COMMA.fullmatch(bare):
        return None
    return _plain(bare.replace(".", "").replace(",", "."))


def _plain(number: str) -> str:
    sign = "-" if number.startswith("-") else ""
    whole, point, rest = number.lstrip("+-").partition(".")
    return f"{sign}{whole or '0'}{point}{rest}"


def _date(cell: str) -> str | None:
    match = _DATE.fullmatch(cell)
    return None if match is None else _written(match[1], match[2], match[3])


def _day_first(cell: str) -> str | None:
    match = _DATE_LAST.fullmatch(cell)
    return None if match is None else _written(match[3], match[2], match[1])


def _month_first(cell: str) -> str | None:
    match = _DATE_LAST.fullmatch(cell)
    return None if match is None else _written(match[3], match[1], match[2])


def _written(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _yes_no(cell: str) -> str | None:
    folded = cell.casefold()
    return "yes" if folded in _YES else "no" if folded in _NO else None


_READERS: dict[ColumnType, Callable[[str], str | None]] = {
    ColumnType.NUMBER: _number,
    ColumnType.NUMBER_COMMA: _number_comma,
    ColumnType.DATE: _date,
    ColumnType.DATE_DAY_FIRST: _day_first,
    ColumnType.DATE_MONTH_FIRST: _month_first,
    ColumnType.YES_NO: _yes_no,
}
