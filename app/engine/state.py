"""What an interaction carries from step to step: a frozen value, replaced and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from app.model.text import Text

Value: TypeAlias = "str | Decimal | bool | dt.datetime | tuple[str, ...] | None"
"""The value of a variable, by its type: text, number, yes/no, date-time, list; None is empty."""


@dataclass(frozen=True)
class Failure:
    """The last failure, as `error.action`, `error.kind` and `error.message` show it."""

    action: str
    kind: str
    message: Text


@dataclass(frozen=True)
class Passed:
    """A checkpoint that the interaction passed."""

    reference: str
    name: str
    at: dt.datetime


class State(msgspec.Struct, frozen=True):
    """Everything about an interaction that a step may change; `now` is the run's clock (UTC).

    Replaced at every step, which a Struct does twenty times as fast as a dataclass.
    """

    now: dt.datetime
    variables: Mapping[str, Value]
    language: str = ""
    language_score: float = 0.0
    checkpoints: tuple[Passed, ...] = ()
    passages: Mapping[str, int] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    queue: str = ""
    user: str = ""
    contact_count: int = 0
    jumps: int = 0
    failure: Failure | None = None
    left: Mapping[str, Mapping[str, object]] = msgspec.field(
        default_factory=lambda: MappingProxyType({})
    )
    """By namespace (`case`, `card`, `http` …): the associated record, or what the last action of
    the kind left."""

    def with_variable(self, reference: str, value: Value) -> State:
        """The state with one variable set."""
        return replace(self, variables=MappingProxyType({**self.variables, reference: value}))

    def with_left(self, namespace: str, values: Mapping[str, object] | None) -> State:
        """The state with what a namespace holds replaced; None empties it."""
        others = {name: held for name, held in self.left.items() if name != namespace}
        if values is not None:
            others[namespace] = MappingProxyType(dict(values))
        return replace(self, left=MappingProxyType(others))

    def with_passage(self, lineage: str) -> State:
        """The state with one more crossing of an action."""
        count = self.passages.get(lineage, 0) + 1
        return replace(self, passages=MappingProxyType({**self.passages, lineage: count}))
