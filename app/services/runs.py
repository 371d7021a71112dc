"""The runs of each version, so that they are still there when the version opens again."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.engine.trace import Trace, encode_trace
from app.model.permissions import Permission
from app.model.routing import Version
from app.model.store import runs
from app.model.store.runs import KeptRun
from app.model.store.versions import find_version, read_versions
from app.services.clock import now
from app.services.workspace import Workspace, version_in

__all__ = ["KeptRun", "keep_run", "kept_runs", "last_run", "trace_of", "version_of"]

Mode = Literal["replay", "test"]


def keep_run(ws: Workspace, version_id: str, trace: Trace, mode: Mode = "replay") -> KeptRun:
    """Keep a run with its version; `Refused` when the version is gone."""
    ws.require(Permission.READ)
    with ws.writing() as connection:
        version_in(connection, version_id)
        kept = KeptRun(
            id=0,
            version=version_id,
            at=now(),
            by=ws.user,
            mode=mode,
            hash=trace.hash,
            subject=trace.subject,
            outcome=trace.outcome.value,
            destination=trace.destination.reference if trace.destination else "",
            steps=len(trace.steps),
        )
        given = runs.insert_run(connection, kept, encode_trace(trace))
    return msgspec.structs.replace(kept, id=given)


def kept_runs(ws: Workspace, version_id: str) -> tuple[KeptRun, ...]:
    """The runs of a version, newest first."""
    with ws.reading() as connection:
        return runs.read_runs(connection, version_id)


def trace_of(ws: Workspace, run_id: int) -> bytes | None:
    """The JSON of a kept run, if it is still there."""
    with ws.reading() as connection:
        return runs.read_trace(connection, run_id)


def version_of(ws: Workspace, kept: KeptRun) -> Version | None:
    """The version that still has the very tree that ran: the run's own, else the newest such."""
    with ws.reading() as connection:
        own = find_version(connection, kept.version)
        if own is None or own.hash == kept.hash:
            return own
        beside = read_versions(connection, own.routing)
    return next((one for one in reversed(beside) if one.hash == kept.hash), None)


def last_run(ws: Workspace, version_id: str) -> bytes | None:
    """The JSON of the newest run of a version, if there is one."""
    found = kept_runs(ws, version_id)
    return trace_of(ws, found[0].id) if found else None
