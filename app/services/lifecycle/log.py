"""Entries of the lifecycle log, written in the transaction of what they tell of."""

from __future__ import annotations

from app.model.routing import LogEntry, Version
from app.model.store import log
from app.model.store.connection import Connection
from app.services.clock import now
from app.services.workspace import Workspace


def tell(
    ws: Workspace,
    connection: Connection,
    routing: str,
    event: str,
    version: Version | None = None,
    detail: str = "",
    by: str = "",
) -> None:
    """Write what happened to a routing, or to a version of it, with its content hash.

    `by` is the person at this machine unless another one asked for it before.
    """
    log.append_entry(
        connection,
        LogEntry(
            routing=routing,
            at=now(),
            by=by or ws.user,
            event=event,
            version=version.number if version else None,
            version_name=version.name if version else "",
            hash=version.hash if version else "",
            detail=detail,
        ),
    )
