"""Push buttons and tool buttons in the variants of the style sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.model.text import Text
from app.ui.theme.icons import icon as themed_icon
from app.ui.theme.rendering import tr

Variant = Literal["", "primary", "danger", "quiet", "link"]


def button(
    words: Text | str,
    *,
    variant: Variant = "",
    icon: str = "",
    clicked: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button that says what it does."""
    made = QPushButton(tr(words) if isinstance(words, Text) else words, parent)
    made.setAutoDefault(False)
    if variant:
        made.setProperty("variant", variant)
    if icon:
        inks = {"primary": "on_accent", "danger": "error", "link": "accent"}
        made.setIcon(themed_icon(icon, inks.get(variant, "muted")))
        made.setIconSize(QSize(16, 16))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def tool_button(
    icon: str,
    tip: Text | str,
    *,
    clicked: Callable[[], object] | None = None,
    colour: str = "muted",
    side: int = 16,
    parent: QWidget | None = None,
) -> QToolButton:
    """A button with an icon alone; its tip is also its accessible name."""
    made = QToolButton(parent)
    words = tr(tip) if isinstance(tip, Text) else tip
    made.setIcon(themed_icon(icon, colour))
    made.setIconSize(QSize(side, side))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made
