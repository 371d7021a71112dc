"""Two workspaces: one that exports, and the window of one that imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model.resources import Queue
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from tests.ui.shell import building


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a routing that has two versions, and two queues."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    made = building.new_workspace(folder)
    save_resource(made, Queue(name="Billing", reference="billing", capacity=9))
    save_resource(made, Queue(name="Sales", reference="sales"))
    routing = building.add_routing(made, "Support")
    building.add_version(made, routing, "First", filled=True)
    building.add_version(made, routing, "Second", filled=True)
    yield made
    made.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = building.new_workspace(tmp_path)
    save_resource(made, Queue(name="Billing", reference="billing", capacity=3))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> MainWindow:
    return building.new_window(qtbot, workspace, tmp_path)
