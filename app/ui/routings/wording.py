"""Moments, spans of time and counts in words, in the person's locale."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime

from app.model.routing import Schedule
from app.model.text import Text, _
from app.ui.theme import tr


def moment(at: dt.datetime | None, today: dt.date | None = None) -> str:
    """A moment in the local time zone, short: “today, 14:02”, or date and time."""
    if at is None:
        return ""
    local = at.astimezone()
    time = QLocale().toString(
        QTime(local.hour, local.minute), QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    )
    days = ((today or dt.datetime.now().astimezone().date()) - local.date()).days
    if days == 0:
        return tr(_("today, {time}", time=time))
    if days == 1:
        return tr(_("yesterday, {time}", time=time))
    date = QLocale().toString(
        QDate(local.year, local.month, local.day),
        QLocale().dateFormat(QLocale.FormatType.ShortFormat),
    )
    return tr(_("{date}, {time}", date=date, time=time))


def scheduled_moment(schedule: Schedule) -> str:
    """When a planned production happens, in the zone that it was chosen in."""
    return zoned_moment(schedule.at, schedule.time_zone)


def zoned_moment(at: dt.datetime, time_zone: str) -> str:
    """Date and time on the clocks of an IANA zone, which is named."""
    local = at.astimezone(ZoneInfo(time_zone))
    date = QLocale().toString(
        QDate(local.year, local.month, local.day),
        QLocale().dateFormat(QLocale.FormatType.ShortFormat),
    )
    return f"{date}, {clock_time(local)} ({time_zone})"


def clock_time(local: dt.datetime) -> str:
    """Hour and minute as they are written here."""
    return QLocale().toString(
        QTime(local.hour, local.minute), QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    )


def spelled_out(at: dt.datetime, time_zone: str) -> str:
    """A moment with weekday, month in letters, zone and offset from UTC."""
    local = at.astimezone(ZoneInfo(time_zone))
    date = QLocale().toString(
        QDate(local.year, local.month, local.day),
        QLocale().dateFormat(QLocale.FormatType.LongFormat),
    )
    return f"{date}, {clock_time(local)} ({time_zone}, {offset_words(local)})"


def offset_words(moment: dt.datetime) -> str:
    """The offset of an aware moment: UTC+2, UTC−3:30."""
    minutes = int((moment.utcoffset() or dt.timedelta()).total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def fold_words(moments: tuple[dt.datetime, dt.datetime], time_zone: str) -> tuple[Text, Text]:
    """Both moments at which the clocks of an IANA zone show one time, told apart."""
    first, second = (
        _(
            "{time} ({season}, {offset})",
            time=clock_time(moment),
            season=(
                _("summer time")
                if moment.astimezone(ZoneInfo(time_zone)).dst()
                else _("standard time")
            ),
            offset=offset_words(moment),
        )
        for moment in moments
    )
    return _("first {moment}", moment=first), _("second {moment}", moment=second)


def span_words(span: dt.timedelta) -> Text:
    """A length of time by its two largest units, down to the minute."""
    minutes = max(0, int(span.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return _both(_days(days), _hours(hours) if hours and days < 14 else None)
    if hours:
        return _both(_hours(hours), _minutes(minutes) if minutes else None)
    return _minutes(minutes) if minutes else _("less than a minute")


def _both(first: Text, second: Text | None) -> Text:
    return first if second is None else _("{first} {second}", first=first, second=second)


def _days(count: int) -> Text:
    return _("1 day") if count == 1 else _("{count} days", count=count)


def _hours(count: int) -> Text:
    return _("1 hour") if count == 1 else _("{count} hours", count=count)


def _minutes(count: int) -> Text:
    return _("1 minute") if count == 1 else _("{count} minutes", count=count)


def full_moment(at: dt.datetime | None) -> str:
    """A moment to the second with its offset from UTC, for tips."""
    return "" if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z").strip()


def actions_in_words(count: int) -> Text:
    """The number of actions besides Start."""
    added = max(0, count - 1)
    if added == 0:
        return _("No action yet")
    return _("1 action") if added == 1 else _("{count} actions", count=added)


def problems_in_words(errors: int, warnings: int) -> Text:
    """How many errors and warnings there are."""
    if errors and warnings:
        return _("{errors}, {warnings}", errors=_errors(errors), warnings=_warnings(warnings))
    if errors:
        return _errors(errors)
    return _warnings(warnings) if warnings else _("No problems")


def _errors(count: int) -> Text:
    return _("1 error") if count == 1 else _("{count} errors", count=count)


def _warnings(count: int) -> Text:
    return _("1 warning") if count == 1 else _("{count} warnings", count=count)
