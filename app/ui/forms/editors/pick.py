"""A resource, picked from a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor
from app.ui.forms.resource_picker import ResourcePicker


class PickEditor(FieldEditor):
    """`str`: the reference of a resource of `Field.kinds`, or empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picked = ResourcePicker(
            around.context, info.field.kinds, optional=not info.field.required
        )
        self.picked.picker.setAccessibleName(self.accessibleName())
        self.picked.chosen.connect(self.choose)
        self.filled_with(self.picked)

    def show_value(self, value: Any) -> None:
        self.picked.show_reference(value)

    def mark_invalid(self, invalid: bool) -> None:
        self.picked.mark_invalid(invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picked.set_read_only(read_only)
