"""The sample workspace, written once for a session and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.services.sample_workspace import write_sample


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
