"""Whatever is done to a document, the canvas shows it, and undoing all of it the first picture."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.graph.aligning import Alignment
from app.graph.canvas import Canvas
from app.graph.document import Document
from app.graph.exchange import AddRequest
from app.graph.tokens import LIGHT
from app.model import edits
from app.model.text import _
from app.model.tree import Group, Note, Position
from tests.graph.conftest import assert_follows, drawn, small_tree
from tests.graph.showcase import CATALOGUE, KINDS, Step, open_document
from tests.scaling import scaled

Deed = Callable[[Canvas, Document, random.Random], object]


def _some(document: Document, chance: random.Random) -> str:
    return chance.choice(document.tree.actions).id


def _branch(document: Document, chance: random.Random) -> tuple[str, str]:
    action = chance.choice(document.tree.actions)
    branches = CATALOGUE.branches(action.config)
    return action.id, chance.choice(branches).key if branches else "none"


def _place(chance: random.Random) -> Position:
    return Position(chance.randrange(-800, 800), chance.randrange(-200, 1200))


def _kind(chance: random.Random) -> str:
    return chance.choice(list(KINDS))


def add_after(canvas: Canvas, document: Document, chance: random.Random) -> None:
    source, branch = _branch(document, chance)
    canvas.add(AddRequest(source=source, branch=branch), _kind(chance))


def add_free(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas.add(AddRequest(position=_place(chance)), _kind(chance))


def add_between(canvas: Canvas, document: Document, chance: random.Random) -> None:
    if document.tree.links:
        canvas.add(AddRequest(link=chance.choice(document.tree.links)), _kind(chance))


def link(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas._editing.link(*_branch(document, chance), _some(document, chance))


def unlink(canvas: Canvas, document: Document, chance: random.Random) -> None:
    if document.tree.links:
        canvas.delete_link(chance.choice(document.tree.links))


def end_here(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas.end_here(*_branch(document, chance))


def delete(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas.select({_some(document, chance), _some(document, chance)})
    canvas.delete_selection(heal=chance.random() < 0.7)


def move(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas._editing.move({_some(document, chance): _place(chance)})


def rename(canvas: Canvas, document: Document, chance: random.Random) -> None:
    name = chance.choice(["", "A", "A longer name", "Ünïcode"])
    canvas._editing.rename(_some(document, chance), name)


def configure(canvas: Canvas, document: Document, chance: random.Random) -> None:
    action = chance.choice(document.tree.actions)
    captions = tuple(f"Caption {index}" for index in range(chance.randrange(4)))
    config = Step(action.type, "Changed", captions, fails=chance.random() < 0.5)
    document.apply(_("configure"), edits.configure(action.id, config))


def tidy_up(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas.tidy_up()


def annotate(canvas: Canvas, document: Document, chance: random.Random) -> None:
    place, marks = _place(chance), document.tree.drawing.marks
    new = document.new_id()
    members = tuple({_some(document, chance), _some(document, chance)})
    mark = chance.choice(marks).id if marks else "gone"
    if chance.random() < 0.3:
        document.apply(_("note"), edits.add_note(Note(new, "Read this", place.x, place.y)))
    elif chance.random() < 0.4:
        document.apply(_("group"), edits.add_group(Group(new, "Here", "error", members)))
    else:
        marks_of = canvas.annotating
        wishes: tuple[Callable[[], bool], ...] = (
            lambda: marks_of.colour(mark, chance.choice(("testing", "error"))),
            lambda: marks_of.erase(mark),
            lambda: marks_of.place(mark, QRectF(place.x, place.y, 140.0, 90.0)),
            lambda: marks_of.join(mark, members),
            lambda: marks_of.leave(members),
        )
        chance.choice(wishes)()


def align(canvas: Canvas, document: Document, chance: random.Random) -> None:
    canvas.select({_some(document, chance) for _count in range(3)})
    canvas.align(chance.choice(list(Alignment)))


def undo(canvas: Canvas, document: Document, chance: random.Random) -> None:
    document.undo()


def redo(canvas: Canvas, document: Document, chance: random.Random) -> None:
    document.redo()


DEEDS: tuple[Deed, ...] = (
    *(add_after, add_after, add_free, add_between, add_between, link, link, unlink, end_here),
    *(delete, move, rename, configure, configure, tidy_up, undo, redo),
    *(annotate, annotate, align),
)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_the_canvas_shows_the_document_after_any_edits(
    qapp: QApplication, qtbot: QtBot, seed: int
) -> None:
    document, draft = open_document(small_tree())
    canvas = Canvas(document, CATALOGUE, LIGHT)
    qtbot.addWidget(canvas)
    first = drawn(canvas)
    chance = random.Random(seed)
    for _count in range(scaled(200)):
        chance.choice(DEEDS)(canvas, document, chance)
        assert_follows(canvas)
        assert draft.tree == document.tree
    last = drawn(canvas)
    steps = document.undo_stack.index()
    while document.undo():
        pass
    assert drawn(canvas) == first
    assert_follows(canvas)
    document.go_to(steps)
    assert drawn(canvas) == last
