"""Test a schedule: is a calendar open, closed, or on holiday?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import REFERENCE_NOT_FOUND
from app.engine.evidence import LookUp
from app.engine.moment_choice import (
    Moment,
    MomentField,
    MomentVariableField,
    chosen_moment,
    moment_problems,
    moment_words,
)
from app.engine.opening import OpeningState, opening_at
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import Calendar, ResourceKind
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

OPEN = Branch(OpeningState.OPEN.value, _("Open"))
CLOSED = Branch(OpeningState.CLOSED.value, _("Closed"))
HOLIDAY = Branch(OpeningState.HOLIDAY.value, _("Holiday"))


@action(
    key="test_schedule",
    label=_("Test a schedule"),
    category=Category.TIME_DATES,
    icon="mdi6.calendar-clock",
)
class TestSchedule(ActionType, frozen=True):
    """Leave by *Open*, *Closed* or *Holiday*, as a calendar says of a moment.

    A holiday comes before a closed slot, a closed slot before an open slot; outside all of them it
    is closed. The calendar has a time zone of its own.
    """

    __test__ = False
    continuing = OPEN.key

    calendar: Annotated[
        Reference,
        field(
            _("Calendar"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.CALENDAR,),
            required=True,
        ),
    ] = Reference()
    moment: MomentField = Moment.NOW
    variable: MomentVariableField = ""

    def branches(self) -> tuple[Branch, ...]:
        """What the calendar can say."""
        return (OPEN, CLOSED, HOLIDAY, *self.reference_branch())

    def summary(self) -> Text:
        """The calendar, and the moment where it is not now."""
        moment = moment_words(self.moment, self.variable)
        if moment is None:
            return _("{calendar}", calendar=self.calendar.value)
        return _("{calendar} · {moment}", calendar=self.calendar.value, moment=moment)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Only a variable of the type date and time holds a moment."""
        yield from super().problems(resources)
        yield from moment_problems(self.moment, self.variable, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Hold the moment against the calendar."""
        yield from ()  # asks nothing
        reference = context.resolve(self.calendar)
        calendar = context.resources.get(Calendar, reference)
        if calendar is None:
            text = _("There is no calendar {reference}.", reference=reference)
            context.fail(REFERENCE_NOT_FOUND.key, text)
            shown = LookUp(_("Calendars"), reference, found=False, note=text)
            return Left(REFERENCE_NOT_FOUND.key, shown)
        moment = chosen_moment(self.moment, self.variable, context)
        opening = opening_at(calendar, moment, context.inputs.holidays)
        return Left(opening.state, opening)
