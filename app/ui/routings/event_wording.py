"""The events of a routing's log in words, each with its icon and what there is to add."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.model.routing import LogEntry
from app.model.text import Text, _
from app.services import lifecycle
from app.ui.routings.wording import span_words, zoned_moment

_OF_ROUTING: dict[str, Text] = {
    "created": _("Created the smart routing"),
    "edited": _("Changed reference or description of the smart routing"),
    "deleted": _("Deleted the smart routing"),
    "imported": _("Imported the smart routing"),
}

_OF_VERSION: dict[str, Text] = {
    "created": _("Created {version} from zero"),
    "copied": _("Created {version} as a copy of “{detail}”"),
    "imported": _("Imported {version}"),
    "renamed": _("Renamed {version}, which was “{detail}” before"),
    "edited": _("Changed the description of {version}"),
    "put_in_test": _("Put {version} in test"),
    "mailboxes_chosen": _("Chose the mailboxes that test {version}"),
    "removed_from_test": _("Removed {version} from test"),
    "scheduled": _("Scheduled the production of {version}"),
    "unscheduled": _("Removed the planned production of {version} from the schedule"),
    "promoted": _("Put {version} in production"),
    "activated": _("Put {version} in production, as scheduled"),
    "activation_failed": _("Could not put {version} in production as scheduled"),
    "promotion_refused": _("Refused to put {version} in production"),
    "demoted": _("Put {version} into backup"),
    "deleted": _("Deleted {version}"),
}

_ICONS: dict[str, tuple[str, str]] = {
    "created": ("mdi6.plus", "muted"),
    "copied": ("mdi6.content-copy", "muted"),
    "imported": ("mdi6.import", "muted"),
    "renamed": ("mdi6.form-textbox", "muted"),
    "edited": ("mdi6.pencil-outline", "muted"),
    "put_in_test": ("mdi6.flask-outline", "testing"),
    "mailboxes_chosen": ("mdi6.email-edit-outline", "testing"),
    "removed_from_test": ("mdi6.flask-empty-off-outline", "muted"),
    "scheduled": ("mdi6.clock-outline", "scheduled"),
    "unscheduled": ("mdi6.clock-remove-outline", "muted"),
    "promoted": ("mdi6.rocket-launch-outline", "production"),
    "activated": ("mdi6.rocket-launch-outline", "production"),
    "activation_failed": ("mdi6.clock-alert-outline", "error"),
    "promotion_refused": ("mdi6.alert-circle-outline", "error"),
    "demoted": ("mdi6.archive-outline", "backup"),
    "deleted": ("mdi6.trash-can-outline", "error"),
}


def event_in_words(entry: LogEntry) -> Text:
    """What a log entry says happened."""
    if entry.version is None:
        return _of_routing(entry)
    called = _("version {number} “{name}”", number=entry.version, name=entry.version_name)
    words = _OF_VERSION.get(entry.event)
    if words is None:
        return _("{event}: {version}", event=entry.event, version=called)
    return _(words.msgid, version=called, detail=entry.detail)


def _of_routing(entry: LogEntry) -> Text:
    if entry.event == "renamed":
        return _("Renamed the smart routing, which was {name} before", name=entry.detail)
    if entry.event == "copied":
        return _("Created the smart routing as a copy of “{name}”", name=entry.detail)
    return _OF_ROUTING.get(entry.event, Text(entry.event))


def event_icon(entry: LogEntry) -> tuple[str, str]:
    """Icon and colour token of a log entry."""
    return _ICONS.get(entry.event, ("mdi6.circle-small", "muted"))


def additions(entry: LogEntry) -> tuple[Text, ...]:
    """What there is to add to the sentence: mailboxes, moments, lateness, reasons."""
    return tuple(_additions(entry))


def _additions(entry: LogEntry) -> Iterator[Text]:
    match entry.event:
        case "put_in_test" | "mailboxes_chosen":
            if entry.detail:
                yield _("Mailboxes: {mailboxes}", mailboxes=entry.detail)
            else:
                yield _("No mailbox uses it.")
        case "removed_from_test" if entry.detail:
            yield _("Back in production: {mailboxes}", mailboxes=entry.detail)
        case "scheduled" | "unscheduled":
            at, zone = entry.detail.split(" ", 1)
            yield _("Planned for {when}", when=zoned_moment(dt.datetime.fromisoformat(at), zone))
        case "activated":
            yield _late(entry.detail)
        case "activation_failed" | "promotion_refused":
            for reason in lifecycle.reasons_of(entry):
                yield _("• {reason}", reason=reason)


def _late(detail: str) -> Text:
    at, seconds = detail.split(" ", 1)
    when = zoned_moment(dt.datetime.fromisoformat(at), "UTC")
    late = dt.timedelta(seconds=int(seconds))
    if late < dt.timedelta(minutes=1):
        return _("Planned for {when}, on time", when=when)
    return _("Planned for {when}, {span} late", when=when, span=span_words(late))
