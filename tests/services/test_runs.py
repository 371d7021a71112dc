"""The runs of a version are kept, newest first, and go with it."""

from __future__ import annotations

import msgspec
import pytest

from app.engine.trace import encode_trace
from app.model import edits
from app.model.errors import Refused
from app.model.store.runs import MOST_RUNS
from app.services import lifecycle, runs
from app.services.workspace import Workspace
from tests.workspaces import a_trace, new_routing, new_version


def test_runs_are_listed_newest_first_with_what_became_of_the_email(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    assert runs.last_run(ws, version.id) is None
    first = runs.keep_run(ws, version.id, a_trace("First"))
    second = runs.keep_run(ws, version.id, a_trace("Second", steps=5_000), "test")
    assert runs.kept_runs(ws, version.id) == (second, first)
    assert (second.subject, second.outcome, second.destination) == ("Second", "queued", "sales")
    assert (second.mode, second.steps, second.by) == ("test", 5_000, ws.user)
    assert runs.last_run(ws, version.id) == encode_trace(a_trace("Second", steps=5_000))
    assert runs.trace_of(ws, first.id) == encode_trace(a_trace("First"))
    assert ws.path.stat().st_size < 400_000


def test_only_the_newest_runs_of_a_version_are_kept(ws: Workspace) -> None:
    routing = new_routing(ws)
    version, other = new_version(ws, routing), new_version(ws, routing, "Second")
    kept = runs.keep_run(ws, other.id, a_trace("Other"))
    for number in range(MOST_RUNS + 3):
        runs.keep_run(ws, version.id, a_trace(str(number)))
    subjects = [one.subject for one in runs.kept_runs(ws, version.id)]
    assert subjects == [str(number) for number in range(MOST_RUNS + 2, 2, -1)]
    assert runs.kept_runs(ws, other.id) == (kept,)


def test_production_versions_keep_their_runs_too(ws: Workspace) -> None:
    version = lifecycle.promote(ws, new_version(ws, new_routing(ws)).id)
    runs.keep_run(ws, version.id, a_trace())
    assert runs.last_run(ws, version.id) == encode_trace(a_trace())


def test_a_run_goes_with_its_version(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    kept = runs.keep_run(ws, version.id, a_trace())
    lifecycle.delete_version(ws, version.id)
    assert runs.last_run(ws, version.id) is None
    assert runs.trace_of(ws, kept.id) is None
    with pytest.raises(Refused, match="no longer exists"):
        runs.keep_run(ws, version.id, msgspec.structs.replace(a_trace(), subject="Late"))


def test_a_run_knows_which_version_still_has_its_tree(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    trace = msgspec.structs.replace(a_trace(), hash=version.hash)
    kept = runs.keep_run(ws, version.id, trace)
    assert runs.version_of(ws, kept) == ws.version(version.id)
    other = runs.keep_run(ws, version.id, msgspec.structs.replace(trace, hash="of another tree"))
    assert runs.version_of(ws, other) is None
    copy = lifecycle.duplicate_version(ws, version.id)
    draft = ws.draft(version.id)
    tree, revision = draft.load()
    draft.save(tree, edits.rename(tree.start.id, "Changed")(tree), revision)
    found = runs.version_of(ws, kept)
    assert found is not None
    assert found.id == copy.id
    lifecycle.delete_version(ws, version.id)
    assert runs.version_of(ws, kept) is None
