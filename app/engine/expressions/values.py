"""The values that templates and conditions see: how their parts are read, how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

MAXIMUM_DIGITS: Final = 100
"""Digits of the longest number that templates calculate with or write."""

MAXIMUM_EXPONENT: Final = 1_000
"""Numbers beyond ten to this power are no numbers to us: merely writing one down takes memory."""

MAXIMUM_DEPTH: Final = 20
"""Levels of a nested value that are written."""


class Undefined(Enum):
    """The type of `UNDEFINED`, what a name without a value gives."""

    UNDEFINED = "undefined"


UNDEFINED: Final = Undefined.UNDEFINED

Segment: TypeAlias = str | int
"""One step of a name: a key of a mapping, or a place in a list."""


class Namespace(Mapping[str, object]):
    """A mapping that works out each value when it is first read, and then keeps it.

    `text` names the entry that stands for the whole where a text is asked for: an address book
    entry is written as its address.
    """

    __slots__ = ("_readers", "_values", "text")

    def __init__(
        self, readers: Mapping[str, Callable[[], object]], *, text: str | None = None
    ) -> None:
        self._readers = readers
        self._values: dict[str, object] = {}
        self.text = text

    def __getitem__(self, key: str) -> object:
        if key not in self._values:
            self._values[key] = self._readers[key]()
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)

    def __repr__(self) -> str:
        return f"Namespace({', '.join(self._readers)})"


# What `admit` passes at a glance; abstract classes are slow to ask. Subclasses go the long way.
_PLAIN: Final = frozenset(
    {str, int, bool, datetime, date, type(None), range, list, tuple, dict, Namespace}
)


class TooLarge(Exception):
    """A value would be larger than what may be written."""


def admit(value: object) -> object:
    """Return `value` as templates may see it, or `UNDEFINED` for what they may not.

    Text, whole numbers, decimals, yes/no, dates, nothing, lists and mappings pass; binary
    fractions become the decimals people write; every other object is turned away, so that no
    attribute of a Python object can be reached.
    """
    if type(value) in _PLAIN:
        return value
    match value:
        case Decimal():
            return value if value.is_finite() and abs(value.adjusted()) < MAXIMUM_EXPONENT else None
        case float():
            return admit(Decimal(repr(value)))
        case str():
            return str.__str__(value)
        case datetime() | date() | Mapping() | list() | tuple():
            return value
        case int():
            return int.__index__(value)
        case _:
            return UNDEFINED


def member(holder: object, key: object) -> object:
    """Return the part `key` of `holder`, or `UNDEFINED`; nothing but keys and places is looked at.

    As in Liquid, `size` counts, and `first` and `last` give the ends of a list.
    """
    if isinstance(holder, str):
        return len(holder) if key == "size" else UNDEFINED
    # Of the exact types of most holders this is answered without asking the abstract class.
    if isinstance(holder, (dict, Namespace, Mapping)):
        if not isinstance(key, str):
            return UNDEFINED
        try:
            return admit(holder[key])
        except KeyError:
            return len(holder) if key == "size" else UNDEFINED
    if isinstance(holder, list | tuple | range):
        if key == "size":
            return len(holder)
        place = {"first": 0, "last": -1}.get(key, key) if isinstance(key, str) else key
        if isinstance(place, int) and -len(holder) <= place < len(holder):
            return admit(holder[place])
    return UNDEFINED


def follow(root: object, path: Sequence[object]) -> object:
    """Return what `path` leads to from `root`, or `UNDEFINED`."""
    value = root
    for key in path:
        if value is UNDEFINED:
            break
        value = member(value, key)
    return value


def size_of(text: str) -> int:
    """Bytes of `text` in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def extent(value: object) -> int:
    """A measure of the work that handling `value` means: characters of a text, parts of a list."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list | tuple):
        return sum(1 + (len(item) if isinstance(item, str) else 8) for item in value)
    return len(value) if isinstance(value, range) else 1


def number_text(number: int | Decimal) -> str:
    """Write a number canonically: a decimal point, no exponent, no zeros at the end."""
    if isinstance(number, int):
        if number.bit_length() > MAXIMUM_DIGITS * 4:
            raise TooLarge
        return str(number)
    if not number:
        return "0"
    if abs(number.adjusted()) > MAXIMUM_DIGITS or len(number.as_tuple().digits) > MAXIMUM_DIGITS:
        raise TooLarge
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def text_of(value: object, limit: int) -> str:
    """Write any admitted value as text of at most `limit` bytes.

    Nothing is the empty text, yes/no is `true` or `false`, dates are ISO 8601, the parts of a list
    stand between commas, and a mapping is written by its main entry or else as JSON.

    Raises `TooLarge` before a longer text is built.
    """
    if isinstance(value, str):
        if size_of(value) > limit:
            raise TooLarge
        return value
    pieces: list[str] = []
    left = limit
    for piece in _pieces(value, 0, quoted=False):
        left -= size_of(piece)
        if left < 0:
            raise TooLarge
        pieces.append(piece)
    return "".join(pieces)


def _pieces(value: object, depth: int, *, quoted: bool) -> Iterator[str]:
    if depth > MAXIMUM_DEPTH:
        raise TooLarge
    match admit(value):
        case bool(truth):
            yield "true" if truth else "false"
        case None | Undefined.UNDEFINED:
            yield "null" if quoted else ""
        case (int() | Decimal()) as number:
            yield number_text(number)
        case Mapping() as mapping:
            yield from _mapping_pieces(mapping, depth, quoted=quoted)
        case list(items) | tuple(items):
            yield from _list_pieces(items, depth, quoted=quoted)
        case range() as numbers:
            yield from _list_pieces(numbers, depth, quoted=quoted)
        case other:
            plain = other.isoformat() if isinstance(other, date) else str(other)
            yield json.dumps(plain, ensure_ascii=False) if quoted else plain


def _list_pieces(items: Sequence[object], depth: int, *, quoted: bool) -> Iterator[str]:
    if quoted:
        yield "["
    for place, item in enumerate(items):
        if place:
            yield ", "
        yield from _pieces(item, depth + 1, quoted=quoted)
    if quoted:
        yield "]"


def _mapping_pieces(mapping: Mapping[object, object], depth: int, *, quoted: bool) -> Iterator[str]:
    main = mapping.text if isinstance(mapping, Namespace) else None
    if main is not None:
        yield from _pieces(mapping[main], depth + 1, quoted=quoted)
        return
    yield "{"
    for place, key in enumerate(mapping):
        if place:
            yield ", "
        yield json.dumps(str(key), ensure_ascii=False) + ": "
        yield from _pieces(mapping[key], depth + 1, quoted=True)
    yield "}"
