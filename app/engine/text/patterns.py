"""Regular expressions that people write: linear time, bounded size, boundaries beyond ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Final

import re2

from app.engine.text.syntax import EDGE_AFTER, EDGE_BEFORE, Rewriter, mark_boundaries
from app.model.errors import UserError
from app.model.text import Text, _

LONGEST_PATTERN: Final = 1_000
KEPT_MATCHES: Final = 200
# Bytes for one compiled expression and its cache of states. What needs more is refused.
_MEMORY: Final = 8 << 20
# Places of an expression that a match may stand at (instructions, classes of characters taken
# small): when the cache of states thrashes, time per character grows with these.
_MOST_PLACES: Final = 8_000
# Places times characters up to which a match is taken apart into its groups.
_GROUPS_EFFORT: Final = 8_000_000

_TOO_LARGE: Final = _(
    "The regular expression grows too large: lower its repetition counts, or use several."
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BOUNDARY: Final = re.compile(r"(?<!\\)(?:\\\\)*\\b")


@dataclass(frozen=True, slots=True)
class Match:
    """One match: str indices of the text, and the groups' texts.

    A group is `None` when it took no part, or when the match is too long for an expression of
    this size to be taken apart in bounded time (megabytes times thousands of places).
    """

    start: int
    end: int
    groups: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A compiled expression; use `compile_pattern` to make one."""

    source: str
    ignore_case: bool
    whole_words: bool
    _rewritten: str = field(repr=False)
    _marked: bool = field(repr=False)
    _places_within: int = field(repr=False)

    def search(self, text: str) -> Match | None:
        """Give the leftmost match with its groups, or `None`."""
        prepared = self._prepare(text)
        found = self._places_only.search(prepared)
        if found is None:
            return None
        count = self._with_groups.groups
        spans = [found.span()] + [(-1, -1)] * count
        if count and (spans[0][1] - spans[0][0]) * self._places_within <= _GROUPS_EFFORT:
            found = self._with_groups.search(prepared)
            spans = [found.span(number) for number in range(count + 1)]
        if self._marked:
            spans = [_unmarked(prepared, span) for span in spans]
        groups = tuple(None if span[0] < 0 else text[slice(*span)] for span in spans[1:])
        return Match(spans[0][0], spans[0][1], groups)

    def holds(self, text: str) -> bool:
        """Say whether the expression matches anywhere."""
        return self._places_only.search(self._prepare(text)) is not None

    def find_all(self, text: str, limit: int = KEPT_MATCHES) -> tuple[Match, ...]:
        """Give the first `limit` matches that are not empty, without groups, left to right."""
        return tuple(islice(self._places(text), limit))

    def _places(self, text: str) -> Iterator[Match]:
        prepared = self._prepare(text)
        marks = before = 0
        # Empty matches come one a character: look at no more of them than of characters.
        for found in self._places_only.finditer(prepared):
            start, end = found.span()
            if self._marked:
                marks += _count(prepared, before, start)
                inside = _count(prepared, start, end)
                before = start
                start, end = start - marks, end - marks - inside
            if end > start:
                yield Match(start, end)

    def _prepare(self, text: str) -> str:
        if not text.isascii():
            text = _SURROGATE.sub("\ufffd", text)  # RE2 reads UTF-8, which has no surrogates
        return mark_boundaries(text, gaps=self.whole_words) if self._marked else text

    @cached_property
    def _with_groups(self) -> Any:
        return _compile(self._rewritten, self.ignore_case, captures=True)

    @cached_property
    def _places_only(self) -> Any:
        return _compile(self._rewritten, self.ignore_case, captures=False)


def _count(prepared: str, start: int, end: int) -> int:
    return prepared.count("\x01", start, end) + prepared.count("\x02", start, end)


def _unmarked(prepared: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if start < 0:
        return span
    place = start - _count(prepared, 0, start)
    return place, place + end - start - _count(prepared, start, end)


def _compile(expression: str, ignore_case: bool, *, captures: bool) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    options.case_sensitive = not ignore_case
    options.never_capture = not captures
    return re2.compile(expression, options)


@lru_cache(maxsize=256)
def compile_pattern(source: str, *, ignore_case: bool = True, whole_words: bool = False) -> Pattern:
    """Compile a user's expression (RE2 syntax; `\\w`, `\\s`, `\\b` know every alphabet).

    With `whole_words` no match begins or ends inside a word. Matching takes time linear in the
    text whatever the expression. Raises `UserError` with the reason when it cannot be used.
    """
    if len(source) > LONGEST_PATTERN:
        raise UserError(
            _(
                "The regular expression has {count} characters; {limit} are allowed. Use several.",
                count=len(source),
                limit=LONGEST_PATTERN,
            )
        )
    if _SURROGATE.search(source):
        raise UserError(_("The regular expression holds half a character: type it again."))
    marked = whole_words or _BOUNDARY.search(source) is not None
    rewritten = Rewriter(source, marked=False).rewrite()
    _checked(rewritten, source, ignore_case)  # before anything is put around it
    if marked:
        rewritten = Rewriter(source, marked=True).rewrite()
        if whole_words:
            rewritten = f"{EDGE_BEFORE}(?:{rewritten}){EDGE_AFTER}"
        _checked(rewritten, source, ignore_case)
    narrow = Rewriter(source, marked=marked, narrow=True).rewrite()
    places = _checked(narrow, source, ignore_case)
    if places > _MOST_PLACES:
        raise UserError(_TOO_LARGE)
    return Pattern(source, ignore_case, whole_words, rewritten, marked, places)


def _checked(expression: str, source: str, ignore_case: bool) -> int:
    """Compile; give the number of instructions, or raise the reason in words."""
    try:
        compiled = _compile(expression, ignore_case, captures=True)
    except re2.error as refusal:
        words = refusal.args[0]
        raise UserError(_reason(words.decode(errors="replace"), source)) from None
    return int(compiled.programsize)


def _reason(refusal: str, source: str) -> Text:
    """Say in a sentence what RE2 refuses (`kind: excerpt`)."""
    kind, _colon, excerpt = refusal.partition(": ")
    shown = excerpt if excerpt and excerpt in source else source
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    sentences = {
        "missing )": _("A group opened with ( is never closed: add ) at its end."),
        "unexpected )": _("A ) closes no group: remove it, or write \\) for the character."),
        "missing ]": _("A class opened with [ is never closed: add ] at its end."),
        "trailing \\": _("A \\ stands at the end: write \\\\ for the character itself."),
        "pattern too large - compile failed": _TOO_LARGE,
        "bad repetition operator": _(
            "Two repetitions follow each other in “{part}”: keep one.", part=shown
        ),
        "no argument for repetition operator": _(
            "Nothing stands before the repetition “{part}”: write \\ before it if it is meant "
            "as a character.",
            part=shown,
        ),
        "invalid repetition size": _(
            "The repetition “{part}” is not possible: at most 1,000 times altogether, the smaller "
            "count first.",
            part=shown,
        ),
        "invalid escape sequence": _(
            "“{part}” has no meaning here: leave out the \\ if the character itself is meant.",
            part=shown,
        ),
        "invalid character class range": _(
            "“{part}” is not a range or class of characters: the smaller end comes first.",
            part=shown,
        ),
        "invalid perl operator": _("“{part}” is not supported in a group.", part=shown),
        "invalid named capture group": _(
            "“{part}” is not a name for a group: use letters, digits and _.", part=shown
        ),
    }
    return sentences.get(
        kind, _("The regular expression cannot be used ({reason}).", reason=refusal)
    )
