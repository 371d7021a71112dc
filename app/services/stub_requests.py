"""Requests that kept runs made to a web service: something real to try its stub rules with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.engine.requests import CallWebService
from app.engine.stubs import Asked
from app.engine.trace import decode_trace
from app.model.resources import ResourceKind
from app.services import runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.workspace import Workspace

MOST_REQUESTS = 50
_RUNS_EACH = 20


class MadeRequest(NamedTuple):
    """A request, and the subject of the email that led to it."""

    asked: Asked
    subject: str


def made_requests(ws: Workspace, reference: str) -> tuple[MadeRequest, ...]:
    """The last requests to a web service that are kept with the versions that use it."""
    found: dict[Asked, MadeRequest] = {}
    versions = {use.version for use in ws.uses(ResourceKind.WEB_SERVICE, reference) if use.version}
    for version in sorted(versions):
        for run in runs.kept_runs(ws, version)[:_RUNS_EACH]:
            for asked in _asked(runs.trace_of(ws, run.id), reference):
                found.setdefault(asked, MadeRequest(asked, run.subject))
                if len(found) >= MOST_REQUESTS:
                    return tuple(found.values())
    return tuple(found.values())


def _asked(stored: bytes | None, reference: str) -> Iterator[Asked]:
    if stored is None:
        return
    try:
        trace = decode_trace(stored)
    except msgspec.MsgspecError:
        return  # kept by another version of the application
    for entry in trace.journal:
        request = entry.request
        if isinstance(request, CallWebService) and request.service.lower() == reference.lower():
            yield Asked(request.method, request.url, request.body)
