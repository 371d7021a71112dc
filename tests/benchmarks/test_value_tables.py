"""Value tables of a hundred thousand rows beside small ones: opened, found in, edited, saved."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from app.model.resources import ResourceKind, ValueTable
from app.services.resource_export import export_resources
from app.services.resource_files import save_resource
from app.services.table_csv import read_table_file
from app.services.workspace import Workspace
from app.ui.forms.editors.grid import GridEditor
from app.ui.resources.page import ResourcesPage
from tests.ui.shell import building

Opening = Callable[[int], GridEditor]

sizes = pytest.mark.parametrize("rows", [1_000, 100_000])


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = building.new_workspace(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> ResourcesPage:
    window = building.new_window(qtbot, workspace, tmp_path)
    window.show_page("resources")
    return cast(ResourcesPage, window.workbench.page("resources"))


@pytest.fixture
def opening(page: ResourcesPage, workspace: Workspace) -> Opening:
    """Opens a table of so many rows, and paints it once."""

    def opened(rows: int) -> GridEditor:
        save_resource(workspace, table_of(rows))
        page._session.resources_changed.emit()
        page.show_resource(ResourceKind.VALUE_TABLE, "depots")
        QApplication.processEvents()
        assert page.pane is not None
        return cast(GridEditor, page.pane.form.editor("rows"))

    return opened


def table_of(rows: int) -> ValueTable:
    """A table with five columns."""
    return ValueTable(
        name="Depots",
        reference="depots",
        columns=("postcode", "city", "depot", "minutes", "open"),
        rows=tuple(
            (f"{n:06}", f"City {n % 977}", f"Depot {n % 31}", str(n * 7 % 1000), "yes")
            for n in range(rows)
        ),
    )


def painted(work: Callable[[], object]) -> None:
    work()
    QApplication.processEvents()


@pytest.mark.benchmark(group="open a value table")
@sizes
def test_open(
    benchmark: BenchmarkFixture, opening: Opening, page: ResourcesPage, rows: int
) -> None:
    opening(rows)

    def leave() -> None:
        page.kinds.show_kind(ResourceKind.QUEUE)

    def enter() -> None:
        page.show_resource(ResourceKind.VALUE_TABLE, "depots")

    benchmark.pedantic(painted, (enter,), setup=leave, rounds=10)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="scroll a value table by a page")
@sizes
def test_scroll(benchmark: BenchmarkFixture, opening: Opening, rows: int) -> None:
    bar = opening(rows).view.verticalScrollBar()
    places = itertools.cycle(range(0, bar.maximum(), bar.pageStep()))
    benchmark(painted, lambda: bar.setValue(next(places)))


@pytest.mark.benchmark(group="find in a value table")
@sizes
def test_find(benchmark: BenchmarkFixture, opening: Opening, rows: int) -> None:
    grid = opening(rows)
    words = itertools.cycle(("97", "city 9", "depot 3", "no such"))

    def find() -> None:
        grid.model.search(next(words))
        while grid.model.is_busy:
            QApplication.processEvents()

    benchmark(find)


@pytest.mark.benchmark(group="one slice of finding in a value table")
@sizes
def test_find_slice(benchmark: BenchmarkFixture, opening: Opening, rows: int) -> None:
    grid = opening(rows)
    words = itertools.cycle(("97", "city 9", "depot 3", "no such"))
    # What the window waits for: the first rows that are found, not the last.
    benchmark(lambda: grid.model.search(next(words)))


@pytest.mark.benchmark(group="sort a value table")
@sizes
def test_sort(benchmark: BenchmarkFixture, opening: Opening, rows: int) -> None:
    grid = opening(rows)
    columns = itertools.cycle((3, 1))
    benchmark(painted, lambda: grid.model.sort(next(columns), Qt.SortOrder.DescendingOrder))


@pytest.mark.benchmark(group="edit a cell of a value table")
@sizes
def test_edit(benchmark: BenchmarkFixture, opening: Opening, rows: int) -> None:
    grid = opening(rows)
    numbers = itertools.count()
    cell = grid.model.index(rows // 2, 2)
    benchmark(painted, lambda: grid.model.setData(cell, str(next(numbers))))


@pytest.mark.benchmark(group="save a value table")
@sizes
def test_save(
    benchmark: BenchmarkFixture, opening: Opening, page: ResourcesPage, rows: int
) -> None:
    grid = opening(rows)
    numbers = itertools.count(1_000)

    def change() -> None:
        grid.model.setData(grid.model.index(0, 2), f"Depot {next(numbers)}")

    benchmark.pedantic(painted, (page.save,), setup=change, rounds=10)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="read a value table from CSV")
@sizes
def test_read(benchmark: BenchmarkFixture, workspace: Workspace, tmp_path: Path, rows: int) -> None:
    save_resource(workspace, table_of(rows))
    path = tmp_path / "depots.csv"
    export_resources(workspace, ResourceKind.VALUE_TABLE, None, path)
    found = benchmark.pedantic(read_table_file, (path,), rounds=5)  # type: ignore[no-untyped-call]
    assert len(found.read.rows) == rows
