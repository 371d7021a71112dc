"""Find thousands of keywords, for all groups together, in one pass over an email's folded texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

import ahocorasick_rs

from app.engine.text.folding import Folded, Style, fold

KEPT_HITS: Final = 200
SNIPPET_MARGIN: Final = 30
# Raw matches that one call of the automaton may return, and that one text may take altogether
# before nested keywords are no longer told apart: a keyword list such as a, aa, aaa … meeting a
# text of a million a's must stay an ordinary run.
_RAW_AT_ONCE: Final = 200_000
_RAW_PER_TEXT: Final = 500_000
_NO_GROUP: Final[frozenset[int]] = frozenset()

# Scripts written without blanks: each character is its own boundary.
UNSPACED: Final = (
    (0x0E00, 0x0F00),  # Thai, Lao
    (0x1000, 0x10A0),  # Myanmar
    (0x1780, 0x1800),  # Khmer
    (0x3005, 0x3008),
    (0x3040, 0x3100),  # Hiragana, Katakana
    (0x31F0, 0x3200),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
    (0x20000, 0x32000),
)


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    """Say whether `char` combines with the one before it."""
    return char > "\x7f" and unicodedata.category(char).startswith("M")


@lru_cache(maxsize=4096)
def is_unspaced(char: str) -> bool:
    """Say whether `char` belongs to a script that puts no blanks between words."""
    code = ord(char)
    return code >= 0x0E00 and any(low <= code < high for low, high in UNSPACED)


@lru_cache(maxsize=4096)
def joins_words(char: str) -> bool:
    """Say whether `char` is part of a word that goes on beside it (letter, digit, mark, `_`)."""
    return (char.isalnum() or char == "_" or is_mark(char)) and not is_unspaced(char)


@dataclass(frozen=True)
class NamedText:
    """One text of an email: `where` it stands (`subject`, `body` …), which of several, and it.

    Its foldings are kept, so that every action of a run that searches it folds it once.
    """

    where: str
    text: str = field(repr=False)
    index: int = 0
    _folded: dict[Style, Folded] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def folded(self, style: Style) -> Folded:
        """Fold the text, once for each style."""
        kept = self._folded.get(style)
        if kept is None:
            kept = fold(
                self.text, case=style.case, accents=style.accents, lookalikes=style.lookalikes
            )
            self._folded[style] = kept
        return kept


@dataclass(frozen=True, slots=True)
class KeywordGroup:
    """Keywords with what counts as finding one; `where` names the texts that are searched."""

    keywords: tuple[str, ...]
    where: frozenset[str] = frozenset({"subject", "body"})
    whole_words: bool = True
    ignore_case: bool = True
    ignore_accents: bool = True

    @property
    def style(self) -> Style:
        """How texts are folded for this group."""
        return Style(case=self.ignore_case, accents=self.ignore_accents)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: the keyword as typed, the text's name and index, str indices of the original."""

    keyword: str
    where: str
    index: int
    start: int
    end: int
    snippet: str


@dataclass(frozen=True, slots=True)
class GroupHits:
    """What one group found.

    `hits` are the first places in the order of the texts, at most 200 of `total`; `different`
    are the different keywords found, as typed, in the group's order, whatever `hits` holds.
    `partial` says that the text was too repetitive to tell every keyword inside another apart.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    different: tuple[str, ...] = ()
    partial: bool = False

    @property
    def more(self) -> int:
        """How many places are counted but not kept."""
        return self.total - len(self.hits)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One different keyword of one group."""

    group: int
    rank: int  # position among the group's different keywords
    keyword: str
    from_boundary: bool
    to_boundary: bool


@dataclass(slots=True)
class _Found:
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    ranks: set[int] = field(default_factory=set)
    partial: bool = False


