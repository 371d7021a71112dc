"""Schedules with their calendar date, missed productions, revisions of resources, many runs.

The statements stand in `second_schema.sql`.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alembic import op
from sqlalchemy import Connection

from app.model.store.scripts import statements_of

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the changed tables anew and carry every row over."""
    connection = op.get_bind()
    driver: Any = connection.connection.driver_connection
    driver.create_function("local_date", 2, _local_date, deterministic=True)
    # References of other tables to a table that is renamed stay as they are.
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    for statement in statements_of(Path(__file__).with_suffix(".sql")):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    for row in _runs(connection):
        connection.exec_driver_sql(
            "INSERT INTO run (version, kept_at, kept_by, mode, hash, subject, outcome, destination,"
            " steps, trace) VALUES (?, ?, '', 'replay', ?, ?, ?, ?, ?, ?)",
            row,
        )
    connection.exec_driver_sql("DROP TABLE first_run")


def _local_date(at: str | None, zone: str | None) -> str | None:
    if at is None or zone is None:
        return None
    return dt.datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date().isoformat()


def _runs(connection: Connection) -> Iterator[tuple[str, str, str, str, str, str, int, bytes]]:
    rows = connection.exec_driver_sql("SELECT version, kept_at, trace FROM first_run").all()
    for version, kept_at, packed in rows:
        try:
            trace = json.loads(zlib.decompress(packed))
            where = trace["destination"]["reference"] if trace["destination"] else ""
            told = (trace["hash"], trace["subject"], trace["outcome"], where, len(trace["steps"]))
        except (zlib.error, ValueError, KeyError, TypeError):  # damaged, and only a replay
            continue
        yield (version, kept_at, *told, packed)
