"""Archives made to do harm: a sound package with one thing wrong in each, down to single bytes."""

from __future__ import annotations

import hashlib
import json
import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.model.package.archive import MOST_BYTES, MOST_ENTRIES
from app.model.package.zip_records import CENTRAL, CENTRAL_MARK, END, END_MARK, LOCAL, LOCAL_MARK

Texts = Mapping[str, bytes]


@dataclass(frozen=True)
class Part:
    """One entry, as the directory tells it; `header` says differently where it names a field."""

    name: bytes
    content: bytes = b""
    payload: bytes | None = None
    method: int = 0
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    attributes: int = (stat.S_IFREG | 0o644) << 16
    extra: bytes = b""
    comment: bytes = b""
    header: Mapping[str, object] = field(default_factory=dict)
    before: bytes = b""
    offset: int | None = None

    @property
    def packed(self) -> bytes:
        return self.content if self.payload is None else self.payload

    def facts(self) -> tuple[int, ...]:
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        size = len(self.content) if self.size is None else self.size
        return (20, self.flags, self.method, 0, 33, crc, len(self.packed), size)


def archive(
    parts: list[Part], *, end: Mapping[str, int] | None = None, before_directory: bytes = b""
) -> bytes:
    """The bytes of an archive of these parts, however wrong."""
    body, directory = b"", b""
    for part in parts:
        body += part.before
        offset = len(body) if part.offset is None else part.offset
        told = replace(part, header={}, **part.header)  # type: ignore[arg-type]
        if part.offset is None:
            body += LOCAL.pack(LOCAL_MARK, *told.facts(), len(told.name), len(told.extra))
            body += told.name + told.extra + part.packed
        lengths = (len(part.name), len(part.extra), len(part.comment))
        directory += CENTRAL.pack(
            CENTRAL_MARK, 788, *part.facts(), *lengths, 0, 0, part.attributes, offset
        )
        directory += part.name + part.extra + part.comment
    body += before_directory
    said = {"disk": 0, "entries": len(parts), "offset": len(body), "comment": 0, **(end or {})}
    tail = END.pack(
        END_MARK,
        said["disk"],
        0,
        said["entries"],
        said["entries"],
        len(directory),
        said["offset"],
        said["comment"],
    )
    return body + directory + tail


def parts_of(texts: Texts) -> list[Part]:
    """The entries of a sound package."""
    return [Part(name.encode(), content) for name, content in sorted(texts.items())]


def listed(texts: Texts, **manifest: object) -> dict[str, bytes]:
    """The entries with a manifest that fits them, but for some of its fields."""
    value = json.loads(texts["manifest.json"])
    value["entries"] = {
        name: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in texts.items()
        if name != "manifest.json"
    }
    return {**texts, "manifest.json": json.dumps({**value, **manifest}).encode()}


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True)
class Hostile:
    """One archive, and words of the sentence that refuses it; with `culprit` it names that."""

    name: str
    make: Callable[[Texts], bytes]
    words: str


def hostile_archives() -> Iterator[Hostile]:
    """Every archive to be refused; each is made from the entries of a sound package."""
    yield from _whole_files()
    yield from _names()
    yield from _places()
    yield from _contents()
    yield from _records()


def _whole_files() -> Iterator[Hostile]:
    yield Hostile("an empty file", lambda _texts: b"", "no package of this application")
    yield Hostile("a picture", lambda _texts: b"\x89PNG\r\n" * 50, "no package of this application")
    yield Hostile(
        "a database", lambda _texts: b"SQLite format 3\0" * 50, "no package of this application"
    )
    yield Hostile(
        "a ZIP of something else",
        lambda _texts: archive([Part(b"word/document.xml", b"<xml/>")]),
        "no package of this application",
    )
    yield Hostile("a file cut off", lambda texts: _sound(texts)[:-40], "cut off")
    yield Hostile("words behind the end", lambda texts: _sound(texts) + b"more", "behind its end")
    yield Hostile(
        "a comment of the archive",
        lambda texts: archive(parts_of(texts), end={"comment": 4}) + b"word",
        "behind its end",
    )
    yield Hostile("words before it", lambda texts: b"#!/bin/sh\n" + _sound(texts), "no package")
    yield Hostile(
        "more than 64 MB", lambda _texts: LOCAL_MARK + bytes(MOST_BYTES), "larger than 64 MB"
    )
    yield Hostile(
        "one of several disks",
        lambda texts: archive(parts_of(texts), end={"disk": 1}),
        "one part of several",
    )
    yield Hostile(
        "2,001 entries",
        lambda _texts: archive([Part(b"%d.json" % n) for n in range(MOST_ENTRIES + 1)]),
        "more than 2000 entries",
    )


