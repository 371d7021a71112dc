"""Moments, counts and lifecycle events in words, in the person's locale."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QDate, QLocale, QTime

from app.model.routing import LogEntry, Schedule
from app.model.text import Text, _
from app.ui.theme import tr

OUTSIDE_UNDO = _("The life cycle is outside of Undo: this step is not undone by it.")


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


def spelled_moment(at: dt.datetime, time_zone: str) -> Text:
    """A moment in full: weekday, date, time, zone and its offset from UTC then."""
    local = at.astimezone(ZoneInfo(time_zone))
    date = QLocale().toString(
        QDate(local.year, local.month, local.day),
        QLocale().dateFormat(QLocale.FormatType.LongFormat),
    )
    time = QLocale().toString(
        QTime(local.hour, local.minute), QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    )
    return _(
        "{date}, {time} in {zone} ({offset})",
        date=date,
        time=time,
        zone=time_zone.replace("_", " "),
        offset=offset_in_words(local),
    )


def offset_in_words(moment: dt.datetime) -> str:
    """How far clocks are from UTC at a moment: UTC+2, UTC+5:30."""
    minutes = int((moment.utcoffset() or dt.timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def time_left(delta: dt.timedelta) -> Text:
    """How far away a moment is, in the unit that fits."""
    minutes = max(1, round(delta.total_seconds() / 60))
    if minutes < 120:
        return _("in 1 minute") if minutes == 1 else _("in {count} minutes", count=minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return _("in {count} hours", count=hours)
    return _("in {count} days", count=round(hours / 24))


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
    "imported": _("Imported the smart routing"),
}

_ICONS: dict[str, tuple[str, str]] = {
    "created": ("mdi6.plus", "muted"),
    "copied": ("mdi6.content-copy", "muted"),
    "renamed": ("mdi6.form-textbox", "muted"),
    "edited": ("mdi6.pencil-outline", "muted"),
    "promoted": ("mdi6.rocket-launch-outline", "production"),
    "demoted": ("mdi6.archive-outline", "backup"),
    "deleted": ("mdi6.trash-can-outline", "error"),
    "put_in_test": ("mdi6.flask-outline", "testing"),
    "mailboxes_chosen": ("mdi6.flask-outline", "testing"),
    "removed_from_test": ("mdi6.flask-off-outline", "muted"),
    "scheduled": ("mdi6.clock-outline", "scheduled"),
    "unscheduled": ("mdi6.clock-remove-outline", "muted"),
    "activated": ("mdi6.rocket-launch-outline", "production"),
    "activation_failed": ("mdi6.alert-circle-outline", "error"),
    "promotion_refused": ("mdi6.cancel", "error"),
    "imported": ("mdi6.import", "muted"),
}


def event_in_words(entry: LogEntry) -> Text:
    """What a log entry says happened."""
    if entry.version is None:
        if entry.event == "renamed":
            return _("Renamed the smart routing, which was {name} before", name=entry.detail)
        if entry.event == "copied":
            return _("Created the smart routing as a copy of {name}", name=entry.detail)
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
        case "imported":
            return _("Imported {version}", version=called)
    return _of_stage(entry, called)


def _of_stage(entry: LogEntry, called: Text) -> Text:
    """Events of test and schedule."""
    detail = entry.detail
    match entry.event:
        case "put_in_test" if detail:
            return _("Put {version} in test for {mailboxes}", version=called, mailboxes=detail)
        case "put_in_test":
            return _("Put {version} in test", version=called)
        case "mailboxes_chosen":
            chosen = detail or tr(_("no mailbox"))
            return _("Had {version} tested by {mailboxes}", version=called, mailboxes=chosen)
        case "removed_from_test":
            return _("Removed {version} from test", version=called)
        case "scheduled":
            return _("Scheduled {version} for {when}", version=called, when=_planned(detail))
        case "unscheduled":
            return _(
                "Took {version} off the schedule, planned for {when}",
                version=called,
                when=_planned(detail),
            )
        case "activated":
            return _put_as_planned(called, detail)
        case "activation_failed":
            return _(
                "The planned production of {version} did not happen: {reasons}",
                version=called,
                reasons=_reasons(detail),
            )
        case "promotion_refused":
            return _(
                "Was refused to put {version} in production: {reasons}",
                version=called,
                reasons=_reasons(detail),
            )
    return _("{event}: {version}", event=entry.event, version=called)


def _planned(detail: str) -> str:
    moment_, _space, zone = detail.partition(" ")
    return scheduled_moment(Schedule(dt.datetime.fromisoformat(moment_), zone))


def _put_as_planned(called: Text, detail: str) -> Text:
    _moment, _space, seconds = detail.partition(" ")
    minutes = int(seconds or 0) // 60
    if minutes < 1:
        return _("Put {version} in production, as planned", version=called)
    return _(
        "Put {version} in production, as planned, {late} late",
        version=called,
        late=_lateness(minutes),
    )


def _lateness(minutes: int) -> Text:
    if minutes < 120:
        return _("1 minute") if minutes == 1 else _("{count} minutes", count=minutes)
    hours = minutes // 60
    return _("{count} hours", count=hours) if hours < 48 else _("{count} days", count=hours // 24)


def _reasons(detail: str) -> str:
    return " ".join(tr(reason) for reason in msgspec.json.decode(detail, type=tuple[Text, ...]))


def event_icon(entry: LogEntry) -> tuple[str, str]:
    """Icon and colour token of a log entry."""
    return _ICONS.get(entry.event, ("mdi6.circle-small", "muted"))
