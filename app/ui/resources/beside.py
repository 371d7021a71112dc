"""A form and what it comes to, side by side; where that is too narrow, one of both at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.model.text import _
from app.ui.resources.side_view import SideView
from app.ui.widgets import Segments

FORM, SIDE = "form", "side"
_FORM_ROOM = QSize(360, 220)
_SIDE_ROOM = QSize(300, 320)
_SIDE_BESIDE, _SIDE_BELOW = 42, 68
"""Percent of the room that the side takes at first."""


class Beside(QWidget):
    """`splitter` while there is room for both; else `tabs` say which one is in front."""

    def __init__(self, form: QWidget, side: SideView, name: str) -> None:
        super().__init__()
        self._form, self._side = form, side
        self.tabs = Segments(((FORM, _("Form")), (SIDE, side.title)))
        self.tabs.set_key(FORM)
        self.tabs.setContentsMargins(24, 10, 24, 10)
        self.tabs.chosen.connect(lambda _key: self._arrange())
        self._below = side.below
        self._is_moved = False
        way = Qt.Orientation.Vertical if side.below else Qt.Orientation.Horizontal
        self.splitter = QSplitter(way)
        self.splitter.setObjectName(name)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(form)
        self.splitter.addWidget(side)
        self.splitter.splitterMoved.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.splitter, 1)
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one of both only."""
        wanted = self._needed.expandedTo(_SIDE_ROOM) + _FORM_ROOM
        if self._below:
            return self.height() < wanted.height()
        return self.width() < wanted.width()

    @property
    def _needed(self) -> QSize:
        return self._side.minimumSizeHint().expandedTo(self._side.minimumSize())

    def show_form(self) -> None:
        """Bring the form to the front, for a field that wants the keyboard."""
        self.tabs.set_key(FORM)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As small as one of both: that it comes to that is what the tabs are for."""
        return _SIDE_ROOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if not self._is_moved and not self.is_narrow:
            self._share()

    def _keep(self, _place: int, _index: int) -> None:
        self._is_moved = True

    def _share(self) -> None:
        """The side has what it needs and a good part of the rest, until people decide."""
        room = self.height() if self._below else self.width()
        hint = self._needed
        needed = hint.height() if self._below else hint.width()
        wanted = room * (_SIDE_BELOW if self._below else _SIDE_BESIDE) // 100
        side = max(needed, wanted)
        self.splitter.setSizes([room - side, side])

    def _arrange(self) -> None:
        narrow = self.is_narrow
        self.tabs.setVisible(narrow)
        self._form.setVisible(not narrow or self.tabs.key == FORM)
        self._side.setVisible(not narrow or self.tabs.key == SIDE)
