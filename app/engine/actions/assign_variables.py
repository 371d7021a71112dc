"""Assign values to variables: rows of variable and template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import ERROR, OK, Row
from app.engine.evidence import Assigned, Assignment
from app.engine.variables import convert, converts
from app.model.catalogue import Branch, Category
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, ValueKind, Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext

MOST_ROWS = 100


class AssignmentRow(Row, frozen=True):
    """A variable and the template of its new value."""

    variable: Annotated[
        str,
        field(_("Variable"), widget=Widget.PICK, kinds=(ResourceKind.VARIABLE,), required=True),
    ] = ""
    value: Annotated[str, field(_("Value"), widget=Widget.TEMPLATE)] = ""


@action(
    key="assign_variables",
    label=_("Assign values to variables"),
    category=Category.DATA,
    icon="mdi6.variable",
)
class AssignVariables(ActionType, frozen=True):
    """Set variables of the interaction, from top to bottom; later rows see earlier ones.

    A value that does not convert to its variable's type leaves by *Error*, and nothing is assigned.
    """

    rows: Annotated[
        tuple[AssignmentRow, ...],
        field(_("Values"), widget=Widget.ROWS, required=True, bounds=(1, MOST_ROWS)),
    ] = (AssignmentRow(),)

    def branches(self) -> tuple[Branch, ...]:
        """All assigned, or nothing."""
        return (OK, ERROR)

    def summary(self) -> Text:
        """The variables."""
        return _("{names}", names=", ".join(row.variable for row in self.rows if row.variable))

    def run(self, context: RunContext) -> Behaviour:
        """Assign row by row; take everything back when one does not convert."""
        yield from ()  # asks nothing
        before = context.mark()
        done: list[Assigned] = []
        for row in self.rows:
            variable = context.resources.get(Variable, row.variable)
            rendered = context.rendered(row.value)
            text = rendered.text
            refusal = rendered.error or _refusal(variable, row.variable, text, context)
            if variable is None or refusal is not None:
                context.go_back(before)
                context.fail("conversion", refusal or Text(""))
                return Left(ERROR.key, Assignment((), refusal))
            value = convert(variable.type, text, context.time_zone)
            change = context.assign(variable, value)
            done.append(Assigned(variable.reference, change.before, change.after))
        return Left(OK.key, Assignment(tuple(done)))


def _refusal(
    variable: Variable | None, reference: str, text: str, context: RunContext
) -> Text | None:
    if variable is None:
        return _("There is no variable {reference}.", reference=reference)
    if converts(variable.type, text, context.time_zone):
        return None
    kind = {
        ValueKind.NUMBER: _("a number"),
        ValueKind.YES_NO: _("yes or no"),
        ValueKind.DATE_TIME: _("a date and time"),
    }.get(variable.type, _("a value"))
    return _("“{text}” for {name} is not {kind}.", text=text[:80], name=variable.name, kind=kind)
