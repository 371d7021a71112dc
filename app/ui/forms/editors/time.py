"""A time of the day."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editors.line import LineEditor, show_line

WIDTH = 68
_LOOSE = re.compile(r"^\s*(\d{1,2})\s*[:.hH]?\s*(\d{2})?\s*$")


class TimeEditor(LineEditor):
    """`str`, HH:MM; what is typed loosely (9, 930, 9h30) is written out on leaving."""

    narrow = True

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.line.setMaximumWidth(WIDTH)
        if not self.line.placeholderText():
            self.line.setPlaceholderText("00:00")
        self.line.editingFinished.connect(self._write_out)

    def _write_out(self) -> None:
        written = written_out(self.line.text())
        if written != self.line.text() and not self.read_only:
            show_line(self.line, written)
            self.choose(written)


def written_out(words: str) -> str:
    """HH:MM for a time typed loosely; anything else as it is."""
    found = _LOOSE.match(words)
    if found is None:
        return words
    hour, minute = int(found[1]), int(found[2] or 0)
    fits = (hour < 24 and minute < 60) or (hour == 24 and minute == 0)
    return f"{hour:02}:{minute:02}" if fits else words
