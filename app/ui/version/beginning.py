"""How a version comes on screen: splitters as they were, the tree from its beginning."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QWidget

from app.graph.canvas import Canvas

LEGIBLE = 0.6
"""The scale below which the names on cards can no longer be read."""


def restore_splitters(widget: QWidget) -> bool:
    """Give splitters the sizes that the window remembers; whether it remembers any."""
    state = getattr(widget.window(), "state", None)
    restore = getattr(state, "restore_splitter", None)
    if not callable(restore):
        return False
    changed = False
    for splitter in widget.findChildren(QSplitter):
        before = splitter.saveState()
        restore(splitter)
        changed = changed or splitter.saveState() != before
    return changed


def show_beginning(canvas: Canvas) -> None:
    """Show the tree from Start where the whole of it would be too small to read."""
    tree = canvas.document.tree
    places = tree.drawing.positions
    start = places.get(tree.start.id)
    if start is None or canvas.zoom >= LEGIBLE:
        return
    left = start.x
    middle = start.y + canvas.height() / 2 / LEGIBLE - 40

    def distance(key: str) -> float:
        return abs(places[key].y - middle) + abs(places[key].x - left)

    canvas.centre_on(min((key for key in tree.reachable if key in places), key=distance))
