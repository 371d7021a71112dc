"""What a calendar comes to, month by month, beside its form."""

from __future__ import annotations

import datetime as dt

import msgspec
from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.day_plan import DayPlan, day_plan
from app.engine.moments import zone_of
from app.engine.opening import OpeningState, opening_at
from app.graph.tokens import mixed
from app.model.resources import Calendar, ClosedSlot, Holiday, Resource
from app.model.text import _
from app.services.clock import now
from app.services.holiday_books import Holidays
from app.ui.resources.day_words import STATE_WORDS, clock, headline, long_date, sentences
from app.ui.resources.month_grid import MonthGrid
from app.ui.resources.side_view import SideView
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.theme.current import tokens
from app.ui.widgets import FlowLayout, button, heading, label, muted, tool_button


class CalendarMonth(SideView):
    """A month of the draft; the chosen day is told below it, and can be closed there."""

    title = _("Month")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar = Calendar()
        self._read_only = False
        language = session.preferences.language or QLocale().name()
        self._holidays = Holidays(language)
        self.grid = MonthGrid(self._today())
        self.month = heading()
        self.state_now = muted()
        self.back = tool_button(
            "mdi6.chevron-left", _("Month before"), clicked=lambda: self.grid.step_months(-1)
        )
        self.forward = tool_button(
            "mdi6.chevron-right", _("Month after"), clicked=lambda: self.grid.step_months(1)
        )
        self.today = button(_("Today"), clicked=self.go_to_today)
        self.day = heading()
        self.summary = label("")
        self.details = muted()
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.make_holiday = button(
            _("Make it a holiday"),
            variant="link",
            icon="mdi6.party-popper",
            clicked=self._turn_holiday,
        )
        self.close_day = button(
            _("Close it"), variant="link", icon="mdi6.door-closed-lock", clicked=self._turn_closed
        )
        self._build()
        self.grid.chosen.connect(lambda _day: self._refresh())

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, Calendar)
        self._calendar = resource
        self.grid.today = self._today()
        self.grid.show_plans(self._plan)
        self._refresh()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._refresh()

    def go_to_today(self) -> None:
        """Show the day that it is where the calendar is."""
        self.grid.show_day(self._today())
        self._refresh()

    def show_day(self, day: dt.date) -> None:
        """Show a day and its month."""
        self.grid.show_day(day)
        self._refresh()

    # --- building ---

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.month, 1)
        head.addWidget(self.back)
        head.addWidget(self.today)
        head.addWidget(self.forward)
        legend = QWidget()
        flow = FlowLayout(legend, spacing=16)
        for state in OpeningState:
            flow.addWidget(_Legend(state))
        buttons = QWidget()
        tools = FlowLayout(buttons, spacing=8)
        tools.addWidget(self.make_holiday)
        tools.addWidget(self.close_day)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.state_now)
        column.addWidget(self.grid, 1)
        column.addWidget(legend)
        column.addSpacing(4)
        column.addWidget(self.day)
        column.addWidget(self.summary)
        column.addWidget(self.details)
        column.addWidget(buttons)
        self.setMinimumWidth(400)

    # --- following ---

    def _plan(self, day: dt.date) -> DayPlan:
        return day_plan(self._calendar, day, self._holidays)

    def _today(self) -> dt.date:
        return now().astimezone(zone_of(self._calendar.time_zone)).date()

    def _refresh(self) -> None:
        shown = self.grid.day
        date = QDate(shown.year, shown.month, 1)
        month = QLocale().standaloneMonthName(date.month())
        self.month.setText(f"{month} {date.year()}")
        self._tell_now()
        plan = self.grid.plan(shown)
        if plan is None:
            return
        self.day.setText(long_date(shown))
        self.summary.setText(headline(plan))
        self.details.setText("\n".join(sentences(plan)))
        self.details.setVisible(bool(self.details.text()))
        own = self._own_holidays(shown)
        words = _("No longer a holiday") if own else _("Make it a holiday")
        self.make_holiday.setText(tr(words))
        closed = self._closings(shown)
        self.close_day.setText(tr(_("No longer closed") if closed else _("Close it")))
        holiday = plan.state is OpeningState.HOLIDAY
        self.make_holiday.setVisible(not self._read_only and (bool(own) or not holiday))
        self.close_day.setVisible(not self._read_only and not holiday)

    def _tell_now(self) -> None:
        found = opening_at(self._calendar, now(), self._holidays)
        there = dt.datetime.fromisoformat(found.moment)
        text = _(
            "Now, {time} in {zone}: {state}",
            time=clock(there.hour * 60 + there.minute),
            zone=self._calendar.time_zone.replace("_", " "),
            state=STATE_WORDS[OpeningState(found.state)],
        )
        self.state_now.setText(tr(text))
        self.state_now.setToolTip(tr(found.reason))

    # --- changing the draft ---

    def _own_holidays(self, day: dt.date) -> tuple[Holiday, ...]:
        return tuple(
            one
            for one in self._calendar.holidays
            if one.date is not None
            and (
                one.date == day
                or (one.yearly and (one.date.month, one.date.day) == (day.month, day.day))
            )
        )

    def _closings(self, day: dt.date) -> tuple[ClosedSlot, ...]:
        return tuple(one for one in self._calendar.closed_slots if one.date == day)

    def _turn_holiday(self) -> None:
        day = self.grid.day
        own = self._own_holidays(day)
        kept = tuple(one for one in self._calendar.holidays if one not in own)
        changed = kept if own else (*kept, Holiday(day, tr(_("Own holiday"))))
        self._put(msgspec.structs.replace(self._calendar, holidays=changed))

    def _turn_closed(self) -> None:
        day = self.grid.day
        closings = self._closings(day)
        kept = tuple(one for one in self._calendar.closed_slots if one not in closings)
        changed = kept if closings else (*kept, ClosedSlot(day))
        self._put(msgspec.structs.replace(self._calendar, closed_slots=changed))

    def _put(self, calendar: Calendar) -> None:
        self.show_resource(calendar)
        self.edited.emit(calendar)

    def sizeHint(self) -> QSize:
        return QSize(440, 640)


class _Legend(QWidget):
    """A state as the grid draws it, beside its word."""

    def __init__(self, state: OpeningState) -> None:
        super().__init__()
        self._state = state
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(label(STATE_WORDS[state], size="small", tone="muted", wrap=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(0.5, middle - 5.5, 17, 11)
        if self._state is OpeningState.OPEN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.success))
            painter.drawRoundedRect(QRectF(0, middle - 3, 18, 6), 2, 2)
            return
        if self._state is OpeningState.CLOSED:
            painter.setPen(QPen(QColor(theme.outline), 1))
            painter.drawLine(0, int(middle), 18, int(middle))
            return
        painter.setPen(QPen(QColor(theme.line)))
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(box, 3, 3)
        ink = QColor(mixed(theme.warning, theme.sunken, 0.5))
        painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 3, 3)
