"""How a version tab is divided: palette, canvas and inspector above the panels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from app.ui.version.bottom_panel import BottomPanel

_OPEN_PANEL = 260


class Panes(QSplitter):
    """Three columns above the panels; the panels give their room away when they fold."""

    def __init__(
        self, palette: QWidget, canvas: QWidget, inspector: QWidget, bottom: BottomPanel
    ) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._bottom = bottom
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("version.columns")
        self.columns.setChildrenCollapsible(False)
        self.palette_pane, middle, self.inspector_pane = (
            _panel(part) for part in (palette, canvas, inspector)
        )
        for number, part in enumerate((self.palette_pane, middle, self.inspector_pane)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(number, int(number == 1))
        self.columns.setSizes([252, 840, 336])
        self.setObjectName("version.rows")
        self.setChildrenCollapsible(False)
        self.addWidget(self.columns)
        self.addWidget(bottom)
        self.setStretchFactor(0, 1)
        self.setSizes([560, _OPEN_PANEL])
        bottom.setMinimumHeight(bottom.head_height)
        bottom.folded_changed.connect(self._follow_fold)

    def come_back(self, restored: bool) -> None:
        """Before anything has run, the canvas has the room; a click on a head opens the panel."""
        if not restored or self.sizes()[1] <= self._bottom.head_height + 4:
            self._bottom.set_folded(True)

    def _follow_fold(self, folded: bool) -> None:
        whole = self.parentWidget() or self
        open_ = max(_OPEN_PANEL, whole.height() * 2 // 5)
        height = self._bottom.head_height if folded else open_
        self.setSizes([max(1, self.height() - height), height])


def _panel(widget: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("frame", "panel")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return made
