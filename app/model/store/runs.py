"""Runs of versions as they are stored: what a list shows, and the compressed trace."""

from __future__ import annotations

import datetime as dt
import zlib

import msgspec
from sqlalchemy import Connection, delete, insert, select

from app.model.store.rows import row_reader
from app.model.store.tables import run

MOST_RUNS = 200
"""How many runs of one version are kept."""


class KeptRun(msgspec.Struct, frozen=True):
    """A run in a list: `hash` is the content hash of the tree that ran, `mode` replay or test."""

    id: int
    version: str
    at: dt.datetime
    by: str
    mode: str
    hash: str
    subject: str
    outcome: str
    destination: str
    steps: int


def insert_run(connection: Connection, new: KeptRun, trace: bytes) -> int:
    """Keep a run (its `id` is given here) and let the oldest go; `trace` is JSON."""
    given: int = connection.execute(
        insert(run)
        .values(
            version=new.version,
            kept_at=new.at,
            kept_by=new.by,
            mode=new.mode,
            hash=new.hash,
            subject=new.subject,
            outcome=new.outcome,
            destination=new.destination,
            steps=new.steps,
            trace=zlib.compress(trace),
        )
        .returning(run.c.id)
    ).scalar_one()
    kept = select(run.c.id).where(run.c.version == new.version).order_by(run.c.id.desc())
    oldest = kept.limit(1).offset(MOST_RUNS - 1).scalar_subquery()
    connection.execute(delete(run).where(run.c.version == new.version, run.c.id < oldest))
    return given


def read_runs(connection: Connection, version: str) -> tuple[KeptRun, ...]:
    """The kept runs of a version, newest first."""
    columns = run.c
    query = (
        select(
            columns.id,
            columns.version,
            columns.kept_at.label("at"),
            columns.kept_by.label("by"),
            columns.mode,
            columns.hash,
            columns.subject,
            columns.outcome,
            columns.destination,
            columns.steps,
        )
        .where(columns.version == version)
        .order_by(columns.id.desc())
    )
    return tuple(KeptRun(**row) for row in connection.execute(query).mappings())


def read_trace(connection: Connection, id_: int) -> bytes | None:
    """The JSON of a kept run, if it is still there."""
    packed = connection.execute(select(run.c.trace).where(run.c.id == id_)).scalar()
    return None if packed is None else _unpacked(packed)


@row_reader
def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("not compressed JSON") from error
