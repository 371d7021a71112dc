"""Liquid templates, of one line or several, with *Insert value*."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.resources.parts import PART_LABELS, Part, parts_of
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.template_field import TemplateField
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option


class TemplateEditor(FieldEditor):
    """`str`, Liquid, one line."""

    lines: ClassVar[tuple[int, int]] = (1, 1)
    fixed_width: ClassVar[bool] = False
    bare_names: ClassVar[bool] = False

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.field = TemplateField(
            around.context.names,
            fewest=self.lines[0],
            most=self.lines[1],
            fixed_width=self.fixed_width,
            bare_names=self.bare_names,
            texts=self._texts,
        )
        self.field.box.setPlaceholderText(tr(info.field.placeholder))
        self.field.box.setAccessibleName(self.accessibleName())
        self.field.typed.connect(self.take)
        self.field.left.connect(self.finished)
        self.filled_with(self.field)

    def show_value(self, value: Any) -> None:
        self.field.box.show_text(str(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.field.box, invalid)

    def _texts(self) -> tuple[Option, ...]:
        """The parts of a resource that the field beside this one names, as texts to choose."""
        if not self.info.field.part:
            return ()
        part, around = Part(self.info.field.part), self.around
        what = tr(PART_LABELS[part])
        found = parts_of(part, around.lookup, around.context.resources()) or ()
        return tuple(Option(one.name, one.name, what) for one in found)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.field.set_read_only(read_only)

    def set_placeholder(self, placeholder: str) -> None:
        self.field.box.setPlaceholderText(placeholder)


class TemplateLinesEditor(TemplateEditor):
    """`str`, Liquid, several lines."""

    lines = (3, 12)
