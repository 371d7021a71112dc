"""A session on a small workspace, closed with the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model.routing import Version
from app.services.workspace import Workspace
from app.ui.session import Session
from app.ui.version.tab import VersionTab
from tests.ui.version.building import new_session, new_version, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def session(qtbot: QtBot, workspace: Workspace) -> Iterator[Session]:
    made = new_session(workspace)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def version(workspace: Workspace) -> Version:
    return new_version(workspace)


@pytest.fixture
def tab(qtbot: QtBot, session: Session, version: Version) -> VersionTab:
    made = VersionTab(session, version.id)
    qtbot.addWidget(made)
    made.resize(1400, 860)
    with qtbot.waitExposed(made):
        made.show()
    return made
