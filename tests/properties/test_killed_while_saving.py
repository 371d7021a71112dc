"""Kills while resources are saved, backups made and put back: what was acknowledged is there."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.resources import Queue, ResourceKind
from app.services.backups import back_up_daily, backups_of, look_into, restore_backup
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from tests.properties.killing import Nursery, assert_clean, is_recovering, needs_kill, opened
from tests.scaling import is_full, scaled
from tests.workspaces import CATALOGUE, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

KILLS = 500

pytestmark = [pytest.mark.long, pytest.mark.timeout(900), needs_kill]


def administering(path: str) -> Iterator[int]:
    """Add a queue, change it, and delete the one before, over and over; the steps so far."""
    ws = Workspace.open(Path(path), CATALOGUE)
    step = steps_of(ws)
    while True:
        step += 1
        number, phase = divmod(step - 1, 3)
        name = f"q{number}"
        match phase:
            case 0:
                save_resource(ws, Queue(name=name, reference=name, capacity=0))
            case 1:
                save_resource(ws, Queue(name=name, reference=name, capacity=1), replaces=name)
            case _:
                delete_resource(ws, ResourceKind.QUEUE, f"q{number - 1}")
        yield step


def steps_of(ws: Workspace) -> int:
    """How many steps of `administering` are in a workspace; fails where one is there by half."""
    found = {int(one.reference[1:]): one for one in ws.resources().of_kind(Queue)}
    last = max(found)
    if last < 0:
        return 0
    assert found.keys() <= {last, last - 1}
    if last - 1 in found:
        return last * 3 + 1 + (found[last].capacity or 0)
    return last * 3 + 3


def restoring(path: str, one: str, other: str) -> Iterator[int]:
    """Put one backup in the place of the workspace, and then the other, over and over."""
    while True:
        for number, backup in enumerate((one, other)):
            restore_backup(Path(path), Path(backup), CATALOGUE)
            yield number


def test_every_acknowledged_change_of_a_resource_is_there_after_a_kill(tmp_path: Path) -> None:
    dice = random.Random(3)
    ws = new_workspace(tmp_path)
    save_resource(ws, Queue(name="q-1", reference="q-1", capacity=1))
    ws.close()
    known = in_a_write = 0
    with Nursery(administering) as nursery:
        for _ in range(scaled(KILLS)):
            death = nursery.kill(str(ws.path), dice=dice)
            in_a_write += is_recovering(ws.path)
            acknowledged = death.last or known
            with opened(ws.path) as ws:
                known = steps_of(ws)
            assert known in {acknowledged, acknowledged + 1}
            assert_clean(ws.path)
    assert in_a_write
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)


def test_a_kill_never_halves_a_restore_nor_leaves_half_a_backup(tmp_path: Path) -> None:
    dice = random.Random(4)
    places = []
    for number, name in enumerate(("one", "other")):
        made = new_workspace(tmp_path, f"{name}.routings")
        for at in range(1 + number):
            new_version(made, new_routing(made, f"{name}-{at}"), words="hello " * 2_000)
        made.close()
        places.append(made.path)
    ws = new_workspace(tmp_path, "work.routings")
    ws.close()
    restore_backup(ws.path, places[0], CATALOGUE)
    known, in_a_write = 0, 0
    with Nursery(restoring) as nursery:
        for _ in range(scaled(KILLS)):
            death = nursery.kill(str(ws.path), *map(str, places), dice=dice, most=3)
            in_a_write += is_recovering(ws.path)
            with opened(ws.path) as ws:
                found = sorted(one.reference for one in ws.routings())
            state = [["one-0"], ["other-0", "other-1"]].index(found)
            # The restore in the making when the kill came may be done, or not; it comes in turns.
            began = death.last if death.acknowledged else known
            following = 0 if not death.acknowledged else 1 - death.last
            assert state in {began, following}
            known = state
            assert_clean(ws.path)
            kept = backups_of(ws.path)
            for one in kept:
                look_into(one.path)
                one.path.unlink()
    # A tenth of the kills may all fall between two writes.
    assert in_a_write or not is_full()
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)


def test_what_a_killed_backup_left_behind_goes_with_the_next(tmp_path: Path) -> None:
    ws = new_workspace(tmp_path)
    ws.close()
    left = tmp_path / f".{ws.path.name}.abcdef"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    fresh = tmp_path / f".{ws.path.name}.ghijkl"
    fresh.write_bytes(b"in the making")
    back_up_daily(ws.path)
    assert not left.exists()
    assert fresh.exists()
