"""The breadcrumb: where one is, each step a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme import paint_icon, tokens
from app.ui.widgets import ElidedLabel, button


@dataclass(frozen=True)
class Crumb:
    """A step; one without `go` is where one stands."""

    words: str
    go: Callable[[], object] | None = None


class Breadcrumb(QWidget):
    """A strip of 40 pixels along the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)
        self._crumbs: tuple[Crumb, ...] = ()
        self._steps: dict[int, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(2)

    @property
    def words(self) -> tuple[str, ...]:
        """The steps as they stand there."""
        return tuple(crumb.words for crumb in self._crumbs)

    def show_crumbs(self, crumbs: tuple[Crumb, ...]) -> None:
        """Show these steps."""
        same = [crumb.words for crumb in crumbs] == [crumb.words for crumb in self._crumbs]
        self._crumbs = crumbs
        if same:
            return
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._steps.clear()
        for index, crumb in enumerate(crumbs):
            if index:
                self._row.addWidget(_Chevron())
            here = crumb.go is None
            self._row.addWidget(self._step(index, crumb), 1 if here else 0)
        if all(crumb.go is not None for crumb in crumbs):
            self._row.addStretch(1)

    def step(self, index: int) -> QPushButton:
        """The button of a step that leads back."""
        return self._steps[index]

    def _step(self, index: int, crumb: Crumb) -> QWidget:
        if crumb.go is None:
            here = ElidedLabel(crumb.words)
            here.setProperty("textSize", "heading")
            here.setContentsMargins(4, 0, 4, 0)
            return here
        made = button(crumb.words, variant="link", clicked=lambda: self._go(index))
        self._steps[index] = made
        return made

    def _go(self, index: int) -> None:
        # Looked up late: the words may stand for something else by now.
        go = self._crumbs[index].go
        if go is not None:
            go()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        theme = tokens()
        painter.fillRect(self.rect(), QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class _Chevron(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 16)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(self.rect()), "mdi6.chevron-right", "muted")
