"""A replay opens no connection, whatever it replays, and only one room could."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.model.catalogue import RoutingType
from app.services import samples
from app.services.languages import OfflineDetector
from app.services.replays import Programs, Replayer, Settings
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace
from tests.architecture.sources import ROOT

REACHING = {"socket", "ssl", "smtplib", "imaplib", "http.client", "urllib.request", "httpx2"}


def test_every_version_of_the_sample_runs_without_a_socket(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # A library of the language detector looks for IPv6 while it is imported, by a local socket.
    OfflineDetector().detect("Which language is this sentence written in?")
    request.getfixturevalue("no_sockets")
    path = tmp_path / "sample.routings"
    write_sample(path, CATALOGUE)
    workspace = Workspace.open(path, CATALOGUE)
    letters = [
        samples.raw(workspace, email.id)
        for found in samples.sample_sets(workspace)
        for email in samples.emails(workspace, found.id, 0, 1000)[::7]
    ]
    runs = 0
    for routing in workspace.routings():
        for version in workspace.versions(routing.id):
            programs = Programs(workspace)
            settings = Settings(mailbox="support", reply=letters[0])
            if routing.type is RoutingType.START:
                settings = Settings(mailbox="support")
            replayer = Replayer(programs.compiled(version), programs, settings)
            for letter in letters:
                replayer.start(letter).finish()
                runs += 1
    workspace.close()
    assert runs > 40


def test_modules_that_reach_out_are_named_in_one_room_only() -> None:
    # The import contracts see packages; a submodule such as urllib.request is seen here.
    outside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if REACHING & set(_imported(path))
    }
    room = {name for name in outside if name.startswith("app/world/live/")}
    assert room
    # The window asks X for an answer before Qt would abort without a display.
    assert outside - room <= {"app/__main__.py"}


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found
