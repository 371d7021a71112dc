"""Choosing an action type: a line to search with above the list; the palette and the add menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from app.model.catalogue import ActionCard
from app.model.text import Text, _
from app.ui.theme import tr
from app.ui.version.action_list import ROW_ROLE, ActionDelegate, ActionModel, Entry
from app.ui.widgets import EmptyState, SearchField, button, label, rule

_MENU_SIZE = QSize(320, 420)
_OWN_KEYS = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
    }
)


class ActionChooser(QWidget):
    """`chosen` carries the key of a type; `cancelled` when Escape is pressed with nothing typed."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(
        self, cards: Iterable[ActionCard], parent: QWidget | None = None, *, at_once: bool = False
    ) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self.search = SearchField(_("Search actions"))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self.model = ActionModel(cards, self)
        self.view = QListView()
        self.view.setProperty("bare", True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ActionDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(False)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(tr(_("Action types")))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.installEventFilter(self)
        if at_once:
            self.view.clicked.connect(self._choose)
        else:
            self.view.doubleClicked.connect(self._choose)
        self._nothing = EmptyState("mdi6.magnify-close", _("No action is called so."))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.search)

    @property
    def current(self) -> str:
        """The key of the marked type, or an empty text."""
        row = self.view.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, Entry) else ""

    def mark_first(self) -> None:
        """Mark the first type."""
        self._mark(0, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # A pop-up over the canvas is its child: the keys of the canvas must wait.
            if Qt.Key(event.key()) in _OWN_KEYS:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event, in_search=watched is self.search)
        return super().eventFilter(watched, event)

    # --- private ---

    def _key(self, event: QKeyEvent, *, in_search: bool) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex())
            return True
        if key == Qt.Key.Key_Escape and not self.search.text():
            self.cancelled.emit()
            return True
        if not in_search:
            return False
        page = max(1, self.view.height() // 36)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if key not in steps:
            return False
        at = self.view.currentIndex().row()
        step = steps[key]
        self._mark(max(0, min(self.model.rowCount() - 1, at + step)), 1 if step > 0 else -1)
        return True

    def _mark(self, row: int, step: int) -> None:
        """Mark the entry at a row, or the next one in a direction: headings cannot be marked."""
        rows = self.model.rows
        while 0 <= row < len(rows) and not isinstance(rows[row], Entry):
            row += step
        if 0 <= row < len(rows):
            index = self.model.index(row, 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            if row == 1:
                self.view.scrollToTop()

    def _filter(self, typed: str) -> None:
        self.model.search(typed)
        self._pages.setCurrentIndex(0 if self.model.rows else 1)
        if typed.strip() or self._at_once:
            self.mark_first()

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Entry):
            self.chosen.emit(row.key)


class ActionPalette(ActionChooser):
    """The types beside the canvas: dragged onto it, or added by a double click or Enter."""

    def __init__(self, cards: Iterable[ActionCard], parent: QWidget | None = None) -> None:
        super().__init__(cards, parent)
        self.view.setDragEnabled(True)
        self.view.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setMinimumWidth(160)
        self.setAccessibleName(tr(_("Palette")))

    def set_read_only(self, read_only: bool) -> None:
        """Nothing can be added to a version that cannot change."""
        self.view.setEnabled(not read_only)
        self.view.setDragEnabled(not read_only)


class AddMenu(QFrame):
    """Opens where a + was clicked. `chosen` carries a type; Escape or a click beside closes."""

    chosen = Signal(str)
    copy_requested = Signal()
    """An existing action is to be copied rather than a type added from zero."""

    def __init__(self, cards: Iterable[ActionCard], where: Text, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr(_("Add an action")))
        self.chooser = ActionChooser(cards, at_once=True)
        self.chooser.chosen.connect(self._choose)
        self.chooser.cancelled.connect(self.close)
        self.where = label(where, size="small", tone="muted", wrap=False)
        self.where.setContentsMargins(16, 8, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        self.copy = button(
            _("By copying an existing action…"),
            variant="link",
            icon="mdi6.content-copy",
            clicked=self._copy,
        )
        column.addWidget(self.where)
        column.addWidget(self.chooser, 1)
        column.addWidget(rule())
        column.addWidget(self.copy)

    def open_at(self, place: QPoint) -> None:
        """Open beside a place on the screen, wholly on it."""
        screen = QGuiApplication.screenAt(place) or self.screen()
        free = screen.availableGeometry()
        size = _MENU_SIZE.boundedTo(free.size())
        box = QRect(place + QPoint(8, 8), size)
        if box.right() > free.right():
            box.moveRight(free.right())
        if box.bottom() > free.bottom():
            box.moveBottom(free.bottom())
        self.setGeometry(box)
        self.chooser.mark_first()
        self.show()
        self.chooser.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, key: str) -> None:
        self.close()
        self.chosen.emit(key)

    def _copy(self) -> None:
        self.close()
        self.copy_requested.emit()
