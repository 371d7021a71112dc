"""A world that answers anything: refusals, time-outs, and answers of the wrong sizes and words."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from app.engine.requests import AnyAnswer, AnyRequest, Request
from app.engine.run import World
from app.model.text import Text
from tests.properties.any_routing import TEXTS

ANSWERS: tuple[type, ...] = typing.get_args(AnyAnswer)
REQUESTS: tuple[type, ...] = typing.get_args(AnyRequest)

WORDS = [
    *TEXTS,
    *("C-1", "true", "null", "[]", "{", '{"a": {"b": [1, null]}}', "x" * 5_000, "{{ email.text }}"),
    *(
        "everything",
        "ada",
        "support",
        "cases",
        "queue",
        "\u202eevil",
        "\u0000",
        "-0",
        "NaN",
        "1e400",
    ),
    *("2026-01-05T09:30:00+00:00", "2026-01-05T09:30:00", "soon", "+33142685300", "Email", "email"),
]
NUMBERS = [0, 1, 1, 2, 3, 200, 404, 599, -1, -(2**40), 2**40, 2**70]


def answer_type(request: type) -> type:
    """The type of the answer that a request gets, as its base says."""
    for base in getattr(request, "__orig_bases__", ()):
        if typing.get_origin(base) is Request:
            found: type = typing.get_args(base)[0]
            return found
    raise TypeError(request)


@dataclass
class AnyWorld:
    """Gives the answers of `usual`, and with a chance of `wild` any other of the same type.

    With a chance of `wrong` an answer is of any type, which no world ever gives.
    """

    random: Random
    usual: World
    wild: float = 0.5
    wrong: float = 0

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        if self.wrong and self.random.random() < self.wrong:
            return self.any_answer()
        if self.random.random() >= self.wild:
            return self.usual.answer(request, now)
        found: AnyAnswer = self.struct(answer_type(type(request)))
        return found

    def any_answer(self) -> AnyAnswer:
        """An answer of any type, to whatever was asked."""
        found: AnyAnswer = self.struct(self.random.choice(ANSWERS))
        return found

    def struct(self, type_: type) -> Any:
        """Any struct of a type, each field any value of its own."""
        hints = typing.get_type_hints(type_)
        names = [one.name for one in msgspec.structs.fields(type_)]
        values = {name: self.value(hints[name]) for name in names}
        if self.random.random() < 0.6:
            values = {**values, **dict.fromkeys({"error", "timed_out"} & set(names))}
            if "timed_out" in values:
                values["timed_out"] = False
        return type_(**values)

    def value(self, hint: Any) -> Any:
        """Any value of an annotation."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in {typing.Union, types.UnionType}:
            return self.value(self.random.choice(arguments))
        if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(self.value(arguments[0]) for _each in range(self.random.choice(SIZES)))
        if origin is tuple:
            return tuple(self.value(one) for one in arguments)
        if isinstance(hint, type) and issubclass(hint, Text):
            return Text("No, because of {why}", (("why", self.random.choice(WORDS)),))
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self.struct(hint)
        if hint is bool:
            return self.random.random() < 0.5
        if hint is int:
            return self.random.choice(NUMBERS)
        if hint is str:
            return self.random.choice(WORDS)
        if hint is type(None):
            return None
        raise TypeError(hint)


SIZES = (0, 0, 1, 1, 2, 7)
