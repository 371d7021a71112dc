"""The sample workspace, written once for a session and copied for each test; the application."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.services.sample_workspace import write_sample

if TYPE_CHECKING:
    from tests.journeys.desk import Desk


@pytest.fixture(scope="session")
def written_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as it is written; not to be changed."""
    path = tmp_path_factory.mktemp("sample") / "northwind.routings"
    write_sample(path, CATALOGUE)
    return path


@pytest.fixture
def sample(written_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace for one test."""
    path = tmp_path / "northwind.routings"
    shutil.copyfile(written_sample, path)
    return path


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """The application, not yet started; it closes with the test."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from tests.journeys.desk import Desk

    QApplication.setQuitOnLastWindowClosed(False)
    # Dates are typed the same way, whatever the locale of who runs the tests.
    locale = QLocale()
    QLocale.setDefault(QLocale.c())
    made = Desk(qtbot)
    yield made
    made.close()
    QLocale.setDefault(locale)
    QApplication.setQuitOnLastWindowClosed(True)
