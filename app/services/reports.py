"""Traces and catalogues as the JSON lines of the command line: English, stable names."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from app.engine.trace import Destination
from app.model.catalogue import CATEGORY_LABELS
from app.model.text import Text

if TYPE_CHECKING:
    from app.engine.registry import Registry
    from app.engine.trace import Step, Trace


class ReportedAction(msgspec.Struct, frozen=True):
    """An action as a step of a line names it."""

    number: int
    name: str
    type: str


class ReportedStep(msgspec.Struct, frozen=True):
    """One step of a line; `evidence` holds its shape under `kind`, sentences in English."""

    number: int
    routing: str
    version: int
    action: ReportedAction
    branch: str
    caption: str
    evidence: Any


class ReplayLine(msgspec.Struct, frozen=True):
    """One replayed email as a JSON line."""

    email: str
    message_id: str
    subject: str
    routing: str
    version: int
    hash: str
    clock: str
    seed: str
    mailbox: str
    outcome: str
    reason: str
    destination: Destination | None
    undelivered: bool
    handling: Any
    warnings: tuple[str, ...]
    events: tuple[Any, ...]
    steps: tuple[ReportedStep, ...]


def replay_line(email: str, trace: Trace) -> ReplayLine:
    """The line of one run; `email` is the path, with `#n` for the n-th message of an mbox."""
    return ReplayLine(
        email=email,
        message_id=trace.message_id,
        subject=trace.subject,
        routing=trace.routing,
        version=trace.version,
        hash=trace.hash,
        clock=trace.clock,
        seed=trace.seed,
        mailbox=trace.mailbox,
        outcome=trace.outcome,
        reason=str(trace.reason),
        destination=trace.destination,
        undelivered=trace.undelivered,
        handling=plain(trace.handling),
        warnings=tuple(str(text) for text in trace.warnings),
        events=tuple(plain(event) for event in trace.events),
        steps=tuple(_step(step) for step in trace.steps),
    )


def _step(step: Step) -> ReportedStep:
    return ReportedStep(
        number=step.number,
        routing=step.routing,
        version=step.version,
        action=ReportedAction(step.action.number, step.action.name, step.action.type),
        branch=step.branch,
        caption=str(step.caption) if step.caption else "",
        evidence=plain(step.evidence),
    )


class ActionLine(msgspec.Struct, frozen=True):
    """One action type as a JSON line; `branches` are those of a new action."""

    key: str
    label: str
    category: str
    routing_types: tuple[str, ...]
    schema: Any
    branches: tuple[Any, ...]


def action_lines(catalogue: Registry) -> tuple[ActionLine, ...]:
    """Every action type, in the order of the palette."""
    lines = []
    for card in catalogue.cards():
        type_ = catalogue.type(card.key)
        config = catalogue.new_config(card.key)
        lines.append(
            ActionLine(
                key=card.key,
                label=str(card.label),
                category=str(CATEGORY_LABELS[card.category]),
                routing_types=tuple(sorted(card.routing_types)),
                schema=msgspec.json.schema(type_),
                branches=tuple(plain(branch) for branch in catalogue.branches(config)),
            )
        )
    return tuple(lines)


_SCALARS: Final = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A value with every `Text` rendered in English and every struct as a mapping with its tag."""
    # Most values are these. An exact type, because an Enum of texts is a text as well.
    if type(value) in _SCALARS:
        return value
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, msgspec.Struct):
        found = _tag(type(value))
        for name in value.__struct_fields__:
            found[name] = plain(getattr(value, name))
        return found
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    return value


def _tag(type_: type[msgspec.Struct]) -> dict[str, Any]:
    """The tag of a struct as the beginning of its mapping; empty where it has none."""
    config = type_.__struct_config__
    return {config.tag_field: config.tag} if config.tag_field else {}
