"""Outcomes given for a run: an action with an effect comes to what the tester chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.action_type import Left
from app.engine.evidence import Note
from app.engine.expressions.names import split_name
from app.engine.variables import convert
from app.model.resources import Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.context import RunContext


class GivenOutcome(msgspec.Struct, frozen=True):
    """The branch that an action is to leave by, asking nothing, and values that it then leaves.

    `values` are texts by dotted name: `var.amount`, or what such an action leaves (`http.status`).
    """

    branch: str
    values: tuple[tuple[str, str], ...] = ()


def take(given: GivenOutcome, context: RunContext) -> Left:
    """Leave an action by a given outcome."""
    for name, text in given.values:
        path = split_name(name) or ()
        if len(path) != 2 or not all(isinstance(part, str) for part in path):
            context.warn(_("{name} is no name of a value: it was left out.", name=name))
            continue
        _set(str(path[0]), str(path[1]), text, context)
    return Left(given.branch, Note(_("This outcome was given for the run."), given.values))


def _set(namespace: str, name: str, text: str, context: RunContext) -> None:
    if namespace != "var":
        held = context.state.left.get(namespace, {})
        context.leave(namespace, {**held, name: text})
        return
    variable = context.resources.get(Variable, name)
    if variable is None:
        context.warn(_missing(name))
        return
    context.assign(variable, convert(variable.type, text, context.time_zone))


def _missing(name: str) -> Text:
    return _("There is no variable {reference}.", reference=name)
