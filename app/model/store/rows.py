"""Rows that do not say what they should: a damaged file, never a bug of the reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


class UnsoundRow(Exception):
    """A stored value that this application never wrote; `spoken` says it in a sentence."""


def row_reader(read: Callable[_Given, _Read]) -> Callable[_Given, _Read]:
    """Mark a function that turns stored values into values of the model."""

    @wraps(read)
    def checked(*args: _Given.args, **kwargs: _Given.kwargs) -> _Read:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError) as error:
            raise UnsoundRow(read.__qualname__) from error

    return checked
