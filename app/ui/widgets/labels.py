"""Labels in the three sizes and the tones of the theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.model.text import Text
from app.ui.theme.rendering import tr


def label(
    words: Text | str = "",
    *,
    size: str = "",
    tone: str = "",
    wrap: bool = True,
    parent: QWidget | None = None,
) -> QLabel:
    """Plain text (never markup: the words may come from an email) in a size and a tone."""
    made = QLabel(tr(words) if isinstance(words, Text) else words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if size:
        made.setProperty("textSize", size)
    if tone:
        made.setProperty("tone", tone)
    return made


def title(words: Text | str = "") -> QLabel:
    """The largest text of a page or dialog."""
    return label(words, size="title")


def heading(words: Text | str = "") -> QLabel:
    """The head of a section."""
    return label(words, size="heading")


def muted(words: Text | str = "") -> QLabel:
    """Help and details, small and quiet."""
    return label(words, size="small", tone="muted")
