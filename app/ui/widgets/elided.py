"""A label that shortens its words with an ellipsis instead of demanding room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QStyle, QStyleOptionFrame, QWidget


class ElidedLabel(QLabel):
    """One line of plain text; what does not fit is in the tip."""

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(words, parent)
        self._mode = mode
        self._tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._line) + 2
        return QSize(width, super().sizeHint().height())

    def setToolTip(self, tip: str) -> None:
        self._tip = tip
        super().setToolTip(tip)

    @property
    def shown(self) -> str:
        """The words as they stand there now."""
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self._line, self._mode, self.contentsRect().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        super().setToolTip(self._tip or (self.text() if self.shown != self._line else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self.shown,
            QPalette.ColorRole.WindowText,
        )

    @property
    def _line(self) -> str:
        return " ".join(self.text().split())
