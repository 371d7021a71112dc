"""An attribute worked out when it is first read, and kept: the engine's lazy values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801  # used as a decorator, like property
    """Like `functools.cached_property`, without its lock.

    Until Python 3.12 that one takes a lock that all instances share, at each first reading. A
    message has dozens of such values, which cost more than working most of them out does. Two
    threads that read one value at the same time may both work it out; the engine's values are
    immutable and pure, so either will do.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type[object], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[object]) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[object]) -> T: ...
    def __get__(self, instance: object | None, owner: type[object]) -> T | Self:
        if instance is None:
            return self
        # Without __set__, what the instance's own dict holds under the name is found first from now
        # on: this method runs once an instance.
        value = instance.__dict__[self._name] = self._work_out(instance)
        return value
