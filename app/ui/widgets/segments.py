"""A few alternatives side by side, of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.model.text import Text
from app.ui.theme.rendering import tr


class Segments(QWidget):
    """`chosen` carries the key that a person picked; arrows move between the alternatives."""

    chosen = Signal(str)

    def __init__(self, choices: tuple[tuple[str, Text], ...], parent: QWidget | None = None):
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (key, words) in enumerate(choices):
            made = _Segment(tr(words))
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", _place(index, len(choices)))
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self._buttons[key] = made
            row.addWidget(made)
        row.addStretch(1)

    @property
    def key(self) -> str:
        """The chosen alternative, or an empty text."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without a signal."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def segment(self, key: str) -> QPushButton:
        """The button of an alternative."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.isEnabled():
            super().keyPressEvent(event)
            return
        keys = list(self._buttons)
        at = keys.index(self.key) if self.key else 0
        wanted = self._buttons[keys[max(0, min(len(keys) - 1, at + step))]]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        wanted.click()


class _Segment(QPushButton):
    """Leaves arrows to the row of segments, and may become narrow."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words in the bold of a chosen segment, so that choosing moves nothing."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        plain = self.fontMetrics().horizontalAdvance(words)
        more = QFontMetrics(bold).horizontalAdvance(words) - plain
        return super().sizeHint() + QSize(max(0, more), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    if index == 0:
        return "first"
    return "last" if index == count - 1 else "middle"
