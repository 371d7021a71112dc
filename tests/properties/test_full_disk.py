"""A disk that is full at any moment: it is said, nothing is lost or halved, and work goes on."""

from __future__ import annotations

import contextlib
import logging
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from app.graph.document import Document
from app.model.errors import OutsideError, UserError
from app.model.resources import Queue
from app.model.routing import Status
from app.model.text import _
from app.services import lifecycle, samples
from app.services.backups import back_up_daily, backups_of, look_into
from app.services.identity import new_id
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.killing import assert_clean, opened
from tests.scaling import scaled
from tests.workspaces import append_node, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

LEVELS = 100
STEP = 3_000
"""Bytes by which one level leaves more room than the one before."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux", reason="fills a disk as Linux lets one"),
]

Filled = Callable[[Path, int], AbstractContextManager[None]]
"""Leaves so many bytes in the folder for as long as the block lasts."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None:
        pytest.skip("no disk can be mounted here")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        # Lazily: a test that fails may leave the file open.
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def ballast(folder: Path, left: int) -> Iterator[None]:
    """A file that takes all the room but for `left` bytes."""
    heavy = folder / "ballast"
    heavy.write_bytes(b"\0" * max(0, shutil.disk_usage(folder).free - left))
    try:
        yield
    finally:
        heavy.unlink()


@contextmanager
def limited(folder: Path, left: int) -> Iterator[None]:
    """No file of this process grows further than the largest now and `left` bytes."""
    import resource

    largest = max(one.stat().st_size for one in folder.iterdir() if one.is_file())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_small_disk_that_runs_full(small_disk: Path) -> None:
    run_full(small_disk, ballast)


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    run_full(tmp_path, limited)


def run_full(folder: Path, filled: Filled) -> None:
    """Work in a workspace at each level until the disk refuses, then give it room again."""
    dice = random.Random(4)
    refused = 0
    for level in range(scaled(LEVELS)):
        place = folder / "work"
        place.mkdir()
        refused += at_one_level(place, filled, level * LEVELS // scaled(LEVELS) * STEP, dice)
        shutil.rmtree(place)
    assert refused
    _LOG.info("%s levels, the disk refused at %s of them", scaled(LEVELS), refused)


def at_one_level(place: Path, filled: Filled, left: int, dice: random.Random) -> bool:
    """What is acknowledged is stored, what is refused is kept; whether anything was refused."""
    ws = new_workspace(place)
    routing = new_routing(ws)
    for name in ("First", "Second"):
        lifecycle.promote(ws, new_version(ws, routing, name).id)
    version = new_version(ws, routing, "Third")
    samples.create_set(ws, "Mail")
    backup = back_up_daily(ws.path).made
    assert backup is not None
    document = Document(ws.draft(version.id), new_id=new_id)
    failures: list[object] = []
    document.save_failed.connect(failures.append)
    acknowledged = document.tree
    facts: list[object] = facts_of(ws)
    with filled(place, left):
        for _turn in range(60):
            assert document.apply(_("add “Node”"), append_node("x" * dice.randint(10, 30_000)))
            if document.is_unsaved:
                break
            acknowledged = document.tree
            try:
                something_else(ws, routing.id, dice)
            except OutsideError as error:
                failures.append(error.text)
                break
            facts = facts_of(ws)
        assert all("disk" in str(one) for one in failures)
        # While it is still full, the file is sound, and says what was acknowledged.
        assert_clean(ws.path)
        with opened(ws.path) as other:
            assert other.tree(version.id) == acknowledged
            assert facts_of(other) == facts
        # A backup that finds no room is none, and takes no other with it.
        with contextlib.suppress(UserError):
            ws.save_copy(place / "copy.routings")
        for one in backups_of(ws.path):
            look_into(one.path)
    # With room again, what waited on the screen is stored.
    assert document.retry()
    assert not document.is_unsaved
    something_else(ws, routing.id, dice)
    with opened(ws.path) as other:
        assert other.tree(version.id) == document.tree
    assert_clean(ws.path)
    ws.close()
    return bool(failures)


def something_else(ws: Workspace, routing: str, dice: random.Random) -> None:
    """A resource, an email, or a step of the life cycle."""
    match dice.randrange(3):
        case 0:
            name = f"q{len(ws.resources().entries)}"
            save_resource(ws, Queue(name=name, reference=name))
        case 1:
            (chosen,) = samples.sample_sets(ws)
            body = "words " * dice.randint(10, 4_000)
            samples.add_typed(ws, chosen.id, "jane@example.org", "Hello", body)
        case _:
            (old,) = (one for one in ws.versions(routing) if one.status is Status.BACKUP)
            lifecycle.promote(ws, old.id)


def facts_of(ws: Workspace) -> list[object]:
    """What the steps beside the edits leave behind."""
    (routing,) = ws.routings()
    by_status = [(one.id, one.status) for one in ws.versions(routing.id)]
    emails = [one.count for one in samples.sample_sets(ws)]
    return [by_status, len(ws.log(routing.id)), len(ws.resources().entries), emails]
