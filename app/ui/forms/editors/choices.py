"""Some of a few options, as boxes to tick."""

from __future__ import annotations

import typing
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor
from app.ui.theme.rendering import tr


class ChoicesEditor(FieldEditor):
    """`tuple[StrEnum, ...]`: those of `Field.choices` that are ticked, in the order of the list."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self._member = typing.get_args(info.type)[0]
        self.boxes: dict[str, QCheckBox] = {}
        for choice in info.field.choices:
            box = QCheckBox(tr(choice.label))
            box.clicked.connect(lambda _on=False: self._take())
            self.boxes[choice.value] = box
        self.filled_with(*self.boxes.values(), across=False)

    def show_value(self, value: Any) -> None:
        for key, box in self.boxes.items():
            # A half-filled draft may hold nothing at all.
            box.setChecked(key in (value or ()))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for box in self.boxes.values():
            box.setEnabled(not read_only)

    def _take(self) -> None:
        ticked = (key for key, box in self.boxes.items() if box.isChecked())
        self.choose(tuple(self._member(key) for key in ticked))
