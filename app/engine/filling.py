"""Variables filled from what was found: all of them, or none with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.variables import convert, converts
from app.model.resources import Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.engine.context import RunContext


def fill(context: RunContext, values: Iterable[tuple[str, str]]) -> Text | None:
    """Assign texts to variables by reference; nothing, and why, where one does not convert."""
    found: list[tuple[Variable, str]] = []
    for reference, text in values:
        variable = context.resources.get(Variable, reference)
        if variable is None:
            return _("There is no variable {reference}.", reference=reference)
        if not converts(variable.type, text, context.time_zone):
            return _("“{text}” does not suit {name}.", text=text[:80], name=variable.name)
        found.append((variable, text))
    for variable, text in found:
        context.assign(variable, convert(variable.type, text, context.time_zone))
    return None
