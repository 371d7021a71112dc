"""A window on a workspace with a few resources, and its page of resources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.model.resources import Calendar, Database, Mailbox, Queue, ResourceKind
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.databases.view import DatabaseView
from app.ui.resources.page import ResourcesPage
from tests.ui.resources.tables_desk import ORDERS, PLANS
from tests.ui.shell import building

# The offscreen platform has no windows to raise: pop-ups work all the same.
OFFSCREEN = r"^This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = building.new_workspace(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> MainWindow:
    return building.new_window(qtbot, workspace, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, window: MainWindow) -> ResourcesPage:
    save_resource(workspace, Calendar(name="Office hours", reference="office"))
    save_resource(workspace, Queue(name="Billing", reference="billing", calendar="office"))
    save_resource(workspace, Queue(name="Sales", reference="sales"))
    save_resource(
        workspace,
        Mailbox(
            name="Info", reference="info", address="info@example.org", fallback_queue="billing"
        ),
    )
    window.session.resources_changed.emit()
    window.show_page("resources")
    return cast(ResourcesPage, window.workbench.page("resources"))


@pytest.fixture
def tables(workspace: Workspace, page: ResourcesPage, window: MainWindow) -> TablesView:
    save_resource(workspace, Database(name="Shop", reference="shop", tables=(ORDERS, PLANS)))
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.DATABASE, "shop")
    window.activateWindow()
    assert page.pane is not None
    return cast(DatabaseView, page.pane.side).tables
