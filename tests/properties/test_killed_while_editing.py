"""A process killed at any moment loses no edit that it has acknowledged, and halves no step."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.model.routing import Status
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, new_routing, new_version, new_workspace

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200

_EDITING = """
import sys
from pathlib import Path
from app.services.workspace import Workspace
from tests.workspaces import CATALOGUE, append_node

ws = Workspace.open(Path(sys.argv[1]), CATALOGUE)
draft = ws.draft(sys.argv[2])
tree, revision = draft.load()
while True:
    after = append_node(f"edit {revision + 1}" + " and more" * 200)(tree)
    revision = draft.save(tree, after, revision)
    tree = after
    print(revision, flush=True)
"""

_PROMOTING = """
import sys
from pathlib import Path
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.workspaces import CATALOGUE

ws = Workspace.open(Path(sys.argv[1]), CATALOGUE)
while True:
    for version in sys.argv[2].split():
        if ws.version(version).status != "production":
            lifecycle.promote(ws, version)
            print(len(ws.log(ws.version(version).routing)), flush=True)
"""

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]


def last_acknowledged(code: str, path: Path, argument: str, dice: random.Random) -> int:
    """Let a child work until it has acknowledged a few steps, kill it, and return the last one."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path), argument],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None
        assert child.stderr is not None
        last = 0
        for _ in range(dice.randint(1, 12)):
            line = child.stdout.readline()
            assert line, child.stderr.read().decode()
            last = int(line)
        # Burn a random part of the next steps, so that the kill falls into the middle of one.
        sum(range(dice.randrange(1, 400_000)))
        child.kill()
        rest = [int(line) for line in child.stdout.read().split(b"\n")[:-1]]
        return max([last, *rest])


def assert_clean(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_acknowledged_edit_is_there_after_a_kill(tmp_path: Path) -> None:
    dice = random.Random(1)
    ws = new_workspace(tmp_path)
    routing = new_routing(ws)
    version = new_version(ws, routing)
    ws.close()
    known = version.revision
    for _ in range(scaled(KILLS)):
        acknowledged = last_acknowledged(_EDITING, ws.path, version.id, dice)
        assert acknowledged > known
        again = Workspace.open(ws.path, CATALOGUE)
        tree, known = again.draft(version.id).load()
        # The edit in the making when the kill came may be there, whole, or not.
        assert known in {acknowledged, acknowledged + 1}
        words = [str(getattr(action.config, "words", "")) for action in tree.actions]
        written = {int(said.split()[1]) for said in words if said.startswith("edit")}
        assert written == set(range(version.revision + 1, known + 1))
        assert again.version(version.id).actions == len(tree.actions)
        again.close()
        assert_clean(ws.path)


def test_a_kill_never_halves_a_promotion(tmp_path: Path) -> None:
    dice = random.Random(2)
    ws = new_workspace(tmp_path)
    routing = new_routing(ws)
    made = [new_version(ws, routing, name) for name in ("First", "Second")]
    for version in made:
        lifecycle.promote(ws, version.id)
    ws.close()
    argument = " ".join(version.id for version in made)
    for _ in range(scaled(KILLS) // 4):
        acknowledged = last_acknowledged(_PROMOTING, ws.path, argument, dice)
        again = Workspace.open(ws.path, CATALOGUE)
        statuses = sorted(version.status for version in again.versions(routing.id))
        events = [entry.event for entry in again.log(routing.id)]
        again.close()
        assert statuses == [Status.BACKUP, Status.PRODUCTION]
        assert len(events) in {acknowledged, acknowledged + 2}
        assert events.count("promoted") == events.count("demoted") + 1
        assert_clean(ws.path)
