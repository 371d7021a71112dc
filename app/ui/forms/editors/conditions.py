"""Conditions joined by *all* or *any*, in groups that nest."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.catalogue import Problem
from app.model.fields import FieldInfo
from app.ui.forms.condition_group import GroupBox, condition_types
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor


class ConditionsEditor(FieldEditor):
    """A group struct: `joined` is "all" or "any", `items` holds conditions and groups."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.group = GroupBox(condition_types(info.type), around, depth=0)
        self.group.edited.connect(lambda: self.take(self.group.value()))
        self.group.finished.connect(self.finished)
        self.filled_with(self.group)

    def show_value(self, value: Any) -> None:
        if self.group.value() != value:
            self.group.set_value(value)

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return self.group.show_problems(problems)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.group.set_read_only(read_only)
