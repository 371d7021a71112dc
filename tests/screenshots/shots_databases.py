"""Shots of databases: tables, columns, what is wrong, and the schema of an external one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

import msgspec
from PySide6.QtCore import Qt

from app.model.errors import OutsideError
from app.model.resources import Database, DatabasePlace, ResourceKind
from app.model.text import _
from app.services.resource_files import save_resource
from app.ui.resources.databases.view import DatabaseView
from app.ui.resources.page import ResourcesPage
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.stage import Stage

_SCHEMA = """
CREATE TABLE customers (number VARCHAR(12) PRIMARY KEY, name VARCHAR(80) NOT NULL,
    mail VARCHAR(120) UNIQUE, since DATE, newsletter BOOLEAN);
CREATE TABLE contracts (id INTEGER PRIMARY KEY, customer VARCHAR(12) NOT NULL
    REFERENCES customers (number), tariff VARCHAR(20), monthly NUMERIC(8, 2), until DATE);
CREATE TABLE meters (serial VARCHAR(20) PRIMARY KEY, contract INTEGER REFERENCES contracts (id),
    read_at DATETIME, reading NUMERIC(12, 3));
CREATE TABLE invoices (number VARCHAR(20) PRIMARY KEY, contract INTEGER REFERENCES contracts (id),
    amount NUMERIC(8, 2) NOT NULL, paid BOOLEAN);
CREATE VIEW open_invoices AS SELECT number, amount FROM invoices WHERE NOT paid;
INSERT INTO customers VALUES ('NW-1', 'Ada Martin', 'ada@example.org', '2021-04-01', 1);
"""


def _page(stage: Stage, reference: str) -> tuple[ResourcesPage, DatabaseView]:
    page = page_of(stage, ResourceKind.DATABASE)
    page.show_resource(ResourceKind.DATABASE, reference)
    stage.settle()
    assert page.pane is not None
    return page, cast(DatabaseView, page.pane.side)


def _external(stage: Stage) -> DatabaseView:
    path = Path(stage.session.workspace.path).with_name("shop.db")
    with closing(sqlite3.connect(path)) as made:
        made.executescript(_SCHEMA)
    found = cast(Database, stage.session.workspace.resource(ResourceKind.DATABASE, "grid"))
    url = "sqlite:///" + path.as_posix()
    external = msgspec.structs.replace(
        found, name="Shop", reference="shop", url=url, place=DatabasePlace.EXTERNAL, tables=()
    )
    save_resource(stage.session.workspace, external)
    stage.session.resources_changed.emit()
    return _page(stage, "shop")[1]


def _wait(stage: Stage, until: Callable[[], bool]) -> None:
    """Wait for another process, which takes its time on a busy machine."""
    for _turn in range(5):
        if not until():
            stage.settle(until)


@shot("database-rows")
def rows(stage: Stage) -> None:
    _shown, view = _page(stage, "operations")
    view.tables.turn_to(1)
    view.tables.grid.go_to(2, 3)


@shot("database-columns")
def columns(stage: Stage) -> None:
    _shown, view = _page(stage, "operations")
    view.tables.turn_to(1)
    view.tables.show_part("columns")


@shot("database-wrong")
def wrong(stage: Stage) -> None:
    _shown, view = _page(stage, "operations")
    view.tables.turn_to(2)
    view.tables.records.put(1, 2, (("soon", "2026-02-15", "12,5x"),), _("edit a cell"))
    view.tables.records.put(3, 0, (("INV-2026-00412",),), _("edit a cell"))
    view.tables.go_to_problem()


@shot("database-empty")
def empty(stage: Stage) -> None:
    page, _view = _page(stage, "operations")
    page.begin()


@shot("database-untried")
def untried(stage: Stage) -> None:
    _page(stage, "grid")


@shot("database-schema")
def schema(stage: Stage) -> None:
    view = _external(stage)
    panel = view.connection
    panel.try_it()
    _wait(stage, lambda: not panel.is_busy)
    tree = panel.browser.tree
    tree.expand(tree.model().index(0, 0))
    tree.expand(tree.model().index(1, 0))
    tree.setCurrentIndex(tree.model().index(1, 0))


@shot("database-unreachable")
def unreachable(stage: Stage) -> None:
    panel = _external(stage).connection
    panel._failed(
        OutsideError(
            _(
                "{place} did not answer within {seconds} seconds. Check host and port, then try"
                " again.",
                place="db.grid.example",
                seconds=15,
            )
        )
    )


@shot("database-searched")
def searched(stage: Stage) -> None:
    _shown, view = _page(stage, "operations")
    view.tables.turn_to(1)
    view.tables.rows.search.setText("estimate")
    view.tables.records.sort(3, Qt.SortOrder.DescendingOrder)
