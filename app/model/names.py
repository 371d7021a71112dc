"""What names and references may look like, and how a free one is suggested."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Collection

from app.model.errors import Refused
from app.model.text import Text, _

LONGEST_NAME = 100
"""Characters of a name or a reference."""

_REFERENCE_CHARACTERS = frozenset(string.ascii_letters + string.digits + "_-.@+")
_UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control, lone surrogates, line separators
_COUNTED = re.compile(r"^(?P<words>.*\S) \((?P<count>\d{1,4})\)$")

# Letters that Unicode does not take apart into a base letter and marks.
_SPELLED_OUT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
    }
)


def name_refusal(name: str) -> Text | None:
    """Why these words cannot be the name of anything, or None when they can."""
    if not name.strip():
        return _("The name is empty. Enter 1 to {most} characters.", most=LONGEST_NAME)
    if len(name) > LONGEST_NAME:
        return _(
            "The name is {length} characters long. Shorten it to {most}.",
            length=len(name),
            most=LONGEST_NAME,
        )
    if _has_unwritable(name):
        return _("The name holds a line break or an invisible control character. Remove it.")
    return None


def comment_refusal(text: str) -> Text | None:
    """Why this text cannot be a comment, or None when it can; line feeds and tabs are welcome."""
    if _has_unwritable(text, allowed="\n\t"):
        return _("The comment holds an invisible control character. Remove it.")
    return None


def _has_unwritable(words: str, allowed: str = "") -> bool:
    if words.isascii() and words.isprintable():
        return False
    return any(
        unicodedata.category(character) in _UNWRITABLE and character not in allowed
        for character in words
    )


def check_name(name: str, taken: Collection[str] = ()) -> str:
    """The name without blanks around it; `Refused` when it is empty, too long or taken.

    `taken` are the names it must differ from (versions of one routing), whatever their case.
    """
    trimmed = name.strip()
    refusal = name_refusal(trimmed)
    if refusal is not None:
        raise Refused(refusal)
    if trimmed.casefold() in {other.strip().casefold() for other in taken}:
        raise Refused(_("The name {name} is already taken. Choose another one.", name=trimmed))
    return trimmed


def check_reference(reference: str, taken: Collection[str] = ()) -> str:
    """The reference itself; `Refused` when it is ill-formed, or taken by lower case."""
    if not reference:
        raise Refused(_("The reference is empty. Enter 1 to {most} characters.", most=LONGEST_NAME))
    if len(reference) > LONGEST_NAME:
        raise Refused(
            _(
                "The reference is {length} characters long. Shorten it to {most}.",
                length=len(reference),
                most=LONGEST_NAME,
            )
        )
    if not _REFERENCE_CHARACTERS.issuperset(reference):
        raise Refused(
            _("A reference holds only letters without accents, digits and _ - . @ + signs.")
        )
    if reference.lower() in {other.lower() for other in taken}:
        raise Refused(
            _(
                "The reference {reference} is already taken. Choose another one.",
                reference=reference,
            )
        )
    return reference


def suggest_reference(name: str, taken: Collection[str] = (), *, fallback: str = "routing") -> str:
    """A free reference that reads like the name: "Müller & Söhne" gives "muller-sohne".

    Letters of other scripts are left out; when nothing remains, `fallback` stands in. A number is
    appended until the reference is free by lower case.
    """
    spelled = unicodedata.normalize("NFKD", name.lower().translate(_SPELLED_OUT)).lower()
    kept = (
        character if character in _REFERENCE_CHARACTERS else "-"
        for character in spelled
        if not unicodedata.combining(character)
    )
    words = re.sub(r"-{2,}", "-", "".join(kept)).strip("-")[:LONGEST_NAME].strip("-")
    # Only signs left ("@", "...") would say nothing to a reader of the reference.
    if not any(character.isalnum() for character in words):
        words = fallback
    used = {other.lower() for other in taken}
    suggestion, count = words, 1
    while suggestion in used:
        count += 1
        ending = f"-{count}"
        suggestion = words[: LONGEST_NAME - len(ending)].rstrip("-") + ending
    return suggestion


def suggest_name(name: str, taken: Collection[str] = ()) -> str:
    """A free name for a copy: "Spring" gives "Spring (2)", and that gives "Spring (3)"."""
    used = {other.strip().casefold() for other in taken}
    words = name.strip()
    if words.casefold() not in used:
        return words
    counted = _COUNTED.match(words)
    count = 1
    if counted is not None:
        words, count = counted["words"], int(counted["count"])
    while True:
        count += 1
        ending = f" ({count})"
        suggestion = words[: LONGEST_NAME - len(ending)].rstrip() + ending
        if suggestion.casefold() not in used:
            return suggestion
