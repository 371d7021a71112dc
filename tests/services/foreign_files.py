"""Twenty files and databases of others, each of which somebody might try to open as a workspace."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

Made = Callable[[Path], None]


def _bytes(content: bytes) -> Made:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def _zip(**entries: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def _database(*statements: str) -> Made:
    def make(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
            for statement in statements:
                file.execute(statement)

    return make


def _locked_database(path: Path) -> None:
    """Bytes as an encrypted database has them: no header, and nothing else that can be read."""
    path.write_bytes(random.Random(6).randbytes(16_384))


def _database_after_a_crash(path: Path) -> None:
    _database("PRAGMA journal_mode = wal", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")(path)
    path.with_name(path.name + "-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\0" * 500)


_IMAGE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x01\0\0\0\x01\x08\x06" + b"\0" * 400

FOREIGN: dict[str, Made] = {
    "empty": _bytes(b""),
    "one byte": _bytes(b"S"),
    "zeros": _bytes(b"\0" * 8192),
    "text": _bytes(b"Dear diary,\n" * 40),
    "text in sixteen bits": _bytes("Liebes Tagebuch".encode("utf-16") * 40),
    "json": _bytes(json.dumps({"routings": [{"name": "Sales"}]}).encode() * 20),
    "xml": _bytes(b'<?xml version="1.0"?><routings><routing/></routings>' * 20),
    "picture": _bytes(_IMAGE),
    "document": _bytes(b"%PDF-1.7\n" + b"1 0 obj\n" * 100),
    "archive": _bytes(_zip(**{"notes.txt": "words " * 100})),
    "spreadsheet": _bytes(_zip(**{"xl__workbook.xml": "<workbook/>" * 40})),
    "package": _bytes(_zip(**{"manifest.json": json.dumps({"format": 1})})),
    "compressed": _bytes(gzip.compress(random.Random(1).randbytes(4096), mtime=0)),
    "email": _bytes(b"From: a@example.org\r\nSubject: Hello\r\n\r\n" + b"words " * 100),
    "program": _bytes(b"\x7fELF\x02\x01\x01" + b"\0" * 4096),
    "header alone": _bytes(b"SQLite format 3\0"),
    "encrypted database": _locked_database,
    "empty database": _database("CREATE TABLE t (x)", "DROP TABLE t"),
    "database of a browser": _database(
        "PRAGMA application_id = 1", "CREATE TABLE moz_places (id, url)"
    ),
    "database with our tables": _database(
        "CREATE TABLE meta (id)", "CREATE TABLE routing (id)", "CREATE TABLE version (id)"
    ),
    "database in another journal": _database_after_a_crash,
}
"""By what they are; each writes its file, and perhaps one beside it."""
