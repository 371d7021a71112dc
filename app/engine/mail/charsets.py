"""Bytes of a declared character set as text, whatever the declaration says."""

from __future__ import annotations

import re
from encodings.aliases import aliases
from functools import lru_cache

_ALIASES = {
    # What mail declares is read as browsers read it (WHATWG Encoding Standard, 4.2): the
    # Microsoft supersets, since text declared as the smaller set uses the larger one every day.
    "ansi": "cp1252",
    "ascii": "ascii",
    "latin_1": "cp1252",
    "iso8859_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "windows_874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x_gbk": "gb18030",
    "euc_kr": "cp949",
    "ks_c_5601_1987": "cp949",
    "shift_jis": "cp932",
    "x_sjis": "cp932",
    "x_euc_jp": "euc_jp",
    "iso_8859_8_i": "iso8859_8",
    "iso_8859_8_e": "iso8859_8",
    "x_mac_roman": "mac_roman",
    "macintosh": "mac_roman",
    "x_mac_cyrillic": "mac_cyrillic",
    "unicode": "utf_16",
    "unicode_1_1_utf_7": "utf_7",
    "unicode_1_1_utf_8": "utf_8",
    "utf8mb4": "utf_8",
    "utf_8_sig": "utf_8",
}
# Only codecs that read bytes as characters in linear time: never punycode, idna, unicode_escape.
_READS_CHARACTERS = re.compile(
    r"ascii|utf_\w+|iso8859_\d+|iso2022_\w+|cp\d+|koi8_\w|gb\w+|hz|big5\w*|euc_\w+|shift_jis\w*"
    r"|mac_\w+|ptcp154|johab|kz1048|hp_roman8"
)
# The second half are codecs that have no other name, and so are no one's alias.
_CODECS = {name for name in aliases.values() if _READS_CHARACTERS.fullmatch(name)} | {
    "cp720", "cp737", "cp856", "cp874", "cp875", "cp1006", "koi8_r", "koi8_t", "koi8_u",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=256)
def codec(label: str) -> str | None:
    """The codec for a charset label of a message, or None when nothing of that name is known."""
    name = re.sub(r"[^a-z0-9]+", "_", label.strip().lower()[:60]).strip("_")
    for step in (name, name.removeprefix("x_"), re.sub(r"^(cp|windows)_?(?=\d)", "cp", name)):
        found = _ALIASES.get(step) or aliases.get(step, step)
        found = _ALIASES.get(found, found)
        if found in _CODECS:
            return found
    return None


def decode(data: bytes, label: str | None = None) -> tuple[str, bool]:
    """Text of `data`, and whether its declaration held.

    Undeclared, unknown or plainly wrong: UTF-8 if it reads as UTF-8, else Windows-1252. A lone
    surrogate, which no store accepts, becomes U+FFFD. Never raises.
    """
    if label is None or not label.strip():
        if data.isascii():
            return data.decode("ascii"), True
        return _guessed(data), False
    name = codec(label)
    if name is None or name == "ascii":
        if name and data.isascii():
            return data.decode("ascii"), True
        return _guessed(data), False
    try:
        return without_surrogates(data.decode(name)), True
    except (UnicodeError, ValueError):
        if name == "utf_8":
            return _guessed(data), False
        return without_surrogates(data.decode(name, "replace")), False


def without_surrogates(text: str) -> str:
    """`text` with each lone surrogate as U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub(_REPLACEMENT, text)


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # UTF-8 with a few spoilt bytes still shows other characters beyond ASCII.
    if not text.replace(_REPLACEMENT, "").isascii():
        return text
    return data.decode("cp1252", "replace")
