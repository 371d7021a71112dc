"""Splitting a template into text and markup in one pass, and the problems that are seen on the way.

The library's own scanner takes quadratic time on sources made for it and speaks of tokens; this one
is linear, knows the tags that may be used, and says what is wrong in a designer's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from app.model.text import Text, _

MAXIMUM_NESTING: Final = 30
"""Blocks within blocks."""

MAXIMUM_GROUPS: Final = 64
"""Brackets and parentheses in one expression; each may cost a look at the rest of it."""

MAXIMUM_OPERATORS: Final = 50
"""Comparisons, `and` and `or` in one expression; the parser goes one level deeper for each."""

_BLOCKS: Final = frozenset({"if", "unless", "case", "for", "capture"})
_SINGLES: Final = frozenset({"assign", "echo", "increment", "decrement", "break", "continue"})
_MIDDLES: Final = {
    "else": frozenset({"if", "unless", "case", "for"}),
    "elsif": frozenset({"if", "unless"}),
    "when": frozenset({"case"}),
}
_BARE: Final = frozenset({"else", "break", "continue"}) | {f"end{name}" for name in _BLOCKS}

_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"\s*(#|\w+)")
_END_RAW = re.compile(r"\{%(-?)\s*endraw\s*(-?)%\}")
_COMMENT = re.compile(r"\{%-?\s*(comment|endcomment)\b[^%]*(-?)%\}")
_MEASURED = re.compile(
    r""""[^"]*"|'[^']*'|(?P<group>[(\[])|(?P<operator>\b(?:and|or|contains)\b|[=!<>]=?|<>)"""
)
_RESERVED: Final = (
    "true|false|nil|null|empty|blank|and|or|contains|not|in|offset|limit|reversed|cols|continue|"
    "with|for|as|if|else|required"
)
_RESERVED_STEP = re.compile(rf""""[^"]*"|'[^']*'|(?<!\.)\.(?P<word>{_RESERVED})(?![\w?-])""")
_LONG_NUMBER = re.compile(r"\d{100}")


