"""Content-Transfer-Encoding undone (RFC 2045, section 6), as far as the bytes allow."""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = bytes(
    byte
    for byte in range(256)
    if not (chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "+/="))
)
_MORE = re.compile(rb"[A-Za-z0-9+/=\s]*")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\n]*\n", re.MULTILINE)


def undo(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """Decoded bytes, and whether all of `data` decoded. Unknown encodings leave it as it is."""
    match encoding.strip().lower():
        case "" | "7bit" | "8bit" | "binary":
            return data, True
        case "base64":
            return base64(data)
        case "quoted-printable":
            return binascii.a2b_qp(data), True
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uuencoded(data)
        case _:
            return data, False


def base64(data: bytes) -> tuple[bytes, bool]:
    """Decoded bytes of `data`, and whether it was sound; foreign characters are passed over.

    Padding may be missing, or stand in the middle where two encoded texts were joined.
    """
    padding = data.find(b"=")
    # The library stops at padding. What follows is more of the same only if it looks so: lists
    # append their footers there.
    if padding < 0 or not data[padding:].strip(b"= \t\r\n") or not _MORE.fullmatch(data, padding):
        try:
            return binascii.a2b_base64(data), True
        except binascii.Error:
            pass
    clean = data.translate(None, _NOT_BASE64)
    pieces = []
    for run in re.findall(rb"[^=]+", clean):
        # One character alone holds six bits: no byte.
        whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
        pieces.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(pieces), False


def _uuencoded(data: bytes) -> tuple[bytes, bool]:
    begin = _UU_BEGIN.search(data)
    if begin is None:
        return data, False
    pieces = []
    for line in data[begin.end() :].replace(b"\r\n", b"\n").split(b"\n"):
        if line in (b"end", b"`", b""):
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            return b"".join(pieces), False
    return b"".join(pieces), True
