"""Detection of the language: sure guesses lead to links and set the interaction's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from app.engine.actions.detect_language import DetectLanguage, LanguageLink
from app.engine.evidence import Note
from app.engine.registry import CATALOGUE
from app.engine.searched import ReadMessage
from app.engine.text.language import LanguageGuess
from app.engine.trace import VariableChange
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

LONG = email("Bonjour, ma commande est en retard.")


@dataclass
class Guesses:
    """A detector that always says the same."""

    code: str
    score: float = 0.9

    def detect(self, text: str) -> LanguageGuess:
        return LanguageGuess(self.code, self.score)


def detect(code: str, score: float = 0.9, slot: int = 1, **settings: Any) -> Told:
    config = DetectLanguage((LanguageLink(slot, "French", ("fr", "oc")),), **settings)
    return dialogue(config, message=LONG, detector=Guesses(code, score))


TAKES = {
    **{f"link_{slot}": partial(detect, "fr", slot=slot) for slot in range(1, 11)},
    "by_default": lambda: detect("de"),
}


def test_a_sure_guess_sets_the_language_of_the_interaction() -> None:
    told = detect("oc")
    assert told.state.language == "oc"
    assert told.step.changes == (VariableChange("interaction.language", "", "oc"),)
    assert isinstance(told.evidence, Note)
    assert dict(told.evidence.values)["confidence"] == "0.9000"


def test_another_language_is_kept_on_by_default_too() -> None:
    told = detect("de")
    assert (told.branch, told.state.language) == ("by_default", "de")


def test_the_language_stays_when_told() -> None:
    assert detect("fr", set_language=False).state.language == ""


@pytest.mark.parametrize(
    ("score", "settings"),
    [(0.69, {}), (1.0, {"letters": 1000}), (0.9, {"confidence": 0.91})],
)
def test_unsure_or_short_leaves_by_default(score: float, settings: dict[str, Any]) -> None:
    told = detect("fr", score, **settings)
    assert (told.branch, told.state.language) == ("by_default", "")


def test_without_a_detector_or_a_reply_nothing_is_known() -> None:
    config = DetectLanguage((LanguageLink(1, "", ("fr",)),))
    assert dialogue(config, message=LONG).branch == "by_default"
    of_reply = DetectLanguage((LanguageLink(1, "", ("fr",)),), source=ReadMessage.REPLY)
    assert dialogue(of_reply, message=LONG, detector=Guesses("fr")).branch == "by_default"
    replied = dialogue(of_reply, reply=LONG, detector=Guesses("fr"))
    assert replied.branch == "link_1"


def test_languages_are_checked() -> None:
    twice = DetectLanguage((LanguageLink(1, "", ("fr",)), LanguageLink(2, "", ("fr",))))
    (problem,) = CATALOGUE.problems(twice, WORKSPACE)
    assert (problem.severity, problem.field) == ("warning", "links.1.languages")
    (problem,) = CATALOGUE.problems(DetectLanguage(), WORKSPACE)
    assert (problem.severity, problem.field) == ("error", "links.0.languages")
