"""Emails on disk: single files, mbox, Maildir and folders of them, told apart by content."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.engine.mail import MAX_SIZE, looks_like_mail
from app.model.text import Text, _

_HEAD = 65_536
_ESTIMATE = 1024 * 1024

# A separator names a time and a year; a line of prose that starts with "From " does not.
_SEPARATOR = re.compile(rb"From [^\n]*?\d{1,2}:\d{2}[^\n]*\n")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b")
_FIRST_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
# What lies beside mail in a folder: JSON and Markdown. Passed over there without a word.
_BESIDE_MAIL = (b"{", b"[", b"#")


@dataclass(frozen=True, slots=True)
class MailPlace:
    """Where one email lies: a file, or the bytes from `start` to `end` of an mbox."""

    name: str
    path: Path
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class MailFile:
    """One email read: the path as given, with `#n` for the n-th message of an mbox, and bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class UnreadableMail:
    """A file or folder that could not be read, and why."""

    name: str
    reason: Text


def read_mail(paths: Iterable[Path]) -> Iterator[MailFile | UnreadableMail]:
    """Every email under `paths`, folders in byte order of names; one in memory at a time."""
    for found in locate_mail(paths):
        yield found if isinstance(found, UnreadableMail) else read_place(found)


def locate_mail(paths: Iterable[Path]) -> Iterator[MailPlace | UnreadableMail]:
    """Like `read_mail`, but only where each email lies: what a worker is handed."""
    for file in _files(paths):
        if isinstance(file, UnreadableMail):
            yield file
            continue
        try:
            yield from _places(file)
        except OSError as error:
            yield _refused(file.path, error)


def read_place(place: MailPlace) -> MailFile | UnreadableMail:
    """The email at `place`; a file of more than the size that is ever read is cut there."""
    try:
        if place.end is not None:
            return MailFile(place.name, read_at(place.path, place.start, place.end))
        with place.path.open("rb") as file:
            return MailFile(place.name, file.read(MAX_SIZE + 1))
    except OSError as error:
        return UnreadableMail(place.name, _refused(place.path, error).reason)


def index_mbox(path: Path) -> tuple[tuple[int, int], ...]:
    """First and last byte offset (end not included) of each message of an mbox. May raise OSError.

    Only a "From " line with a date, after a blank line and before a header field, parts messages.
    """
    with path.open("rb") as file:
        return tuple(_spans(file))


def read_at(path: Path, start: int, end: int) -> bytes:
    """One message of an mbox by the offsets of `index_mbox`, its ">From " lines unquoted."""
    with path.open("rb") as file:
        file.seek(start)
        raw = file.read(min(end - start, MAX_SIZE + 1))
    return _QUOTED_FROM.sub(rb"\1", raw) if b">From " in raw else raw


def count_mail(paths: Iterable[Path]) -> int:
    """About how many emails lie under `paths`: exact but for mbox files of more than 1 MB."""
    return sum(_estimate(file) for file in _files(paths) if isinstance(file, _File))


# --- Folders ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    given: bool
    """Named by the user, rather than met in a folder."""


def _files(paths: Iterable[Path]) -> Iterator[_File | UnreadableMail]:
    for path in paths:
        yield from _walk(path, given=True, visited=set())


def _walk(
    path: Path, *, given: bool, visited: set[tuple[int, int]]
) -> Iterator[_File | UnreadableMail]:
    pending = [(path, given)]
    while pending:
        path, given = pending.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                # A folder that links lead back to is read once.
                if (status.st_dev, status.st_ino) not in visited:
                    visited.add((status.st_dev, status.st_ino))
                    pending.extend((entry, False) for entry in reversed(_entries(path)))
            elif stat.S_ISREG(status.st_mode):
                yield _File(path, given)
            else:
                yield UnreadableMail(str(path), _("{name} is not a file.", name=str(path)))
        except OSError as error:
            yield _refused(path, error)


def _entries(folder: Path) -> list[Path]:
    """What to read in a folder, in byte order of names; of a Maildir its messages and folders."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    maildir = any(entry.name in ("cur", "new") and entry.is_dir() for entry in entries)
    chosen = []
    for entry in entries:
        if maildir and (entry.name == "tmp" or not entry.is_dir()):
            continue  # mail not yet delivered, and the indexes of mail servers
        if entry.name.startswith(".") and not _is_maildir(entry):
            continue
        chosen.append(folder / entry.name)
    return chosen


def _is_maildir(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() and any(Path(entry.path, name).is_dir() for name in ("cur", "new"))


def _refused(path: Path, error: OSError) -> UnreadableMail:
    name = str(path)
    if isinstance(error, FileNotFoundError):
        return UnreadableMail(name, _("{name} does not exist.", name=name))
    if isinstance(error, PermissionError):
        return UnreadableMail(name, _("You have no permission to read {name}.", name=name))
    reason = error.strerror or type(error).__name__
    return UnreadableMail(name, _("{name} cannot be read: {reason}.", name=name, reason=reason))


# --- Files ------------------------------------------------------------------------------------


def _places(file: _File) -> Iterator[MailPlace | UnreadableMail]:
    name = str(file.path)
    with file.path.open("rb") as opened:
        head = opened.read(_HEAD)
        if _is_mbox(head):
            opened.seek(0)
            for number, (start, end) in enumerate(_spans(opened), 1):
                yield MailPlace(f"{name}#{number}", file.path, start, end)
            return
    # In a Maildir every file is a message, with a header or without.
    delivered = bool(head.strip()) and file.path.parent.name in ("cur", "new")
    if delivered or looks_like_mail(head):
        yield MailPlace(name, file.path)
    elif not head.strip():
        yield UnreadableMail(name, _("{name} is empty.", name=name))
    elif file.given or not head.lstrip().startswith(_BESIDE_MAIL):
        yield UnreadableMail(name, _("{name} is not an email: it has no header.", name=name))


def _is_mbox(head: bytes) -> bool:
    line, _newline, rest = head.partition(b"\n")
    return line.startswith(b"From ") and bool(_FIRST_FIELD.match(rest))


def _spans(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Offsets of the messages of an mbox, read a line at a time."""
    offset = start = 0
    begun = False
    line_start = after_blank = True
    line_end = 0
    line = file.readline(_HEAD)
    while line:
        following = file.readline(_HEAD)
        if line_start and after_blank and _parts(line, following, first=not offset):
            if begun:
                # The blank line before a separator belongs to the separator.
                yield start, max(start, offset - line_end)
            start, begun = offset + len(line), True
        after_blank = line_start and line in (b"\n", b"\r\n")
        line_end = len(line) if after_blank else 0
        line_start = line.endswith(b"\n")
        offset += len(line)
        line = following
    if begun:
        yield start, offset


def _parts(line: bytes, following: bytes, *, first: bool) -> bool:
    if not line.startswith(b"From ") or not _FIRST_FIELD.match(following):
        return False
    return first or (_SEPARATOR.match(line) is not None and _YEAR.search(line) is not None)


def _estimate(file: _File) -> int:
    try:
        with file.path.open("rb") as opened:
            head = opened.read(_HEAD)
            if not _is_mbox(head):
                beside = not file.given and head.lstrip().startswith(_BESIDE_MAIL)
                return 0 if beside and not looks_like_mail(head) else 1
            size = os.fstat(opened.fileno()).st_size
            opened.seek(0)
            seen = 0
            for _start, end in _spans(opened):
                seen += 1
                if end > _ESTIMATE:
                    return max(seen, seen * size // end)
            return seen
    except OSError:
        return 1  # it will be named as unreadable
