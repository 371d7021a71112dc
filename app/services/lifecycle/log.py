"""Entries of the lifecycle log, written in the transaction of what they tell of."""

from __future__ import annotations

import msgspec

from app.model.routing import LogEntry, Version
from app.model.store import log
from app.model.store.connection import Connection
from app.model.text import Text
from app.services.clock import now
from app.services.workspace import Workspace

_WITH_REASONS = frozenset({"promotion_refused", "activation_failed"})
_Reasons = tuple[Text, ...]


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


def tell_unscheduled(ws: Workspace, connection: Connection, version: Version) -> None:
    """Write that the planned production of a version, if there is one, is no longer planned."""
    plan = version.schedule
    if plan is not None:
        detail = f"{plan.at.isoformat()} {plan.time_zone}"
        tell(ws, connection, version.routing, "unscheduled", version, detail)


def written(reasons: _Reasons) -> str:
    """Reasons as the detail of an entry."""
    return msgspec.json.encode(reasons).decode()


def reasons_of(entry: LogEntry) -> _Reasons:
    """Why a promotion or a planned production was refused; empty for other events."""
    if entry.event not in _WITH_REASONS:
        return ()
    return msgspec.json.decode(entry.detail, type=_Reasons)
