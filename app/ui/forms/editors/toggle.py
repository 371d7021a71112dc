"""On or off."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor
from app.ui.theme.rendering import tr


class ToggleEditor(FieldEditor):
    """`bool`; the label stands beside the box."""

    labels_itself = True

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.box = QCheckBox(tr(info.field.label))
        self.box.toggled.connect(self._toggle)
        self.filled_with(self.box, stretch=True)

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.box.setEnabled(not read_only)

    def hide_label(self) -> None:
        self.box.setToolTip(self.box.text())
        self.box.setAccessibleName(self.box.text())
        self.box.setText("")

    def _toggle(self, on: bool) -> None:
        if on != self._value:
            self.choose(on)