class _Automaton:
    """All keywords that are searched in texts folded in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.patterns: list[str] = []
        self.wanted: list[list[_Wanted]] = []
        self._groups: dict[str, set[int]] = {}
        self._numbers: dict[str, int] = {}

    def add(self, pattern: str, wanted: _Wanted, where: frozenset[str]) -> None:
        number = self._numbers.setdefault(pattern, len(self.patterns))
        if number == len(self.patterns):
            self.patterns.append(pattern)
            self.wanted.append([])
        self.wanted[number].append(wanted)
        for text in where:
            self._groups.setdefault(text, set()).add(wanted.group)

    def asking(self, where: str) -> Collection[int]:
        """The groups that search the texts of this name."""
        return self._groups.get(where, _NO_GROUP)

    @cached_property
    def _every(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self.patterns)

    @cached_property
    def _longest(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            self.patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @cached_property
    def _reach(self) -> tuple[int, int]:
        """Most matches that can end at one place, and the longest keyword."""
        lengths = {len(pattern) for pattern in self.patterns}
        return len(lengths), max(lengths)

    def prepare(self) -> None:
        """Build now what the first search needs."""
        _ = self._every, self._reach

    def matches(self, text: str) -> Iterator[tuple[bool, Sequence[tuple[int, int, int]]]]:
        """Yield chunks of (keyword number, start, end) in `text`, each after "nested left out"."""
        deep, longest = self._reach
        step = max(256, _RAW_AT_ONCE // deep)
        raw = 0
        for begin in range(0, len(text), step):
            if raw > _RAW_PER_TEXT:
                rest = self._longest.find_matches_as_indexes(text[begin:])
                yield True, _moved(rest, begin)
                return
            piece = text if len(text) <= step else text[begin : begin + step + longest - 1]
            found = self._every.find_matches_as_indexes(piece, overlapping=True)
            raw += len(found)
            if piece is not text:
                found = _moved((match for match in found if match[1] < step), begin)
            yield False, found


def _moved(matches: Iterable[tuple[int, int, int]], by: int) -> list[tuple[int, int, int]]:
    return [(number, start + by, end + by) for number, start, end in matches]


class KeywordSet:
    """Groups of keywords, prepared once and searched in one pass per style of folding.

    A keyword is one word or a phrase; `refund*` matches the beginning of a word. Empty keywords
    and those equal after folding are left out. A whole word is bounded by anything but letters,
    digits and `_`; characters of scripts without blanks (Chinese, Japanese, Thai …) bound
    themselves. Keywords inside other keywords are found too.
    """

    def __init__(self, groups: Sequence[KeywordGroup]) -> None:
        self.groups: Final = tuple(groups)
        self._different: list[list[str]] = []
        automata: dict[Style, _Automaton] = {}
        for number, group in enumerate(self.groups):
            automaton = automata.setdefault(group.style, _Automaton(group.style))
            self._different.append(_add_group(automaton, number, group))
        self._automata = tuple(one for one in automata.values() if one.patterns)
        for automaton in self._automata:
            automaton.prepare()

    def different(self, group: int) -> tuple[str, ...]:
        """Keywords of a group that count, as typed: without empty ones and repetitions."""
        return tuple(self._different[group])

    def find(self, texts: Sequence[NamedText]) -> tuple[GroupHits, ...]:
        """Search every text that a group asks for; one result a group, in their order."""
        found = [_Found() for _ in self.groups]
        for text in texts:
            for automaton in self._automata:
                asking = automaton.asking(text.where)
                if asking:
                    _search(automaton, text, asking, found)
        return tuple(
            GroupHits(
                hits=tuple(one.hits),
                total=one.total,
                different=tuple(self._different[group][rank] for rank in sorted(one.ranks)),
                partial=one.partial,
            )
            for group, one in enumerate(found)
        )


def _add_group(automaton: _Automaton, number: int, group: KeywordGroup) -> list[str]:
    different: list[str] = []
    seen: set[tuple[str, bool]] = set()
    style = group.style
    for keyword in group.keywords:
        typed = keyword.strip()
        words = typed.rstrip("*")
        prefix = words != typed
        pattern = fold(words, case=style.case, accents=style.accents).text
        if not pattern or (pattern, prefix) in seen:
            continue
        seen.add((pattern, prefix))
        wanted = _Wanted(
            group=number,
            rank=len(different),
            keyword=typed,
            from_boundary=(group.whole_words or prefix) and joins_words(pattern[0]),
            to_boundary=group.whole_words and not prefix and joins_words(pattern[-1]),
        )
        automaton.add(pattern, wanted, group.where)
        different.append(typed)
    return different


def _search(
    automaton: _Automaton, text: NamedText, asking: Collection[int], found: list[_Found]
) -> None:
    folded = text.folded(automaton.style)
    content, length = folded.text, len(folded.text)
    for partial, matches in automaton.matches(content):
        if partial:
            for group in asking:
                found[group].partial = True
        for number, start, end in sorted(matches, key=_by_place):
            after = content[end] if end < length else " "
            if is_mark(after):
                continue  # ends inside a character: e is not é where accents count
            inside_left = start > 0 and joins_words(content[start - 1])
            inside_right = joins_words(after)
            for wanted in automaton.wanted[number]:
                if (
                    wanted.group not in asking
                    or (inside_left and wanted.from_boundary)
                    or (inside_right and wanted.to_boundary)
                ):
                    continue
                one = found[wanted.group]
                one.total += 1
                one.ranks.add(wanted.rank)
                if len(one.hits) < KEPT_HITS:
                    one.hits.append(_hit(wanted.keyword, text, folded.places(start, end)))


def _by_place(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], match[2]


def _hit(keyword: str, text: NamedText, places: tuple[int, int]) -> Hit:
    start, end = places
    return Hit(keyword, text.where, text.index, start, end, snippet(text.text, start, end))


def snippet(text: str, start: int, end: int, margin: int = SNIPPET_MARGIN) -> str:
    """Quote a place with a few words around it on one line, cut marks (…) where text goes on."""
    first, stop = max(0, start - margin), min(len(text), min(end, start + 4 * margin) + margin)
    words = " ".join(text[first:stop].split())
    return f"{'…' if first else ''}{words}{'…' if stop < len(text) else ''}"
