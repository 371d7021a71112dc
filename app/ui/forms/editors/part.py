"""A part of a resource that another field names: typed, or chosen from those that there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.fields import FieldInfo
from app.model.resources.parts import Part, parts_of
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editors.line import LineEditor
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.search_popup import SearchPopup

_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_F4)


class PartEditor(LineEditor):
    """`str`; the list is made when it opens, and what it does not know may be typed all the same.

    An external database, or a resource known by an expression, has parts that nobody here knows.
    """

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self._popup: SearchPopup | None = None
        self._opens = self.line.addAction(
            icon("mdi6.chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._opens.setToolTip(tr(_("Choose")))
        self._opens.triggered.connect(self.open)
        self.line.installEventFilter(self)

    @property
    def popup(self) -> SearchPopup:
        """The list, made when it is first needed."""
        if self._popup is None:
            self._popup = SearchPopup(self, empty=_("Nothing to choose from: type the name."))
            self._popup.chosen.connect(self._choose)
        return self._popup

    def open(self) -> None:
        """Offer the parts that the resource beside this field has now."""
        self.popup.open_under(self.line, self._options(), current=self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and self._opens_by(event):
            self.open()
            return True
        return super().eventFilter(watched, event)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._opens.setVisible(not read_only)

    def _opens_by(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and event.key() in _OPENING and not self.line.isReadOnly()

    def _options(self) -> list[Option]:
        around = self.around
        found = parts_of(Part(self.info.field.part), around.lookup, around.context.resources())
        return [Option(one.name, one.name, tr(one.hint), one.label) for one in found or ()]

    def _choose(self, name: str) -> None:
        self.show_value(name)
        self.choose(name)
