"""A raw message made from what a tester types: sender, recipients, subject, text."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from app.engine.mail import addresses, charsets, dates
from app.engine.mail.addresses import Address
from app.model.errors import UserError
from app.model.text import Text, _

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_WORD_BYTES = 42
_LONGEST_LINE = 998

TYPED_HERE = "@typed.invalid"
"""How the Message-ID of a composed message ends."""


def compose(sender: str, to: str | Iterable[str], subject: str, text: str, date: datetime) -> bytes:
    """The message (RFC 5322, CRLF) with a Message-ID made from its contents.

    `sender` and `to` are addresses with or without names; `date` is aware. UserError when a field
    holds a control character, which could start a field of its own.
    """
    recipients = to if isinstance(to, str) else ", ".join(to)
    text = charsets.without_surrogates(text).replace("\r\n", "\n").replace("\r", "\n")
    body, encoding = _body(text)
    lines = [
        f"From: {_mailboxes(sender, _('sender'))}",
        f"To: {_mailboxes(recipients, _('recipient'))}",
        f"Subject: {_phrase(_checked(subject, _('subject')))}",
        f"Date: {dates.written(date)}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Transfer-Encoding: {encoding}",
    ]
    head = "\r\n".join(line for line in lines if not line.endswith(": ")).encode()
    # The same email typed twice is the same message: runs over it stay comparable.
    digest = hashlib.sha256(head + b"\r\n\r\n" + body).hexdigest()[:32]
    return head + f"\r\nMessage-ID: <{digest}{TYPED_HERE}>\r\n\r\n".encode() + body


def _checked(value: str, name: Text) -> str:
    value = charsets.without_surrogates(value).strip()
    if _CONTROL.search(value):
        raise UserError(
            _("The {name} holds a line break or control character: remove it.", name=name)
        )
    return value


def _mailboxes(value: str, name: Text) -> str:
    typed = _checked(value, name)
    found = addresses.parse(typed.encode("utf-8").decode("latin-1"))
    return ",\r\n ".join(_mailbox(one, name) for one in found)


def _mailbox(one: Address, name: Text) -> str:
    # Checked once more as decoded: an encoded word may have hidden what was refused above.
    address = _checked(one.address, name)
    words = _checked(one.name, name)
    if not words:
        return address
    if not words.isascii():
        words = _phrase(words)
    elif not _ATOMS.fullmatch(words) or "=?" in words:
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        words = f'"{quoted}"'
    return f"{words} <{address}>"


def _phrase(text: str) -> str:
    """`text` as it stands, or in encoded words (RFC 2047) of at most 75 characters each."""
    if text.isascii() and "=?" not in text and len(text) < _LONGEST_LINE - 100:
        return text
    words, piece = [], b""
    for character in text:
        data = character.encode()
        if len(piece) + len(data) > _WORD_BYTES:
            words.append(piece)
            piece = b""
        piece += data
    words.append(piece)
    return "\r\n ".join(f"=?utf-8?b?{_base64(word)}?=" for word in words)


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def _body(text: str) -> tuple[bytes, str]:
    long_line = any(len(line) > _LONGEST_LINE for line in text.split("\n"))
    if text.isascii() and not long_line and not _UNSAFE_TEXT.search(text):
        return text.replace("\n", "\r\n").encode("ascii"), "7bit"
    encoded = _base64(text.encode())
    lines = [encoded[start : start + 76] for start in range(0, len(encoded), 76)]
    return "\r\n".join(lines).encode("ascii"), "base64"
