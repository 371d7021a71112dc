"""Header values as people read them: unfolded, RFC 2047 words decoded, no control characters."""

from __future__ import annotations

import re

from app.engine.mail import charsets, transfer

# Values arrive as Latin-1 images of their bytes, so that nothing is lost before decoding.
_START = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_UNSEEN = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]")


def readable(value: str) -> tuple[str, bool]:
    """A raw header value decoded, and whether all of it was well formed.

    Control characters, also those that an encoded word hides, become blanks: no value read here
    can start a new line in a header written later.
    """
    if "=?" not in value:
        if value.isascii():
            return _clean(unfold(value)), True
        return _clean(charsets.decode(unfold(value).encode("latin-1"))[0]), False
    text, sound = _decoded(unfold(value))
    return _clean(text), sound


def unfold(value: str) -> str:
    """`value` without the line ends of its folding (RFC 5322, 2.2.3)."""
    if "\n" in value or "\r" in value:
        value = value.replace("\r\n", "\n").replace("\n", "").replace("\r", " ")
    return value.strip()


def _clean(text: str) -> str:
    return _UNSEEN.sub(" ", text).strip()


def _decoded(value: str) -> tuple[str, bool]:
    words = _Words()
    position = end = 0
    while (start := value.find("=?", position)) >= 0:
        opening = _START.match(value, start)
        after = opening.end() if opening else start + 2
        if opening and end < after:
            end = value.find("?=", after)
        if opening is None or end < 0 or value.find("=?", after, end) >= 0:
            # Not an encoded word, or one that never ends before the next begins.
            words.malformed(value[position:after])
            position = after
            continue
        between = value[position:start]
        if between.strip() or not words.pending:
            words.plain(between)
        words.encoded(opening[1], opening[2], value[after:end])
        position = end + 2
    words.plain(value[position:])
    return words.text(), words.sound


class _Words:
    """Pieces of one header value, put together in order."""

    def __init__(self) -> None:
        self.sound = True
        self.pending: list[bytes] = []
        self._label = ""
        self._pieces: list[str] = []

    def plain(self, value: str) -> None:
        if value:
            self._settle()
            if not value.isascii():
                self.sound = False
                value = charsets.decode(value.encode("latin-1"))[0]
            self._pieces.append(value)

    def malformed(self, value: str) -> None:
        self.plain(value)
        self.sound = False

    def encoded(self, label: str, encoding: str, content: str) -> None:
        # Neighbouring words of one charset are joined first: many mailers split a character.
        if self.pending and label.lower() != self._label.lower():
            self._settle()
        self._label = label
        data = content.encode("latin-1")
        if encoding in "bB":
            self.pending.append(transfer.base64(data)[0])
        else:
            self.pending.append(_HEX.sub(_byte, data.replace(b"_", b" ")))

    def text(self) -> str:
        self._settle()
        return "".join(self._pieces)

    def _settle(self) -> None:
        if self.pending:
            text, held = charsets.decode(b"".join(self.pending), self._label)
            self.sound = self.sound and held
            self._pieces.append(text)
            self.pending.clear()


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes((int(match[1], 16),))
