"""Wall-clock times of a time zone: those that a change of the clocks skips or repeats."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_MINUTE = dt.timedelta(minutes=1)
_LONGEST_GAP = 26 * 60
"""Minutes: islands have skipped a whole day when they moved across the date line."""


def moments_of(local: dt.datetime, time_zone: str) -> tuple[dt.datetime, ...]:
    """The moments at which clocks in an IANA zone show a naive time, in order.

    None where the time is skipped, two where it is repeated; each with the offset that holds then.
    """
    zone = ZoneInfo(time_zone)
    found: list[dt.datetime] = []
    for fold in (0, 1):
        moment = local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC)
        shown = moment.astimezone(zone)
        if shown.replace(tzinfo=None, fold=0) == local and moment not in found:
            found.append(moment)
    return tuple(_with_offset(moment.astimezone(zone)) for moment in found)


def _with_offset(moment: dt.datetime) -> dt.datetime:
    """With its offset alone: Python calls a repeated time of a zone equal to nothing elsewhere."""
    return moment.replace(tzinfo=dt.timezone(moment.utcoffset() or dt.timedelta()), fold=0)


def next_valid(local: dt.datetime, time_zone: str) -> dt.datetime:
    """The first naive time from `local` on that clocks in the zone do show, to the minute."""
    for _step in range(_LONGEST_GAP):
        if moments_of(local, time_zone):
            return local
        local += _MINUTE
    raise ValueError(f"no valid time within {_LONGEST_GAP} minutes")
