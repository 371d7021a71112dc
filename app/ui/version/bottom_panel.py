"""The panel below the canvas: tabs with counts that fold away to their heads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.model.text import Text, _
from app.ui.theme import icon, tr
from app.ui.widgets import rule, tool_button

_FOLDED_ICON, _OPEN_ICON = "mdi6.chevron-up", "mdi6.chevron-down"


class BottomPanel(QFrame):
    """`folded_changed` when it was folded away or opened; a click on a tab opens it."""

    folded_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._keys: list[str] = []
        self._words: dict[str, str] = {}
        self._folded = False
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setIconSize(QSize(16, 16))
        self.tabs.setAccessibleName(tr(_("Panels")))
        self.tabs.currentChanged.connect(self._show)
        self.tabs.tabBarClicked.connect(self._click)
        self.pages = QStackedWidget()
        self.fold_button = tool_button(_OPEN_ICON, _("Fold the panel"), clicked=self._toggle)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.fold_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.pages, 1)

    def add(self, key: str, words: Text, picture: str, page: QWidget) -> None:
        """Add a tab."""
        self._keys.append(key)
        self._words[key] = tr(words)
        self.pages.addWidget(page)
        self.tabs.addTab(icon(picture), tr(words))

    def show_count(self, key: str, count: int) -> None:
        """Write a count behind the name of a tab; 0 is left out."""
        words = self._words[key]
        self.tabs.setTabText(self._keys.index(key), f"{words}  {count}" if count else words)

    @property
    def key(self) -> str:
        """The tab in front."""
        return self._keys[self.tabs.currentIndex()]

    def open(self, key: str) -> None:
        """Bring a tab to the front, unfolded."""
        self.tabs.setCurrentIndex(self._keys.index(key))
        self.set_folded(False)

    @property
    def is_folded(self) -> bool:
        """Whether only the heads are to be seen."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold it away, or open it."""
        if folded == self._folded:
            return
        self._folded = folded
        self.pages.setVisible(not folded)
        self.fold_button.setIcon(icon(_FOLDED_ICON if folded else _OPEN_ICON))
        words = tr(_("Open the panel") if folded else _("Fold the panel"))
        self.fold_button.setToolTip(words)
        self.fold_button.setAccessibleName(words)
        self.setMaximumHeight(self.head_height if folded else 16_777_215)
        self.folded_changed.emit(folded)

    @property
    def head_height(self) -> int:
        """The height of the heads alone."""
        return self.tabs.sizeHint().height() + 2

    def _show(self, index: int) -> None:
        self.pages.setCurrentIndex(index)

    def _click(self, index: int) -> None:
        if index < 0:
            return
        if self._folded:
            self.set_folded(False)

    def _toggle(self) -> None:
        self.set_folded(not self._folded)
