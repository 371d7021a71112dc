"""What a filter is, and how one is applied within the limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from liquid import Undefined as Missing

from app.engine.expressions.sandbox import Sandbox, Stopped
from app.engine.expressions.values import UNDEFINED, admit, extent, size_of
from app.model.text import _

CALL: Final = 60
"""Work of calling any filter."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by its name in templates.

    `run(sandbox, value, *arguments)` takes `least` to `most` arguments. It checks what it builds
    *before* it builds it wherever the result may outgrow its input by more than a constant factor.
    `work` is what one call costs besides its input, `factor` what each character of the input does.
    """

    name: str
    run: Callable[..., object]
    least: int = 0
    most: int = 0
    work: int = 0
    factor: int = 1
    takes_missing: bool = False
    keywords: frozenset[str] = frozenset()


def apply(
    sandbox: Sandbox, used: Filter, value: object, *arguments: object, **keywords: object
) -> object:
    """Run a filter, having paid for its input; its result is checked and paid for too.

    A name without a value is handed over as nothing and noted.
    """
    if not used.least <= len(arguments) <= used.most:
        raise Stopped(_("The filter {name} has too few or too many values.", name=used.name))
    operands = [_operand(sandbox, each) for each in arguments]
    left = value if used.takes_missing else _operand(sandbox, value)
    named = {name: _operand(sandbox, each) for name, each in keywords.items()}
    sandbox.spend(CALL + used.work + used.factor * sum(map(extent, (left, *operands))))
    result = used.run(sandbox, left, *operands, **named)
    sandbox.spend(extent(result))
    sandbox.check_size(size_of(result) if isinstance(result, str) else extent(result))
    return result


def _operand(sandbox: Sandbox, value: object) -> object:
    if isinstance(value, Missing):
        sandbox.miss(value.name)
        return None
    admitted = admit(value)
    return None if admitted is UNDEFINED else admitted
