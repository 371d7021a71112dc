"""How many messages a text takes, to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.text.sms import MOST_SEGMENTS, SmsAlphabet, sms_size

GSM, UCS = SmsAlphabet.GSM_7, SmsAlphabet.UCS_2


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments", "left"),
    [
        ("", GSM, 0, 0, 160),
        ("a" * 160, GSM, 160, 1, 0),
        ("a" * 161, GSM, 161, 2, 145),
        ("a" * 306, GSM, 306, 2, 0),
        ("a" * 307, GSM, 307, 3, 152),
        ("a" * 153 * 8, GSM, 1224, 8, 0),
        ("a" * (153 * 8 + 1), GSM, 1225, 9, 152),
        ("€" * 80, GSM, 160, 1, 0),
        ("€" * 81, GSM, 162, 2, 143),
        ("ñ" * 160, GSM, 160, 1, 0),
        ("ç" * 70, UCS, 70, 1, 0),
        ("ç" * 71, UCS, 71, 2, 63),
        ("ç" * 134, UCS, 134, 2, 0),
        ("ç" * 135, UCS, 135, 3, 66),
        ("😀" * 35, UCS, 70, 1, 0),
        ("😀" * 36, UCS, 72, 2, 61),
    ],
)
def test_a_text_is_measured_as_it_is_sent(
    text: str, alphabet: SmsAlphabet, units: int, segments: int, left: int
) -> None:
    size = sms_size(text)
    assert (size.alphabet, size.units, size.segments, size.left) == (
        alphabet,
        units,
        segments,
        left,
    )
    assert size.is_too_long == (segments > MOST_SEGMENTS)


def test_an_escaped_letter_is_never_cut_in_two() -> None:
    # 152 septets, then a letter of two: it does not fit into the rest of 1.
    size = sms_size("a" * 152 + "€" + "a" * 152)
    assert (size.units, size.segments, size.left) == (306, 3, 152)


def test_half_a_character_is_never_sent_alone() -> None:
    size = sms_size("ç" * 66 + "😀" + "ç" * 3)
    assert (size.units, size.segments, size.left) == (71, 2, 62)


def test_the_characters_that_force_the_larger_alphabet_are_named_once() -> None:
    size = sms_size("Ça va, ça ? – çà")
    assert size.forcing == ("ç", "–")
    assert sms_size("Çà é £ {}").forcing == ()


@given(st.text(max_size=700))
def test_segments_never_take_more_than_they_hold(text: str) -> None:
    size = sms_size(text)
    alone, each = {GSM: (160, 153), UCS: (70, 67)}[size.alphabet]
    assert bool(size.forcing) == (size.alphabet is UCS)
    assert 0 <= size.left <= alone
    if size.segments > 1:
        assert size.units > alone
        # At most one unit is left over at each cut.
        room = size.segments * each - size.left
        assert room - (size.segments - 1) <= size.units <= room
