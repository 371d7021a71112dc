"""A workspace as the first release left it: a routing with versions of every status, runs, mail."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from pathlib import Path

from app.model.store.files import APPLICATION_ID
from app.model.store.scripts import statements_of
from app.model.store.upgrading import MIGRATIONS

AT = "2026-03-02T09:00:00.000000+00:00"
SCHEDULED = "2027-03-02T23:30:00.000000+00:00"
VERSIONS = ("Backed up", "Live", "Draft", "Planned", "Tried out")


def first_release(path: Path) -> Path:
    """Write the file; what stands in it is the same every time."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA foreign_keys = ON")
        file.execute("BEGIN")
        for statement in statements_of(MIGRATIONS / "versions" / "first_schema.sql"):
            file.execute(statement)
        file.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        file.execute("INSERT INTO alembic_version VALUES ('0001')")
        _fill(file)
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("PRAGMA user_version = 1")
        file.execute("COMMIT")
    return path


def _fill(file: sqlite3.Connection) -> None:
    file.execute("INSERT INTO meta VALUES ('w', ?, 'ann', 'Europe/Paris', 1000)", (AT,))
    file.execute(
        "INSERT INTO routing (id, reference, name, type, description)"
        " VALUES ('r', 'support', 'Support', 'start', 'Questions of customers')"
    )
    for kind in ("queue", "variable"):
        for number in range(5):
            reference = f"{kind}-{number}"
            file.execute(
                "INSERT INTO resource VALUES (?, ?, ?, '{}')", (kind, reference, reference.title())
            )
    for number, name in enumerate(VERSIONS, 1):
        _version(file, number, name)
    file.execute("UPDATE version SET status = 'production' WHERE number = 1")
    file.execute("UPDATE version SET status = 'backup' WHERE number = 1")
    file.execute("UPDATE version SET status = 'production' WHERE number = 2")
    file.execute(
        "UPDATE version SET scheduled_at = ?, scheduled_zone = 'Europe/Paris' WHERE number = 4",
        (SCHEDULED,),
    )
    file.execute("UPDATE version SET in_testing = 1 WHERE number = 5")
    file.execute("INSERT INTO sample_set VALUES ('s', 'Letters', 'letters')")
    for number in range(20):
        raw = b"Subject: Hello\r\n\r\n" + b"words " * 400
        row = (f"e{number}", number, "Hello", "jane@example.org", AT, len(raw), "0" * 64, raw)
        file.execute("INSERT INTO sample_email VALUES (?, 's', ?, ?, ?, ?, ?, ?, ?)", row)


def _version(file: sqlite3.Connection, number: int, name: str) -> None:
    id_ = f"v{number}"
    file.execute(
        "INSERT INTO version VALUES (?, 'r', ?, ?, ?, '', 'development', 0, NULL, NULL, ?, 3, 10,"
        " 11, '', ?, 'ann', ?, 'bob', NULL, '')",
        (id_, number, name, name.casefold(), "0" * 64, AT, AT),
    )
    for at in range(10):
        type_ = "start" if at == 0 else "node"
        row = (id_, f"a{at}", at + 1, type_, f"Action {at}", '{"v":1}', "", at % 2)
        file.execute("INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')", row)
        file.execute("INSERT INTO position VALUES (?, ?, ?, ?)", (id_, f"a{at}", 10.0, 90.0 * at))
    for at in range(9):
        file.execute("INSERT INTO link VALUES (?, ?, 'ok', ?)", (id_, f"a{at}", f"a{at + 1}"))
    file.execute("INSERT INTO branch_end VALUES (?, 'a9', 'ok')", (id_,))
    trace = {
        "hash": "0" * 64,
        "subject": "Hello",
        "outcome": "queued",
        "destination": {"reference": "queue-1"},
        "steps": [1, 2, 3],
    }
    packed = zlib.compress(json.dumps(trace).encode())
    file.execute("INSERT INTO run VALUES (?, ?, ?)", (id_, AT, packed))
    file.execute(
        "INSERT INTO log (routing, at, who, event, version, version_name, hash, detail)"
        " VALUES ('r', ?, 'ann', 'created', ?, ?, ?, '')",
        (AT, number, name, "0" * 64),
    )
