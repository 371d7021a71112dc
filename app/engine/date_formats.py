"""Formats of dates that designers write, such as %d/%m/%Y: the same on every computer."""

from __future__ import annotations

import datetime as dt
import re

from app.engine.moments import at_wall
from app.model.text import Text, _

LONGEST_FORMAT = 100
_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)

_READ = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "p": r"(?P<p>[AaPp][Mm])",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "z": r"(?P<z>Z|[+-]\d{2}:?\d{2})",
}
_WRITTEN = frozenset({*_READ, "j", "u", "V", "G"})
_NEEDED = (frozenset("Yy"), frozenset("m"), frozenset("d"))

READ_DIRECTIVES = "%Y %y %m %d %H %I %p %M %S %z %%"
WRITTEN_DIRECTIVES = f"{READ_DIRECTIVES} %j %u %G %V"


def written_problem(pattern: str) -> Text | None:
    """Why dates cannot be written in this format, or None."""
    return _problem(pattern, _WRITTEN, WRITTEN_DIRECTIVES)


def read_problem(pattern: str) -> Text | None:
    """Why dates cannot be read in this format, or None."""
    problem = _problem(pattern, frozenset(_READ), READ_DIRECTIVES)
    if problem is not None:
        return problem
    used = _used(pattern)
    if len(set(used)) < len(used):
        return _("A part of the date stands twice in the format: keep one.")
    if not all(needed & set(used) for needed in _NEEDED):
        return _("The format needs a year, a month and a day: %Y or %y, %m and %d.")
    if ("I" in used) is not ("p" in used):
        return _("%I and %p belong together: write both, or %H.")
    return None


def write(moment: dt.datetime, pattern: str) -> str:
    """An aware moment in a format that `written_problem` finds nothing wrong with."""
    return _DIRECTIVE.sub(lambda found: _part(moment, found[1]), pattern)


def read(text: str, pattern: str, zone: dt.tzinfo) -> dt.datetime | None:
    """The moment that a text names in a format without `read_problem`; None when it names none.

    Without an offset the text is on the zone's clock; two-digit years are 1969 to 2068.
    """
    found = re.fullmatch(_expression(pattern), " ".join(text.split()), re.ASCII)
    if found is None:
        return None
    parts = {name: part for name, part in found.groupdict().items() if part is not None}
    try:
        wall = dt.datetime(  # noqa: DTZ001 -- the zone comes next
            _year(parts),
            int(parts["m"]),
            int(parts["d"]),
            _hour(parts),
            int(parts.get("M", 0)),
            int(parts.get("S", 0)),
        )
        offset = parts.get("z")
        if offset is None:
            moment = at_wall(wall, zone)
        else:
            moment = dt.datetime.fromisoformat(wall.isoformat() + offset)
        moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):  # 31 February; the last hours of the year 9999
        return None
    return moment


def _problem(pattern: str, allowed: frozenset[str], shown: str) -> Text | None:
    if len(pattern) > LONGEST_FORMAT:
        return _("The format has more than {count} characters.", count=LONGEST_FORMAT)
    for found in _DIRECTIVE.findall(pattern):
        if found not in allowed and found != "%":
            return _("The format knows no %{sign}: write {known}.", sign=found, known=shown)
    return None


def _used(pattern: str) -> list[str]:
    return [sign for sign in _DIRECTIVE.findall(pattern) if sign != "%"]


def _expression(pattern: str) -> str:
    pieces = []
    end = 0
    folded = " ".join(pattern.split())
    for found in _DIRECTIVE.finditer(folded):
        pieces.append(re.escape(folded[end : found.start()]))
        pieces.append(_READ.get(found[1], "%"))
        end = found.end()
    return "".join((*pieces, re.escape(folded[end:])))


def _year(parts: dict[str, str]) -> int:
    if "Y" in parts:
        return int(parts["Y"])
    short = int(parts["y"])
    return short + (2000 if short < 69 else 1900)


def _hour(parts: dict[str, str]) -> int:
    if "I" not in parts:
        return int(parts.get("H", 0))
    hour = int(parts["I"])
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if parts["p"].lower() == "pm" else 0)


def _part(moment: dt.datetime, sign: str) -> str:  # noqa: PLR0911 -- a table of directives
    year, week, weekday = moment.isocalendar()
    match sign:
        case "Y":
            return f"{moment.year:04}"
        case "y":
            return f"{moment.year % 100:02}"
        case "p":
            return "AM" if moment.hour < 12 else "PM"
        case "I":
            return f"{(moment.hour - 1) % 12 + 1:02}"
        case "j":
            return f"{moment.timetuple().tm_yday:03}"
        case "u":
            return str(weekday)
        case "G":
            return f"{year:04}"
        case "V":
            return f"{week:02}"
        case "z":
            return moment.strftime("%z")
        case "m" | "d" | "H" | "M" | "S":
            names = {"m": "month", "d": "day", "H": "hour", "M": "minute", "S": "second"}
            return f"{getattr(moment, names[sign]):02}"
        case _:
            return "%"