def _with(change: Callable[[list[Part]], list[Part]]) -> Callable[[Texts], bytes]:
    return lambda texts: archive(change(parts_of(texts)))


def _added(name: str | bytes, content: bytes = b"x", **more: object) -> Callable[[Texts], bytes]:
    """A package with one entry more, which its manifest lists as well."""
    raw = name if isinstance(name, bytes) else name.encode()
    part = replace(Part(raw, content), **more)  # type: ignore[arg-type]

    def make(texts: Texts) -> bytes:
        known = listed({**texts, raw.decode("utf-8", "replace"): content})
        whole = {**texts, "manifest.json": known["manifest.json"]}
        return archive([*parts_of(whole), part])

    return make


def _names() -> Iterator[Hostile]:
    outside = "leads out of the package"
    disk = "names a place of a disk"
    twice = "stands there twice"
    yield Hostile("a way up", _added("../evil.json"), outside)
    yield Hostile("a way up in the middle", _added("resources/../../evil.json"), outside)
    yield Hostile("a way to itself", _added("resources/./queue/evil.json"), outside)
    yield Hostile("an absolute path", _added("/etc/evil.json"), disk)
    yield Hostile("a drive", _added("C:evil.json"), disk)
    yield Hostile("a drive with a path", _added("C:/evil.json"), disk)
    yield Hostile("backslashes", _added("..\\evil.json"), disk)
    yield Hostile("a share", _added("\\\\server\\evil.json"), disk)
    yield Hostile("NUL in a name", _added("evil.json\0.txt"), "has no proper name")
    yield Hostile("a line break in a name", _added("evil\n.json"), "has no proper name")
    yield Hostile("letters that run backwards", _added("evil\u202enosj.exe"), "no proper name")
    yield Hostile("an empty name", _added(""), "has no proper name")
    yield Hostile("an empty folder in a name", _added("resources//evil.json"), "no proper name")
    yield Hostile("a name in no charset", _added(b"\xff\xfe.json"), "cannot be read")
    yield Hostile("one name twice", _added("workspace.json"), twice)
    yield Hostile("one name in another case", _added("Workspace.JSON"), twice)
    yield Hostile(
        "one name composed and decomposed",
        _with(lambda parts: [*parts, Part("é.json".encode()), Part("e\u0301.json".encode())]),
        twice,
    )
    yield Hostile(
        "one name in wide letters",
        _with(lambda parts: [*parts, Part("ａ.json".encode()), Part(b"a.json")]),
        twice,
    )
    yield Hostile(
        "a file that is a folder", _added("workspace.json/evil.json"), "a file and a folder"
    )
    yield Hostile(
        "a folder without files", _added("nothing/", b"", attributes=0), "a folder without files"
    )
    yield Hostile(
        "a folder with content", _added("routings/", b"x", attributes=0), "the folder routings/ has"
    )


def _places() -> Iterator[Hostile]:
    link = "is a link or a device"
    for name, kind in (
        ("a symbolic link", stat.S_IFLNK),
        ("a pipe", stat.S_IFIFO),
        ("a socket", stat.S_IFSOCK),
        ("a device", stat.S_IFBLK),
        ("a file that says it is a folder", stat.S_IFDIR),
    ):
        yield Hostile(name, _added("evil.json", b"/etc/passwd", attributes=kind << 16), link)
    yield Hostile("a folder of DOS", _added("evil.json", attributes=0x10), link)
    yield Hostile(
        "two entries in one place",
        _with(lambda parts: [*parts, replace(parts[0], name=b"again.json", offset=0)]),
        "overlaps another",
    )
    yield Hostile("an entry inside another", _overlapping, "overlaps another")
    yield Hostile(
        "words between two entries",
        _with(lambda parts: [*parts[:1], replace(parts[1], before=b"hidden"), *parts[2:]]),
        "something is hidden before the entry",
    )
    yield Hostile(
        "words before the directory",
        lambda texts: archive(parts_of(texts), before_directory=b"hidden"),
        "something is hidden before its directory",
    )
    yield Hostile(
        "a directory elsewhere",
        lambda texts: archive(parts_of(texts), end={"offset": 9}),
        "its directory does not stand where it says",
    )
    yield Hostile(
        "an entry behind the end",
        _with(lambda parts: [*parts, Part(b"evil.json", offset=2**31)]),
        "something is hidden before the entry evil.json",
    )
    yield Hostile(
        "fewer entries than stand there",
        lambda texts: archive(parts_of(texts), end={"entries": 1}),
        "its directory holds more than its entries",
    )
    yield Hostile(
        "more entries than stand there",
        lambda texts: archive(parts_of(texts), end={"entries": 99}),
        "its directory is damaged",
    )


