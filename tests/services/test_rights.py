"""Every service that writes asks for the right to, of everybody, and writes nothing without it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.errors import Refused
from app.services.workspace import Workspace
from tests.services.rights_matrix import (
    BOSS,
    MATRIX,
    NO_RIGHT_OF_ITS_OWN,
    ROLES,
    Right,
    World,
    fill,
    is_of_rights,
)
from tests.services.writing import writing_functions
from tests.workspaces import CATALOGUE, new_workspace


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of `World`; not to be changed."""
    ws = new_workspace(tmp_path_factory.mktemp("rights"))
    fill(ws)
    ws.close()
    return ws.path


@contextlib.contextmanager
def opened_by(person: str, filled: Path, folder: Path) -> Iterator[World]:
    """A copy of the workspace, in a folder of its own."""
    folder.mkdir()
    ws = Workspace.open(Path(shutil.copy(filled, folder / "studio.routings")), CATALOGUE)
    ws.user = person
    try:
        yield World(ws, folder)
    finally:
        ws.close()


def everything(path: Path) -> list[str]:
    """Every row of every table, as it is on disk."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        return list(file.iterdump())


def refusal_of(right: Right, world: World) -> Refused | None:
    """Why the person is refused, if so."""
    try:
        right.act(world)
    except Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("service", MATRIX)
def test_a_service_asks_everybody_for_the_right(filled: Path, tmp_path: Path, service: str) -> None:
    right = MATRIX[service]
    allowed = set()
    for role in ROLES:
        with opened_by(BOSS, filled, tmp_path / role) as world:
            if right.before is not None:
                right.before(world)
            before = everything(world.ws.path)
            world.ws.user = role
            refusal = refusal_of(right, world)
            if refusal is None:
                allowed.add(role)
                continue
            assert is_of_rights(refusal), f"{role} was refused for another reason: {refusal}"
            assert everything(world.ws.path) == before, f"{role} was refused, but it is done"
    assert allowed == right.who


def test_who_has_every_right_may_do_everything(filled: Path, tmp_path: Path) -> None:
    for number, right in enumerate(MATRIX.values()):
        with opened_by(BOSS, filled, tmp_path / str(number)) as world:
            if right.before is not None:
                right.before(world)
            before = everything(world.ws.path)
            right.act(world)
            if right.act is not MATRIX["lifecycle.scheduling.dismiss_missed"].act:
                assert everything(world.ws.path) != before, (
                    "the matrix calls it, and nothing happens"
                )


def test_every_service_that_writes_is_in_the_matrix() -> None:
    known = {name.partition(" (")[0] for name in MATRIX} | NO_RIGHT_OF_ITS_OWN.keys()
    missing = writing_functions().keys() - known
    assert not missing, (
        f"{', '.join(sorted(missing))} can write into a workspace, and tests/services/"
        "rights_matrix.py does not say who may do that. Have it ask (workspace.require(…), before"
        " its transaction), and give it a line in MATRIX: its name, the roles that may, a call of"
        " it. What cannot be called by itself goes to NO_RIGHT_OF_ITS_OWN, with the reason."
    )
    gone = known - writing_functions().keys()
    assert not gone, f"{', '.join(sorted(gone))} writes no more: take it out of rights_matrix.py"


def test_the_walk_through_the_services_finds_what_writes() -> None:
    """Directly, through another one, through a package, and in a method."""
    found = writing_functions()
    for name in (
        "lifecycle.promotion.promote",
        "lifecycle.scheduling.due",
        "importing.applying.apply",
        "drafts.StoredDraft.save",
        "sample_workspace.write_sample",
    ):
        assert name in found
    assert "lifecycle.scheduling.next_due" not in found
    assert "exporting.pack_workspace" not in found
