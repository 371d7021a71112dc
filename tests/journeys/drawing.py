"""What a canvas shows of a tree, and what it should show."""

from __future__ import annotations

from app.engine.registry import CATALOGUE
from app.graph.canvas import Canvas
from app.graph.faces import faces_of
from app.model.tree import ActionTree, Group, Note
from app.ui.theme import tr


def words_of(mark: Group | Note) -> str:
    """What stands on a note, or over a group."""
    return mark.text if isinstance(mark, Note) else mark.title


def drawn(canvas: Canvas) -> tuple[object, ...]:
    """Everything that a canvas shows of a tree, read from its items and the library's model."""
    graph = canvas._graph
    cards = {card.id_: card for card in graph.cards}
    joined = {
        (node.id, port.name(), other.node().id)
        for node in graph.all_nodes()
        for port in node.output_ports()
        for other in port.connected_ports()
    }
    return (
        {key: card.face for key, card in cards.items()},
        {key: (card.x(), card.y()) for key, card in cards.items()},
        {(pipe.link.source, pipe.link.branch, pipe.link.target) for pipe in canvas._viewer.links},
        joined,
    )


def described(tree: ActionTree) -> tuple[object, ...]:
    """What a canvas should show of a tree."""
    places = tree.drawing.positions
    links = {(link.source, link.branch, link.target) for link in tree.links}
    return (
        dict(faces_of(tree, CATALOGUE, tr)),
        {one.id: (places[one.id].x, places[one.id].y) for one in tree.actions},
        links,
        links,
    )
