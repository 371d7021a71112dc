"""Tables of characters that folding replaces or drops: look-alikes, invisible ones, punctuation."""

from __future__ import annotations

from itertools import chain
from typing import Final

# Small letters only; capitals follow from these. Where the small and the capital form of a letter
# resemble different Latin letters (ν and Ν), the capital decides: both cases must fold alike, and
# capitals are the perfect doubles.
_SMALL_LOOKALIKES: Final = {
    # Cyrillic
    **dict(zip("авекмнорстухѕіјԛԝһԁӏѵґ", "abekmhopctyxsijqwhdlvr", strict=True)),
    # Greek
    **dict(zip("αβεζηικμνορτυχϲϳ", "abezhikmnoptyxcj", strict=True)),
    # Armenian
    **dict(zip("օոսհզց", "onuhqg", strict=True)),
    # Latin letters of phonetic alphabets, and the dotless i
    **dict(zip("ıɑɡɩʏʀʙɢʜʟɴɪɛ", "iagiyrbghlnie", strict=True)),
    **dict(zip("ᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢ", "acdejkmoptuvwz", strict=True)),
}

# White letters on a dark disc or square have no compatibility decomposition of their own.
_ENCLOSED: Final = {
    chr(base + offset): chr(ord("A") + offset)
    for base in (0x1F150, 0x1F170)
    for offset in range(26)
}


def _with_capitals(small: dict[str, str]) -> dict[str, str]:
    capitals = {
        letter.upper(): latin.upper()
        for letter, latin in small.items()
        if len(letter.upper()) == 1 and letter.upper().lower() == letter
    }
    return capitals | small


LOOKALIKES: Final = _with_capitals(_SMALL_LOOKALIKES) | _ENCLOSED

# Letters that hold their stroke or ligature inside, so that decomposition does not separate it.
STROKES: Final = _with_capitals(
    {"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}
) | {"ß": "ss", "ẞ": "SS", "ƒ": "f", "ĸ": "k"}

# What keyboards, word processors and mail programs write for the same sign.
PUNCTUATION: Final = {
    **dict.fromkeys("’‘‛ʼʹ′´＇", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "\u2800": " ",  # a braille cell without dots is drawn as a blank
}

# Drawn as nothing: zero-width characters, soft hyphens, directions, variation selectors, fillers.
INVISIBLE: Final = frozenset(
    map(
        chr,
        chain(
            (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
            range(0x180B, 0x1810),
            range(0x200B, 0x2010),
            range(0x202A, 0x202F),
            range(0x2060, 0x2070),
            range(0xFE00, 0xFE10),
            range(0xFFF9, 0xFFFC),
            range(0x1D173, 0x1D17B),
            range(0xE0000, 0xE0200),
        ),
    )
)

_ACCENT_BLOCKS: Final = (
    (0x300, 0x370),
    (0x483, 0x488),
    (0x591, 0x5C8),  # Hebrew points
    (0x610, 0x61B),  # Arabic vowel signs, usually left out in writing
    (0x64B, 0x660),
    (0x670, 0x671),
    (0x6D6, 0x6EE),
    (0x1AB0, 0x1B00),
    (0x1DC0, 0x1E00),
    (0x20D0, 0x2100),
    (0xFE20, 0xFE30),
)


def is_accent(char: str) -> bool:
    """Say whether a combining mark is an accent, rather than a vowel as in Hindi or Thai."""
    code = ord(char)
    return any(low <= code < high for low, high in _ACCENT_BLOCKS)
