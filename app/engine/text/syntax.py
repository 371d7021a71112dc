"""Rewrite a user's regular expression so that `\\b`, `\\w` and `\\s` know more than ASCII.

RE2 has no lookaround, and its `\\b` sees ASCII only. Boundaries therefore become characters: the
text is marked with `BOUNDARY` where words begin and end (`mark_boundaries`), the expression asks
for that mark where it says `\\b`, and skips marks before every other character.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from app.engine.text.keywords import UNSPACED, is_mark
from app.model.errors import UserError
from app.model.text import _

BOUNDARY: Final = "\x01"  # between a word and what is none
GAP: Final = "\x02"  # around a character of no word
# Not between two characters of one word, before and after the words looked for.
EDGE_BEFORE: Final = r"(?:[\x01\x02]|(?m:^))"
EDGE_AFTER: Final = r"(?:[\x01\x02]|(?m:$))"
_SKIP: Final = r"[\x01\x02]*"
_MARKS: Final = r"\x01\x02"

_WORD: Final = r"\p{L}\p{M}\p{N}_"
_BLANK: Final = r"\s\p{Z}\x0b\x1c-\x1f\x85"
_SHORT: Final = {"w": _WORD, "s": _BLANK, "d": r"\d"}
_ASCII_WORDS: Final = re.compile(r"([0-9A-Za-z_]+)")
_ASCII_OTHERS: Final = re.compile(r"([^0-9A-Za-z_])")
_NARROW: Final = {"w": r"\w", "s": r"\s", "d": r"\d"}
_PROPERTY: Final = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")
_HEX: Final = re.compile(r"\\x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})")
_GROUP: Final = re.compile(r"\((?:\?(?:P?<\w+>|[imsU-]*:|[imsU-]+\)))?")
_POSIX: Final = re.compile(r"\[:\^?\w+:\]")
_QUANTIFIER: Final = re.compile(r"[*+?]\??|\{\d+(?:,\d*)?\}\??")

_UNSUPPORTED: Final = {
    "?=": _("Looking ahead with (?=…) is not supported: match the words themselves instead."),
    "?!": _("Looking ahead with (?!…) is not supported: test the unwanted words separately."),
    "?<=": _("Looking behind with (?<=…) is not supported: put the wanted part in a group."),
    "?<!": _("Looking behind with (?<!…) is not supported: test the unwanted words separately."),
    "?>": _("Atomic groups (?>…) are not supported; a plain group (…) is as fast here."),
    "?(": _("Conditional groups (?(…)…) are not supported: write two alternatives with |."),
    "?#": _("Comments (?#…) are not supported: use the comment of the action instead."),
    "?P=": _("A back reference (?P=…) is not supported: an expression cannot repeat a match."),
}


class Rewriter:
    """Read an expression once, left to right, and write RE2's form of it.

    With `marked`, the result expects a text that went through `mark_boundaries`. With `narrow`,
    classes of characters stay small: the result matches less, and its size tells how many places
    of the expression a match may stand at.
    """

    def __init__(self, source: str, *, marked: bool, narrow: bool = False) -> None:
        self._source = source
        self._narrow = narrow
        self._short = _NARROW if narrow else _SHORT
        self._marked = marked
        self._at = 0
        self._out: list[str] = []
        # "." matches line breaks inside groups with the flag s; kept for every open group.
        self._dots: list[bool] = [False]

    def rewrite(self) -> str:
        """Give RE2's form; `UserError` names what is not supported."""
        while self._at < len(self._source):
            self._step(self._source[self._at])
        return "".join(self._out)

    def _step(self, char: str) -> None:
        if char == "\\":
            self._escape()
        elif char == "[":
            self._class()
        elif char == "(":
            self._open()
        elif char == ")":
            if len(self._dots) > 1:
                self._dots.pop()
            self._take(char)
        elif char == "|":
            self._take(char)
        elif char in "*+?{" and (found := _QUANTIFIER.match(self._source, self._at)):
            self._take(found[0])
        elif char == "." and self._marked:
            self._atom(".", rf"[^{_MARKS}]" if self._dots[-1] else rf"[^\n{_MARKS}]")
        elif char == "$" and self._marked:
            self._take(char, f"{_SKIP}$")
        elif char == "^":
            self._take(char)
        else:
            self._atom(char, char)

    def _take(self, read: str, written: str | None = None) -> None:
        self._at += len(read)
        self._out.append(read if written is None else written)

    def _atom(self, read: str, written: str) -> None:
        """Write something that matches one character, which marks may precede."""
        self._take(read, f"(?:{_SKIP}{written})" if self._marked else written)

    def _escape(self) -> None:
        rest = self._source[self._at : self._at + 2]
        letter = rest[1:]
        if letter == "b":
            # A boundary stands marked twice: \b\b or whole words around \b… ask for it again.
            self._take(rest, r"\x01" if self._marked else rest)
        elif letter in ("A", "z", "Z"):
            written = rf"{_SKIP}\z" if self._marked else r"\z"
            self._take(rest, r"\A" if letter == "A" else written)
        elif letter == "Q":
            self._quoted()
        elif letter and letter in "wsd":
            self._atom(rest, f"[{self._short[letter]}]")
        elif letter and letter in "WSD":
            self._atom(rest, f"[^{self._short[letter.lower()]}{_MARKS if self._marked else ''}]")
        elif found := (
            _PROPERTY.match(self._source, self._at) or _HEX.match(self._source, self._at)
        ):
            self._property(found[0])
        else:
            self._refuse_escape(letter)
            self._atom(rest, rest)

    def _property(self, words: str) -> None:
        negated = words[1] in "pP" and (words[1] == "P") != (words[2:4] == "{^")
        if self._narrow and words[1] in "pP":
            self._atom(words, "[a-z]")
        elif self._marked and negated:
            self._atom(words, f"[^{_opposite(words)}{_MARKS}]")
        else:
            self._atom(words, words)

    @staticmethod
    def _refuse_escape(letter: str) -> None:
        if letter == "B":
            raise UserError(
                _("\\B (inside a word) is not supported: write the letters around it instead.")
            )
        if letter and letter in "123456789gk":
            raise UserError(
                _("A back reference such as \\1 is not supported: it cannot repeat a match.")
            )
        if letter == "C":
            raise UserError(_("\\C is not supported: use . for any character."))

    def _quoted(self) -> None:
        stop = self._source.find("\\E", self._at)
        words = self._source[self._at + 2 : stop if stop >= 0 else len(self._source)]
        self._at = stop + 2 if stop >= 0 else len(self._source)
        skip = _SKIP if self._marked else ""
        self._out.extend(f"(?:{skip}{re.escape(char)})" for char in words)

    def _open(self) -> None:
        for start, reason in _UNSUPPORTED.items():
            if self._source.startswith(start, self._at + 1):
                raise UserError(reason)
        found = _GROUP.match(self._source, self._at)
        if found is None or (found[0] == "(" and self._source.startswith("?", self._at + 1)):
            # RE2 names what is wrong with it.
            self._take("(")
            self._dots.append(self._dots[-1])
            return
        words = found[0]
        dots = _dots_after(words, self._dots[-1])
        if words.endswith(")"):
            self._dots[-1] = dots
        else:
            self._dots.append(dots)
        self._take(words)

    def _class(self) -> None:
        """Read a bracketed class: shorthands inside widen beyond ASCII, marks stay outside."""
        at = self._at + 1
        negated = self._source.startswith("^", at)
        items, at = self._class_items(at + negated)
        written = self._negated_class(items) if negated else self._plain_class(items)
        self._atom(self._source[self._at : at + 1], written)

    def _class_items(self, at: int) -> tuple[list[str], int]:
        """Give the items of a class and where its closing bracket stands."""
        source = self._source
        items: list[str] = []
        while at < len(source) and (not items or source[at] != "]"):
            found = _POSIX.match(source, at) or _PROPERTY.match(source, at)
            found = found or _HEX.match(source, at)
            width = 2 if source[at] == "\\" else 1
            item = found[0] if found else source[at : at + width]
            if item == "\\b":
                raise UserError(_("Inside […], \\b has no meaning: leave it out."))
            items.append(item)
            at += len(item)
        if at >= len(source):
            raise UserError(_("A class opened with [ is never closed: add ] at its end."))
        return items, at

    def _plain_class(self, items: list[str]) -> str:
        """Write a class as alternatives where an item says what it is not."""
        marks = _MARKS if self._marked else ""
        inside, others = "", []
        for item in items:
            if item in (r"\W", r"\S", r"\D"):
                others.append(f"[^{self._short[item[1].lower()]}{marks}]")
            elif item.startswith(r"\P") and not self._narrow:
                others.append(f"[^{_opposite(item)}{marks}]")
            else:
                inside += self._class_item(item)
        if inside:
            others.insert(0, f"[{inside}]")
        return others[0] if len(others) == 1 else f"(?:{'|'.join(others)})"

    def _negated_class(self, items: list[str]) -> str:
        kinds = set(items)
        if (
            not self._narrow and r"\W" in kinds and kinds <= {r"\W", "_", r"\d"}
        ):  # the idiom for letters and digits
            digits = "" if r"\d" in kinds else r"\p{N}"
            return rf"[\p{{L}}\p{{M}}{digits}{'' if '_' in kinds else '_'}]"
        inside = "".join(map(self._class_item, items))
        return f"[^{_MARKS if self._marked else ''}{inside}]"

    def _class_item(self, item: str) -> str:
        if item == "]":
            return r"\]"
        if self._narrow and item[:2] in (r"\p", r"\P"):
            return "a-z"
        return self._short.get(item[1:], item) if item.startswith("\\") else item


