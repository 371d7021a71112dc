"""Keywords: the time to search one email for ten of them, and for ten thousand."""

from __future__ import annotations

import random
import string

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.engine.text.keywords import KeywordGroup, KeywordSet, NamedText

LETTERS = 6_000
GROUP = 100
"""Keywords in one group."""

counts = pytest.mark.parametrize("keywords", [10, 100, 1_000, 10_000])


def _words(count: int) -> list[str]:
    """Made-up words of three to ten letters, the same ones every time, none of them twice."""
    chance = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(string.ascii_lowercase, k=chance.randint(3, 10)))] = None
    return list(found)


def _body() -> str:
    """6,000 letters, where about one word in twenty is a keyword of the largest set."""
    known, strange = _words(10_000), [word.swapcase() + "q" for word in _words(2_000)]
    chance = random.Random(8)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < LETTERS:
        words.append(chance.choice(known if chance.random() < 0.05 else strange))
    return " ".join(words)[:LETTERS]


def _groups(keywords: int) -> list[KeywordGroup]:
    words = _words(keywords)
    return [
        KeywordGroup(tuple(words[start : start + GROUP])) for start in range(0, keywords, GROUP)
    ]


@pytest.mark.benchmark(group="keywords in 6 kB, folded already")
@counts
def test_find(benchmark: BenchmarkFixture, keywords: int) -> None:
    prepared = KeywordSet(_groups(keywords))
    texts = [NamedText("body", _body())]
    prepared.find(texts)
    benchmark(prepared.find, texts)


@pytest.mark.benchmark(group="keywords in 6 kB, folding included")
@counts
def test_fold_and_find(benchmark: BenchmarkFixture, keywords: int) -> None:
    prepared, body = KeywordSet(_groups(keywords)), _body()
    benchmark(lambda: prepared.find([NamedText("body", body)]))


@pytest.mark.benchmark(group="keywords: prepare")
@counts
def test_prepare(benchmark: BenchmarkFixture, keywords: int) -> None:
    benchmark.pedantic(KeywordSet, (_groups(keywords),), rounds=3)  # type: ignore[no-untyped-call]
