"""The last run of a version is kept, and goes with it."""

from __future__ import annotations

import pytest

from app.model.errors import Refused
from app.services import lifecycle, runs
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_version


def test_the_last_run_takes_the_place_of_the_one_before(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    assert runs.last_run(ws, version.id) is None
    for trace in (b'{"steps":[]}', b'{"steps":[' + b"0," * 100_000 + b"0]}"):
        runs.keep_run(ws, version.id, trace)
        assert runs.last_run(ws, version.id) == trace
    assert ws.path.stat().st_size < 300_000


def test_production_versions_keep_their_runs_too(ws: Workspace) -> None:
    version = lifecycle.promote(ws, new_version(ws, new_routing(ws)).id)
    runs.keep_run(ws, version.id, b"{}")
    assert runs.last_run(ws, version.id) == b"{}"


def test_a_run_goes_with_its_version(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    runs.keep_run(ws, version.id, b"{}")
    lifecycle.delete_version(ws, version.id)
    assert runs.last_run(ws, version.id) is None
    with pytest.raises(Refused, match="no longer exists"):
        runs.keep_run(ws, version.id, b"{}")
