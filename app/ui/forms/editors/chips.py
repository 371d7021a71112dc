"""Several things chosen from a list, shown as chips that can be taken out again."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.model.fields import FieldInfo
from app.model.text import Text, _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker


class ChipsEditor(FieldEditor):
    """`tuple[str, ...]` in the order of choosing."""

    adding: Text = _("Add…")

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(self._left, placeholder=self.adding)
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

    def options(self) -> list[Option]:
        """Everything that can be chosen, with the keys that are stored."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = {option.key.lower(): option.title for option in self.options()}
        for key in value:
            self._flow.addWidget(self._chip(key, names.get(key.lower())))
        self._chips.setVisible(bool(value))
        self._chips.updateGeometry()

    def chips(self) -> tuple[QPushButton, ...]:
        """The buttons that take something out."""
        found = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (item.widget() for item in found if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, QPushButton))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setVisible(not read_only)
        self._chips.setEnabled(not read_only)

    def _chip(self, key: str, name: str | None) -> QPushButton:
        chip = QPushButton(name or tr(_("{name} (does not exist)", name=key)))
        chip.setProperty("chip", True)
        chip.setAutoDefault(False)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIcon(icon("mdi6.close"))
        chip.setIconSize(QSize(12, 12))
        chip.setToolTip(tr(_("Take {name} out", name=name or key)))
        chip.setEnabled(not self.read_only)
        chip.clicked.connect(partial(self._remove, key))
        return chip

    def _left(self) -> list[Option]:
        chosen = {key.lower() for key in self._value}
        return [option for option in self.options() if option.key.lower() not in chosen]

    def _add(self, key: str) -> None:
        self._change((*self._value, key))

    def _remove(self, key: str, _checked: bool = False) -> None:
        self._change(tuple(one for one in self._value if one != key))
        self.picker.setFocus()

    def _change(self, value: tuple[str, ...]) -> None:
        self.choose(value)
        self.show_value(value)
