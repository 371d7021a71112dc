"""One of a few options."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr


class ChoiceEditor(FieldEditor):
    """A text or enum among `Field.choices`; a value that is none of them is shown as it is."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.combo = CalmCombo()
        self.combo.setAccessibleName(self.accessibleName())
        for choice in info.field.choices:
            self.combo.addItem(tr(choice.label), choice.value)
        self.combo.activated.connect(self._choose)
        self.filled_with(self.combo)

    def show_value(self, value: Any) -> None:
        at = self.combo.findData(str(value))
        if at < 0:
            self.combo.addItem(str(value), str(value))
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.combo, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.combo.setEnabled(not read_only)

    def _choose(self, at: int) -> None:
        chosen = str(self.combo.itemData(at))
        kind = self.info.type
        try:
            self.choose(kind(chosen) if isinstance(kind, type) else chosen)
        except ValueError:
            # The unknown value itself: it stays what it is.
            self.show_value(self._value)


class CalmCombo(QComboBox):
    """Leaves the wheel to the form behind it, and may become narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        view = self.view()
        widest = max((view.sizeHintForColumn(0), self.width() - 12))
        view.setMinimumWidth(widest + 12)
        super().showPopup()
