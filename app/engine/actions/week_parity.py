"""Test if it is an even or odd week: by the number of the ISO 8601 week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.evidence import Note
from app.engine.moment_choice import (
    Moment,
    MomentField,
    MomentVariableField,
    chosen_moment,
    moment_problems,
    moment_words,
)
from app.engine.moments import local, zone_of
from app.model.catalogue import Branch, Category, Problem
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

EVEN = Branch("even", _("Even"))
ODD = Branch("odd", _("Odd"))


@action(
    key="week_parity",
    label=_("Test if it is an even or odd week"),
    category=Category.TIME_DATES,
    icon="mdi6.calendar-week",
)
class TestWeek(ActionType, frozen=True):
    """Leave by *Even* or *Odd*, as the number of the week says.

    Weeks begin on Monday and are numbered by ISO 8601: week 1 has the first Thursday of the year.
    Which day it is depends on the time zone: the mailbox's, else the workspace's, if none is
    chosen.

    Example: teams that take turns week by week.
    """

    __test__ = False
    continuing = EVEN.key

    moment: MomentField = Moment.NOW
    variable: MomentVariableField = ""
    time_zone: Annotated[
        str,
        field(
            _("Time zone"),
            _("Empty: the mailbox's, else the workspace's."),
            widget=Widget.TIME_ZONE,
        ),
    ] = ""

    def branches(self) -> tuple[Branch, ...]:
        """Even and odd."""
        return (EVEN, ODD)

    def summary(self) -> Text:
        """The moment where it is not now, and the time zone where one is chosen."""
        moment = moment_words(self.moment, self.variable)
        if moment is None:
            return _("{zone}", zone=self.time_zone)
        if not self.time_zone:
            return moment
        return _("{moment} · {zone}", moment=moment, zone=self.time_zone)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Only a variable of the type date and time holds a moment."""
        yield from super().problems(resources)
        yield from moment_problems(self.moment, self.variable, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Look at the week."""
        yield from ()  # asks nothing
        zone = zone_of(self.time_zone) if self.time_zone else context.time_zone
        there = local(chosen_moment(self.moment, self.variable, context), zone)
        year, week, _day = there.isocalendar()
        branch = ODD if week % 2 else EVEN
        text = _("Week {week} of {year} is {parity}.", week=week, year=year, parity=branch.label)
        shown = (("moment", there.isoformat()), ("time_zone", str(zone)))
        return Left(branch.key, Note(text, shown))
