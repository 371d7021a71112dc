"""The moment that actions on time look at: now, the email's date, or a variable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

from app.engine.action_type import error
from app.model.catalogue import Problem
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, Resources, ValueKind, Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.context import RunContext


class Moment(StrEnum):
    """Which moment is looked at."""

    NOW = "now"
    EMAIL_DATE = "email_date"
    VARIABLE = "variable"


MomentField: TypeAlias = Annotated[
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
]
MomentVariableField: TypeAlias = Annotated[
    str,
    field(
        _("Variable"),
        widget=Widget.PICK,
        kinds=(ResourceKind.VARIABLE,),
        required=True,
        shown_when=("moment", (Moment.VARIABLE,)),
    ),
]


def moment_problems(moment: Moment, variable: str, resources: Resources) -> Iterator[Problem]:
    """Only a variable of the type date and time holds a moment."""
    found = resources.get(Variable, variable)
    if moment is not Moment.VARIABLE or found is None or found.type is ValueKind.DATE_TIME:
        return
    text = _("{name} holds no date and time: choose another.", name=found.name)
    yield error(text, "variable")


def chosen_moment(moment: Moment, variable: str, context: RunContext) -> dt.datetime:
    """The moment of a run; the run's clock, with a warning, where it is empty."""
    found: object = None
    if moment is Moment.EMAIL_DATE:
        found = context.message.date
    elif moment is Moment.VARIABLE:
        named = context.resources.get(Variable, variable)
        found = context.state.variables.get(named.reference) if named else None
    if isinstance(found, dt.datetime):
        return found
    if moment is not Moment.NOW:
        context.warn(_("The moment to test is empty: the run's clock is used."))
    return context.now


def moment_words(moment: Moment, variable: str) -> Text | None:
    """How a summary names the moment; nothing for now."""
    match moment:
        case Moment.NOW:
            return None
        case Moment.EMAIL_DATE:
            return _("the email's date")
        case Moment.VARIABLE:
            return _("{name}", name=variable)
