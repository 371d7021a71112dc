"""Endless words: without places to break a line, laying one out would take the window's time."""

from __future__ import annotations

import re

_BREAK = "\N{ZERO WIDTH SPACE}"
_TEXT = re.compile(r"\S{500}")
_HTML = re.compile(r"(?:&[^;\s<]{1,10};|[^\s<>&]){500}")
_PARTS = re.compile(r"(<[^>]*>)")


def breakable(text: str) -> str:
    """`text` with an invisible place to break after every 500 characters of one word."""
    return _TEXT.sub(_followed, text)


def breakable_html(html: str) -> str:
    """The same for the text of cleaned HTML; tags and entities stay whole."""
    parts = _PARTS.split(html)
    return "".join(part if part.startswith("<") else _HTML.sub(_followed, part) for part in parts)


def breaks_before(text: str, end: int) -> int:
    """How many places to break `breakable` puts before an index of `text`."""
    return sum(1 for _match in _TEXT.finditer(text, 0, end))


def _followed(match: re.Match[str]) -> str:
    return match[0] + _BREAK
