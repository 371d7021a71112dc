"""Values of the workspace's variables: their start, and what converts to their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.conversion import to_datetime, to_list, to_number, to_text, to_yes_no
from app.engine.expressions.sandbox import MAXIMUM_RESULT
from app.engine.expressions.values import TooLarge, text_of
from app.engine.moments import zone_of
from app.model.resources import Resources, ValueKind, Variable

if TYPE_CHECKING:
    import datetime as dt

    from app.engine.state import Value


def starting_values(resources: Resources) -> dict[str, Value]:
    """The default of every variable, by reference; a default that does not convert is empty."""
    zone = zone_of(resources.time_zone)
    return {
        variable.reference: convert(variable.type, variable.default, zone)
        for variable in resources.of_kind(Variable)
    }


def convert(kind: ValueKind, text: str, zone: dt.tzinfo) -> Value:
    """Text as a value of a type; None for empty text, and for text that does not convert."""
    if kind is ValueKind.TEXT:
        return text
    if not text.strip():
        return () if kind is ValueKind.LIST else None
    match kind:
        case ValueKind.NUMBER:
            return to_number(text)
        case ValueKind.YES_NO:
            return to_yes_no(text)
        case ValueKind.DATE_TIME:
            return to_datetime(text, zone)
        case ValueKind.LIST:
            return to_list(text)


def converts(kind: ValueKind, text: str, zone: dt.tzinfo) -> bool:
    """Whether text is empty or converts to a type."""
    return not text.strip() or convert(kind, text, zone) is not None


def written(value: Value) -> str:
    """A variable's value as canonical text; an empty one is the empty text."""
    return "" if value is None else to_text(value)


LONGEST_WRITTEN = 4_000
"""Characters that a step keeps of what an action left, such as the body of an answer."""


def written_left(value: object) -> str:
    """Anything that a namespace holds as text, its end cut off where it is long."""
    try:
        text = text_of(value, MAXIMUM_RESULT)
    except TooLarge:
        return "…"
    return text if len(text) <= LONGEST_WRITTEN else f"{text[: LONGEST_WRITTEN - 1]}…"
