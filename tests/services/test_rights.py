"""Every service that writes asks for the right to, of everybody, and writes nothing without it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.errors import Refused
from app.services.workspace import Workspace
from tests.services.rights_matrix import (
    BOSS,
    MATRIX,
    ROLES,
    Right,
    World,
    fill,
    is_of_rights,
)
from tests.workspaces import CATALOGUE, contents, new_workspace


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


def everything(path: Path) -> dict[str, bytes]:
    """The workspace as it is on disk, with its journal."""
    return {
        name: data for name, data in contents(path.parent).items() if name.startswith(path.name)
    }


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