def _opposite(words: str) -> str:
    """Turn a property such as `\\PL` or `\\p{^Greek}` into the one it leaves out."""
    if words.startswith(r"\P"):
        return words if words[2:4] == "{^" else r"\p" + words[2:]
    return words.replace("^", "", 1)


def _dots_after(words: str, before: bool) -> bool:
    found = re.match(r"\(\?([imsU]*)(?:-([imsU]*))?[:)]", words)
    if found is None:
        return before
    if "s" in (found[2] or ""):
        return False
    return before or "s" in found[1]


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words as `\\b` sees them (letters, digits, marks, `_`), what is none, unspaced letters."""
    characters = [chr(code) for code in range(0x300, 0x10000)]
    marks = "".join(char for char in characters if is_mark(char))
    unspaced = "".join(f"{chr(low)}-{chr(high - 1)}" for low, high in UNSPACED)
    # Marks apart from \w and below 0x10000: else each would be looked up one after the other.
    return (
        re.compile(rf"((?:\w+|[{marks}]+)+)"),
        re.compile(rf"((?![{marks}])\W)"),
        re.compile(f"([{unspaced}])"),
    )


@lru_cache(maxsize=4)
def mark_boundaries(text: str, *, gaps: bool) -> str:
    """Put two marks at every word boundary and, with `gaps`, around every other character.

    Two, because an expression may ask for one boundary twice (`\\b` within whole words).
    """
    text = text.replace(BOUNDARY, "\x00").replace(GAP, "\x00")
    words, others, unspaced = _words()
    if text.isascii():
        words, others = _ASCII_WORDS, _ASCII_OTHERS
    elif unspaced.search(text):
        text = (BOUNDARY * 2).join(unspaced.split(text))
    if gaps:
        text = (GAP * 2).join(others.split(text))
    return (BOUNDARY * 2).join(words.split(text))
