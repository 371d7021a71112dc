"""Date and time: ask the clock, take dates apart, move them, compare, read and write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine import date_formats
from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK
from app.engine.conversion import to_datetime, to_number
from app.engine.date_sums import (
    PART_LABELS,
    UNIT_LABELS,
    Part,
    Unit,
    difference,
    elapsed,
    moved,
    part_of,
    whole,
)
from app.engine.evidence import Assigned, Assignment
from app.engine.moments import local, zone_of
from app.engine.names import reads_value, variable_read
from app.engine.variables import convert, written
from app.engine.working_time import add_working_days, add_working_time
from app.model.catalogue import Branch, Category, Problem
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Calendar, ResourceKind, ValueKind, Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.state import Value
    from app.model.resources import Resources


SHOWN = 80


class Operation(StrEnum):
    """What is done."""

    NOW = "now"
    PART = "part"
    ADD = "add"
    ADD_WORKING_TIME = "add_working_time"
    DIFFERENCE = "difference"
    PARSE = "parse"
    FORMAT = "format"


class Direction(StrEnum):
    """Which way a moment is moved."""

    ADD = "add"
    SUBTRACT = "subtract"


class WorkingUnit(StrEnum):
    """Units of working time; a working day is a day on which the calendar opens."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


_READING = tuple(op for op in Operation if op not in {Operation.NOW, Operation.PARSE})
_MOVING = (Operation.ADD, Operation.ADD_WORKING_TIME)
_MOMENTS = frozenset({Operation.NOW, *_MOVING, Operation.PARSE})
_NUMBERS = frozenset({Operation.PART, Operation.DIFFERENCE})
_TEXTUAL = frozenset({ValueKind.TEXT, ValueKind.LIST})

_OPERATIONS = (
    (Operation.NOW, _("Now")),
    (Operation.PART, _("Part of a date")),
    (Operation.ADD, _("Add or subtract")),
    (Operation.ADD_WORKING_TIME, _("Add or subtract working time")),
    (Operation.DIFFERENCE, _("Difference")),
    (Operation.PARSE, _("Read a date from text")),
    (Operation.FORMAT, _("Write a date as text")),
)
_WORKING_UNITS = (
    (WorkingUnit.MINUTES, _("minutes")),
    (WorkingUnit.HOURS, _("hours")),
    (WorkingUnit.DAYS, _("working days")),
)
_DIRECTIONS = ((Direction.ADD, _("Add")), (Direction.SUBTRACT, _("Subtract")))
_OUTSIDE = _("The result lies outside the years 1 to 9999.")


