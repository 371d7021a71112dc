"""The namespaces that templates and conditions read, over the state of a run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.engine.expressions.context import CLOCK, NAMESPACES
from app.engine.expressions.names import split_name
from app.engine.expressions.values import Namespace
from app.engine.handling import end_namespaces
from app.engine.moments import local
from app.model.catalogue import RoutingType
from app.model.resources import Variable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.engine.context import RunContext


_ROOTS = frozenset({*NAMESPACES, *CLOCK})


def reads_value(text: str) -> bool:
    """Whether a text is the dotted name of a value, such as `var.amount`, and no template."""
    path = split_name(text)
    return path is not None and path[0] in _ROOTS


def variable_read(name: str) -> str | None:
    """The reference of the variable that a dotted name reads, if it reads one."""
    path = split_name(name) or ()
    if len(path) < 2 or path[0] != "var" or not isinstance(path[1], str):
        return None
    return path[1]


def namespaces(context: RunContext) -> Mapping[str, object]:
    """Every namespace with something in it at this moment."""
    readers: dict[str, Callable[[], object]] = {
        "email": lambda: context.email,
        "interaction": lambda: _interaction(context),
        "var": lambda: _variables(context),
    }
    if context.program.entry.type is RoutingType.END:
        for name, held in end_namespaces(context.inputs).items():
            readers[name] = partial(_held, held)
    if context.mailbox is not None:
        readers["mailbox"] = lambda: _mailbox(context)
    if context.state.failure is not None:
        readers["error"] = lambda: _failure(context)
    for name, held in context.state.left.items():
        readers[name] = partial(_held, held)
    return Namespace(readers)


def _held(values: Mapping[str, object]) -> object:
    return values


def _interaction(context: RunContext) -> Mapping[str, object]:
    state = context.state
    return {
        "id": context.inputs.interaction_id,
        "started_at": local(context.inputs.clock, context.time_zone),
        "language": state.language,
        "language_score": state.language_score,
        "queue": state.queue,
        "user": state.user,
        "checkpoints": tuple(passed.name for passed in state.checkpoints),
        "contact_count": state.contact_count,
        "routing": context.program.entry.routing,
        "version": context.program.entry.version,
    }


def _variables(context: RunContext) -> Mapping[str, object]:
    known = {variable.reference: None for variable in context.resources.of_kind(Variable)}
    return {**known, **context.state.variables}


def _mailbox(context: RunContext) -> Mapping[str, object]:
    box = context.mailbox
    if box is None:
        return {}
    return {
        "reference": box.reference,
        "address": box.address,
        "name": box.display_name or box.name,
        "time_zone": box.time_zone,
        "language": box.language,
    }


def _failure(context: RunContext) -> Mapping[str, object]:
    failure = context.state.failure
    if failure is None:
        return {}
    return {"action": failure.action, "kind": failure.kind, "message": str(failure.message)}
