"""The ZIP around a package: written always alike, read strictly and in memory only."""

from __future__ import annotations

import re
import stat
import unicodedata
import zlib
from collections.abc import Iterable, Mapping

from app.model.errors import Refused
from app.model.package.errors import NoPackage, UnsoundPackage, shown
from app.model.package.zip_records import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    STORED,
    Record,
    read_directory,
    read_end,
    read_payload,
)
from app.model.text import _

MOST_BYTES = 64 * 2**20
"""Bytes of a package, and of what it unpacks to."""

MOST_ENTRIES = 2_000

_NEEDED = 20  # version 2.0: folders, deflate
_MADE_BY = 3 << 8 | _NEEDED  # Unix, so that the attributes are a mode
_MODE = (stat.S_IFREG | 0o644) << 16
_MIDNIGHT = 0
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980, the first day that ZIP knows

_DOS_FOLDER_OR_LABEL = 0x10 | 0x08
_DRIVE = re.compile(r"[A-Za-z]:")


def pack(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP of these entries: stored, sorted, dated 1980; equal entries give equal bytes.

    Raises:
        Refused: more than `MOST_ENTRIES` entries, or more than `MOST_BYTES` bytes.
    """
    headers, directory, offset = [], [], 0
    for name, content in sorted(entries.items()):
        raw = name.encode("ascii")
        size = len(content)
        facts = (_NEEDED, 0, STORED, _MIDNIGHT, _FIRST_DAY, zlib.crc32(content), size, size)
        headers += [LOCAL.pack(LOCAL_MARK, *facts, len(raw), 0), raw, content]
        directory += [
            CENTRAL.pack(CENTRAL_MARK, _MADE_BY, *facts, len(raw), 0, 0, 0, 0, _MODE, offset),
            raw,
        ]
        offset += LOCAL.size + len(raw) + size
    listed = b"".join(directory)
    count = len(entries)
    if count > MOST_ENTRIES or offset + len(listed) + END.size > MOST_BYTES:
        raise Refused(
            _(
                "This is too much for one package ({most} MB, {entries} files)."
                " Export smart routings one by one.",
                most=MOST_BYTES // 2**20,
                entries=MOST_ENTRIES,
            )
        )
    end = END.pack(END_MARK, 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*headers, listed, end))


def unpack(data: bytes) -> dict[str, bytes]:
    """The entries of a package by name, folders left out.

    Raises:
        NoPackage: no ZIP at all.
        UnsoundPackage: one that is damaged, ambiguous, hostile or too large.
    """
    if len(data) > MOST_BYTES:
        raise UnsoundPackage(_("it is larger than {most} MB", most=MOST_BYTES // 2**20))
    if not data.startswith(LOCAL_MARK):
        raise NoPackage
    end = read_end(data)
    if end.entries > MOST_ENTRIES:
        raise UnsoundPackage(_("it has more than {most} entries", most=MOST_ENTRIES))
    records = read_directory(data, end)
    names = [_checked_name(record) for record in records]
    _check_distinct(names)
    if sum(record.facts.size for record in records) > MOST_BYTES:
        raise UnsoundPackage(
            _("it unpacks to more than {most} MB", most=MOST_BYTES // 2**20),
        )
    payloads = _payloads(data, records, end.offset)
    unpacked = {
        name: _unpacked(record, payload)
        for name, record, payload in zip(names, records, payloads, strict=True)
    }
    return {name: content for name, content in unpacked.items() if not name.endswith("/")}


def _payloads(data: bytes, records: list[Record], stop: int) -> list[bytes]:
    """The packed bytes of each entry; entries stand side by side from the first byte on."""
    found: dict[int, bytes] = {}
    position = 0
    for record in sorted(records, key=lambda one: one.offset):
        if record.offset < position:
            raise UnsoundPackage(_("the entry {entry} overlaps another", entry=record.name))
        if record.offset > position:
            raise UnsoundPackage(
                _("something is hidden before the entry {entry}", entry=record.name)
            )
        found[record.offset], position = read_payload(data, record, stop)
    if position != stop:
        raise UnsoundPackage(_("something is hidden before its directory"))
    return [found[record.offset] for record in records]


def _unpacked(record: Record, payload: bytes) -> bytes:
    size = record.facts.size
    content = payload
    if record.facts.method == DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than was said is enough to know a bomb.
            content = inflating.decompress(payload, size + 1)
        except zlib.error as error:
            raise UnsoundPackage(_("the entry {entry} is damaged", entry=record.name)) from error
        if len(content) > size or not inflating.eof or inflating.unused_data:
            raise UnsoundPackage(
                _("the entry {entry} does not unpack to the size it says", entry=record.name)
            )
    if len(content) != size or zlib.crc32(content) != record.facts.crc:
        raise UnsoundPackage(_("the entry {entry} is damaged", entry=record.name))
    return content


def _checked_name(record: Record) -> str:
    try:
        name = record.facts.name.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnsoundPackage(
            _("the name of the entry {entry} cannot be read", entry=record.name)
        ) from error
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or "\\" in name or _DRIVE.match(name):
        raise UnsoundPackage(_("the entry {entry} names a place of a disk", entry=record.name))
    if {"..", "."} & set(parts):
        raise UnsoundPackage(_("the entry {entry} leads out of the package", entry=record.name))
    if "" in parts or not name.isprintable():
        raise UnsoundPackage(_("the entry {entry} has no proper name", entry=record.name))
    folder = name.endswith("/")
    if stat.S_IFMT(record.attributes >> 16) not in {0, stat.S_IFDIR if folder else stat.S_IFREG}:
        raise UnsoundPackage(_("the entry {entry} is a link or a device", entry=record.name))
    if not folder and record.attributes & _DOS_FOLDER_OR_LABEL:
        raise UnsoundPackage(_("the entry {entry} is a link or a device", entry=record.name))
    if folder and record.facts.size:
        raise UnsoundPackage(_("the folder {entry} has content", entry=record.name))
    return name


def _check_distinct(names: Iterable[str]) -> None:
    """No two names may mean one file on any file system, nor one a file in another."""
    seen: set[str] = set()
    folders: dict[str, str] = {}
    files: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
        if key in seen:
            raise UnsoundPackage(_("the entry {entry} stands there twice", entry=shown(name)))
        seen.add(key)
        parents = key.removesuffix("/").split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            folders.setdefault("/".join(parents[:depth]), name)
        if not key.endswith("/"):
            files[key] = name
    for key in sorted(files.keys() & folders.keys()):
        raise UnsoundPackage(
            _("the entry {entry} is a file and a folder at once", entry=shown(files[key]))
        )
    if any(key.endswith("/") and key.removesuffix("/") not in folders for key in seen):
        raise UnsoundPackage(_("it has a folder without files"))
