"""Sixty emails through every routing of the sample: no socket, and not a byte of the workspace."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.model.catalogue import RoutingType
from app.services import samples
from app.services.contacts import contact_log
from app.services.languages import OfflineDetector
from app.services.replays import Programs, Replayer, Settings, entry_version
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace


def test_all_forty_types_replay_without_a_socket_and_without_a_byte_written(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # A library of the language detector looks for IPv6 while it is imported, by a local socket.
    OfflineDetector().detect("Which language is this sentence written in?")
    path = tmp_path / "sample.routings"
    write_sample(path, CATALOGUE)
    Workspace.open(path, CATALOGUE).close()  # whatever opening writes is written now
    before = _bytes(tmp_path)
    request.getfixturevalue("no_sockets")
    workspace = Workspace.open(path, CATALOGUE)
    stock, log = workspace.resources(), contact_log(workspace)
    taken = _replay_everything(workspace)
    assert workspace.resources() == stock
    assert contact_log(workspace) == log
    workspace.close()
    assert taken == {card.key for card in CATALOGUE.cards()}
    assert _bytes(tmp_path) == before


def _replay_everything(workspace: Workspace) -> set[str]:
    """Each email on its own, then all in sequence in one world; the types that were taken."""
    (found,) = samples.sample_sets(workspace)
    letters = [
        samples.raw(workspace, one.id) for one in samples.emails(workspace, found.id, 0, 1000)
    ]
    assert len(letters) == 60
    taken: set[str] = set()
    for routing in workspace.routings():
        version = entry_version(workspace, routing, None)
        assert version is not None
        programs = Programs(workspace)
        reply = letters[0] if routing.type is RoutingType.END else b""
        replayer = Replayer(
            programs.compiled(version), programs, Settings(mailbox="support", reply=reply)
        )
        carried = replayer.sandbox()
        for letter in letters:
            for world in (None, carried):
                trace = replayer.start(letter, world).finish()
                taken.update(step.action.type for step in trace.steps)
    return taken


def _bytes(folder: Path) -> dict[str, str]:
    """A digest of each file that belongs to the workspace."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file()
    }
