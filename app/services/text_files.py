"""Text files of unknown origin: read whole, their encoding found out, every doubt told."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path

from app.model.errors import OutsideError, UserError
from app.model.text import Text, _

MOST_BYTES = 64 * 2**20

_MARKS: tuple[tuple[bytes, str], ...] = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4096
_NUL = "\0"


@dataclass(frozen=True)
class FileText:
    """The text of a file, without a byte order mark; `notes` say what had to be guessed."""

    text: str
    notes: tuple[Text, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UserError: there is none, it is a folder or a pipe, or larger than 64 MB.
        OutsideError: the disk refused.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would keep the reader waiting
            raise UserError(_("{path} is no file. Choose a file.", path=str(path)))
        if facts.st_size > MOST_BYTES:
            raise UserError(
                _(
                    "{name} is larger than {most} MB. Split it, then import the parts.",
                    name=path.name,
                    most=MOST_BYTES // 2**20,
                )
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        raise OutsideError(
            _("{path} cannot be read. Check it, then try again.", path=str(path))
        ) from error


def text_of(raw: bytes, *, guess: bool) -> FileText:
    """The text of a file's bytes: UTF-8, or UTF-16 or UTF-32 where it says so.

    With `guess`, what is none of them is read as Windows-1252, which a note says.

    Raises `UserError`, with the line, for what is no text.
    """
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if encoding is None:
        encoding = _without_mark(raw)
    notes: tuple[Text, ...] = ()
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or not guess:
            raise _no_text(raw, error, encoding) from error
        text, notes = _in_windows_1252(raw, error)
    if _NUL in text:
        raise UserError(
            _(
                "Line {line} holds a NUL character: this is no text file. Save it as UTF-8 text.",
                line=line_at(text, text.index(_NUL)),
            )
        )
    return FileText(text.removeprefix("\ufeff"), notes)


def line_at(text: str, place: int) -> int:
    """The number of the line, from 1 on, that a place in a text is on."""
    return text.count("\n", 0, place) + 1


def _without_mark(raw: bytes) -> str:
    """UTF-16 that lost its mark has a zero beside nearly every letter."""
    head = raw[:_LOOKED_AT]
    zeros = head.count(0)
    if zeros * 3 < len(head) or len(head) < 2:
        return "utf-8"
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _no_text(raw: bytes, error: UnicodeDecodeError, encoding: str) -> UserError:
    return UserError(
        _(
            "Line {line} is not written in {encoding}. Save the file as UTF-8, then import it.",
            line=raw.count(b"\n", 0, error.start) + 1,
            encoding=encoding.upper().removesuffix("-SIG"),
        )
    )


def _in_windows_1252(raw: bytes, refused: UnicodeDecodeError) -> tuple[str, tuple[Text, ...]]:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _no_text(raw, error, "utf-8") from error
    note = _(
        "The file is not in UTF-8 (line {line}): it was read as Windows-1252. Check the accents.",
        line=raw.count(b"\n", 0, refused.start) + 1,
    )
    return text, (note,)
