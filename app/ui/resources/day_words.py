"""A day of a calendar in words: its hours, why it is closed, how the clocks change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import QDate, QLocale, QTime

from app.engine.day_plan import MINUTES, DayPlan
from app.engine.opening import OUTSIDE, OpeningState
from app.model.text import Text, _
from app.ui.theme import tr

STATE_WORDS: dict[OpeningState, Text] = {
    OpeningState.OPEN: _("Open"),
    OpeningState.CLOSED: _("Closed"),
    OpeningState.HOLIDAY: _("Holiday"),
}
DASH = "\u2013"


def clock(minute: int) -> str:
    """A minute of the day as clocks are written here; the end of the day is 24:00."""
    if minute >= MINUTES:
        return "24:00"
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return QLocale().toString(QTime(minute // 60, minute % 60), short)


def hours(starts: int, ends: int) -> str:
    """A stretch of a day."""
    return f"{clock(starts)}{DASH}{clock(ends)}"


def long_date(day: dt.date) -> str:
    """A date with its weekday."""
    date = QDate(day.year, day.month, day.day)
    return QLocale().toString(date, QLocale.FormatType.LongFormat)


def duration(minutes: int) -> Text:
    """How long something takes."""
    whole, rest = divmod(minutes, 60)
    if not rest:
        return _("{hours} h", hours=whole)
    if not whole:
        return _("{minutes} min", minutes=rest)
    return _("{hours} h {minutes} min", hours=whole, minutes=rest)


def headline(plan: DayPlan) -> str:
    """What a day is, in a few words."""
    if plan.state is OpeningState.HOLIDAY:
        return tr(_("Holiday: {name}", name=plan.holiday))
    if plan.state is OpeningState.CLOSED:
        return tr(_("Closed all day"))
    return tr(_("Open for {time}", time=duration(plan.open_minutes)))


def sentences(plan: DayPlan) -> Iterator[str]:
    """The hours of a day, what is closed for a reason, and how the clocks change."""
    for one in plan.stretches if plan.state is not OpeningState.HOLIDAY else ():
        if one.state is OpeningState.OPEN:
            yield f"{hours(one.starts, one.ends)}  {tr(STATE_WORDS[one.state])}"
        elif one.reason != OUTSIDE:
            yield f"{hours(one.starts, one.ends)}  {tr(one.reason)}"
    if plan.change is not None:
        yield tr(_change(plan))


def day_in_words(plan: DayPlan) -> str:
    """The whole day, for tooltips and for those who listen."""
    return "\n".join((long_date(plan.day), headline(plan), *sentences(plan)))


def _change(plan: DayPlan) -> Text:
    change = plan.change
    assert change is not None
    length = duration(MINUTES - change.minutes)
    span = hours(change.starts, change.ends)
    if change.minutes > 0:
        return _(
            "The clocks go forward: {span} does not exist, and the day has {length}.",
            span=span,
            length=length,
        )
    return _(
        "The clocks go back: {span} comes twice, and the day has {length}.",
        span=span,
        length=length,
    )
