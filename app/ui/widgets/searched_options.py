"""A list of options with a line to search in above it, for dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.model.text import Text
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import OPTION_ROLE, Option, OptionDelegate, OptionModel
from app.ui.widgets.search_field import SearchField


class SearchedOptions(QWidget):
    """`marked` when another option is chosen, `activated` on a double click or Enter."""

    marked = Signal()
    activated = Signal()

    def __init__(self, searching: Text, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_empty = True
        self.search = SearchField(searching)
        self._model = OptionModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(OptionDelegate(self.view))
        self.view.setAccessibleName(tr(words))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setFixedHeight(168)
        self.view.activated.connect(self.activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.view)
        self.search.textChanged.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(lambda *_indexes: self.marked.emit())
        self.setFocusProxy(self.search)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Offer these; the first one is chosen."""
        self.is_empty = not options
        self._model.set_options(options)
        self._filter(self.search.text())

    @property
    def chosen(self) -> str:
        """The key of the chosen option, or an empty text."""
        option = self.view.currentIndex().data(OPTION_ROLE)
        return option.key if isinstance(option, Option) else ""

    def select(self, key: str) -> None:
        """Choose an option."""
        index = self._model.index(self._model.row_of(key), 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _filter(self, typed: str) -> None:
        before = self.chosen
        self._model.search(typed)
        if self._model.rowCount():
            self.select(before)
        self.marked.emit()
