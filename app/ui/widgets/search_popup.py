"""A pop-up list that is searched by typing: names, resources, languages, time zones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.model.text import Text, _
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.card import rule
from app.ui.widgets.labels import label
from app.ui.widgets.option_list import Option, OptionDelegate, OptionModel
from app.ui.widgets.search_field import SearchField

_MOST_ROWS = 9
_NARROWEST = 260
_WIDEST = 440


@dataclass(frozen=True)
class PopupAction:
    """Something to do that is no choice, such as *Create new…*."""

    words: Text
    icon: str
    act: Callable[[], object]


class SearchPopup(QFrame):
    """Opens under a widget; `chosen` carries an option's key. Escape or a click beside closes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, *, empty: Text | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self.search = SearchField()
        self.search.setToolTip(tr(_("Type to search, arrows to move, Enter to choose.")))
        self.view = QListView()
        self.view.setProperty("bare", True)
        self.view.setUniformItemSizes(False)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._model = OptionModel(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(OptionDelegate(self.view))
        self._nothing = label(empty or _("Nothing found."), tone="muted")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)
        column.addLayout(self._foot)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.view.clicked.connect(lambda index: self._choose(index.row()))

    def open_under(
        self,
        anchor: QWidget,
        options: Iterable[Option],
        *,
        actions: Iterable[PopupAction] = (),
        current: str = "",
        typed: str = "",
        place: QPoint | None = None,
    ) -> None:
        """Show the options below a widget (or at a global point), the current one marked."""
        self._model.set_options(tuple(options))
        self._set_actions(tuple(actions))
        self.search.setText(typed)
        self._filter(typed)
        self._select(self._model.row_of(current) if current and not typed else 0)
        self._place(anchor, place)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        if not typed:
            self.view.scrollTo(self.view.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def options(self) -> tuple[Option, ...]:
        """The options that the search leaves."""
        return self._model.shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if watched is self.search and pressed and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        page = max(1, self.view.height() // 30)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if key in steps:
            self._select(self.view.currentIndex().row() + steps[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex().row())
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def _filter(self, typed: str) -> None:
        self._model.search(typed)
        self._select(0)
        found = bool(self._model.shown)
        self.view.setVisible(found)
        self._nothing.setVisible(not found)

    def _select(self, row: int) -> None:
        count = self._model.rowCount()
        if count:
            index = self._model.index(max(0, min(count - 1, row)), 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._model.shown):
            key = self._model.shown[row].key
            self.close()
            self.chosen.emit(key)

    def _set_actions(self, actions: tuple[PopupAction, ...]) -> None:
        while (item := self._foot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if actions:
            self._foot.addWidget(rule())
            self._foot.addSpacing(4)
        for one in actions:
            made = button(
                one.words, variant="quiet", icon=one.icon, clicked=partial(self._act, one)
            )
            made.setProperty("leading", True)
            self._foot.addWidget(made)

    def _act(self, one: PopupAction) -> None:
        self.close()
        one.act()

    def _place(self, anchor: QWidget, place: QPoint | None) -> None:
        width = max(_NARROWEST, min(_WIDEST, max(anchor.width(), self._model.widest(self))))
        rows = self._model.rowCount()
        heights = (self.view.sizeHintForRow(row) for row in range(min(rows, _MOST_ROWS)))
        self.view.setFixedHeight(max(sum(heights) + 4, 32))
        self._column.activate()
        size = QSize(width, self.sizeHint().height())
        corner = place or anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = QGuiApplication.screenAt(corner) or anchor.screen()
        free = screen.availableGeometry()
        top = corner.y()
        if top + size.height() > free.bottom():
            top = max(free.top(), corner.y() - anchor.height() - 4 - size.height())
        left = max(free.left(), min(corner.x(), free.right() - size.width()))
        self.setGeometry(QRect(QPoint(left, top), size))
