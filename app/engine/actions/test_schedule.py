"""Test a schedule: is a calendar open, closed, or on holiday?"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import REFERENCE_NOT_FOUND
from app.engine.evidence import LookUp
from app.engine.opening import OpeningState, opening_at
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import Calendar, ResourceKind, ValueKind, Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

OPEN = Branch(OpeningState.OPEN.value, _("Open"))
CLOSED = Branch(OpeningState.CLOSED.value, _("Closed"))
HOLIDAY = Branch(OpeningState.HOLIDAY.value, _("Holiday"))


class Moment(StrEnum):
    """Which moment is tested."""

    NOW = "now"
    EMAIL_DATE = "email_date"
    VARIABLE = "variable"


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
    moment: Annotated[
        Moment,
        field(
            _("Moment"),
            widget=Widget.CHOICE,
            choices=(
                (Moment.NOW, _("Now")),
                (Moment.EMAIL_DATE, _("The email's date")),
                (Moment.VARIABLE, _("A variable")),
            ),
        ),
    ] = Moment.NOW
    variable: Annotated[
        str,
        field(
            _("Variable"),
            widget=Widget.PICK,
            kinds=(ResourceKind.VARIABLE,),
            required=True,
            shown_when=("moment", (Moment.VARIABLE,)),
        ),
    ] = ""

    def branches(self) -> tuple[Branch, ...]:
        """What the calendar can say."""
        return (OPEN, CLOSED, HOLIDAY, *self.reference_branch())

    def summary(self) -> Text:
        """The calendar, and the moment where it is not now."""
        calendar = self.calendar.value
        match self.moment:
            case Moment.NOW:
                return _("{calendar}", calendar=calendar)
            case Moment.EMAIL_DATE:
                return _("{calendar} · the email's date", calendar=calendar)
            case Moment.VARIABLE:
                return _("{calendar} · {name}", calendar=calendar, name=self.variable)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Only a variable of the type date and time holds a moment."""
        yield from super().problems(resources)
        variable = resources.get(Variable, self.variable)
        if self.moment is not Moment.VARIABLE or variable is None:
            return
        if variable.type is not ValueKind.DATE_TIME:
            text = _("{name} holds no date and time: choose another.", name=variable.name)
            yield error(text, "variable")

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
        opening = opening_at(calendar, self._moment(context), context.inputs.holidays)
        return Left(opening.state, opening)

    def _moment(self, context: RunContext) -> dt.datetime:
        found: object = None
        if self.moment is Moment.EMAIL_DATE:
            found = context.message.date
        elif self.moment is Moment.VARIABLE:
            variable = context.resources.get(Variable, self.variable)
            found = context.state.variables.get(variable.reference) if variable else None
        if isinstance(found, dt.datetime):
            return found
        if self.moment is not Moment.NOW:
            context.warn(_("The moment to test is empty: the run's clock is used."))
        return context.now
