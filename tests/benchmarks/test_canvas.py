"""The canvas: opening, fitting, panning, editing and tidying a large tree beside a small one."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from app.graph.canvas import Canvas
from app.graph.tokens import LIGHT
from app.model import edits
from app.model.text import verbatim
from app.model.tree import ActionTree, Position
from tests.graph.showcase import CATALOGUE, large_tree, open_document

Opening = Callable[[ActionTree], Canvas]

sizes = pytest.mark.parametrize("actions", [100, 1000])


@pytest.fixture
def opening(qtbot: QtBot) -> Opening:
    """Opens a tree and paints it once, with all of it in view."""

    def open_canvas(tree: ActionTree) -> Canvas:
        document, _draft = open_document(tree)
        canvas = Canvas(document, CATALOGUE, LIGHT)
        qtbot.addWidget(canvas)
        canvas.resize(1200, 900)
        canvas.show()
        QApplication.processEvents()
        return canvas

    return open_canvas


def _painted(work: Callable[[], object]) -> None:
    work()
    QApplication.processEvents()


@pytest.mark.benchmark(group="open a tree")
@sizes
def test_open(benchmark: BenchmarkFixture, opening: Opening, actions: int) -> None:
    tree = large_tree(actions)
    opening(large_tree(10))  # icons and fonts load outside the measurement
    benchmark.pedantic(opening, (tree,), rounds=5)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="fit into the view")
@sizes
def test_fit(benchmark: BenchmarkFixture, opening: Opening, actions: int) -> None:
    canvas = opening(large_tree(actions))
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        _painted, (canvas.fit_all,), setup=lambda: _painted(canvas.zoom_100), rounds=10
    )


@pytest.mark.benchmark(group="pan by a step at 100 %")
@sizes
def test_pan(benchmark: BenchmarkFixture, opening: Opening, actions: int) -> None:
    canvas = opening(large_tree(actions))
    canvas.centre_on(str(actions // 2))
    _painted(canvas.zoom_100)
    ways = itertools.cycle([(20.0, 12.0)] * 20 + [(-20.0, -12.0)] * 20)
    benchmark.pedantic(lambda: _painted(lambda: canvas._viewer.pan_by(*next(ways))), rounds=80)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="rename an action")
@sizes
def test_rename(benchmark: BenchmarkFixture, opening: Opening, actions: int) -> None:
    canvas = opening(large_tree(actions))
    key = str(actions // 2)
    canvas.centre_on(key)
    _painted(canvas.zoom_100)
    names = itertools.count()

    def rename() -> None:
        canvas.document.apply(verbatim("rename"), edits.rename(key, f"Name {next(names)}"))

    benchmark.pedantic(_painted, (rename,), rounds=40)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="tidy up")
@sizes
def test_tidy(benchmark: BenchmarkFixture, opening: Opening, actions: int) -> None:
    canvas = opening(large_tree(actions))
    tidied = dict(canvas.document.tree.drawing.positions)
    del tidied[canvas.document.tree.start.id]  # the tree is drawn from where Start stands
    shaken = {key: Position(place.x + 8.0, place.y + 8.0) for key, place in tidied.items()}

    def shake() -> None:
        _painted(lambda: canvas.document.apply(verbatim("shake"), edits.move(shaken)))

    benchmark.pedantic(_painted, (canvas.tidy_up,), setup=shake, rounds=5)  # type: ignore[no-untyped-call]
