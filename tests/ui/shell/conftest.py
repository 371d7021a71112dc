"""A workspace, and the window on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from tests.ui.shell import building


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = building.new_workspace(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> MainWindow:
    return building.new_window(qtbot, workspace, tmp_path)
