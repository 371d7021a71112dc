"""The handle that a row is moved by: dragged with the mouse, or with Up and Down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.model.text import _
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon
from app.ui.theme.rendering import tr


class Grip(QWidget):
    """`moved` carries -1 or 1 when the row should pass its neighbour, `dropped` ends a drag."""

    moved = Signal(int)
    dropped = Signal()

    def __init__(self, row: QWidget) -> None:
        super().__init__(row)
        self._row = row
        self._dragging = False
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(16, 28)
        self.setToolTip(tr(_("Drag to change the order, or press Up and Down.")))
        self.setAccessibleName(tr(_("Change the order")))

    def sizeHint(self) -> QSize:
        return QSize(16, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragging = event.button() == Qt.MouseButton.LeftButton
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging:
            return
        # The row moves under the pointer, so that distances are measured from where it is now.
        at = self.mapTo(self._row, event.position().toPoint()).y()
        if at < -8:
            self.moved.emit(-1)
        elif at > self._row.height() + 8:
            self.moved.emit(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        if self._dragging:
            self._dragging = False
            self.update()
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        self.moved.emit(by)
        self.dropped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        square = QRectF(0, (self.height() - 16) / 2, 16, 16)
        colour = "accent" if self._dragging or self.hasFocus() else "outline"
        paint_icon(painter, square, "mdi6.drag-vertical", colour)
        if self.hasFocus():
            painter.setPen(QColor(tokens().focus))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
