"""A day of the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.editors.line import show_line
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import tool_button

_WIDTH = 104


class DateEditor(FieldEditor):
    """`datetime.date` or None; typed as 2026-12-31 or as dates are written here, or picked."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.line = QLineEdit()
        self.line.setMaximumWidth(_WIDTH)
        self.line.setAccessibleName(self.accessibleName())
        self.line.setPlaceholderText(_pattern())
        self.line.textEdited.connect(self._type)
        self.line.editingFinished.connect(self._leave)
        self.button = tool_button("mdi6.calendar-outline", _("Choose a day"), clicked=self._open)
        self._popup: _CalendarPopup | None = None
        self.filled_with(self.line, self.button, stretch=True)

    def show_value(self, value: Any) -> None:
        if not self.line.hasFocus() or parsed_date(self.line.text()) != value:
            show_line(self.line, written_date(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.line, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        self.button.setVisible(not read_only)

    @property
    def popup(self) -> _CalendarPopup:
        """The month to pick a day from, made when it is first needed."""
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.calendar.clicked.connect(self._pick)
            self._popup.calendar.activated.connect(self._pick)
        return self._popup

    def _open(self) -> None:
        self.popup.open_under(self, self._value)

    def _type(self, words: str) -> None:
        day = parsed_date(words)
        if day is not None or not words.strip():
            self.take(day)
        mark(self.line, bool(words.strip()) and day is None)
        self.line.setToolTip(
            "" if day or not words.strip() else tr(_("Write the day as {form}.", form=_pattern()))
        )

    def _leave(self) -> None:
        # Words that are no day yet stay, marked: taking them away would punish a slip.
        if parsed_date(self.line.text()) is not None or not self.line.text().strip():
            show_line(self.line, written_date(self._value))
        self.finished.emit()

    def _pick(self, day: QDate) -> None:
        self.popup.close()
        picked = dt.date(day.year(), day.month(), day.day())
        show_line(self.line, written_date(picked))
        mark(self.line, False)
        self.choose(picked)


class _CalendarPopup(QFrame):
    """A month."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.calendar)

    def open_under(self, anchor: QWidget, day: dt.date | None) -> None:
        """Show the month of a day below a widget."""
        shown = QDate.currentDate() if day is None else QDate(day.year, day.month, day.day)
        self.calendar.setSelectedDate(shown)
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
        self.show()
        self.calendar.setFocus()


def _pattern() -> str:
    """How days are written here, the year always in full."""
    if QLocale().language() is QLocale.Language.C:
        return "yyyy-MM-dd"
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def written_date(day: dt.date | None) -> str:
    """A day as it is written here."""
    if day is None:
        return ""
    return QLocale().toString(QDate(day.year, day.month, day.day), _pattern())


def parsed_date(words: str) -> dt.date | None:
    """The day in the words: ISO 8601, or as it is written here."""
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        day = QLocale().toDate(words.strip(), _pattern())
        return dt.date(day.year(), day.month(), day.day()) if day.isValid() else None
