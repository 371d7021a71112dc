"""Liquid's filters on texts."""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Callable
from typing import Final

from app.engine.expressions.filters.base import Filter
from app.engine.expressions.sandbox import Sandbox
from app.engine.expressions.values import size_of
from app.model.text import _

_LINE_END = re.compile(r"\r?\n")
_BLANKS = re.compile(r"\s+")
_BARE = re.compile(r"[<>\"']|&(?!(?:[a-zA-Z]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_HIDDEN: Final = (
    ("<!--", re.compile(r"-->")),
    ("<script", re.compile(r"</script>", re.IGNORECASE)),
    ("<style", re.compile(r"</style>", re.IGNORECASE)),
)


def _append(box: Sandbox, value: object, end: object) -> str:
    first, second = box.text(value), box.text(end)
    box.check_size(size_of(first) + size_of(second))
    return first + second


def _prepend(box: Sandbox, value: object, start: object) -> str:
    return _append(box, start, value)


def _replace(box: Sandbox, value: object, old: object, new: object = "", count: int = -1) -> str:
    text, sought, put = box.text(value), box.text(old), box.text(new)
    found = len(text) + 1 if not sought else text.count(sought)
    times = found if count < 0 else min(found, count)
    box.check_size(size_of(text) + times * (size_of(put) - size_of(sought)))
    return text.replace(sought, put, count)


def _replace_first(box: Sandbox, value: object, old: object, new: object = "") -> str:
    return _replace(box, value, old, new, 1)


def _replace_last(box: Sandbox, value: object, old: object, new: object = "") -> str:
    text, sought, put = box.text(value), box.text(old), box.text(new)
    box.check_size(size_of(text) + size_of(put))
    place = text.rfind(sought)
    return text if place < 0 else text[:place] + put + text[place + len(sought) :]


def _split(box: Sandbox, value: object, separator: object = "") -> list[str]:
    text, mark = box.text(value), box.text(separator)
    box.check_size(len(text) + (text.count(mark) if mark else len(text)))
    if not text or text == mark:
        return []
    if not mark:
        return list(text)
    return text.split() if mark == " " else text.split(mark)


def _slice(box: Sandbox, value: object, start: object, length: object = 1) -> object:
    whole = value if isinstance(value, list | tuple | range) else box.text(value)
    first, count = box.whole(start, otherwise=0), box.whole(length, otherwise=1)
    first = first + len(whole) if first < 0 else first
    if first < 0 or count < 0:
        return [] if not isinstance(whole, str) else ""
    part = whole[first : first + count]
    return part if isinstance(part, str) else list(part)


def _truncate(box: Sandbox, value: object, length: object = 50, end: object = "...") -> str:
    text, tail = box.text(value), box.text(end)
    room = box.whole(length, otherwise=50)
    return text if len(text) <= room else text[: max(0, room - len(tail))] + tail


def _truncate_words(box: Sandbox, value: object, count: object = 15, end: object = "...") -> str:
    words = box.text(value).split()
    room = max(1, box.whole(count, otherwise=15))
    kept = " ".join(words[:room])
    return kept if len(words) <= room else kept + box.text(end)


def _escape_once(box: Sandbox, value: object) -> str:
    return _BARE.sub(lambda found: html.escape(found.group()), box.text(value))


def _strip_html(box: Sandbox, value: object) -> str:
    """Leave out tags, comments, scripts and styles; linear, also on markup that is never closed."""
    text = box.text(value)
    kept: list[str] = []
    place = 0
    endless: set[str] = set()
    while (start := text.find("<", place)) >= 0:
        stop = _hidden_end(text, start, endless)
        if stop < 0:
            stop = text.find(">", start) + 1
        if stop <= 0:
            break
        kept.append(text[place:start])
        place = stop
    kept.append(text[place:])
    return "".join(kept)


def _hidden_end(text: str, start: int, endless: set[str]) -> int:
    for opening, closing in _HIDDEN:
        if opening not in endless and text[start : start + len(opening)].lower() == opening:
            found = closing.search(text, start)
            if found is not None:
                return found.end()
            endless.add(opening)
    return -1


def _decode(box: Sandbox, value: object, *, alphabet: bytes | None) -> str:
    try:
        code = "".join(box.text(value).split()).encode()
        return base64.b64decode(code, altchars=alphabet, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        box.warn(_("A text is not written in base64; nothing was used in its place."))
        return ""


def _text(name: str, change: Callable[[str], str]) -> Filter:
    return Filter(name, lambda box, value: change(box.text(value)))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


FILTERS: Final = (
    _text("capitalize", str.capitalize),
    _text("downcase", str.lower),
    _text("upcase", str.upper),
    _text("strip", str.strip),
    _text("lstrip", str.lstrip),
    _text("rstrip", str.rstrip),
    _text("squish", lambda text: _BLANKS.sub(" ", text.strip())),
    _text("escape", html.escape),
    Filter("escape_once", _escape_once),
    _text("newline_to_br", lambda text: _LINE_END.sub("<br />\n", text)),
    _text("strip_newlines", lambda text: _LINE_END.sub("", text)),
    Filter("strip_html", _strip_html, factor=2),
    _text("url_encode", lambda text: urllib.parse.quote_plus(_encoded(text))),
    _text("url_decode", urllib.parse.unquote_plus),
    _text("base64_encode", lambda text: base64.b64encode(_encoded(text)).decode()),
    _text("base64_url_safe_encode", lambda text: base64.urlsafe_b64encode(_encoded(text)).decode()),
    Filter("base64_decode", lambda box, value: _decode(box, value, alphabet=None)),
    Filter("base64_url_safe_decode", lambda box, value: _decode(box, value, alphabet=b"-_")),
    Filter("append", _append, 1, 1),
    Filter("prepend", _prepend, 1, 1),
    Filter("replace", _replace, 1, 2),
    Filter("replace_first", _replace_first, 1, 2),
    Filter("replace_last", _replace_last, 1, 2),
    Filter("remove", _replace, 1, 1),
    Filter("remove_first", _replace_first, 1, 1),
    Filter("remove_last", _replace_last, 1, 1),
    Filter("split", _split, 0, 1),
    Filter("slice", _slice, 1, 2),
    Filter("truncate", _truncate, 0, 2),
    Filter("truncatewords", _truncate_words, 0, 2),
)
"""Liquid's filters on texts."""
