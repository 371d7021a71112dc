"""A workspace that is only read: nothing is written to it or beside it, every change is refused."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.resources import Queue, ResourceKind
from app.services import lifecycle, samples
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from tests.model.store.first_release import VERSIONS, first_release
from tests.workspaces import (
    CATALOGUE,
    append_node,
    change,
    contents,
    new_routing,
    new_version,
    new_workspace,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workspace with a version and a resource."""
    ws = new_workspace(tmp_path)
    save_resource(ws, Queue(name="Sales", reference="sales"))
    new_version(ws, new_routing(ws), words="queue:sales")
    ws.close()
    return ws.path


CHANGES: dict[str, Callable[[Workspace], object]] = {
    "new routing": lambda ws: new_routing(ws, "other"),
    "new version": lambda ws: lifecycle.create_version(ws, ws.routings()[0].id, name="More"),
    "promote": lambda ws: lifecycle.promote(ws, first_version(ws)),
    "edit": lambda ws: change(ws, first_version(ws), append_node("more")),
    "resource": lambda ws: save_resource(ws, Queue(name="More", reference="more")),
    "delete": lambda ws: delete_resource(ws, ResourceKind.QUEUE, "sales"),
    "samples": lambda ws: samples.create_set(ws, "Mail"),
    "settings": lambda ws: ws.change_settings(time_zone="Europe/Berlin", step_limit=10),
}


def first_version(ws: Workspace) -> str:
    """The version that is there."""
    return ws.versions(ws.routings()[0].id)[0].id


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_refused_and_the_file_stays(path: Path, name: str) -> None:
    before = contents(path.parent)
    ws = Workspace.open_to_read(path, CATALOGUE)
    with pytest.raises(Refused, match="open read-only"):
        CHANGES[name](ws)
    ws.close()
    assert contents(path.parent) == before


def test_everything_can_be_read_and_copied(path: Path, tmp_path: Path) -> None:
    ws = Workspace.open_to_read(path, CATALOGUE)
    assert ws.rights().permissions == {Permission.READ}
    assert len(ws.tree(first_version(ws)).actions) == 2
    with contextlib.closing(ws.again()()) as other:
        assert other.is_read_only
        assert other.routings() == ws.routings()
    copy = tmp_path / "copy" / "copy.routings"
    ws.save_copy(copy)
    ws.close()
    with contextlib.closing(Workspace.open(copy, CATALOGUE)) as made:
        assert new_routing(made, "other").reference == "other"


def test_what_others_change_is_seen(path: Path) -> None:
    ws = Workspace.open_to_read(path, CATALOGUE)
    assert not ws.changed_outside()
    with contextlib.closing(Workspace.open(path, CATALOGUE)) as other:
        new_routing(other, "other")
    assert ws.changed_outside()
    assert [one.reference for one in ws.routings()] == ["other", "sales"]
    ws.close()


def test_an_older_workspace_is_read_in_a_private_copy(tmp_path: Path) -> None:
    path = first_release(tmp_path / "old.routings")
    before = contents(tmp_path)
    ws = Workspace.open_to_read(path, CATALOGUE)
    assert ws.path == path
    assert ws.file != path
    (routing,) = ws.routings()
    assert tuple(one.name for one in ws.versions(routing.id)) == VERSIONS
    with contextlib.closing(ws.again()()) as other:
        assert other.routings() == (routing,)
    scratch = ws.file.parent
    ws.close()
    assert not scratch.exists()
    assert contents(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="takes a process that dies in a write")
def test_a_journal_that_waits_is_followed_in_a_private_copy(path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        file = sqlite3.connect(path, isolation_level=None)
        file.execute("PRAGMA journal_mode = delete")
        file.execute("PRAGMA cache_size = 1")
        file.execute("BEGIN IMMEDIATE")
        for number in range(400):
            values = (f"s{number}", f"s{number}", f"s{number}")
            file.execute("INSERT INTO sample_set VALUES (?, ?, ?)", values)
        os.kill(os.getpid(), 9)
    os.waitpid(pid, 0)
    before = contents(path.parent)
    assert len(before) == 2
    ws = Workspace.open_to_read(path, CATALOGUE)
    assert samples.sample_sets(ws) == ()
    assert len(ws.routings()) == 1
    ws.close()
    assert contents(path.parent) == before
