"""Moments, counts and lifecycle events in words, in the person's locale."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime

from app.model.routing import LogEntry, Schedule
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
    local = schedule.at.astimezone(ZoneInfo(schedule.time_zone))
    date = QLocale().toString(
        QDate(local.year, local.month, local.day),
        QLocale().dateFormat(QLocale.FormatType.ShortFormat),
    )
    return f"{date}, {local:%H:%M} ({schedule.time_zone})"


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


_OF_ROUTING: dict[str, Text] = {
    "created": _("Created the smart routing"),
    "edited": _("Edited the smart routing"),
    "deleted": _("Deleted the smart routing"),
}

_ICONS: dict[str, tuple[str, str]] = {
    "created": ("mdi6.plus", "muted"),
    "copied": ("mdi6.content-copy", "muted"),
    "renamed": ("mdi6.form-textbox", "muted"),
    "edited": ("mdi6.pencil-outline", "muted"),
    "promoted": ("mdi6.rocket-launch-outline", "production"),
    "demoted": ("mdi6.archive-outline", "backup"),
    "deleted": ("mdi6.trash-can-outline", "error"),
}


def event_in_words(entry: LogEntry) -> Text:
    """What a log entry says happened."""
    if entry.version is None:
        if entry.event == "renamed":
            return _("Renamed the smart routing, which was {name} before", name=entry.detail)
        return _OF_ROUTING.get(entry.event, Text(entry.event))
    return _of_version(entry)


def _of_version(entry: LogEntry) -> Text:
    called = _("version {number} “{name}”", number=entry.version or 0, name=entry.version_name)
    match entry.event:
        case "created":
            return _("Created {version} from zero", version=called)
        case "copied":
            return _("Created {version} as a copy of “{name}”", version=called, name=entry.detail)
        case "renamed":
            return _(
                "Renamed {version}, which was “{name}” before", version=called, name=entry.detail
            )
        case "edited":
            return _("Changed the description of {version}", version=called)
        case "promoted":
            return _("Put {version} in production", version=called)
        case "demoted":
            return _("Put {version} into backup", version=called)
        case "deleted":
            return _("Deleted {version}", version=called)
    return _("{event}: {version}", event=entry.event, version=called)


def event_icon(entry: LogEntry) -> tuple[str, str]:
    """Icon and colour token of a log entry."""
    return _ICONS.get(entry.event, ("mdi6.circle-small", "muted"))
