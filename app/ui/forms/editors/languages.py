"""Several languages, as chips."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker


class LanguagesEditor(FieldEditor):
    """`tuple[str, ...]` of ISO 639-1 codes, in the order of choosing."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(self._options, placeholder=_("Add a language…"))
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._add)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._chips)
        column.addWidget(self.picker)
        self.setFocusProxy(self.picker)

    def show_value(self, value: Any) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = dict(self.around.context.languages())
        for code in value:
            self._flow.addWidget(self._chip(code, names.get(code, code)))
        self._chips.setVisible(bool(value))
        self._chips.updateGeometry()

    def chips(self) -> tuple[QPushButton, ...]:
        """The buttons that take a language out."""
        found = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (item.widget() for item in found if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, QPushButton))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setVisible(not read_only)
        self._chips.setEnabled(not read_only)

    def _chip(self, code: str, name: str) -> QPushButton:
        chip = QPushButton(name)
        chip.setProperty("chip", True)
        chip.setAutoDefault(False)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIcon(icon("mdi6.close"))
        chip.setIconSize(QSize(12, 12))
        chip.setToolTip(tr(_("Take {language} out", language=name)))
        chip.setEnabled(not self.read_only)
        chip.clicked.connect(partial(self._remove, code))
        return chip

    def _options(self) -> list[Option]:
        languages = self.around.context.languages()
        return [Option(code, name, code) for code, name in languages if code not in self._value]

    def _add(self, code: str) -> None:
        self._change((*self._value, code))

    def _remove(self, code: str, _checked: bool = False) -> None:
        self._change(tuple(one for one in self._value if one != code))
        self.picker.setFocus()

    def _change(self, value: tuple[str, ...]) -> None:
        self.show_value(value)
        self.choose(value)
