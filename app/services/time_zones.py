"""The time zones to choose from, by their IANA names."""

from __future__ import annotations

import functools
import zoneinfo

_OLD = ("Etc/", "SystemV/", "posix/", "right/")


@functools.cache
def zone_list() -> tuple[str, ...]:
    """Zones that are named for a place, and UTC first."""
    names = zoneinfo.available_timezones()
    places = (name for name in names if "/" in name and not name.startswith(_OLD))
    return ("UTC", *sorted(places))
