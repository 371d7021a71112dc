"""A canvas on a small tree, and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.graph.canvas import Canvas
from app.graph.document import Document
from app.graph.exchange import ACTION_TYPE_MIME, AddRequest
from app.graph.faces import faces_of
from app.graph.pipe import LinkItem
from app.graph.tokens import LIGHT
from app.model.text import Text
from app.model.tree import ActionTree, blank_tree
from tests.graph.showcase import CATALOGUE, MemoryDraft, Step, grow, open_document, tidied

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def small_tree() -> ActionTree:
    """Start, a test with a queue on Yes and nothing on No, and an email that stands free."""
    tree = blank_tree("s", "Start", Step("start"))
    tree = grow(tree, "t", "test", "Urgent?", ("s", "ok"), Step("test", "urgent = yes"))
    tree = grow(tree, "q", "queue", "Urgent mail", ("t", "yes"), Step("queue", "Urgent"))
    tree = grow(tree, "e", "reply", "Answer", None, Step("reply", "Thanks"))
    return tidied(tree)


def drawn(canvas: Canvas) -> tuple[object, ...]:
    """Everything that a canvas shows of a tree, read from the items and the library's model."""
    graph = canvas._graph
    cards = {card.id_: card for card in graph.cards}
    return (
        {key: card.face for key, card in cards.items()},
        {key: (card.x(), card.y()) for key, card in cards.items()},
        {pipe.link: tuple(pipe.corners) for pipe in canvas._viewer.links},
        {
            (node.id, port.name(), other.node().id)
            for node in graph.all_nodes()
            for port in node.output_ports()
            for other in port.connected_ports()
        },
    )


def wanted(canvas: Canvas) -> tuple[object, ...]:
    """What a canvas should show of its document, apart from the ways of links."""
    tree = canvas.document.tree
    places = tree.drawing.positions
    return (
        dict(faces_of(tree, CATALOGUE, str)),
        {action.id: (places[action.id].x, places[action.id].y) for action in tree.actions},
        set(tree.links),
        {(link.source, link.branch, link.target) for link in tree.links},
    )


def assert_follows(canvas: Canvas) -> None:
    """The canvas shows the document, and the library remembers nothing."""
    faces, places, ways, joined = drawn(canvas)
    assert isinstance(ways, dict)
    assert (faces, places, set(ways), joined) == wanted(canvas)
    assert canvas._graph.undo_stack().count() == 0


@dataclass
class Stage:
    """A canvas on screen with a mouse; notes what the canvas asks and refuses."""

    canvas: Canvas
    document: Document
    draft: MemoryDraft
    requests: list[AddRequest] = field(default_factory=list)
    refusals: list[Text] = field(default_factory=list)
    selections: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def tree(self) -> ActionTree:
        return self.document.tree

    @property
    def wiring(self) -> set[str]:
        return {f"{link.source}.{link.branch}>{link.target}" for link in self.tree.links}

    @property
    def selected(self) -> tuple[str, ...]:
        return self.canvas.selected

    # --- places in the viewport ---

    def at(self, point: QPointF) -> QPoint:
        place: QPoint = self.canvas._viewer.mapFromScene(point)
        return place

    def card(self, key: str) -> QPoint:
        card = self.canvas._graph.card(key)
        assert card is not None
        return self.at(card.mapToScene(QPointF(card.width - 40.0, card.height - 16.0)))

    def branch(self, key: str, branch: str) -> QPoint:
        card = self.canvas._graph.card(key)
        assert card is not None
        pill = card.pills.get(branch)
        port = card.port_of(branch)
        assert port is not None
        return self.at(card.mapToScene(port.middle if pill is None else pill.center()))

    def port(self, key: str, branch: str) -> QPoint:
        card = self.canvas._graph.card(key)
        assert card is not None
        port = card.port_of(branch)
        assert port is not None
        return self.at(card.mapToScene(port.middle))

    def pipe(self, source: str, branch: str) -> LinkItem:
        pipe = self.canvas._graph.pipe(source, branch)
        assert pipe is not None
        return pipe

    def on_link(self, source: str, branch: str) -> QPoint:
        return self.at(self.pipe(source, branch).path().pointAtPercent(0.45))

    def end_of(self, source: str, branch: str) -> QPoint:
        x, y = self.pipe(source, branch).corners[-1]
        return self.at(QPointF(x, y - 8.0))

    @property
    def nowhere(self) -> QPoint:
        return QPoint(30, self.canvas._viewer.viewport().height() - 30)

    # --- the mouse ---

    def click(self, place: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.hover(place)
        QTest.mouseClick(self.canvas._viewer.viewport(), LEFT, modifiers, place)

    def double_click(self, place: QPoint) -> None:
        QTest.mouseDClick(self.canvas._viewer.viewport(), LEFT, NONE, place)

    def hover(self, place: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, held=False)

    def press(self, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.hover(place)
        self._send(QEvent.Type.MouseButtonPress, place, button, held=True)

    def drag_to(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        for step in range(1, 9):
            place = start + (end - start) * step / 8
            self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, held=True)

    def release(self, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseButtonRelease, place, button, held=False)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.press(start, button)
        self.drag_to(start, end, button)
        self.release(end, button)

    def wheel(self, place: QPoint, turns: int) -> None:
        view = self.canvas._viewer.viewport()
        event = QWheelEvent(
            QPointF(place),
            QPointF(view.mapToGlobal(place)),
            QPoint(),
            QPoint(0, 120 * turns),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)

    def drop_type(self, key: str, place: QPoint) -> None:
        view = self.canvas._viewer.viewport()
        data = QMimeData()
        data.setData(ACTION_TYPE_MIME, key.encode())
        copy, none = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton
        enter = QDragEnterEvent(place, copy, data, LEFT, NONE)
        QApplication.sendEvent(view, enter)
        drop = QDropEvent(QPointF(place), copy, data, none, NONE, QEvent.Type.Drop)
        QApplication.sendEvent(view, drop)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas._viewer, key, modifiers)

    def _send(
        self, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, *, held: bool
    ) -> None:
        view = self.canvas._viewer.viewport()
        buttons = LEFT if held else Qt.MouseButton.NoButton
        globally = QPointF(view.mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), globally, button, buttons, NONE)
        QApplication.sendEvent(view, event)


Staging = Callable[..., Stage]


@pytest.fixture
def staging(qtbot: QtBot) -> Iterator[Staging]:
    """Opens canvases on trees; afterwards each must still show its document."""
    stages: list[Stage] = []

    def open_stage(tree: ActionTree, *, read_only: bool = False) -> Stage:
        document, draft = open_document(tree, read_only=read_only)
        canvas = Canvas(document, CATALOGUE, LIGHT)
        qtbot.addWidget(canvas)
        canvas.resize(1200, 900)
        with qtbot.waitExposed(canvas):
            canvas.show()
        canvas.activateWindow()
        canvas.setFocus()
        stage = Stage(canvas, document, draft)
        canvas.add_requested.connect(stage.requests.append)
        canvas.refused.connect(stage.refusals.append)
        canvas.selection_changed.connect(stage.selections.append)
        stages.append(stage)
        return stage

    yield open_stage
    for stage in stages:
        assert_follows(stage.canvas)


@pytest.fixture
def stage(staging: Staging) -> Stage:
    """A canvas on the small tree."""
    return staging(small_tree())
