"""The names that *Insert value* offers in a version, with what they hold for the chosen email."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.context import RunContext
from app.engine.expressions.completion import actual_values, name_infos
from app.engine.expressions.context import Context, email_namespace
from app.engine.expressions.record_names import record_names
from app.engine.names import namespaces
from app.model.resources import ValueKind, Variable
from app.model.text import EMPTY, Text, _

if TYPE_CHECKING:
    from app.engine.run import Run
    from app.model.catalogue import RoutingType
    from app.model.resources import Resources

KIND_WORDS: dict[ValueKind, Text] = {
    ValueKind.TEXT: _("Text"),
    ValueKind.NUMBER: _("Number"),
    ValueKind.YES_NO: _("Yes/no"),
    ValueKind.DATE_TIME: _("Date and time"),
    ValueKind.LIST: _("List"),
}


class OfferedName(msgspec.Struct, frozen=True):
    """A name that templates may use; `value` is what it holds, at most 80 characters of it.

    `known` tells an empty value from one that nobody can know before a run.
    """

    name: str
    kind: Text
    description: Text
    value: str = ""
    known: bool = False


def offered_names(
    routing_type: RoutingType, resources: Resources, run: Run | None = None
) -> tuple[OfferedName, ...]:
    """Every name that a routing of this type may use, in the order of the list.

    With a `run` of the chosen email, also what each name holds where that run stands, and the
    headers that this email really has.
    """
    infos = name_infos(routing_type, resources.of_kind(Variable), record_names(resources))
    actual = {} if run is None else dict(actual_values(_reading(run)))
    offered = [
        OfferedName(
            info.name,
            KIND_WORDS[info.kind],
            info.description,
            actual.get(info.name, ""),
            info.name in actual,
        )
        for info in infos
    ]
    listed = {one.name for one in offered}
    text = KIND_WORDS[ValueKind.TEXT]
    offered.extend(
        OfferedName(name, text, EMPTY, value, known=True)
        for name, value in actual.items()
        if name not in listed
    )
    return tuple(offered)


def _reading(run: Run) -> Context:
    """What the next action of a run could read."""
    context = RunContext(
        inputs=run.inputs,
        program=run.entry,
        action=run.entry.tree.start,
        prepared=None,
        state=run.state,
        step=len(run.steps) + 1,
        email=email_namespace(run.inputs.message),
    )
    return Context(context.local_now, namespaces(context), language=run.state.language or "en")
