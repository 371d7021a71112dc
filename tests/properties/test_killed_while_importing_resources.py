"""A process killed while it imports resources leaves them before or after, never between."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.resources import Queue, ResourceKind
from app.services.resource_export import FileFormat
from app.services.resource_import import apply, plan, read_resources
from app.services.resource_preview import State
from app.services.workspace import Workspace
from tests.properties.killing import (
    Nursery,
    assert_clean,
    is_recovering,
    needs_kill,
    opened,
)
from tests.scaling import is_full, scaled
from tests.workspaces import CATALOGUE, new_workspace

_LOG = logging.getLogger(__name__)

KILLS = 100
QUEUES = 150

pytestmark = [pytest.mark.long, pytest.mark.timeout(900), needs_kill]


def importing_again_and_again(path: str) -> Iterator[int]:
    """Import a file that changes every queue and adds one, each time with the next capacity."""
    ws = Workspace.open(Path(path), CATALOGUE)
    while True:
        number = len(ws.resources().entries) - QUEUES + 1
        count = max(QUEUES, QUEUES + number)
        number = max(number, 0)
        lines = [f"q{at},Queue {at},{number}" for at in range(count)]
        raw = "\n".join(("reference,name,capacity", *lines)).encode()
        planned = plan(ws, read_resources(raw, FileFormat.CSV, ResourceKind.QUEUE, "queues"))
        apply(ws, planned, {item.key for item in planned.of(State.CHANGED)})
        yield number


def assert_whole(ws: Workspace) -> int:
    """Every queue is of the same import; the number of that import, -1 before the first."""
    queues = ws.resources().of_kind(Queue)
    if not queues:
        return -1
    assert {queue.capacity for queue in queues} == {len(queues) - QUEUES}
    return len(queues) - QUEUES


def test_a_kill_never_halves_an_import_of_resources(tmp_path: Path) -> None:
    dice = random.Random(5)
    in_a_write = 0
    known = -1
    path = tmp_path / "nowhere"
    with Nursery(importing_again_and_again) as nursery:
        for number in range(scaled(KILLS)):
            if number % 10 == 0:
                path = new_workspace(tmp_path, f"target {number}.routings").path
                known = -1
            death = nursery.kill(str(path), dice=dice, most=3)
            in_a_write += is_recovering(path)
            acknowledged = known if death.last is None else death.last
            with opened(path) as ws:
                known = assert_whole(ws)
            assert known in {acknowledged, acknowledged + 1}
            assert_clean(path)
    assert in_a_write or not is_full()
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)
