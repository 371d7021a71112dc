"""A day and a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo, Widget, field
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor
from app.ui.forms.editors.date import DateEditor
from app.ui.forms.editors.time import TimeEditor

_DAY = FieldInfo("day", field(_("Date"), widget=Widget.DATE).extra["field"], dt.date, None)  # type: ignore[index]
_TIME = FieldInfo("time", field(_("Time"), widget=Widget.TIME).extra["field"], str, "")  # type: ignore[index]


class DateTimeEditor(FieldEditor):
    """`str`, ISO 8601 to the minute, as 2026-12-31T18:00; without a day it is empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.day = DateEditor(_DAY, around)
        self.time = TimeEditor(_TIME, around)
        for part in (self.day, self.time):
            part.edited.connect(self._join)
            part.finished.connect(self.finished)
        self.filled_with(self.day, self.time, stretch=True)

    def show_value(self, value: Any) -> None:
        day, _t, rest = str(value).partition("T")
        try:
            self.day.set_value(dt.date.fromisoformat(day) if day else None)
        except ValueError:
            self.day.set_value(None)
        self.time.set_value(rest[:5])

    def mark_invalid(self, invalid: bool) -> None:
        self.day.mark_invalid(invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.day.set_read_only(read_only)
        self.time.set_read_only(read_only)

    def _join(self) -> None:
        day = self.day.value()
        time = self.time.value() or "00:00"
        self.take("" if day is None else f"{day.isoformat()}T{time}")
