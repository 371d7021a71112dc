"""What an empty page shows: an icon, a sentence, and the button that fills it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.text import Text
from app.ui.theme.icons import icon as themed_icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import Variant, button
from app.ui.widgets.labels import label

_ICON = 40


class EmptyState(QWidget):
    """Centred in whatever room there is; `activated` when its button is pressed."""

    activated = Signal()

    def __init__(
        self,
        icon: str,
        sentence: Text | str,
        *,
        action: Text | None = None,
        variant: Variant = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = _Picture(icon)
        self._words = label(sentence, tone="muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setMaximumWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        # A wrapped label placed by alignment would not be given its height for the width.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._words, 8)
        row.addStretch(1)
        column.addLayout(row)
        if action is not None:
            self.button = button(action, variant=variant, clicked=self.activated.emit)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def say(self, sentence: Text) -> None:
        """Say something else."""
        self._words.setText(tr(sentence))

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()


class _Picture(QLabel):
    """An icon that is asked for its picture anew whenever it is shown in another theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icon = themed_icon(name, "outline")
        self.setFixedSize(QSize(_ICON, _ICON))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
