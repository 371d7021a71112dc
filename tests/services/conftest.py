"""A workspace for each test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.services.imports import OFFICE, SALES
from tests.workspaces import new_routing, new_version, new_workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """An empty, open workspace."""
    workspace = new_workspace(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Workspace]:
    """The workspace that packages come from: `support` in all three statuses, two resources."""
    made = new_workspace(tmp_path, "source.routings")
    save_resource(made, OFFICE)
    save_resource(made, SALES)
    routing = new_routing(made, "support")
    for name in ("First", "Second"):
        lifecycle.promote(made, new_version(made, routing, name, words="queue:sales").id)
    gone = new_version(made, routing, "Gone")
    new_version(made, routing, "Draft", words="nothing")
    lifecycle.delete_version(made, gone.id)
    yield made
    made.close()
