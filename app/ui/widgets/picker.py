"""A field that is chosen from a searchable list; it looks like a combo box."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.model.text import Text
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.search_popup import PopupAction, SearchPopup

_PAD = 9
_ARROW = 16
_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


class Picker(QPushButton):
    """`chosen` carries the key that a person picked; options are asked for whenever it opens."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Callable[[], Iterable[Option]],
        *,
        placeholder: Text | None = None,
        actions: Callable[[], Iterable[PopupAction]] = tuple,
        empty: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._actions = actions
        self._empty = empty
        self._placeholder = "" if placeholder is None else tr(placeholder)
        self._title = ""
        self._hint = ""
        self._icon = ""
        self._icon_colour = "muted"
        self._current = ""
        self._popup: SearchPopup | None = None
        self.setProperty("picker", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: self.open())

    def show_choice(
        self, key: str, title: str, hint: str = "", icon: str = "", icon_colour: str = "muted"
    ) -> None:
        """Show what is chosen; an empty title shows the placeholder."""
        self._current, self._title, self._hint = key, title, hint
        self._icon, self._icon_colour = icon, icon_colour
        self.setAccessibleDescription(title)
        self.setToolTip(f"{title}\n{hint}".strip() if title else "")
        self.update()

    @property
    def shown(self) -> str:
        """The words that stand there."""
        return self._title or self._placeholder

    @property
    def popup(self) -> SearchPopup:
        """The list, made when it is first needed."""
        if self._popup is None:
            self._popup = SearchPopup(self, empty=self._empty)
            self._popup.chosen.connect(self.chosen)
        return self._popup

    def open(self, typed: str = "") -> None:
        """Open the list, searching for what was typed."""
        self.popup.open_under(
            self, self._options(), actions=self._actions(), current=self._current, typed=typed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if event.key() in _OPENING:
            self.open()
        elif letters.isprintable() and letters.strip() and plain:
            self.open(letters)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(140, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(56, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inner = self.rect().adjusted(_PAD, 0, -_PAD - _ARROW, 0)
        middle = self.rect().center().y() + 1
        arrow = QRectF(self.width() - _ARROW - 6, middle - _ARROW / 2, _ARROW, _ARROW)
        faded = not self.isEnabled()
        paint_icon(painter, arrow, "mdi6.chevron-down", "line" if faded else "muted")
        if self._icon:
            square = QRectF(inner.left(), middle - 8, 16, 16)
            paint_icon(painter, square, self._icon, self._icon_colour)
            inner.setLeft(inner.left() + 20)
        metrics = self.fontMetrics()
        painter.setPen(QColor(theme.muted if faded or not self._title else theme.text))
        words = metrics.elidedText(self.shown, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), words)
        left = inner.left() + metrics.horizontalAdvance(words) + 8
        rest = QRect(left, inner.top(), inner.right() - left, inner.height())
        if self._title and self._hint and rest.width() > 32:
            painter.setPen(QColor(theme.muted))
            hint = metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(
                rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), hint
            )
