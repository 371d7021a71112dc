"""A session on a small workspace, closed with the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from app.ui.session import Session
from tests.ui.version.building import new_session, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def session(qtbot: QtBot, workspace: Workspace) -> Iterator[Session]:
    made = new_session(workspace)
    yield made
    made.close()
    made.deleteLater()
