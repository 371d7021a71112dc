"""The header of a message or part: its fields in order, found without trusting their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.mail import words
from app.engine.once import once

MAX_HEADER = 4 * 1024 * 1024

# A line that starts with "--" is a boundary that lacks the blank line before it, never a field.
_FIELD = re.compile(
    rb"(?!--)([!-9;-~]++)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)",
)
_BLANK = re.compile(rb"\r{0,2}\n|\r*\Z")
# No mail starts with a field that JSON could start with.
_FIRST_FIELD = re.compile(rb"[A-Za-z0-9][!-9;-~]*+[ \t]*+:")
# Blank lines, or blanks that stand before the first field by mistake.
_BEFORE_HEADER = re.compile(rb"[ \t\r]*+\n|[ \t]++(?=[!-9;-~]++:)")
_LONGEST_FROM_LINE = 2_000
_JUNK_LINES = 3
_KNOWN_FIELD = re.compile(
    rb"(?:[^\n]*\n){0,2}?"
    rb"(?:From|To|Cc|Bcc|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]+|Received|Sender"
    rb"|Reply-To|Return-Path|References|In-Reply-To|X-[A-Za-z-]+)[ \t]*:",
    re.IGNORECASE,
)


class Headers:
    """Fields in the order of the message; names compare without case.

    `headers["X-Any"]` is the first value of that name, decoded; KeyError when there is none.
    Iterating yields (name, decoded value), repeated names included.
    """

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields

    @once
    def _first(self) -> dict[str, str]:
        first: dict[str, str] = {}
        for name, value in self._fields:
            first.setdefault(name.lower(), value)
        return first

    def __getitem__(self, name: str) -> str:
        return words.readable(self._first[name.lower()])[0]

    def get(self, name: str, default: str = "") -> str:
        """The first value of `name`, decoded, or `default`."""
        raw = self._first.get(name.lower())
        return default if raw is None else words.readable(raw)[0]

    def get_all(self, name: str) -> tuple[str, ...]:
        """Every value of `name`, decoded, in order."""
        wanted = name.lower()
        return tuple(words.readable(raw)[0] for own, raw in self._fields if own.lower() == wanted)

    def raw(self, name: str) -> str:
        """The first value of `name` as the Latin-1 image of its bytes, folds included, or ''."""
        return self._first.get(name.lower(), "")

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._first

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for name, raw in self._fields:
            yield name, words.readable(raw)[0]

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({list(self)!r})"


class Block:
    """One header as it stands in the bytes: its fields, where its body starts, what was odd."""

    __slots__ = ("body_start", "cut", "headers", "junk", "separated")

    def __init__(self, source: bytes, start: int, end: int) -> None:
        """Read fields from `start`; the body lies between `body_start` and `end`."""
        fields: list[tuple[str, str]] = []
        self.junk = 0
        self.cut = False
        self.separated = True
        position = start
        while position < end:
            found = _FIELD.match(source, position, end)
            if found is not None:
                self.cut = self.cut or found.end() - start > MAX_HEADER
                if not self.cut:
                    fields.append((found[1].decode("ascii"), found[2].decode("latin-1")))
                position = found.end()
                continue
            blank = _BLANK.match(source, position, end)
            if blank is not None:
                position = blank.end()
                break
            after = source.find(b"\n", position, end) + 1
            if (
                not fields
                or not after
                or self.junk >= _JUNK_LINES
                or source.startswith(b"--", position)
                or not _KNOWN_FIELD.match(source, after, min(end, after + 2_000))
            ):
                # The body starts without the blank line that should come before it.
                self.separated = False
                break
            self.junk += 1
            position = after
        self.body_start = position
        self.headers = Headers(fields)


def beginning(source: bytes) -> int:
    """Where the header of a whole message starts: past a byte order mark, blanks, From lines."""
    start = 3 if source.startswith(b"\xef\xbb\xbf") else 0
    while True:
        if blank := _BEFORE_HEADER.match(source, start):
            start = blank.end()
        elif source.startswith((b"From ", b">From "), start):
            end = source.find(b"\n", start, start + _LONGEST_FROM_LINE)
            if end < 0:
                return start
            start = end + 1
        else:
            return start


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes that begin with `head` have a header to read: one field is enough."""
    return _FIRST_FIELD.match(head, beginning(head)) is not None
