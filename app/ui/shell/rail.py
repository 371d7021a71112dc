"""The navigation rail: one place for each page, with icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.theme import paint_icon, tokens, tr

WIDTH = 88
_HEIGHT = 64
_ICON = 24


@dataclass(frozen=True)
class Place:
    """A page that the rail leads to. Pages are listed where they exist, and nowhere else."""

    key: str
    words: Text
    icon: str
    icon_chosen: str


PLACES = (
    Place("routings", _("Routings"), "mdi6.sitemap-outline", "mdi6.sitemap"),
    Place("samples", _("Samples"), "mdi6.email-multiple-outline", "mdi6.email-multiple"),
    Place("resources", _("Resources"), "mdi6.cube-outline", "mdi6.cube"),
)


def place_of(key: str) -> Place:
    """The page with a key."""
    return next(place for place in PLACES if place.key == key)


class Rail(QWidget):
    """`chosen` carries the key of the page that a person wants; up and down move between them."""

    chosen = Signal(str)

    def __init__(self, places: tuple[Place, ...] = PLACES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr(_("Pages")))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QAbstractButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for place in places:
            made = _RailButton(place)
            made.clicked.connect(lambda _checked=False, key=place.key: self.chosen.emit(key))
            self._group.addButton(made)
            self.buttons[place.key] = made
            column.addWidget(made)
        column.addStretch(1)

    @property
    def key(self) -> str:
        """The page that is marked."""
        return next((key for key, made in self.buttons.items() if made.isChecked()), "")

    def mark(self, key: str) -> None:
        """Mark a page as the one on show, without a signal."""
        self.buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self.buttons)
        at = keys.index(self.key) + step
        if 0 <= at < len(keys):
            wanted = self.buttons[keys[at]]
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            wanted.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())


class _RailButton(QAbstractButton):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self.setCheckable(True)
        self.setText(tr(place.words))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the rail moves
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            ground = (
                mixed(theme.accent, theme.surface, 0.14)
                if chosen
                else mixed(theme.text, theme.surface, 0.06)
            )
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRoundedRect(box, 8, 8)
        ink = "accent" if chosen else "muted"
        name = self._place.icon_chosen if chosen else self._place.icon
        paint_icon(painter, QRectF((self.width() - _ICON) / 2, 11, _ICON, _ICON), name, ink)
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(max(7.5, font.pointSizeF() - 1))
        if chosen:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(str(getattr(theme, ink))))
        words = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - 4
        )
        room = QRectF(0, 36, self.width(), self.height() - 38)
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words
        )
