"""How many messages an SMS takes: GSM 7-bit or UCS-2, and what forces the larger of the two.

Sizes are those of 3GPP TS 23.038 (alphabets) and 23.040 (concatenation): 160 septets alone and 153
in each of several, or 70 units of two bytes alone and 67 in each of several.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec

MOST_SEGMENTS: Final = 8

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
"""Written as an escape and a letter: two septets that stay together."""


class SmsAlphabet(StrEnum):
    """How the letters of an SMS are sent."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


_ROOM: Final = {SmsAlphabet.GSM_7: (160, 153), SmsAlphabet.UCS_2: (70, 67)}


class SmsSize(msgspec.Struct, frozen=True):
    """What a text comes to as an SMS.

    `units` are septets or units of two bytes; `left` is how many the last segment still takes.
    `forcing` are the characters that GSM-7 does not have, each once, in their order.
    """

    alphabet: SmsAlphabet
    units: int
    segments: int
    left: int
    forcing: tuple[str, ...] = ()

    @property
    def is_too_long(self) -> bool:
        """Whether it takes more segments than are sent."""
        return self.segments > MOST_SEGMENTS


def sms_size(text: str) -> SmsSize:
    """Measure a text as it would be sent; an empty one takes no segment."""
    forcing = tuple(dict.fromkeys(sign for sign in text if not _is_gsm(sign)))
    alphabet = SmsAlphabet.UCS_2 if forcing else SmsAlphabet.GSM_7
    alone, each = _ROOM[alphabet]
    widths = tuple(_widths(text, alphabet))
    units = sum(widths)
    if units <= alone:
        return SmsSize(alphabet, units, 1 if units else 0, alone - units, forcing)
    segments, left = 1, each
    for width in widths:
        # What belongs together is never cut in two: it begins the next segment.
        if width > left:
            segments, left = segments + 1, each
        left -= width
    return SmsSize(alphabet, units, segments, left, forcing)


def _is_gsm(sign: str) -> bool:
    return sign in _BASIC or sign in _EXTENDED


def _widths(text: str, alphabet: SmsAlphabet) -> Iterator[int]:
    if alphabet is SmsAlphabet.GSM_7:
        return (2 if sign in _EXTENDED else 1 for sign in text)
    return (2 if ord(sign) > 0xFFFF else 1 for sign in text)
