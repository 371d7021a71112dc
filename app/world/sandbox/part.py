"""What a part of the sandbox is: answers to the requests of one matter, from a copy."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from app.engine.requests import AnyAnswer

Answers: TypeAlias = Mapping[type, Callable[[Any, dt.datetime], AnyAnswer]]
"""By type of request, what answers it: given the request and the moment on the run's clock."""


class Part(Protocol):
    """One matter of the world. It starts from the workspace and forgets with the sandbox."""

    def answers(self) -> Answers:
        """The requests that this part answers."""
        ...


class Numbers:
    """Counters of the world: what a replay makes is numbered, never drawn."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def next(self, name: str) -> int:
        """The next number of a counter, from 1 on."""
        self._last[name] += 1
        return self._last[name]
