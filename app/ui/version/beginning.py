"""How a version comes on screen: its splitters as they were."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QWidget


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
