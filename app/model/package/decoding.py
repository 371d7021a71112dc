"""The entries of a package as typed values, read strictly: what is amiss names its entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from app.model.package.errors import UnsoundPackage, shown
from app.model.package.plain import DEEPEST, Plain, parsed
from app.model.text import _

Value = TypeVar("Value")

_FRAME = 8  # levels of an entry around a config
_MOST_VALUES = 8_000_000  # a table of 100,000 rows and 50 columns has five million


def check_amount(entries: Iterable[bytes]) -> None:
    """Refuse text whose values would fill the memory, before any of it is read."""
    # A key with its value weighs about three times as much as a value in a list.
    weights = ((b",", 1), (b"[", 1), (b"{", 1), (b":", 2))
    total = sum(raw.count(sign) * weight for raw in entries for sign, weight in weights)
    if total > _MOST_VALUES:
        raise UnsoundPackage(_("it holds more than {most} values", most=_MOST_VALUES))


def plain_value(entry: str, raw: bytes) -> Plain:
    """The JSON of an entry as builtins, no key twice, not nested too deeply."""
    text = _text(entry, raw)
    try:
        return parsed(text, DEEPEST + _FRAME)
    except (ValueError, RecursionError) as error:
        raise _no_json(entry, error) from error


def decoded(entry: str, raw: bytes, type_: type[Value]) -> Value:
    """An entry as a value of this type."""
    text = _text(entry, raw)
    try:
        value = msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError as error:
        raise UnsoundPackage(
            _(
                "the entry {entry} is not what its name says ({detail})",
                entry=shown(entry),
                detail=shown(str(error)),
            )
        ) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _no_json(entry, error) from error
    # What the type does not look into: keys that stand there twice above all.
    plain_value(entry, raw)
    return value


def _text(entry: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise UnsoundPackage(
            _("the entry {entry} is not written in UTF-8", entry=shown(entry))
        ) from error


def _no_json(entry: str, error: Exception) -> UnsoundPackage:
    if isinstance(error, RecursionError):
        return UnsoundPackage(_("the entry {entry} is nested too deeply", entry=shown(entry)))
    return UnsoundPackage(
        _(
            "the entry {entry} is not proper JSON ({detail})",
            entry=shown(entry),
            detail=shown(str(error)),
        )
    )
