"""Two processes that edit one workspace at once: each stale edit asks, and no update is lost."""

from __future__ import annotations

import concurrent.futures
import contextlib
import json
import logging
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.model.errors import OutsideError, StaleRevision
from app.model.resources import Queue, ResourceKind
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.killing import assert_clean
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, append_node, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
EDITS = 1_000
AT_ONE = 50
"""So many edits of each process go into one version, before both turn to the next."""

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def edit_many(path: str, who: str, count: int, versions: list[str]) -> None:
    """Be one process: make every edit, again where somebody else was quicker; tell how often."""
    ws = Workspace.open(Path(path), CATALOGUE)
    dice, stale, busy = random.Random(who), 0, 0
    wait_for_the_other()
    # Each holds a tree for several edits, as a window does: half of them are stale in the end.
    held = ""
    tree, revision = ws.draft(versions[0]).load()
    for number in range(count):
        version = versions[number // AT_ONE % len(versions)]
        draft = ws.draft(version)
        if version != held:
            (tree, revision), held = draft.load(), version
        while True:
            after = append_node(f"{who} {number}")(tree)
            try:
                revision = draft.save(tree, after, revision)
            except StaleRevision:
                stale += 1
                tree, revision = draft.load()
            except OutsideError:
                busy += 1
            else:
                tree = after
                break
        pause(dice)
    ws.close()
    sys.stdout.write(json.dumps([stale, busy]))


def count_many(path: str, who: str, count: int) -> None:
    """Be one process: raise the capacity of one queue again and again by one."""
    ws = Workspace.open(Path(path), CATALOGUE)
    dice, stale, busy = random.Random(who), 0, 0
    wait_for_the_other()
    for _ in range(count):
        while True:
            found = ws.resource(ResourceKind.QUEUE, "shared")
            assert isinstance(found, Queue)
            more = Queue(name=found.name, reference="shared", capacity=(found.capacity or 0) + 1)
            try:
                save_resource(ws, more, replaces="shared", expected=found)
            except StaleRevision:
                stale += 1
            except OutsideError:
                busy += 1
            else:
                break
        pause(dice)
    ws.close()
    sys.stdout.write(json.dumps([stale, busy]))


def wait_for_the_other() -> None:
    """Begin only when both have loaded the application."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def pause(dice: random.Random) -> None:
    """Let the other process in: whoever writes without a break keeps it out for long."""
    time.sleep(dice.random() * 0.008)


def both(work: str, *arguments: object) -> list[list[int]]:
    """Let two processes work at once; what each tells."""
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import json, sys; from tests.properties import test_two_processes as here;"
                f" here.{work}(sys.argv[1], sys.argv[2], *json.loads(sys.argv[3]))",
                str(arguments[0]),
                who,
                json.dumps(arguments[1:]),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for who in ("ann", "bob")
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = []
    with concurrent.futures.ThreadPoolExecutor(len(running)) as talks:
        ends = list(talks.map(lambda process: process.communicate("go\n"), running))
    for process, (out, errors) in zip(running, ends, strict=True):
        assert process.returncode == 0, errors
        told.append(json.loads(out))
    return told


def test_two_processes_lose_no_edit(tmp_path: Path) -> None:
    ws = new_workspace(tmp_path)
    routing = new_routing(ws)
    count = scaled(EDITS)
    versions = [new_version(ws, routing, f"Version {n}").id for n in range(-(-count // AT_ONE))]
    first = {version: ws.version(version).revision for version in versions}
    told = both("edit_many", ws.path, count, versions)
    found: list[str] = []
    for number, version in enumerate(versions):
        words = [str(getattr(one.config, "words", "")) for one in ws.tree(version).actions]
        here = [one for one in words if one.startswith(("ann ", "bob "))]
        assert {int(one.split()[1]) // AT_ONE for one in here} == {number}
        assert ws.version(version).revision == first[version] + len(here)
        found += here
    assert sorted(found) == sorted(f"{who} {n}" for who in ("ann", "bob") for n in range(count))
    assert sum(stale for stale, _busy in told) > 0
    assert_clean(ws.path)
    ws.close()
    _LOG.info("2 × %s edits, stale and busy: %s", count, told)


def test_two_processes_lose_no_change_of_a_resource(tmp_path: Path) -> None:
    ws = new_workspace(tmp_path)
    save_resource(ws, Queue(name="Shared", reference="shared", capacity=0))
    count = scaled(EDITS)
    told = both("count_many", ws.path, count)
    found = ws.resource(ResourceKind.QUEUE, "shared")
    assert isinstance(found, Queue)
    assert found.capacity == 2 * count
    assert sum(stale for stale, _busy in told) > 0
    assert_clean(ws.path)
    with contextlib.closing(ws):
        _LOG.info("2 × %s changes, stale and busy: %s", count, told)
