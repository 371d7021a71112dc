"""Dotted names such as `email.headers["X-Any"]`: taken apart, put together, and looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from app.engine.expressions.values import UNDEFINED, Segment, Undefined, admit, follow

MAXIMUM_NAME: Final = 1_000
"""Characters of a name."""

_PLAIN = re.compile(r"[^\W\d]\w*")
_WORD = re.compile(r"[^\W\d][\w-]*\??")
_STEP = re.compile(
    r"""\.(?P<word>[^\W\d][\w-]*\??)|\[\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<place>-?\d{1,9}))\s*\]"""
)


@lru_cache(maxsize=4096)
def split_name(name: str) -> tuple[Segment, ...] | None:
    """Take a name apart; `None` when the text is no name.

    `email.to[0].address` gives `("email", "to", 0, "address")`.
    """
    words = name.strip()
    start = _WORD.match(words)
    if start is None or len(words) > MAXIMUM_NAME:
        return None
    segments: list[Segment] = [start.group()]
    place = start.end()
    while place < len(words):
        step = _STEP.match(words, place)
        if step is None:
            return None
        found = step.group("word"), step.group("double"), step.group("single")
        key = next((text for text in found if text is not None), None)
        segments.append(int(step.group("place")) if key is None else key)
        place = step.end()
    return tuple(segments)


def name_of(path: Sequence[object]) -> str:
    """Put a name together as a designer writes it."""
    root, *rest = path
    steps = [str(root)]
    for key in rest:
        if isinstance(key, str) and _PLAIN.fullmatch(key):
            steps.append(f".{key}")
        elif isinstance(key, str):
            steps.append(f"['{key}']" if '"' in key else f'["{key}"]')
        else:
            steps.append(f"[{key}]")
    return "".join(steps)


def evaluate_name(name: str, context: Mapping[str, object]) -> object | Undefined:
    """Return the value that a plain dotted name has in `context`, or `UNDEFINED`.

    This is the left side of a condition: the value keeps its type (text, number, yes/no, date,
    list or mapping), and nothing of it is ever read as a template.
    """
    path = split_name(name)
    if path is None:
        return UNDEFINED
    root, *rest = path
    try:
        value = admit(context[str(root)])
    except KeyError:
        return UNDEFINED
    return follow(value, rest)
