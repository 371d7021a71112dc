"""Liquid's filters on lists, and those that take any value."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from liquid import Undefined as Missing

from app.engine.expressions.comparison import moment, same
from app.engine.expressions.filters.base import Filter
from app.engine.expressions.filters.numbers import ARITHMETIC
from app.engine.expressions.sandbox import Sandbox
from app.engine.expressions.values import UNDEFINED, member, size_of


def _default(
    box: Sandbox, value: object, otherwise: object = "", *, allow_false: object = False
) -> object:
    """Take `otherwise` for nothing, no, and what is empty; a name without a value is forgiven."""
    if value is False and allow_false is True:
        return value
    is_void = value is None or value is False or isinstance(value, Missing)
    if is_void or (isinstance(value, str | list | tuple | Mapping) and not value):
        box.forgive()
        return otherwise
    return value


def _size(_box: Sandbox, value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | range | Mapping) else 0


def _join(box: Sandbox, value: object, separator: object = " ") -> str:
    items, between = box.items(value), box.text(separator)
    texts: list[str] = []
    size = size_of(between) * max(0, len(items) - 1)
    box.check_size(size)
    for item in items:
        texts.append(box.text(item))
        size += size_of(texts[-1])
        box.check_size(size)
    return between.join(texts)


def _part(item: object, key: object) -> object:
    found = member(item, key)
    return None if found is UNDEFINED else found


def _end(place: int) -> Callable[[Sandbox, object], object]:
    def run(_box: Sandbox, value: object) -> object:
        if isinstance(value, list | tuple | range) and value:
            return value[place]
        return None

    return run


def _map(box: Sandbox, value: object, key: object) -> list[object]:
    return [_part(item, key) for item in box.items(value)]


def _concat(box: Sandbox, value: object, other: object) -> list[object]:
    return [*box.items(value), *box.items(other)]


def _reverse(box: Sandbox, value: object) -> list[object]:
    return list(reversed(box.items(value)))


def _rank(value: object) -> tuple[int, object]:
    """An order for values of all kinds, so that sorting never fails: nothing comes last."""
    match value:
        case bool():
            return 2, value
        case int() | Decimal():
            return 0, value
        case str():
            return 1, value
        case date():
            return 3, moment(value)
        case _:
            return 4, 0


def _sort(box: Sandbox, value: object, key: object = None) -> list[object]:
    return sorted(
        box.items(value), key=lambda item: _rank(item if key is None else _part(item, key))
    )


def _sort_natural(box: Sandbox, value: object, key: object = None) -> list[object]:
    def place(item: object) -> tuple[bool, str]:
        part = item if key is None else _part(item, key)
        return part is None, box.text(part).lower()

    return sorted(box.items(value), key=place)


def _holding(
    box: Sandbox, value: object, key: object, sought: object
) -> Iterator[tuple[int, object, bool]]:
    for place, item in enumerate(box.items(value)):
        part = _part(item, key)
        holds = part not in (None, False) if sought is None else same(part, sought)
        yield place, item, holds


def _where(box: Sandbox, value: object, key: object, sought: object = None) -> list[object]:
    return [item for _at, item, holds in _holding(box, value, key, sought) if holds]


def _reject(box: Sandbox, value: object, key: object, sought: object = None) -> list[object]:
    return [item for _at, item, holds in _holding(box, value, key, sought) if not holds]


def _find(box: Sandbox, value: object, key: object, sought: object = None) -> object:
    return next((item for _at, item, holds in _holding(box, value, key, sought) if holds), None)


def _find_index(box: Sandbox, value: object, key: object, sought: object = None) -> object:
    return next((place for place, _item, holds in _holding(box, value, key, sought) if holds), None)


def _has(box: Sandbox, value: object, key: object, sought: object = None) -> bool:
    return any(holds for _at, _item, holds in _holding(box, value, key, sought))


def _identity(value: object) -> object:
    """A key under which equal values meet; mappings and lists are told apart by what they are."""
    match value:
        case bool():
            return "yes/no", value
        case Mapping() | list() | tuple():
            return "object", id(value)
        case _:
            return value


def _uniq(box: Sandbox, value: object, key: object = None) -> list[object]:
    first: dict[object, object] = {}
    for item in box.items(value):
        first.setdefault(_identity(item if key is None else _part(item, key)), item)
    return list(first.values())


def _compact(box: Sandbox, value: object, key: object = None) -> list[object]:
    items: Sequence[object] = box.items(value)
    return [item for item in items if (item if key is None else _part(item, key)) is not None]


def _sum(box: Sandbox, value: object, key: object = None) -> int | Decimal:
    total: int | Decimal = 0
    for item in box.items(value):
        number = box.number(item if key is None else _part(item, key))
        with decimal.localcontext(ARITHMETIC):
            total = box.check_number(total + number)
    return total


FILTERS: Final = (
    Filter("default", _default, 0, 1, takes_missing=True, keywords=frozenset({"allow_false"})),
    Filter("size", _size),
    Filter("join", _join, 0, 1),
    Filter("first", _end(0)),
    Filter("last", _end(-1)),
    Filter("map", _map, 1, 1),
    Filter("concat", _concat, 1, 1),
    Filter("reverse", _reverse),
    Filter("sort", _sort, 0, 1, factor=4),
    Filter("sort_natural", _sort_natural, 0, 1, factor=4),
    Filter("where", _where, 1, 2, factor=4),
    Filter("reject", _reject, 1, 2, factor=4),
    Filter("find", _find, 1, 2, factor=4),
    Filter("find_index", _find_index, 1, 2, factor=4),
    Filter("has", _has, 1, 2, factor=4),
    Filter("uniq", _uniq, 0, 1, factor=2),
    Filter("compact", _compact, 0, 1, factor=2),
    Filter("sum", _sum, 0, 1, factor=16),
)
"""Liquid's filters on lists, and those that take any value."""
