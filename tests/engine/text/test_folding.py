"""Folding: what it ignores, and the way back to the original."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.engine.text.folding import Style, fold

# Characters that change length, vanish, or collapse, among ordinary ones.
TRICKY = st.text(
    st.sampled_from(
        "aB 9_\n\t\r\xa0\u2003éÉe\u0301ßœÆøİΣς\u200b\xad\ufeffﬁ…½´ﷺ한中が🅰１\u0301аР\ud800"
    )
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café CRÈME", "cafe creme"),
        ("cafe\u0301", "cafe"),
        ("Straße STRASSE", "strasse strasse"),
        ("Œuvre Æsir Øre Łódź", "oeuvre aesir ore lodz"),
        ("re\u00adfund re\u200bfund re\u2060fund", "refund refund refund"),
        ("rеfund", "refund"),  # Cyrillic е
        ("ΡΑΥΡΑL", "paypal"),  # Greek capitals
        ("ｒｅｆｕｎｄ １２３", "refund 123"),
        ("𝐫𝐞𝐟𝐮𝐧𝐝 ⓡⓔⓕⓤⓝⓓ 🅁🄴🄵🅄🄽🄳 🆁🅴🅵🆄🅽🅳", "refund refund refund refund"),
        ("ﬁle", "file"),
        ("  two\n\n\twords\xa0\u3000here ", "two words here"),
        ("a \u200b b", "a b"),
        ("n’importe “quoi” – non", 'n\'importe "quoi" - non'),
        ("İstanbul ıspanak", "istanbul ispanak"),
        ("ΤΕΛΟΣ", fold("τελος").text),
        ("ОПЛАТА", fold("оплата").text),
        ("أحمد", "احمد"),
        ("", ""),
        ("\u200b \n", ""),
    ],
)
def test_case_accents_evasions_and_blanks_fold_away(text: str, expected: str) -> None:
    assert fold(text).text == expected


@pytest.mark.parametrize("words", ["हिन्दी", "ไทย", "が", "한국어"])
def test_vowel_signs_of_other_scripts_are_not_taken_for_accents(words: str) -> None:
    assert fold(words).text == fold(words, accents=False).text
    assert len(fold(words).text) >= len(words)


def test_voiced_and_unvoiced_kana_stay_apart() -> None:
    assert fold("が").text != fold("か").text


def test_case_is_kept_on_request() -> None:
    assert fold("Été Àß", case=False).text == "Ete Ass"
    assert fold("ОК", case=False).text == "OK"


def test_accents_are_kept_on_request_in_one_spelling() -> None:
    kept = fold("É", accents=False).text
    assert kept == fold("E\u0301", accents=False).text == "e\u0301"
    assert fold("ø", accents=False).text == "ø"


def test_lookalikes_are_kept_on_request() -> None:
    assert fold("pаypal", lookalikes=False).text != "paypal"
    assert fold("pay\u200bpal", lookalikes=False).text != "paypal"


def test_places_lead_back_to_the_original() -> None:
    original = "  Le\xadur  Straße:\n\n\tｆｉne 🅰bc ﬁn"
    folded = fold(original)
    assert folded.text == "leur strasse: fine abc fin"
    for words, source in [
        ("leur", "Le\xadur"),
        ("strasse", "Straße"),
        ("ss", "ß"),
        (" fine", "\n\n\tｆｉne"),
        ("abc", "🅰bc"),
        ("in", "ﬁn"),
    ]:
        start = folded.text.rindex(words)
        first, stop = folded.places(start, start + len(words))
        assert original[first:stop] == source


@given(TRICKY, st.builds(Style, st.booleans(), st.booleans(), st.booleans()))
@example(" \u200b a", Style())
@example("a \u0301", Style())
@example("\n", Style())
def test_every_folded_index_maps_to_a_valid_growing_range(text: str, style: Style) -> None:
    folded = fold(text, case=style.case, accents=style.accents, lookalikes=style.lookalikes)
    previous = (0, 0)
    for index, char in enumerate(folded.text):
        first, stop = folded.places(index, index + 1)
        assert 0 <= first < stop <= len(text)
        assert first >= previous[0]
        assert stop >= previous[1]
        # Folding the piece alone gives the character back (a blank folds to nothing alone).
        again = fold(
            text[first:stop],
            case=style.case,
            accents=style.accents,
            lookalikes=style.lookalikes,
        )
        assert char in again.text or char == " "
        previous = (first, stop)
    assert folded.places(0, len(folded.text))[1] <= len(text)


@given(TRICKY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TRICKY)
def test_capitals_and_small_letters_fold_alike(text: str) -> None:
    assert fold(text.lower()).text == fold(text).text


def test_every_character_folds_to_something_that_stays() -> None:
    letters = (range(0x3400), range(0xA000, 0xAC80), range(0xF900, 0x11000))
    for code in chain(*letters, range(0x1D000, 0x1F300)):
        char = chr(code)
        once = fold(f"x{char}x").text
        assert fold(once).text == once, hex(code)
        assert fold(f"x{char.lower()}x").text == once, hex(code)


def test_many_different_characters_fold_as_few_do() -> None:
    alphabet = "áéíóúàèìòùâêîôûäëïöüãõñçåšžřďťň"
    assert fold(alphabet).text == "".join(fold(char).text for char in alphabet)
