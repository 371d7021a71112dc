"""The log of lifecycle events: it only grows, and outlives what it tells of."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from app.model.routing import LogEntry
from app.model.store.tables import log


def append_entry(connection: Connection, entry: LogEntry) -> None:
    """Write one event, in the transaction of what it tells of."""
    connection.execute(
        insert(log).values(
            routing=entry.routing,
            at=entry.at,
            who=entry.by,
            event=entry.event,
            version=entry.version,
            version_name=entry.version_name,
            hash=entry.hash,
            detail=entry.detail,
        )
    )


def last_by(connection: Connection, routing: str, version: int, event: str) -> str:
    """Who an event of a version is owed to, the last time it happened; empty when it never did."""
    query = (
        select(log.c.who)
        .where(log.c.routing == routing, log.c.version == version, log.c.event == event)
        .order_by(log.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar() or ""


def read_log(connection: Connection, routing: str) -> tuple[LogEntry, ...]:
    """The events of a routing and its versions, oldest first."""
    columns = log.c
    query = (
        select(
            columns.routing,
            columns.at,
            columns.who,
            columns.event,
            columns.version,
            columns.version_name,
            columns.hash,
            columns.detail,
        )
        .where(columns.routing == routing)
        .order_by(columns.id)
    )
    return tuple(LogEntry(*row) for row in connection.execute(query))