class Unreadable(Exception):
    """The source is no template; `text` says why and where."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


@dataclass
class _Block:
    """A block that waits for its end."""

    name: str
    line: int
    has_else: bool = False


def line_at(source: str, index: int) -> int:
    """The line, counted from 1, of a place in the source."""
    return source.count("\n", 0, max(index, 0)) + 1


def scan(source: str) -> Iterator[Token]:
    """Yield the library's tokens of `source`, comments left out.

    Raises `Unreadable` for markup that is never closed, tags that may not be used, blocks that do
    not fit together, and expressions too involved to be read safely.
    """
    return _Scanner(source).tokens()


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._blocks: list[_Block] = []
        self._place = 0
        self._trim = False  # the markup before ended with a dash

    def tokens(self) -> Iterator[Token]:
        while opening := _OPENING.search(self._source, self._place):
            start = opening.start()
            is_output = opening.group() == "{{"
            end = self._source.find("}}" if is_output else "%}", start + 2)
            if end < 0:
                self._refuse(
                    start,
                    _("The markup that begins with {{ is never closed with }}.")
                    if is_output
                    else _("The tag that begins with {% is never closed with %}."),
                )
            inner_start, inner_end = start + 2, end
            opens_trimmed = self._source.startswith("-", inner_start, inner_end)
            inner_start += opens_trimmed
            closes_trimmed = self._source.endswith("-", inner_start, inner_end)
            inner_end -= closes_trimmed
            yield from self._content(start, trim=opens_trimmed)
            self._place, self._trim = end + 2, closes_trimmed
            if is_output:
                yield from self._output(start, inner_start, inner_end)
            else:
                yield from self._tag(start, inner_start, inner_end)
        yield from self._content(len(self._source), trim=False)
        if self._blocks:
            block = self._blocks[-1]
            raise Unreadable(
                _(
                    "Line {line}: {tag} has no {end} after it.",
                    line=block.line,
                    tag=_markup(block.name),
                    end=_markup(f"end{block.name}"),
                )
            )

    def _content(self, end: int, *, trim: bool) -> Iterator[Token]:
        text = self._source[self._place : end]
        text = text.lstrip() if self._trim else text
        text = text.rstrip() if trim else text
        if text:
            yield Token(TOKEN_CONTENT, text, self._place, self._source)

    def _output(self, start: int, inner_start: int, inner_end: int) -> Iterator[Token]:
        expression = self._expression(inner_start, inner_end)
        if expression is None:
            self._refuse(start, _("Write a name between {{ and }}."))
        yield Token(TOKEN_OUTPUT, self._source[start : self._place], start, self._source)
        yield expression

    def _tag(self, start: int, inner_start: int, inner_end: int) -> Iterator[Token]:
        found = _TAG.match(self._source, inner_start, inner_end)
        if found is None:
            self._refuse(start, _("Write the name of a tag between {% and %}."))
        name = found.group(1)
        if name == "#":
            return
        if name == "raw":
            yield from self._raw(start)
        elif name == "comment":
            self._skip_comment(start)
        else:
            expression = self._expression(found.end(), inner_end)
            self._check(start, name, expression)
            yield Token(TOKEN_TAG, name, found.start(1), self._source)
            if expression is not None:
                yield expression

    def _expression(self, start: int, end: int) -> Token | None:
        text = self._source[start:end]
        stripped = text.strip()
        if not stripped:
            return None
        start += len(text) - len(text.lstrip())
        groups = operators = 0
        for found in _MEASURED.finditer(stripped):
            groups += found.lastgroup == "group"
            operators += found.lastgroup == "operator"
        if groups > MAXIMUM_GROUPS or operators > MAXIMUM_OPERATORS:
            self._refuse(start, _("The expression is too involved; split it with assign."))
        if _LONG_NUMBER.search(stripped):
            self._refuse(start, _("A number has too many digits."))
        return Token(
            TOKEN_EXPRESSION, _RESERVED_STEP.sub(_bracketed, stripped), start, self._source
        )

    def _raw(self, start: int) -> Iterator[Token]:
        ending = _END_RAW.search(self._source, self._place)
        if ending is None:
            self._refuse(start, _("{tag} has no {end} after it.", tag="raw", end="endraw"))
        yield from self._content(ending.start(), trim=bool(ending.group(1)))
        self._place, self._trim = ending.end(), bool(ending.group(2))

    def _skip_comment(self, start: int) -> None:
        depth = 1
        while depth:
            found = _COMMENT.search(self._source, self._place)
            if found is None:
                self._refuse(
                    start, _("{tag} has no {end} after it.", tag="comment", end="endcomment")
                )
            depth += 1 if found.group(1) == "comment" else -1
            self._place, self._trim = found.end(), found.group().endswith("-%}")

    def _check(self, start: int, name: str, expression: Token | None) -> None:
        """Refuse a tag that may not be used, or may not be used here."""
        if name in _BARE and expression is not None:
            self._refuse(
                start,
                _("Write elsif in place of else if.")
                if name == "else" and expression.value.startswith("if")
                else _("Nothing may follow {tag} inside its braces.", tag=name),
            )
        if name in _MIDDLES:
            self._check_middle(start, name)
        elif name.startswith("end") and name[3:] in _BLOCKS:
            if not self._blocks or self._blocks[-1].name != name[3:]:
                self._refuse(start, _("{tag} has no {start} before it.", tag=name, start=name[3:]))
            self._blocks.pop()
        elif name in _BLOCKS:
            if len(self._blocks) >= MAXIMUM_NESTING:
                self._refuse(
                    start, _("Blocks may be nested {count} deep at most.", count=MAXIMUM_NESTING)
                )
            self._blocks.append(_Block(name, line_at(self._source, start)))
        elif name not in _SINGLES:
            self._refuse(start, _("The tag {tag} does not exist in templates.", tag=name))
        elif name in ("break", "continue") and all(block.name != "for" for block in self._blocks):
            self._refuse(start, _("{tag} works inside a for block only.", tag=name))
        if name not in _BARE and expression is None:
            self._refuse(start, _("Something is missing after {tag}.", tag=name))

    def _check_middle(self, start: int, name: str) -> None:
        block = self._blocks[-1] if self._blocks else None
        if block is None or block.name not in _MIDDLES[name]:
            self._refuse(start, _("{tag} has no block that it belongs to.", tag=name))
        if block.has_else:
            self._refuse(start, _("{tag} may not stand after else.", tag=name))
        block.has_else = name == "else"

    def _refuse(self, start: int, why: Text) -> NoReturn:
        raise Unreadable(_("Line {line}: {why}", line=line_at(self._source, start), why=why))


def _bracketed(found: re.Match[str]) -> str:
    """Write `.limit` as `["limit"]`: the library takes its own words for nothing else."""
    word = found.group("word")
    return found.group() if word is None else f'["{word}"]'


def _markup(name: str) -> str:
    return f"{{% {name} %}}"
