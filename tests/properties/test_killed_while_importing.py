"""A process killed while it imports leaves the workspace before or after, never between."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from dataclasses import replace as evolved
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.model.package import Package
from app.model.resources import Calendar, Queue, ResourceKind
from app.model.routing import Status
from app.services import importing, lifecycle
from app.services.exporting import pack_workspace
from app.services.importing import Choice, Choices, Decision
from app.services.package_files import open_package, save_package
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.killing import (
    Nursery,
    assert_clean,
    is_recovering,
    needs_kill,
    opened,
)
from tests.scaling import is_full, scaled
from tests.workspaces import CATALOGUE, append_node, change, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

KILLS = 200
VERSIONS = 6

pytestmark = [pytest.mark.long, pytest.mark.timeout(900), needs_kill]


def importing_again_and_again(path: str, package: str) -> Iterator[int]:
    """Import one package, each time beside what is there, under references of its own."""
    ws = Workspace.open(Path(path), CATALOGUE)
    contents = open_package(Path(package), CATALOGUE)
    while True:
        number = len(ws.routings()) + 1
        planned = importing.plan(ws, described(contents, f"Import {number}"))
        chosen = {
            item.key: Choice(Decision.RENAME, f"{item.reference}.{number}")
            for item in planned.preview.conflicts
        }
        importing.apply(ws, planned, Choices(chosen, settings=Decision.KEEP))
        yield number


def described(package: Package, words: str) -> Package:
    """The package with other words everywhere, so that nothing in it is here already."""
    (packed,) = package.routings
    versions = tuple(evolved(one, description=words) for one in packed.versions)
    resources = tuple(replace(one, description=words) for one in package.resources)
    return evolved(package, routings=(evolved(packed, versions=versions),), resources=resources)


def write_package(folder: Path) -> Path:
    """A routing with versions in every status, large enough that writing it takes a while."""
    ws = new_workspace(folder, "source.routings")
    save_resource(ws, Calendar(name="Office", reference="office"))
    save_resource(ws, Queue(name="Sales", reference="sales", calendar="office"))
    routing = new_routing(ws, "support")
    for number in range(1, VERSIONS + 1):
        version = new_version(ws, routing, f"Version {number}", words="queue:sales")
        change(ws, version.id, *(append_node(f"{number}.{step}") for step in range(20)))
        if number < VERSIONS:
            lifecycle.promote(ws, version.id)
    save_package(ws, pack_workspace(ws), folder / "support.routing")
    ws.close()
    return folder / "support.routing"


def assert_whole(ws: Workspace) -> int:
    """Every routing is there with all that belongs to it; how many there are."""
    routings = ws.routings()
    for routing in routings:
        versions = ws.versions(routing.id)
        assert [one.number for one in versions] == list(range(1, VERSIONS + 1))
        assert [one.status for one in versions] == [
            *[Status.BACKUP] * (VERSIONS - 2),
            Status.PRODUCTION,
            Status.DEVELOPMENT,
        ]
        ending = routing.reference.removeprefix("support")
        for version in versions:
            tree = ws.tree(version.id)
            assert len(tree.actions) == version.actions == 22
            said = {str(getattr(action.config, "words", "")) for action in tree.actions}
            assert f"queue:sales{ending}" in said
        # The log agrees: everything that is there was imported, and stands where it was put.
        log = [(entry.event, entry.version) for entry in ws.log(routing.id)]
        assert log[: VERSIONS + 1] == [
            ("imported", None),
            *(("imported", number) for number in range(1, VERSIONS + 1)),
        ]
        assert log[-1] == ("promoted", VERSIONS - 1)
        assert len(log) == VERSIONS + 1 + 2 * (VERSIONS - 2) + 1
    for kind in (ResourceKind.QUEUE, ResourceKind.CALENDAR):
        of_kind = [one for one in ws.resources().entries if one.kind is kind]
        assert len(of_kind) == len(routings)
    return len(routings)


def test_a_kill_never_halves_an_import(tmp_path: Path) -> None:
    dice = random.Random(4)
    package = write_package(tmp_path)
    known = in_a_write = 0
    path = tmp_path / "nowhere"
    with Nursery(importing_again_and_again) as nursery:
        for number in range(scaled(KILLS)):
            if number % 7 == 0:
                # A workspace that grew for ever would make the last kills slow, and no better.
                path = new_workspace(tmp_path, f"target {number}.routings").path
                known = 0
            death = nursery.kill(str(path), str(package), dice=dice, most=2)
            in_a_write += is_recovering(path)
            acknowledged = death.last or known
            with opened(path) as ws:
                known = assert_whole(ws)
            # The import in the making when the kill came may be there, whole, or not.
            assert known in {acknowledged, acknowledged + 1}
            assert_clean(path)
    assert in_a_write or not is_full()
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)
