"""A number, whole or not; empty where the field may be empty."""

from __future__ import annotations

import re
import typing
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.editors.line import show_line
from app.ui.theme.rendering import tr
from app.ui.widgets.labels import label

_WIDTH = 112


class NumberEditor(FieldEditor):
    """`int`, `float` or None. Out of bounds may be typed: the problem below says what is wrong."""

    suffix = ""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        accepted = set(typing.get_args(info.type)) or {info.type}
        self._optional = type(None) in accepted
        self._whole = float not in accepted
        bounds = info.field.bounds
        self._signed = bounds is None or bounds.low is None or bounds.low < 0
        self.line = _NumberLine(self._step)
        self.line.setValidator(_Digits(self.line, whole=self._whole, signed=self._signed))
        self.line.setPlaceholderText(tr(info.field.placeholder))
        self.line.setAccessibleName(self.accessibleName())
        self.line.setMaximumWidth(_WIDTH)
        self.line.textEdited.connect(self._type)
        self.line.editingFinished.connect(self._leave)
        unit = label(self.suffix, tone="muted", wrap=False)
        self.filled_with(self.line, unit, stretch=True)
        unit.setVisible(bool(self.suffix))

    def show_value(self, value: Any) -> None:
        if self._parsed(self.line.text()) != value or not self.line.hasFocus():
            show_line(self.line, _written(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.line, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)

    def set_placeholder(self, placeholder: str) -> None:
        self.line.setPlaceholderText(placeholder)

    def _parsed(self, words: str) -> int | float | None:
        """The number in the words, or None."""
        try:
            return int(words) if self._whole else float(words.replace(",", "."))
        except ValueError:
            return None

    def _type(self, words: str) -> None:
        number = self._parsed(words)
        if number is not None or (self._optional and not words.strip()):
            self.take(number)

    def _leave(self) -> None:
        # An emptied field that must hold a number shows the number that still counts.
        show_line(self.line, _written(self._value))
        self.finished.emit()

    def _step(self, by: int) -> None:
        if self.read_only:
            return
        bounds = self.info.field.bounds
        number = (self._value or 0) + by
        if bounds is not None and bounds.low is not None:
            number = max(number, type(number)(bounds.low))
        if bounds is not None and bounds.high is not None:
            number = min(number, type(number)(bounds.high))
        show_line(self.line, _written(number))
        self.take(number)


class _NumberLine(QLineEdit):
    """Up and down count."""

    def __init__(self, step: typing.Callable[[int], None]) -> None:
        super().__init__()
        self._count = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._count(by)


class _Digits(QValidator):
    """Lets digits through, a sign and a decimal mark where they make sense."""

    def __init__(self, parent: QWidget, *, whole: bool, signed: bool) -> None:
        super().__init__(parent)
        sign = "-?" if signed else ""
        rest = "" if whole else r"(?:[.,]\d{0,9})?"
        self._pattern = re.compile(rf"{sign}\d{{0,15}}{rest}")

    def validate(self, words: str, at: int) -> tuple[QValidator.State, str, int]:
        fits = self._pattern.fullmatch(words.strip()) is not None
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        return state, words, at


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    return str(value)
