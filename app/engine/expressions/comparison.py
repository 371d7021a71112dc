"""How templates compare values: by rules that never fail, whatever meets whatever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

from liquid import Undefined as Missing
from liquid.builtin.expressions.primitive import Blank, Empty

from app.engine.expressions.values import UNDEFINED, admit


def moment(value: date) -> datetime:
    """Return a date as a point in time; without a zone it is taken as UTC."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def plain(value: object) -> object:
    """Return an evaluated operand as a plain value; nothing for a name without one."""
    if isinstance(value, Missing):
        return None
    admitted = admit(value)
    return None if admitted is UNDEFINED else admitted


def order(left: object, right: object) -> Literal[-1, 0, 1] | None:
    """Compare two numbers, texts or dates; `None` when they cannot be compared."""
    match left, right:
        case (bool(), _) | (_, bool()):
            return None
        case (int() | Decimal(), int() | Decimal()):
            return _sign(left < right, left > right)
        case (str(), str()):
            return _sign(left < right, left > right)
        case (date(), date()):
            earlier, later = moment(left), moment(right)
            return _sign(earlier < later, earlier > later)
        case _:
            return None


def same(left: object, right: object) -> bool:
    """Tell whether two operands are equal, `empty` and `blank` included."""
    for operand, other in ((left, right), (right, left)):
        if isinstance(operand, Empty | Blank):
            return isinstance(other, type(operand)) or _is_void(
                plain(other), blank=isinstance(operand, Blank)
            )
    left, right = plain(left), plain(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) or isinstance(right, Mapping):
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return tuple(left) == tuple(right)
    compared = order(left, right)
    return left == right if compared is None else compared == 0


def contains(left: object, right: object) -> bool:
    """Tell whether a text contains a text, a list an item, a mapping a key."""
    whole, part = plain(left), plain(right)
    if part is None or part == "":
        return False
    if isinstance(whole, str):
        return isinstance(part, str | int | Decimal) and str(part) in whole
    if isinstance(whole, list | tuple | range):
        return any(same(item, part) for item in whole)
    return isinstance(whole, Mapping) and isinstance(part, str) and part in whole


def _sign(less: bool, more: bool) -> Literal[-1, 0, 1]:
    return -1 if less else int(more)  # type: ignore[return-value]


def _is_void(value: object, *, blank: bool) -> bool:
    if blank and (value is None or value is False):
        return True
    if isinstance(value, str):
        return not value or (blank and value.isspace())
    return isinstance(value, list | tuple | range | Mapping) and len(value) == 0
