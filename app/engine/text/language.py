"""What the engine asks of a language detector, and what it answers."""

from __future__ import annotations

from typing import Final, Protocol

import msgspec


class LanguageGuess(msgspec.Struct, frozen=True):
    """A language (ISO 639-1, else 639-3; `und` for none) and its score, 0 to 1, four decimals."""

    code: str
    score: float


UNDETERMINED: Final = LanguageGuess("und", 0.0)


class LanguageDetector(Protocol):
    """Tells the language of a text: the same answer for the same text, offline, never failing."""

    def detect(self, text: str) -> LanguageGuess:
        """Guess the main language of `text`; `UNDETERMINED` when it holds no words."""
        ...


def count_letters(text: str) -> int:
    """Count letters of any alphabet: too few of them make a guess worthless."""
    return sum(map(str.isalpha, text))
