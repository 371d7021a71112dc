"""A resource, picked, or named by an expression that is evaluated in each run."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget

from app.model.config import Reference, ReferenceMode
from app.model.fields import FieldInfo
from app.model.text import _, in_sentence
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.resource_picker import ResourcePicker, kind_label
from app.ui.forms.template_field import TemplateField
from app.ui.theme.rendering import tr
from app.ui.widgets.flow import FlowLayout


class ReferenceEditor(FieldEditor):
    """`Reference`: *I know the queue* or *I know its reference*; each keeps its own words."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        kinds = info.field.kinds
        what = tr(kind_label(kinds[0] if kinds else ""))
        self._last = dict.fromkeys(ReferenceMode, "")
        known = _("I know the {kind}", kind=in_sentence(what))
        self.modes = {
            ReferenceMode.PICKED: QRadioButton(tr(known)),
            ReferenceMode.EXPRESSION: QRadioButton(tr(_("I know its reference"))),
        }
        self._ways = QWidget()
        # The two stand below each other where the name of the kind is long.
        flow = FlowLayout(self._ways, spacing=8, line_spacing=0)
        for mode, way in self.modes.items():
            way.clicked.connect(partial(self._choose_mode, mode))
            flow.addWidget(way)
        self.picked = ResourcePicker(around.context, kinds, optional=not info.field.required)
        self.picked.picker.setAccessibleName(self.accessibleName())
        self.picked.chosen.connect(self._pick)
        self.template = TemplateField(around.context.names)
        self.template.box.setPlaceholderText(tr(_("A reference, or {{ a value }}")))
        self.template.box.setAccessibleName(self.accessibleName())
        self.template.typed.connect(self._type)
        self.template.left.connect(self.finished)
        self.filled_with(self._ways, self.picked, self.template, across=False)

    def show_value(self, value: Any) -> None:
        self._last[value.mode] = value.value
        self.modes[value.mode].setChecked(True)
        self.picked.setVisible(not value.is_expression)
        self.template.setVisible(value.is_expression)
        self.setFocusProxy(self.template if value.is_expression else self.picked)
        if value.is_expression:
            self.template.box.show_text(value.value)
        else:
            self.picked.show_reference(value.value)

    def mark_invalid(self, invalid: bool) -> None:
        self.picked.mark_invalid(invalid)
        mark(self.template.box, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._ways.setEnabled(not read_only)
        self.picked.set_read_only(read_only)
        self.template.set_read_only(read_only)

    def _choose_mode(self, mode: ReferenceMode, _checked: bool = False) -> None:
        if mode is self._value.mode:
            return
        self._last[self._value.mode] = self._value.value
        changed = Reference(self._last[mode], mode)
        self.show_value(changed)
        self.choose(changed)

    def _pick(self, reference: str) -> None:
        self._last[ReferenceMode.PICKED] = reference
        self.choose(Reference(reference, ReferenceMode.PICKED))

    def _type(self, words: str) -> None:
        self._last[ReferenceMode.EXPRESSION] = words
        self.take(Reference(words, ReferenceMode.EXPRESSION))
