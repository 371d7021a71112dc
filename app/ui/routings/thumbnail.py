"""The small picture of a version's tree on its card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.graph.tokens import Tokens
from app.model.catalogue import Catalogue
from app.model.text import _
from app.model.tree import ActionTree
from app.ui.theme import paint_icon, tokens, tr

SIZE = QSize(168, 96)


class TreeThumbnail(QWidget):
    """A well of fixed size; empty until the tree is known. `clicked` opens the version."""

    clicked = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._tree: ActionTree | None = None
        self._picture: QPixmap | None = None
        self._drawn_for: tuple[Tokens, float] | None = None
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr(_("Picture of the action tree")))

    @property
    def tree(self) -> ActionTree | None:
        """The tree in the picture."""
        return self._tree

    def show_tree(self, tree: ActionTree) -> None:
        """Draw this tree."""
        if tree != self._tree:
            self._tree, self._drawn_for = tree, None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.fillPath(shape, QColor(theme.background))
        if self._tree is None or self._tree.is_blank:
            middle = box.center()
            square = QRectF(middle.x() - 14, middle.y() - 14, 28, 28)
            paint_icon(painter, square, "mdi6.sitemap-outline", theme.line)
        else:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(0, 0, self._drawn(theme))
            painter.restore()
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawPath(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.clicked.emit()

    def _drawn(self, theme: Tokens) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._drawn_for != (theme, ratio):
            from app.graph.thumbnail import thumbnail

            assert self._tree is not None
            self._picture = QPixmap.fromImage(
                thumbnail(self._tree, self._catalogue, theme, SIZE, ratio)
            )
            self._drawn_for = (theme, ratio)
        return self._picture
