"""JSON texts of configs as builtins that lose nothing when they are written again."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, TypeAlias

Plain: TypeAlias = (
    "dict[str, Plain] | list[Plain] | tuple[Plain, ...] | str | int | bool | Decimal | None"
)
"""JSON as builtins; decimals, and integers from ± 2⁵³ on, are `Decimal`, which loses no digit."""

_LARGEST_INTEGER = 2**53 - 1  # the largest that RFC 8785 takes
DEEPEST = 128
"""Levels of a config; deeper than any form writes, and far from the recursion limit."""


def parsed(text: str, deepest: int = DEEPEST) -> Plain:
    """JSON text as builtins; `ValueError` for what would not survive being written again."""
    value: Plain = json.loads(
        text,
        parse_int=_integer,
        parse_float=_decimal,
        parse_constant=_no_constant,
        object_pairs_hook=_object,
    )
    _check_writable(value, deepest)
    return value


def hashable(value: Plain) -> Any:
    """The value with every `Decimal` as text, for RFC 8785, which knows doubles only."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: hashable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [hashable(part) for part in value]
    return value


def _integer(literal: str) -> int | Decimal:
    value = _decimal(literal)
    return int(value) if value.copy_abs() <= _LARGEST_INTEGER else value


def _decimal(literal: str) -> Decimal:
    try:
        value = Decimal(literal)
    except InvalidOperation as error:  # an exponent beyond what Decimal can hold
        raise ValueError(literal) from error
    if not value.is_finite():
        raise ValueError(literal)
    return value


def _no_constant(literal: str) -> NoReturn:
    raise ValueError(literal)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _check_writable(value: Plain, left: int) -> None:
    if left < 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode()  # a lone surrogate is a UnicodeEncodeError, which is a ValueError
    elif isinstance(value, dict):
        for key, part in value.items():
            key.encode()
            _check_writable(part, left - 1)
    elif isinstance(value, list | tuple):
        for part in value:
            _check_writable(part, left - 1)
