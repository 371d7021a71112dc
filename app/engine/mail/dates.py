"""Dates of header fields (RFC 5322, 3.3), with the older and freer forms that mail still shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# Hours east of UTC. RFC 5322 (4.3) gives the American ones; the others are what mail shows.
_ZONES = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "bst": 1, "wet": 0, "west": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8,
    "aest": 10, "aedt": 11, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?:\s*\(?(?P<zone>(?:GMT|UTC?)?[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})\b)?"
_WEEKDAY = r"\s*(?:[^\W\d]{2,15}\.?,?\s+|[^\W\d]{2,15}\.?,\s*)?"
_FORMS = (
    # Wed, 17 May 2000 19:18:39 -0400
    re.compile(
        _WEEKDAY + r"(?P<day>\d{1,2})[\s.-]+(?P<month>[A-Za-z]{3,9})[\s.,-]+(?P<year>\d{2,4}),?\s+"
        r"(?:at\s+)?" + _TIME + _ZONE
    ),
    # Wed May 17 19:18:39 EDT 2000, the form of asctime
    re.compile(
        _WEEKDAY + r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+" + _TIME + r"\s+"
        r"(?:(?P<zone>[A-Za-z]{1,5}|[+-]\d{4})\s+)?(?P<year>\d{4})"
    ),
    # May 17, 2000 7:18 pm
    re.compile(
        _WEEKDAY + r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4}),?\s+"
        r"(?:at\s+)?" + _TIME + _ZONE
    ),
    # 2000-05-17T19:18:39-04:00
    re.compile(r"\s*(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[\sT,]+" + _TIME + _ZONE),
)
_LONGEST = 200


def parse(text: str) -> datetime | None:
    """The aware moment that `text` names, in the zone it names, or None.

    An unknown zone, none, or -0000 counts as UTC; two-digit years as RFC 5322 (4.3) reads them.
    """
    for form in _FORMS:
        if found := form.match(text[:_LONGEST]):
            return _moment(found)
    return None


def _moment(found: re.Match[str]) -> datetime | None:
    year = int(found["year"])
    if len(found["year"]) < 4:
        year += 2000 if year < 50 else 1900
    name = found["month"]
    month = int(name) if name.isdigit() else _MONTHS.get(name[:3].lower(), 0)
    hour = int(found["hour"])
    half = found["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    # A leap second is the last one that a datetime can show.
    second = min(int(found["second"] or 0), 59)
    try:
        moment = datetime(
            year, month, int(found["day"]), hour, int(found["minute"]), second,
            tzinfo=_zone(found["zone"] or ""),
        )  # fmt: skip
        moment.astimezone(UTC)  # a moment outside of the calendar once moved to UTC is no date
    except (ValueError, OverflowError):
        return None
    return moment


def _zone(name: str) -> timezone:
    digits = re.sub(r"[^\d]", "", name)
    if digits:
        hours, minutes = int(digits[:-2]), int(digits[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        if minutes > 59 or offset >= timedelta(hours=24) or not offset:
            return UTC
        return timezone(-offset if "-" in name else offset)
    hours = _ZONES.get(name.lower(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def written(moment: datetime) -> str:
    """`moment` (aware) as RFC 5322 writes it: `Wed, 17 May 2000 19:18:39 -0400`."""
    month = next(name for name, number in _MONTHS.items() if number == moment.month).title()
    return (
        f"{_DAYS[moment.weekday()]}, {moment.day:02} {month} {moment.year:04} "
        f"{moment:%H:%M:%S} {moment:%z}"
    )
