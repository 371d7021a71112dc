"""A workspace goes on in another place with what its own disk refused."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from app.model import edits
from app.model.errors import OutsideError, UserError
from app.model.store.connection import Store
from app.services import lifecycle, saving_elsewhere
from app.services.saving_elsewhere import Pending, save_elsewhere
from app.services.workspace import Workspace
from tests.workspaces import CATALOGUE, append_node, change, contents, new_routing, new_version


def pending(ws: Workspace, version: str, words: str) -> Pending:
    """One more action in a version, not stored."""
    stored, revision = ws.draft(version).load()
    return Pending(version, stored, append_node(words)(stored), revision)


def test_what_was_not_stored_is_stored_there_and_not_here(ws: Workspace, tmp_path: Path) -> None:
    routing = new_routing(ws)
    version, other = new_version(ws, routing), new_version(ws, routing, "Other")
    before = ws.tree(version.id)
    two = pending(ws, version.id, "kept"), pending(ws, other.id, "kept too")
    target = tmp_path / "elsewhere" / "copy.routings"
    save_elsewhere(ws, target, two)
    assert ws.tree(version.id) == before
    there = Workspace.open(target, CATALOGUE)
    assert there.tree(version.id) == two[0].tree
    assert there.tree(other.id) == two[1].tree
    assert there.version(version.id).actions == len(two[0].tree.actions)
    there.close()
    assert list(contents(target.parent)) == [target.name]
    with contextlib.closing(sqlite3.connect(target)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_change_of_somebody_else_stays_beside_ours(ws: Workspace, tmp_path: Path) -> None:
    version = new_version(ws, new_routing(ws))
    mine = pending(ws, version.id, "mine")
    theirs = change(ws, version.id, edits.comment(mine.stored.start.id, "theirs"))
    target = tmp_path / "copy.routings"
    save_elsewhere(ws, target, (mine,))
    there = Workspace.open(target, CATALOGUE)
    (routing,) = there.routings()
    trees = [there.tree(one.id) for one in there.versions(routing.id)]
    assert trees == [theirs, mine.tree]
    there.close()


def test_a_version_that_went_into_production_gets_a_sibling(ws: Workspace, tmp_path: Path) -> None:
    version = new_version(ws, new_routing(ws))
    mine = pending(ws, version.id, "mine")
    lifecycle.promote(ws, version.id)
    target = tmp_path / "copy.routings"
    save_elsewhere(ws, target, (mine,))
    there = Workspace.open(target, CATALOGUE)
    (routing,) = there.routings()
    assert [there.tree(one.id) for one in there.versions(routing.id)] == [mine.stored, mine.tree]
    there.close()


def test_the_workspace_itself_is_no_other_place(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    with pytest.raises(UserError, match="is this workspace itself"):
        save_elsewhere(ws, ws.path, (pending(ws, version.id, "kept"),))


def test_a_place_that_refuses_too_keeps_what_stood_there(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = new_version(ws, new_routing(ws))
    target = tmp_path / "there" / "copy.routings"
    target.parent.mkdir()
    target.write_bytes(b"something else")

    class Full(Store):
        """A file that may not grow by another page, as on a full disk."""

        def __init__(self, path: Path, *, file: Path | None = None) -> None:
            super().__init__(path, file=file)
            pages = self._plain.execute("PRAGMA page_count").fetchone()[0]
            self._plain.execute(f"PRAGMA max_page_count = {pages}")

    monkeypatch.setattr(saving_elsewhere, "Store", Full)
    with pytest.raises(OutsideError, match="disk is full"):
        save_elsewhere(ws, target, (pending(ws, version.id, "words " * 20_000),))
    assert contents(target.parent) == {target.name: b"something else"}
