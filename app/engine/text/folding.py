"""Fold text (case, accents, evasions, white space), with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from app.engine.once import once
from app.engine.text.lookalikes import INVISIBLE, LOOKALIKES, PUNCTUATION, STROKES, is_accent

_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
# Where a folded character may stand at another distance than its neighbour: a run of blanks, or
# anything beyond ASCII. A single blank between ASCII characters stays one character.
_UNEVEN: Final = re.compile(r"[\s\u0080-\U0010ffff]{2,}|[^\x00-\x7f]|\A\s|\s\Z")
# From this many different characters on, one translation beats that many replacements.
_MANY: Final = 24


@dataclass(frozen=True, slots=True)
class Style:
    """What folding ignores.

    `lookalikes` makes letters of other alphabets that look Latin fold to Latin ones and drops
    invisible characters. It is meant for finding words that somebody hides; leave it off where
    equality decides about trust (`pаypal.com` with a Cyrillic letter is not `paypal.com`).
    """

    case: bool = True
    accents: bool = True
    lookalikes: bool = True


class _Table(dict[int, str]):
    """Folded form of each character by code point, worked out when first met."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.style = style

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code), self.style)
        self[code] = folded
        return folded


def _fold_character(char: str, style: Style) -> str:
    """Fold one character: a blank, nothing, or characters without any blank."""
    if char.isspace():
        return " "
    if char in PUNCTUATION:
        return PUNCTUATION[char]
    if style.lookalikes and char in INVISIBLE:
        return ""
    decomposed = unicodedata.normalize("NFKD", char)
    if any(part.isspace() for part in decomposed):
        return char  # a spacing accent or a whole phrase in one sign: better left alone
    if style.case:
        decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    folded = "".join(_fold_part(part, style) for part in decomposed)
    return folded.casefold() if style.case else folded


def _fold_part(part: str, style: Style) -> str:
    if is_accent(part):
        return "" if style.accents else part
    if style.lookalikes:
        if part in INVISIBLE:
            return ""
        part = LOOKALIKES.get(part, part)
    if style.accents:
        part = STROKES.get(part, part)
    return PUNCTUATION.get(part, part)


@lru_cache(maxsize=8)
def _table(style: Style) -> _Table:
    return _Table(style)


@dataclass(frozen=True)
class Folded:
    """A folded text; `places(start, end)` leads back to where its characters came from."""

    text: str
    original: str = field(repr=False)
    style: Style = field(repr=False)

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Range of the original (str indices) that the folded range `[start, end)` came from.

        A range is never empty unless `start == end`; both bounds grow with the folded ones.
        """
        first, _stop = self._place(start)
        return first, self._place(end - 1)[1] if end > start else first

    def _place(self, index: int) -> tuple[int, int]:
        folded_starts, folded_ends, starts, ends = self._uneven
        at = bisect_right(folded_starts, index) - 1
        if at < 0:
            place = index
        elif index < folded_ends[at]:
            return starts[at], ends[at]
        else:
            place = ends[at] + index - folded_ends[at]
        return min(place, len(self.original)), min(place + 1, len(self.original))

    @once
    def _uneven(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Stretches that changed length: folded starts and ends, original starts and ends."""
        walk = _Walk(self.original, _table(self.style))
        return walk.folded_starts, walk.folded_ends, walk.starts, walk.ends


class _Walk:
    """Walk over the uneven stretches of an original, noting each that changes length."""

    def __init__(self, original: str, table: _Table) -> None:
        self.folded_starts: list[int] = []
        self.folded_ends: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._length = len(original)
        self._position = 0  # in the folded text
        done = 0
        for run in _UNEVEN.finditer(original):
            start, end = run.span()
            self._position += start - done
            self._run(original, start, end, table)
            done = end

    def _run(self, original: str, start: int, end: int, table: _Table) -> None:
        blank = -1  # where the current stretch of blanks, and of what vanishes after them, began
        for index in range(start, end):
            folded = table[ord(original[index])]
            if folded == " ":
                blank = index if blank < 0 else blank
            elif folded:
                self._blank(blank, index)
                blank = -1
                self._note(len(folded), index, index + 1)
            elif blank < 0:
                self._note(0, index, index + 1)
        self._blank(blank, end)

    def _blank(self, start: int, end: int) -> None:
        if start >= 0:
            at_edge = self._position == 0 or end == self._length
            self._note(0 if at_edge else 1, start, end)

    def _note(self, width: int, start: int, end: int) -> None:
        if width != 1 or end - start != 1:
            self.folded_starts.append(self._position)
            self.folded_ends.append(self._position + width)
            self.starts.append(start)
            self.ends.append(end)
        self._position += width


def fold(text: str, *, case: bool = True, accents: bool = True, lookalikes: bool = True) -> Folded:
    """Fold `text`; each flag names what is ignored (see `Style`).

    Every run of white space becomes one blank, none remains at the ends; typographic quotes and
    dashes, full-width, ligature and other compatibility forms become plain ones; accents that are
    kept are written decomposed, so that both spellings of `é` agree. Takes time linear in `text`.
    """
    style = Style(case=case, accents=accents, lookalikes=lookalikes)
    folded = text.lower() if case else text
    if not folded.isascii():
        folded = _fold_beyond_ascii(folded, _table(style))
    return Folded(" ".join(folded.split()), text, style)


def _fold_beyond_ascii(text: str, table: _Table) -> str:
    """Replace what folds away, kind of character by kind: few kinds occur in most emails."""
    position = 0
    for _ in range(_MANY):
        found = _NON_ASCII.search(text, position)
        if found is None:
            return text
        char, position = found[0], found.start()
        folded = table[ord(char)]
        if not folded.isascii():
            break  # a text in another alphabet: searching would stop at every letter
        text = text.replace(char, folded)
    changed = [char for char in set(text) if char > "\x7f" and table[ord(char)] != char]
    if len(changed) > _MANY:
        return text.translate(table)
    for char in changed:
        text = text.replace(char, table[ord(char)])
    return text
