"""Values out of JSON text by JSONPath (RFC 9535)."""

from __future__ import annotations

import functools
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.engine.conversion import to_text
from app.model.errors import UserError
from app.model.text import _

if TYPE_CHECKING:
    from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathQuery

MOST_NODES = 1_000
DEEPEST = 200


def read_json(text: str) -> Any:
    """JSON text as values, numbers as decimals; `UserError` when it is none, or nested too deep."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError as error:
        raise UserError(_("The answer is nested too deep to be read.")) from error
    except ValueError as error:
        raise UserError(_("The answer is no JSON.")) from error
    if _depth(value) > DEEPEST:
        raise UserError(_("The answer is nested too deep to be read."))
    return value


@functools.lru_cache(maxsize=256)
def compile_path(source: str) -> JSONPathQuery:
    """A JSONPath, compiled once; `UserError` says where it is wrong."""
    from jsonpath_rfc9535 import JSONPathError

    try:
        return _environment().compile(source.strip())
    except JSONPathError as error:
        raise UserError(
            _(
                "{path} is no JSONPath ({reason}). Write one such as $.customer.name.",
                path=source[:80],
                reason=str(error).partition("\n")[0][:120],
            )
        ) from error


def values_at(path: JSONPathQuery, value: Any) -> tuple[str, ...]:
    """The texts of what a path finds, in order, a thousand at most.

    Texts as they are, numbers and yes/no as variables write them, null as an empty text, objects
    and arrays as JSON.
    """
    found: list[str] = []
    for node in path.finditer(value):
        found.append(_text(node.value))
        if len(found) >= MOST_NODES:
            break
    return tuple(found)


@functools.cache
def _environment() -> JSONPathEnvironment:
    from jsonpath_rfc9535 import JSONPathEnvironment

    environment = JSONPathEnvironment()
    # Their regular expressions can take for ever; conditions of an action do not.
    for name in ("match", "search"):
        environment.function_extensions.pop(name, None)
    return environment


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, Decimal)):
        return _plain(value)
    if isinstance(value, int):
        return _plain(Decimal(value))
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: bool | Decimal) -> str:
    try:
        return to_text(value)
    except ValueError:  # more digits than a variable holds
        return str(value)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            return depth
        if isinstance(one, dict):
            waiting.extend((part, depth + 1) for part in one.values())
        elif isinstance(one, list):
            waiting.extend((part, depth + 1) for part in one)
    return deepest
