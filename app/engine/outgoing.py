"""What may stand in the header of an email that is sent: nothing that starts a field of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.engine.mail import addresses, charsets, transfer
from app.model.errors import UserError
from app.model.text import Text, _

LONGEST_VALUE = 998
"""Characters of a line of a header (RFC 5322, 2.1.1)."""

LONGEST_ID = 250
MOST_IDS = 20

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ENCODED = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?([^?\s]*)\?=")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_ID = re.compile(r"[!-;=?-~]+")


def header_text(value: str, name: Text) -> str:
    """A header value with outer blanks gone and inner ones folded into one.

    `UserError` when it holds a control character, as it stands or once its encoded words (RFC
    2047) are decoded: a line break there would start a header of its own.
    """
    text = value.strip()
    if _CONTROL.search(text) or any(_CONTROL.search(hidden) for hidden in _decoded(text)):
        raise UserError(
            _("The {name} holds a line break or control character: it is not sent.", name=name)
        )
    return " ".join(text.split())


def recipients(value: str, name: Text) -> tuple[str, ...]:
    """The addresses of a list, checked and bare, each once; `UserError` says which one is wrong."""
    text = header_text(value, name)
    image = text.encode("utf-8", "replace").decode("latin-1")
    found = (checked(one.address or one.name, name) for one in addresses.parse(image))
    return each_once(found)


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """Addresses without those that differ from an earlier one by case alone."""
    first: dict[str, str] = {}
    for address in found:
        first.setdefault(address.lower(), address)
    return tuple(first.values())


def checked(address: str, name: Text) -> str:
    """A bare address in its usual spelling (RFC 5321, 6531); `UserError` when it is none."""
    text = header_text(address, name)
    # Checking costs more than most actions do, and every answer of a mailbox has the same sender.
    usual = (_kept_spelling if len(text) <= LONGEST_VALUE else _usual_spelling)(text)
    if usual is None:
        shown = text if len(text) <= 80 else text[:79] + "…"
        raise UserError(_("The {name} “{address}” is no email address.", name=name, address=shown))
    return usual


def _usual_spelling(address: str) -> str | None:
    """A bare address in its usual spelling, or None when it is none."""
    # Takes a tenth of a second to load, and most runs send nothing.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


_kept_spelling = lru_cache(maxsize=1024)(_usual_spelling)


def thread_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Identifiers that may stand in a header, each once: the first and the latest of a thread."""
    sound = [one for one in dict.fromkeys(ids) if len(one) <= LONGEST_ID and _ID.fullmatch(one)]
    return tuple(sound if len(sound) <= MOST_IDS else [sound[0], *sound[1 - MOST_IDS :]])


def file_name(name: str) -> str:
    """The name of an attachment, control characters replaced."""
    return _CONTROL.sub("_", name)


def domain_of(address: str) -> str:
    """What follows the @ of an address, in ASCII; `mail.invalid` where there is nothing usable."""
    domain = address.rpartition("@")[2].strip().lower()
    try:
        written = domain.encode("idna").decode("ascii")
    except UnicodeError:
        written = ""
    return written if re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", written) else "mail.invalid"


def _decoded(value: str) -> list[str]:
    """What the encoded words of a value say, each alone and all together as readers join them.

    Each also as strict readers decode it: browsers' readings of old charsets, such as ours, turn
    bytes into letters that others take for control characters.
    """
    pieces: list[tuple[str, bytes]] = []
    for label, encoding, content in _ENCODED.findall(value):
        data = content.encode("utf-8", "replace")
        if encoding in "bB":
            pieces.append((label, transfer.base64(data)[0]))
        else:
            plain = _HEX.sub(lambda hexed: bytes((int(hexed[1], 16),)), data.replace(b"_", b" "))
            pieces.append((label, plain))
    joined = [(pieces[0][0], b"".join(data for _label, data in pieces))] if pieces else []
    lenient = [charsets.decode(data, label)[0] for label, data in (*pieces, *joined)]
    return [*lenient, *(_strictly(data, label) for label, data in pieces)]


def _strictly(data: bytes, label: str) -> str:
    try:
        return data.decode(label)
    except (LookupError, ValueError):  # no text codec of that name, or not that charset
        return ""
