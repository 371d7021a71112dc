"""The MIME tree of a message (RFC 2046), read in one pass and within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.engine.mail import parameters
from app.engine.mail.fields import Block, Headers
from app.engine.mail.parameters import Valued
from app.engine.once import once
from app.model.text import Text, _

MAX_DEPTH = 1_000
MAX_PARTS = 20_000
_MAX_DASHED_LINES = 1_000_000

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
# The delimiter of a multipart that does not declare it: a dashed line right before a part's header.
_UNDECLARED = re.compile(rb"^--([^\r\n]{1,200}?)[ \t\r]*\n(?=Content-)", re.MULTILINE)
_UNDECLARED_WITHIN = 10_000


class Part:
    """A leaf or a multipart: its header, and where its still encoded body lies in the source."""

    def __init__(
        self, headers: Headers, start: int, parent: Part | None = None, position: int = 0
    ) -> None:
        """Place a part that starts at byte `start`, as the `position`-th child of `parent`."""
        self.headers = headers
        self.start = start
        self.end = start
        self.parent = parent
        self.position = position
        self.level: int = 0 if parent is None else parent.level + 1
        self.default_type = "text/plain"
        self.alternative: Part | None = None
        """The outermost multipart/alternative that this part belongs to."""
        if parent is not None:
            kind = parent.media_type
            if kind == "multipart/digest":
                self.default_type = "message/rfc822"
            self.alternative = parent.alternative or (
                parent if kind == "multipart/alternative" else None
            )

    @once
    def content_type(self) -> Valued:
        """The Content-Type field, read; empty when there is none."""
        return parameters.parse(self.headers.raw("content-type"))

    @once
    def media_type(self) -> str:
        """`type/subtype` in lower case; what cannot be read counts as the default type."""
        declared = self.content_type.value
        return declared if _MEDIA_TYPE.fullmatch(declared) else self.default_type

    @once
    def disposition(self) -> Valued:
        """The Content-Disposition field, read; empty when there is none."""
        return parameters.parse(self.headers.raw("content-disposition"))

    @once
    def file_name(self) -> str:
        """The declared name of the file, or an empty text."""
        return parameters.file_name(self.disposition, self.content_type)


@dataclass(slots=True)
class Structure:
    """The leaves of a message in order, and what was odd about their arrangement."""

    leaves: list[Part] = field(default_factory=list)
    defects: list[Text] = field(default_factory=list)

    def note(self, defect: Text) -> None:
        """Keep `defect`, once."""
        if defect not in self.defects:
            self.defects.append(defect)


def read(source: bytes, root: Part) -> Structure:
    """Take the message whose header is that of `root` apart.

    Linear in the length of `source`, whatever its nesting.
    """
    structure = Structure()
    reader = _Reader(source, structure)
    reader.enter(root)
    reader.walk()
    return structure


@dataclass(slots=True)
class _Level:
    """A multipart that is open."""

    boundary: bytes
    part: Part
    children: int = 0


class _Reader:
    """Walks the lines that start with two dashes, with a stack of the multiparts that are open."""

    def __init__(self, source: bytes, structure: Structure) -> None:
        self._source = source
        self._structure = structure
        self._stack: list[_Level] = []
        self._open: dict[bytes, list[int]] = {}
        self._leaf: Part | None = None
        self._parts = 0
        self._position = 0

    def walk(self) -> None:
        """Read to the end of the source, or to a bound."""
        source = self._source
        size = len(source)
        lines = 0
        while self._stack and (start := self._next_dashes()) >= 0:
            line_end = source.find(b"\n", start)
            after = size if line_end < 0 else line_end + 1
            self._position = after
            lines += 1
            if lines > _MAX_DASHED_LINES or self._parts >= MAX_PARTS:
                self._structure.note(
                    _("The message has too many parts; only the first ones were read.")
                )
                self._end(start)
                return
            level, closing = self._meaning(source[start + 2 : after].rstrip())
            if level < 0:
                continue
            self._end_leaf(start)
            self._leave(level if closing else level + 1, start)
            if not closing:
                self._begin(self._stack[level], after)
        self._end(size)

    def enter(self, part: Part) -> None:
        """Open a multipart, or take anything else as the leaf that is being read."""
        self._position = part.start
        boundary = self._boundary(part) if part.media_type.startswith("multipart/") else b""
        if not boundary:
            self._leaf = part
            return
        self._open.setdefault(boundary, []).append(len(self._stack))
        self._stack.append(_Level(boundary, part))

    def _boundary(self, part: Part) -> bytes:
        if part.level >= MAX_DEPTH:
            self._structure.note(
                _(
                    "Parts are nested more than {limit} deep; the deepest were left unopened.",
                    limit=MAX_DEPTH,
                )
            )
            return b""
        declared = part.content_type.get("boundary").encode("latin-1").rstrip()
        if declared:
            return declared
        self._structure.note(_("A multipart does not declare its boundary."))
        end = min(len(self._source), part.start + _UNDECLARED_WITHIN)
        found = _UNDECLARED.search(self._source, part.start, end)
        return found[1] if found else b""

    def _next_dashes(self) -> int:
        """Where the next line that starts with two dashes begins, or -1."""
        source, position = self._source, self._position
        if source.startswith(b"--", position) and (
            position == 0 or source[position - 1] == ord("\n")
        ):
            return position
        found = source.find(b"\n--", position)
        return found + 1 if found >= 0 else -1

    def _meaning(self, token: bytes) -> tuple[int, bool]:
        """The open multipart that a dashed line belongs to (or -1), and whether it closes it.

        The innermost of those with the same boundary: mailers that use one twice do nest them.
        """
        if levels := self._open.get(token):
            return levels[-1], False
        if token.endswith(b"--") and (levels := self._open.get(token[:-2])):
            return levels[-1], True
        return -1, False

    def _begin(self, level: _Level, start: int) -> None:
        self._parts += 1
        block = Block(self._source, start, len(self._source))
        if block.junk:
            self._structure.note(_("The header of a part has lines that are no header fields."))
        self.enter(Part(block.headers, block.body_start, level.part, level.children))
        level.children += 1

    def _end(self, position: int) -> None:
        self._end_leaf(position)
        if self._stack:
            self._structure.note(_("The message ends before its last part does."))
        self._leave(0, position)

    def _end_leaf(self, position: int) -> None:
        if self._leaf is not None:
            self._finish(self._leaf, position)
            self._leaf = None

    def _leave(self, depth: int, position: int) -> None:
        """Close the multiparts deeper than `depth`."""
        while len(self._stack) > depth:
            level = self._stack.pop()
            levels = self._open[level.boundary]
            levels.pop()
            if not levels:
                del self._open[level.boundary]
            if not level.children:
                # None of its delimiters came: whatever stands there is text, and must not be lost.
                self._structure.note(_("A multipart has no parts; it was read as text."))
                self._finish(level.part, position)

    def _finish(self, leaf: Part, position: int) -> None:
        """End a leaf before the line end that belongs to the delimiter (RFC 2046, 5.1.1)."""
        body = self._source[max(leaf.start, position - 2) : position] if self._stack else b""
        if body.endswith(b"\n") and position < len(self._source):
            position -= 2 if body == b"\r\n" else 1
        leaf.end = max(leaf.start, position)
        if self._stack and not len(leaf.headers) and not body:
            return  # a delimiter written twice: nothing stands between the two
        self._structure.leaves.append(leaf)