def _overlapping(texts: Texts) -> bytes:
    """An entry whose header and content stand inside the content of another."""
    inner = archive([Part(b"inner.json", b"{}")])
    header = inner[: inner.index(CENTRAL_MARK)]
    outer = Part(b"evil.json", header)
    offset = LOCAL.size + len(outer.name)
    return archive([outer, replace(Part(b"inner.json", b"{}"), offset=offset)])


def _contents() -> Iterator[Hostile]:
    million = bytes(1_000_000)
    bomb = deflated(bytes(MOST_BYTES))
    yield Hostile(
        "a bomb that says its size",
        _with(
            lambda parts: [
                *parts,
                Part(b"bomb.json", bytes(MOST_BYTES), payload=bomb, method=8),
            ]
        ),
        "unpacks to more than 64 MB",
    )
    yield Hostile(
        "a bomb that says it is small",
        _with(
            lambda parts: [
                *parts,
                Part(b"bomb.json", payload=bomb, method=8, size=10, crc=zlib.crc32(bytes(10))),
            ]
        ),
        "does not unpack to the size it says",
    )
    yield Hostile(
        "many that are too large together",
        lambda _texts: archive(
            [Part(b"%d.json" % n, million, payload=deflated(million), method=8) for n in range(70)]
        ),
        "unpacks to more than 64 MB",
    )
    yield Hostile(
        "a bomb in a bomb",
        _with(
            lambda parts: [
                *parts,
                Part(
                    b"bomb.json",
                    deflated(million),
                    payload=deflated(deflated(million)) + b"\0",
                    method=8,
                ),
            ]
        ),
        "does not unpack to the size it says",
    )
    yield Hostile(
        "an entry cut short while packed",
        _with(
            lambda parts: [
                *parts,
                Part(b"short.json", million, payload=deflated(million)[:-9], method=8),
            ]
        ),
        "does not unpack to the size it says",
    )
    yield Hostile(
        "noise that says it is packed",
        _with(lambda parts: [*parts, Part(b"noise.json", b"abc", payload=b"\xff" * 9, method=8)]),
        "the entry noise.json is damaged",
    )
    yield Hostile(
        "a wrong checksum",
        _with(lambda parts: [*parts[:-1], replace(parts[-1], crc=1)]),
        "the entry workspace.json is damaged",
    )


def _records() -> Iterator[Hostile]:
    unknown = "packed in an unknown way"
    for name, method in (("bzip2", 12), ("LZMA", 14), ("nothing known", 99)):
        yield Hostile(f"packed by {name}", _added("evil.json", method=method), unknown)
    for name, flag in (("", 0x1), (" strongly", 0x40), (" with its directory", 0x2000)):
        yield Hostile(f"encrypted{name}", _added("evil.json", flags=flag), "is encrypted")
    yield Hostile("sizes told later", _added("evil.json", flags=0x8), "does not say its size first")
    yield Hostile("a patch", _added("evil.json", flags=0x20), unknown)
    yield Hostile("two sizes", _added("evil.json", b"abc", size=2), "names two sizes")
    for kind in (0x0001, 0x7075, 0x9901):
        yield Hostile(
            f"an extra field {kind:#06x} that contradicts",
            _added("evil.json", extra=struct.pack("<2H8x", kind, 8)),
            "describes itself twice",
        )
    yield Hostile("an extra field cut short", _added("evil.json", extra=b"UT\x09\x00"), "damaged")
    yield Hostile("a comment of an entry", _added("evil.json", comment=b"psst"), "is damaged")
    contradiction = "and the directory contradict each other"
    for name, header in {
        "another name": {"name": b"good.json"},
        "another size": {"size": 3},
        "another checksum": {"crc": 5},
        "another method": {"method": 8},
        "other flags": {"flags": 1},
        "a longer name": {"name": b"evil.json/etc/passwd"},
    }.items():
        yield Hostile(f"the header says {name}", _added("evil.json", header=header), contradiction)


def _sound(texts: Texts) -> bytes:
    return archive(parts_of(texts))
