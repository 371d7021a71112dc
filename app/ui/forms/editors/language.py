"""One language."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker

_NONE = _("No language")


class LanguageEditor(FieldEditor):
    """`str`: an ISO 639-1 code, or empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(self._options, placeholder=_NONE)
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._choose)
        self.filled_with(self.picker)

    def show_value(self, value: Any) -> None:
        names = dict(self.around.context.languages())
        self.picker.show_choice(value, names.get(value, value), value)

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _options(self) -> list[Option]:
        none = [] if self.info.field.required else [Option("", tr(_NONE))]
        return none + [Option(code, name, code) for code, name in self.around.context.languages()]

    def _choose(self, code: str) -> None:
        self.show_value(code)
        self.choose(code)
