"""The records of a ZIP file, byte by byte (PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import NamedTuple

from app.model.package.errors import UnsoundPackage, shown
from app.model.text import _

STORED = 0
DEFLATED = 8

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")

LOCAL_MARK = b"PK\x03\x04"
CENTRAL_MARK = b"PK\x01\x02"
END_MARK = b"PK\x05\x06"

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_IN_PIECES = 0x0008
_HARMLESS = 0x0002 | 0x0004 | 0x0800  # how hard deflate tried, and a name in UTF-8

# Extra fields that say something else than the record itself: sizes, a name, an encryption.
_CONTRADICTING = frozenset({0x0001, 0x7075, 0x0017, 0x9901})


class End(NamedTuple):
    """The record that closes the file: where its directory stands."""

    entries: int
    size: int
    offset: int


class Facts(NamedTuple):
    """What the directory and the header of an entry say alike."""

    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name: bytes


@dataclass(frozen=True)
class Record:
    """An entry of the directory: its facts, its attributes, and where its header stands."""

    facts: Facts
    attributes: int
    offset: int

    @property
    def name(self) -> str:
        """The name, for a sentence."""
        return shown(self.facts.name.decode("utf-8", "replace"))


def read_end(data: bytes) -> End:
    """The last record of the file, which must be whole and the very last bytes."""
    tail = data[-END.size :]
    if len(tail) < END.size or not tail.startswith(END_MARK):
        raise UnsoundPackage(_("it is cut off, or something stands behind its end"))
    _mark, disk, first_disk, here, entries, size, offset, comment = END.unpack(tail)
    if comment:
        raise UnsoundPackage(_("it is cut off, or something stands behind its end"))
    if disk or first_disk or here != entries:
        raise UnsoundPackage(_("it is one part of several"))
    if offset + size != len(data) - END.size:
        raise UnsoundPackage(_("its directory does not stand where it says"))
    return End(entries, size, offset)


def read_directory(data: bytes, end: End) -> list[Record]:
    """Every entry of the directory, in its order."""
    found = []
    position, stop = end.offset, end.offset + end.size
    for _each in range(end.entries):
        if position + CENTRAL.size > stop or not data.startswith(CENTRAL_MARK, position):
            raise UnsoundPackage(_("its directory is damaged"))
        fields = CENTRAL.unpack_from(data, position)
        _mark, _made_by, *facts = fields[:10]
        name_size, extra_size, comment_size, disk, _internal, attributes, offset = fields[10:]
        start = position + CENTRAL.size
        position = start + name_size + extra_size + comment_size
        if position > stop:
            raise UnsoundPackage(_("its directory is damaged"))
        name = data[start : start + name_size]
        record = Record(Facts._make([*facts, name]), attributes, offset)
        if comment_size or disk:
            raise UnsoundPackage(
                _("its directory is damaged at the entry {entry}", entry=record.name)
            )
        _check_extra(record, data[start + name_size : position])
        _check_facts(record)
        found.append(record)
    if position != stop:
        raise UnsoundPackage(_("its directory holds more than its entries"))
    return found


def read_payload(data: bytes, record: Record, stop: int) -> tuple[bytes, int]:
    """The packed bytes of an entry and the position after them, from its own header.

    The header must say the same as the directory, and end before `stop`.
    """
    start = record.offset + LOCAL.size
    if start > stop or not data.startswith(LOCAL_MARK, record.offset):
        raise UnsoundPackage(_("the entry {entry} does not stand where it says", entry=record.name))
    *facts, name_size, extra_size = LOCAL.unpack_from(data, record.offset)[1:]
    name = data[start : start + name_size]
    begins = start + name_size + extra_size
    ends = begins + record.facts.packed
    if Facts._make([*facts, name]) != record.facts:
        raise UnsoundPackage(
            _("the entry {entry} and the directory contradict each other", entry=record.name),
        )
    if ends > stop:
        raise UnsoundPackage(_("the entry {entry} is cut off", entry=record.name))
    _check_extra(record, data[start + name_size : begins])
    return data[begins:ends], ends


def _check_facts(record: Record) -> None:
    flags, method = record.facts.flags, record.facts.method
    if flags & _ENCRYPTED:
        raise UnsoundPackage(_("the entry {entry} is encrypted", entry=record.name))
    if flags & _IN_PIECES:
        raise UnsoundPackage(_("the entry {entry} does not say its size first", entry=record.name))
    if flags & ~_HARMLESS:
        raise UnsoundPackage(_("the entry {entry} is packed in an unknown way", entry=record.name))
    if method not in {STORED, DEFLATED}:
        raise UnsoundPackage(_("the entry {entry} is packed in an unknown way", entry=record.name))
    if method == STORED and record.facts.packed != record.facts.size:
        raise UnsoundPackage(_("the entry {entry} names two sizes", entry=record.name))


def _check_extra(record: Record, extra: bytes) -> None:
    position = 0
    while position < len(extra):
        if position + 4 > len(extra):
            break
        kind, size = struct.unpack_from("<2H", extra, position)
        if kind in _CONTRADICTING:
            raise UnsoundPackage(_("the entry {entry} describes itself twice", entry=record.name))
        position += 4 + size
    if position != len(extra):
        raise UnsoundPackage(_("its directory is damaged at the entry {entry}", entry=record.name))