@action(
    key="date_time",
    label=_("Date and time (retrieval and calculations)"),
    category=Category.DATA,
    icon="mdi6.calendar-edit",
)
class DateAndTime(ActionType, frozen=True):
    """Work a date and time out, and keep it in a variable.

    Days, weeks, months and years move on the clock of the time zone: a day later is the same time
    of day, and a month after 31 January is the last day of February. Hours and minutes are time
    that passes. Differences count whole units. What cannot be worked out, or does not suit the
    variable, leaves by *Error*, and nothing is assigned.
    """

    operation: Annotated[
        Operation, field(_("Operation"), widget=Widget.CHOICE, choices=_OPERATIONS)
    ] = Operation.NOW
    moment: Annotated[
        str,
        field(
            _("Date and time"),
            _("A name such as now or email.date, or a template that yields ISO 8601."),
            widget=Widget.NAME,
            required=True,
            shown_when=("operation", _READING),
        ),
    ] = "now"
    part: Annotated[
        Part,
        field(
            _("Part"),
            widget=Widget.CHOICE,
            choices=tuple(PART_LABELS.items()),
            shown_when=("operation", (Operation.PART,)),
        ),
    ] = Part.YEAR
    direction: Annotated[
        Direction,
        field(
            _("Direction"),
            widget=Widget.CHOICE,
            choices=_DIRECTIONS,
            shown_when=("operation", _MOVING),
        ),
    ] = Direction.ADD
    amount: Annotated[
        str,
        field(
            _("How many"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("operation", _MOVING),
        ),
    ] = "1"
    unit: Annotated[
        Unit,
        field(
            _("Unit"),
            widget=Widget.CHOICE,
            choices=tuple(UNIT_LABELS.items()),
            shown_when=("operation", (Operation.ADD, Operation.DIFFERENCE)),
        ),
    ] = Unit.DAYS
    working_unit: Annotated[
        WorkingUnit,
        field(
            _("Unit"),
            widget=Widget.CHOICE,
            choices=_WORKING_UNITS,
            shown_when=("operation", (Operation.ADD_WORKING_TIME,)),
        ),
    ] = WorkingUnit.HOURS
    calendar: Annotated[
        str,
        field(
            _("Calendar"),
            _("Its opening hours are the working time."),
            widget=Widget.PICK,
            kinds=(ResourceKind.CALENDAR,),
            required=True,
            shown_when=("operation", (Operation.ADD_WORKING_TIME,)),
        ),
    ] = ""
    until: Annotated[
        str,
        field(
            _("Until"),
            _("A name or a template, as above. An earlier one gives a negative difference."),
            widget=Widget.NAME,
            required=True,
            shown_when=("operation", (Operation.DIFFERENCE,)),
        ),
    ] = "now"
    text: Annotated[
        str,
        field(
            _("Text"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("operation", (Operation.PARSE,)),
        ),
    ] = ""
    format: Annotated[
        str,
        field(
            _("Format"),
            _("Such as %d/%m/%Y %H:%M. Empty: ISO 8601."),
            widget=Widget.LINE,
            bounds=(0, date_formats.LONGEST_FORMAT),
            shown_when=("operation", (Operation.PARSE, Operation.FORMAT)),
        ),
    ] = ""
    time_zone: Annotated[
        str,
        field(_("Time zone"), _("Empty: the mailbox's."), widget=Widget.TIME_ZONE),
    ] = ""
    variable: Annotated[
        str,
        field(
            _("Result variable"),
            widget=Widget.PICK,
            kinds=(ResourceKind.VARIABLE,),
            required=True,
        ),
    ] = ""

    def branches(self) -> tuple[Branch, ...]:
        """Worked out, or not."""
        return (OK, ERROR)

    def summary(self) -> Text:
        """The operation and the variable."""
        label = dict(_OPERATIONS)[self.operation]
        return _("{operation} → {variable}", operation=label, variable=self.variable or "?")

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Formats must be readable, and the variable must be able to hold the result."""
        yield from super().problems(resources)
        for name in ("moment", "until"):
            reference = variable_read(getattr(self, name)) if self._uses(name) else None
            if reference and resources.get(Variable, reference) is None:
                yield error(_("There is no variable {reference}.", reference=reference), name)
        refusal = None
        if self.operation is Operation.FORMAT:
            refusal = date_formats.written_problem(self.format)
        elif self.operation is Operation.PARSE and self.format:
            refusal = date_formats.read_problem(self.format)
        if refusal is not None:
            yield error(refusal, "format")
        variable = resources.get(Variable, self.variable)
        if variable is not None and variable.type not in self._suitable():
            text = _("{name} cannot hold this result: choose another.", name=variable.name)
            yield error(text, "variable")

    def _uses(self, name: str) -> bool:
        if name == "until":
            return self.operation is Operation.DIFFERENCE
        return self.operation in _READING

    def _suitable(self) -> frozenset[ValueKind]:
        if self.operation in _MOMENTS:
            return _TEXTUAL | {ValueKind.DATE_TIME}
        if self.operation in _NUMBERS:
            return _TEXTUAL | {ValueKind.NUMBER}
        return frozenset(ValueKind)

    def run(self, context: RunContext) -> Behaviour:
        """Work it out and assign it, or say why not."""
        yield from ()  # asks nothing
        zone = zone_of(self.time_zone) if self.time_zone else context.time_zone
        try:
            result = self._result(context, zone)
            variable = context.resources.get(Variable, self.variable)
            if variable is None:
                raise UserError(_("There is no variable {reference}.", reference=self.variable))
            value = _fitting(result, variable, zone)
        except UserError as refused:
            context.fail(ERROR.key, refused.text)
            return Left(ERROR.key, Assignment((), refused.text))
        change = context.assign(variable, value)
        done = Assigned(variable.reference, change.before, change.after)
        return Left(OK.key, Assignment((done,)))

    def _result(self, context: RunContext, zone: dt.tzinfo) -> Value:
        if self.operation is Operation.NOW:
            return local(context.now, zone)
        if self.operation is Operation.PARSE:
            return self._parsed(context, zone)
        moment = _moment(self.moment, context, zone)
        match self.operation:
            case Operation.PART:
                return Decimal(part_of(moment, self.part))
            case Operation.DIFFERENCE:
                until = _moment(self.until, context, zone)
                return Decimal(difference(moment, until, self.unit))
            case Operation.FORMAT:
                return date_formats.write(moment, self.format) if self.format else written(moment)
            case _:
                return self._moved(moment, context, zone)

    def _parsed(self, context: RunContext, zone: dt.tzinfo) -> dt.datetime:
        text = _rendered(self.text, context)
        if self.format:
            found = date_formats.read(text, self.format, zone)
        else:
            found = to_datetime(text, zone)
        if found is None:
            raise _no_date(text)
        return local(found, zone)

    def _moved(self, moment: dt.datetime, context: RunContext, zone: dt.tzinfo) -> dt.datetime:
        text = _rendered(self.amount, context)
        amount = to_number(text)
        if amount is None:
            raise UserError(_("“{text}” is no number.", text=_short(text)))
        signed = amount if self.direction is Direction.ADD else -amount
        try:
            if self.operation is Operation.ADD:
                return local(moved(moment, signed, self.unit), zone)
            return local(self._worked(moment, signed, context), zone)
        except OverflowError:
            raise UserError(_("The result lies outside the years 1 to 9999.")) from None

    def _worked(self, moment: dt.datetime, amount: Decimal, context: RunContext) -> dt.datetime:
        calendar = context.resources.get(Calendar, self.calendar)
        if calendar is None:
            raise UserError(_("There is no calendar {reference}.", reference=self.calendar))
        book = context.inputs.holidays
        if self.working_unit is WorkingUnit.DAYS:
            found = add_working_days(calendar, moment, whole(amount), book)
        else:
            time = elapsed(amount, Unit(self.working_unit.value))
            found = add_working_time(calendar, moment, time, book)
        if found is None:
            raise UserError(
                _("{name} does not open that much within five years.", name=calendar.name)
            )
        return found


def _moment(source: str, context: RunContext, zone: dt.tzinfo) -> dt.datetime:
    """The moment that a name or template gives, on a zone's clock; `UserError` for none."""
    if not reads_value(source):
        text = _rendered(source, context)
        found = to_datetime(text, zone)
        if found is None:
            raise _no_date(text)
        return local(found, zone)
    value = context.value(source)
    if isinstance(value, str):
        value = to_datetime(value, zone)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time(), zone)  # local() mends a missing midnight
    if not isinstance(value, dt.datetime):
        raise UserError(_("{name} holds no date and time.", name=source.strip()))
    return local(value, zone)


def _rendered(source: str, context: RunContext) -> str:
    rendered = context.rendered(source)
    if rendered.error is not None:
        raise UserError(rendered.error)
    return rendered.text.strip()


def _fitting(result: Value, variable: Variable, zone: dt.tzinfo) -> Value:
    """The result as a value of the variable's type."""
    if isinstance(result, dt.datetime) and variable.type is ValueKind.DATE_TIME:
        return result
    text = written(result)
    value = convert(variable.type, text, zone)
    if value is None:
        raise UserError(_("“{text}” does not suit {name}.", text=_short(text), name=variable.name))
    return value


def _no_date(text: str) -> UserError:
    return UserError(_("“{text}” is no date that can be read.", text=_short(text)))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
