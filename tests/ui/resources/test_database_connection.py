"""An external database below its form: tried in the background, its schema looked at, rows kept."""

from __future__ import annotations

import multiprocessing
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.resources import (
    Database,
    DatabasePlace,
    DataTable,
    FieldType,
    ResourceKind,
    TableColumn,
)
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.databases.connection_panel import ConnectionPanel
from app.ui.resources.databases.view import DatabaseView
from app.ui.resources.page import ResourcesPage
from tests.ui.forms.driving import choose, type_into

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT UNIQUE);
            CREATE TABLE orders (number TEXT PRIMARY KEY, paid BOOLEAN,
                customer INTEGER REFERENCES customers (id));
            CREATE VIEW names AS SELECT name FROM customers;
            INSERT INTO customers VALUES (1, 'Ada', 'ada@example.org'), (2, 'Bo', NULL);
            """
        )
        made.commit()
    return path


@pytest.fixture
def view(
    workspace: Workspace, page: ResourcesPage, window: MainWindow, file: Path
) -> Iterator[DatabaseView]:
    database = Database(
        name="Shop",
        reference="shop",
        place=DatabasePlace.EXTERNAL,
        url="sqlite:///" + file.as_posix(),
    )
    save_resource(workspace, database)
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.DATABASE, "shop")
    assert page.pane is not None
    yield cast(DatabaseView, page.pane.side)
    assert multiprocessing.active_children() == []


def tried(qtbot: QtBot, panel: ConnectionPanel) -> ConnectionPanel:
    QTest.mouseClick(panel.test, LEFT)
    assert panel.is_busy
    assert not panel.cancel.isHidden()
    qtbot.waitUntil(lambda: not panel.is_busy, timeout=20_000)
    return panel


def test_a_connection_is_tried_and_its_tables_are_shown(qtbot: QtBot, view: DatabaseView) -> None:
    assert view.parts.currentWidget() is view.connection
    assert not view.connection.untried.isHidden()
    panel = tried(qtbot, view.connection)
    assert panel.state.text().startswith("Connected: SQLite 3.")
    assert panel.state.property("tone") == "success"
    assert panel.browser.schema.shown == "main"
    assert panel.browser.shown() == ["customers", "names", "orders"]
    assert panel.browser.count.text() == "3 tables"
    item = panel.browser.tree.topLevelItem(2)
    assert item is not None
    item.setExpanded(True)
    columns = [item.child(at) for at in range(item.childCount())]
    assert [(one.text(0), one.text(1), one.text(2)) for one in columns] == [
        ("number", "TEXT", "primary key"),
        ("paid", "BOOLEAN", ""),
        ("customer", "INTEGER", "→ customers.id"),
    ]


def test_tables_and_columns_are_filtered_by_typing(qtbot: QtBot, view: DatabaseView) -> None:
    browser = tried(qtbot, view.connection).browser
    QTest.keyClicks(browser.search, "order")
    assert browser.shown() == ["orders"]
    browser.search.clear()
    QTest.keyClicks(browser.search, "mail")
    assert browser.shown() == ["customers"]
    item = browser.tree.topLevelItem(0)
    assert item is not None
    assert item.isExpanded(), "the column that was found is to be seen"
    QTest.keyClicks(browser.search, "zebra")
    assert browser.count.text() == "0 tables"


def test_another_schema_is_read_when_it_is_chosen(qtbot: QtBot, view: DatabaseView) -> None:
    panel = tried(qtbot, view.connection)
    choose(panel.browser.schema, "main")
    assert panel.is_busy
    qtbot.waitUntil(lambda: not panel.is_busy, timeout=20_000)
    assert panel.browser.schema_shown == "main"


def test_rows_of_a_table_are_kept_for_replays_until_saved(
    qtbot: QtBot, workspace: Workspace, page: ResourcesPage, view: DatabaseView
) -> None:
    panel = tried(qtbot, view.connection)
    assert not panel.take.isEnabled()
    tree = panel.browser.tree
    tree.setCurrentIndex(tree.model().index(0, 0))
    QTest.mouseClick(panel.take, LEFT)
    qtbot.waitUntil(lambda: not panel.is_busy, timeout=20_000)
    assert panel.state.text() == "2 rows of customers are kept."
    kept = DataTable(
        "customers",
        (
            TableColumn("id", FieldType.NUMBER, key=True),
            TableColumn("name", required=True),
            TableColumn("mail", unique=True),
        ),
        (("1", "Ada", "ada@example.org"), ("2", "Bo", "")),
    )
    assert page.pane is not None
    assert cast(Database, page.pane.draft).tables == (kept,)
    QTest.mouseClick(view.segments.segment("kept"), LEFT)
    assert view.parts.currentWidget() is view.tables
    assert view.tables.records.index(0, 1).data() == "Ada"
    assert page.save()
    stored = cast(Database, workspace.resource(ResourceKind.DATABASE, "shop"))
    assert stored.tables == (kept,)


def test_what_goes_wrong_is_one_sentence(
    qtbot: QtBot, page: ResourcesPage, view: DatabaseView, file: Path
) -> None:
    file.unlink()
    panel = tried(qtbot, view.connection)
    assert panel.state.text().startswith("There is no file ")
    assert panel.state.property("tone") == "error"
    assert panel.browser.isHidden()
    assert page.pane is not None
    url = page.pane.form.editor("url")
    url.choose("oracle://db.example.com/x")
    assert panel.state.text() == ""
    tried(qtbot, panel)
    assert panel.state.text().startswith("The driver for Oracle is not installed.")


def test_a_url_that_is_wrong_cannot_be_tried_and_says_why(
    page: ResourcesPage, view: DatabaseView
) -> None:
    assert page.pane is not None
    url = page.pane.form.editor("url")
    url.choose("postgresql://reader:secret@db/x")
    url.show_value(url.value())
    assert not view.connection.test.isEnabled()
    assert "password" in view.connection.test.toolTip()
    assert not page.pane.save.isEnabled()
    assert "password" in page.pane.form.row("url").message.text()


def test_a_silent_server_is_waited_for_in_the_background_and_given_up(
    qtbot: QtBot, page: ResourcesPage, view: DatabaseView
) -> None:
    pytest.importorskip("pymysql")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert page.pane is not None
        page.pane.form.editor("url").choose(f"mysql+pymysql://reader@127.0.0.1:{port}/orders")
        panel = view.connection
        QTest.mouseClick(panel.test, LEFT)
        server.settimeout(20)
        taken, _address = server.accept()
        with taken:
            # The window goes on: this is typed while the driver waits.
            type_into(page.pane.form.editor("name"), "x")
            assert panel.is_busy
            QTest.mouseClick(panel.cancel, LEFT)
            assert panel.state.text() == "Cancelled."
            assert panel.test.isEnabled()
            jobs = page.context._session.jobs
            qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
            assert taken.recv(1) == b"", "the process is gone, and its connection with it"


def test_the_password_is_taken_from_what_is_typed_else_from_what_is_kept(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    page: ResourcesPage,
    view: DatabaseView,
) -> None:
    from app.ui.resources.databases import connection_panel

    asked: list[str] = []

    def remembered(_database: Database, password: str, **_named: object) -> Iterator[object]:
        asked.append(password)
        yield from ()

    monkeypatch.setattr(connection_panel, "look_around", remembered)
    assert page.pane is not None
    page.pane.form.editor("password").choose("canary-1")
    tried(qtbot, view.connection)
    assert page.save()
    tried(qtbot, view.connection)
    assert asked == ["canary-1", "canary-1"]
    assert cast(Database, page.pane.draft).password == ""


def test_who_may_only_look_sends_nothing_anywhere(view: DatabaseView) -> None:
    view.set_read_only(True)
    assert not view.connection.test.isEnabled()
    view.connection.try_it()
    assert not view.connection.is_busy


def test_the_place_decides_what_stands_below_the_form(
    page: ResourcesPage, view: DatabaseView
) -> None:
    assert page.pane is not None
    page.pane.form.editor("place").choose(DatabasePlace.LOCAL)
    assert view.segments.isHidden()
    assert view.parts.currentWidget() is view.tables
