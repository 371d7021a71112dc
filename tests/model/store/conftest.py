"""A workspace for each test of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.workspace import Workspace
from tests.workspaces import new_workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """An empty, open workspace."""
    workspace = new_workspace(tmp_path)
    yield workspace
    workspace.close()
