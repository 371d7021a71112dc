"""A process killed at any moment loses no edit that it has acknowledged, and halves no step."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.graph.document import Document
from app.model.routing import Status, Version
from app.model.text import _
from app.services import lifecycle
from app.services.identity import new_id
from app.services.workspace import Workspace
from tests.properties.killing import (
    Nursery,
    assert_clean,
    is_recovering,
    needs_kill,
    opened,
)
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, append_node, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

KILLS = 500

pytestmark = [pytest.mark.long, pytest.mark.timeout(900), needs_kill]


def editing(path: str, version: str) -> Iterator[int]:
    """Put one action after the other into a version, as a window does."""
    ws = Workspace.open(Path(path), CATALOGUE)
    document = Document(ws.draft(version), new_id=new_id)
    while True:
        edit = append_node(f"edit {document.revision + 1}" + " and more" * 200)
        assert document.apply(_("add “Node”"), edit)
        assert not document.is_unsaved
        yield document.revision


def promoting(path: str, versions: str) -> Iterator[int]:
    """Put one version after the other in production."""
    ws = Workspace.open(Path(path), CATALOGUE)
    while True:
        for version in versions.split():
            if ws.version(version).status != Status.PRODUCTION:
                lifecycle.promote(ws, version)
                yield len(ws.log(ws.version(version).routing))


def edits_in(ws: Workspace, version: str) -> set[int]:
    """The numbers of the edits that are in a version."""
    words = (str(getattr(action.config, "words", "")) for action in ws.tree(version).actions)
    return {int(said.split()[1]) for said in words if said.startswith("edit")}


def test_every_acknowledged_edit_is_there_after_a_kill(tmp_path: Path) -> None:
    dice = random.Random(1)
    ws = new_workspace(tmp_path)
    routing = new_routing(ws)
    ws.close()
    version = Version("", "", 0, "")
    known = in_a_write = 0
    with Nursery(editing) as nursery:
        for number in range(scaled(KILLS)):
            if number % 20 == 0:
                # One tree that grew for ever would make the last kills slow, and no better.
                with opened(ws.path) as ws:
                    version = new_version(ws, routing, f"Version {number}")
                known = version.revision
            death = nursery.kill(str(ws.path), version.id, dice=dice)
            in_a_write += is_recovering(ws.path)
            acknowledged = death.last or known
            with opened(ws.path) as ws:
                found = ws.version(version.id)
                known = found.revision
                # The edit in the making when the kill came may be there, whole, or not.
                assert known in {acknowledged, acknowledged + 1}
                assert edits_in(ws, version.id) == set(range(version.revision + 1, known + 1))
                assert found.actions == len(ws.tree(version.id).actions)
            assert_clean(ws.path)
    assert in_a_write
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)


def test_a_kill_never_halves_a_promotion(tmp_path: Path) -> None:
    dice = random.Random(2)
    ws = new_workspace(tmp_path)
    routing = new_routing(ws)
    made = [new_version(ws, routing, name) for name in ("First", "Second")]
    for version in made:
        lifecycle.promote(ws, version.id)
    known = len(ws.log(routing.id))
    ws.close()
    in_a_write = 0
    with Nursery(promoting) as nursery:
        for _ in range(scaled(KILLS)):
            death = nursery.kill(str(ws.path), " ".join(one.id for one in made), dice=dice)
            in_a_write += is_recovering(ws.path)
            acknowledged = death.last or known
            with opened(ws.path) as ws:
                by_status = {version.status: version for version in ws.versions(routing.id)}
                log = ws.log(routing.id)
            assert set(by_status) == {Status.BACKUP, Status.PRODUCTION}
            known = len(log)
            assert known in {acknowledged, acknowledged + 2}
            # The log agrees: who went into production last is there, and whom it replaced.
            demoted, promoted = log[-2:]
            assert (demoted.event, demoted.version) == ("demoted", by_status[Status.BACKUP].number)
            assert promoted.event == "promoted"
            assert promoted.version == by_status[Status.PRODUCTION].number
            assert_clean(ws.path)
    assert in_a_write
    _LOG.info("%s kills, %s of them in the middle of a write", scaled(KILLS), in_a_write)
