"""The last run of each version, compressed."""

from __future__ import annotations

import datetime as dt
import zlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.model.store.rows import row_reader
from app.model.store.tables import run


def keep_run(connection: Connection, version: str, at: dt.datetime, trace: bytes) -> None:
    """Put a run in the place of the one before it; `trace` is JSON."""
    values = {"kept_at": at, "trace": zlib.compress(trace)}
    new = insert(run).values(version=version, **values)
    connection.execute(new.on_conflict_do_update(index_elements=[run.c.version], set_=values))


def read_run(connection: Connection, version: str) -> bytes | None:
    """The JSON of the last run of a version, if one was kept."""
    packed = connection.execute(select(run.c.trace).where(run.c.version == version)).scalar()
    return None if packed is None else _unpacked(packed)


@row_reader
def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("not compressed JSON") from error
