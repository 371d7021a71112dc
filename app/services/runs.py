"""The last run of each version, so that it is still there when the version opens again."""

from __future__ import annotations

from app.model.store import runs
from app.services.clock import now
from app.services.workspace import Workspace, version_in


def keep_run(ws: Workspace, version_id: str, trace_json: bytes) -> None:
    """Keep a run in the place of the one before it; `Refused` when the version is gone."""
    with ws.writing() as connection:
        version_in(connection, version_id)
        runs.keep_run(connection, version_id, now(), trace_json)


def last_run(ws: Workspace, version_id: str) -> bytes | None:
    """The JSON of the last kept run of a version, if there is one."""
    with ws.reading() as connection:
        return runs.read_run(connection, version_id)
