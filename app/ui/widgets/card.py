"""A framed surface with a margin, and the thin line that parts things."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Card(QFrame):
    """A surface with rounded corners; put things into `body`."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 16, kind: str = "card"):
        super().__init__(parent)
        self.setProperty("frame", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setProperty("frame", "rule")
    line.setFixedHeight(1)
    return line
