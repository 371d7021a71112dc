"""Calendars: weekly opening hours, dated closings, holidays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _

TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
"""A time of day as calendars write it."""


class Weekday(StrEnum):
    """Days of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_WEEKDAYS = (
    (Weekday.MONDAY, _("Monday")),
    (Weekday.TUESDAY, _("Tuesday")),
    (Weekday.WEDNESDAY, _("Wednesday")),
    (Weekday.THURSDAY, _("Thursday")),
    (Weekday.FRIDAY, _("Friday")),
    (Weekday.SATURDAY, _("Saturday")),
    (Weekday.SUNDAY, _("Sunday")),
)


class OpenSlot(msgspec.Struct, frozen=True):
    """Open every week on `day` from `opens` until before `closes` (HH:MM; 24:00 ends the day)."""

    day: Annotated[Weekday, field(_("Day"), widget=Widget.CHOICE, choices=_WEEKDAYS)] = (
        Weekday.MONDAY
    )
    opens: Annotated[str, field(_("Opens"), widget=Widget.TIME, required=True)] = "09:00"
    closes: Annotated[str, field(_("Closes"), widget=Widget.TIME, required=True)] = "18:00"


class ClosedSlot(msgspec.Struct, frozen=True):
    """Closed on a date from `starts` until before `ends`, whatever the weekly hours say."""

    date: Annotated[dt.date | None, field(_("Date"), widget=Widget.DATE, required=True)] = None
    starts: Annotated[str, field(_("From"), widget=Widget.TIME)] = "00:00"
    ends: Annotated[str, field(_("To"), widget=Widget.TIME)] = "24:00"
    reason: Annotated[str, field(_("Reason"), widget=Widget.LINE)] = ""


class Holiday(msgspec.Struct, frozen=True):
    """An own holiday, beside the national ones; `yearly` repeats month and day every year."""

    date: Annotated[dt.date | None, field(_("Date"), widget=Widget.DATE, required=True)] = None
    name: Annotated[str, field(_("Name"), widget=Widget.LINE)] = ""
    yearly: Annotated[bool, field(_("Every year"), widget=Widget.TOGGLE)] = False


class Calendar(Resource, frozen=True, kw_only=True):
    """When something is open. Holiday comes before closed slot, closed slot before open slot."""

    kind: ClassVar[ResourceKind] = ResourceKind.CALENDAR

    time_zone: Annotated[str, field(_("Time zone"), widget=Widget.TIME_ZONE, required=True)] = (
        "Europe/Paris"
    )
    open_slots: Annotated[
        tuple[OpenSlot, ...],
        field(
            _("Weekly hours"),
            widget=Widget.ROWS,
            bounds=(0, 100),
            section=_("Opening hours"),
        ),
    ] = ()
    closed_slots: Annotated[
        tuple[ClosedSlot, ...],
        field(
            _("Closings"),
            widget=Widget.ROWS,
            bounds=(0, 1000),
            section=_("Exceptions"),
        ),
    ] = ()
    holiday_country: Annotated[
        str,
        field(
            _("National holidays of"),
            _("Closed on the national holidays of a country. Empty: none."),
            widget=Widget.COUNTRY,
            beside="holiday_region",
        ),
    ] = ""
    holiday_region: Annotated[
        str,
        field(
            _("Region"),
            _("Where a part of the country has holidays of its own."),
            widget=Widget.REGION,
            beside="holiday_country",
        ),
    ] = ""
    holidays: Annotated[
        tuple[Holiday, ...],
        field(_("Own holidays"), widget=Widget.ROWS, bounds=(0, 1000)),
    ] = ()

    def own_problems(self) -> Iterator[Problem]:
        """Hours that end before they begin."""
        late = _("Closing comes after opening: correct the hours.")
        for at, slot in enumerate(self.open_slots):
            if _backwards(slot.opens, slot.closes):
                yield Problem(Severity.ERROR, late, field=f"open_slots.{at}.closes")
        for at, closing in enumerate(self.closed_slots):
            if _backwards(closing.starts, closing.ends):
                text = _("The end comes after the beginning.")
                yield Problem(Severity.ERROR, text, field=f"closed_slots.{at}.ends")


def _backwards(begins: str, ends: str) -> bool:
    return bool(TIME.fullmatch(begins) and TIME.fullmatch(ends)) and ends <= begins
