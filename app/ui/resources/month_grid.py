"""A month as a painted grid: each day with its hours as a bar, closings and holidays in words."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.engine.day_plan import MINUTES, DayPlan, Stretch
from app.engine.opening import OpeningState
from app.graph.tokens import Tokens, mixed
from app.ui.resources.day_words import DASH, STATE_WORDS, day_in_words, long_date
from app.ui.theme import tr
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon

FIRST_YEAR, LAST_YEAR = 1900, 2200
_WEEKS = 6
_DAYS = 7
_HEAD = 26
_GAP = 2
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_DAYS,
    Qt.Key.Key_Down: _DAYS,
}
_DAY = dt.timedelta(days=1)


class MonthGrid(QWidget):
    """`chosen` carries a `datetime.date`, by mouse or keys."""

    chosen = Signal(object)

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Callable[[dt.date], DayPlan] | None = None
        self._plans: dict[dt.date, DayPlan] = {}
        self.today = today
        self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, _HEAD + _WEEKS * 46)

    # --- what is shown ---

    def show_plans(self, plan: Callable[[dt.date], DayPlan]) -> None:
        """Show what days are like from now on."""
        self._plan = plan
        self._plans = {}
        self._say()

    def show_day(self, day: dt.date) -> None:
        """Go to a day, without a signal."""
        first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
        self.day = min(max(day, first), last)
        self._say()

    def plan(self, day: dt.date) -> DayPlan | None:
        """What a day is like."""
        if day not in self._plans and self._plan is not None:
            self._plans[day] = self._plan(day)
        return self._plans.get(day)

    def days(self) -> tuple[dt.date, ...]:
        """The days in the grid, row by row: whole weeks around the month."""
        first = self.day.replace(day=1)
        back = (first.isoweekday() - QLocale().firstDayOfWeek().value) % _DAYS
        start = first - back * _DAY
        return tuple(start + number * _DAY for number in range(_WEEKS * _DAYS))

    def cell(self, day: dt.date) -> QRect:
        """Where a day of the grid is."""
        return self._cell(self.days().index(day))

    def step_months(self, months_on: int) -> None:
        """Go some months on, to the same day where there is one."""
        number = self.day.year * 12 + self.day.month - 1 + months_on
        year, month = divmod(number, 12)
        if FIRST_YEAR <= year <= LAST_YEAR:
            last = months.monthrange(year, month + 1)[1]
            self._choose(dt.date(year, month + 1, min(self.day.day, last)))

    # --- mouse and keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(self.day + _STEPS[key] * _DAY)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            way = -1 if key == Qt.Key.Key_PageUp else 1
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_months(way * (12 if shift else 1))
        elif key == Qt.Key.Key_Home:
            self._choose(self.today)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            plan = None if day is None else self.plan(day)
            if plan is None or day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), day_in_words(plan), self, self.cell(day))
            return True
        return super().event(event)

    def _choose(self, day: dt.date) -> None:
        self.show_day(day)
        self.chosen.emit(self.day)

    def _day_at(self, place: QPointF) -> dt.date | None:
        days = self.days()
        spots = (at for at in range(len(days)) if self._cell(at).contains(place.toPoint()))
        return next((days[at] for at in spots), None)

    def _say(self) -> None:
        plan = self.plan(self.day)
        self.setAccessibleName(long_date(self.day))
        self.setAccessibleDescription("" if plan is None else day_in_words(plan))
        self.update()

    # --- painting ---

    def sizeHint(self) -> QSize:
        return QSize(440, _HEAD + _WEEKS * 64)

    def _cell(self, at: int) -> QRect:
        row, column = divmod(at, _DAYS)
        width = self.width() / _DAYS
        height = (self.height() - _HEAD) / _WEEKS
        left, right = round(column * width), round((column + 1) * width)
        top, bottom = round(_HEAD + row * height), round(_HEAD + (row + 1) * height)
        return QRect(left, top, right - left - _GAP, bottom - top - _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, theme)
        for at, day in enumerate(self.days()):
            plan = self.plan(day)
            if plan is not None:
                self._paint_day(painter, theme, self._cell(at), plan)

    def _paint_head(self, painter: QPainter, theme: Tokens) -> None:
        painter.setPen(QColor(theme.muted))
        painter.setFont(_small(self.font(), bold=True))
        first = QLocale().firstDayOfWeek().value
        for column in range(_DAYS):
            number = (first + column - 1) % _DAYS + 1
            name = QLocale().standaloneDayName(number, QLocale.FormatType.ShortFormat)
            box = self._cell(column)
            head = QRect(box.left() + 6, 0, box.width() - 6, _HEAD - 4)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_day(self, painter: QPainter, theme: Tokens, box: QRect, plan: DayPlan) -> None:
        outside = plan.day.month != self.day.month
        painter.setOpacity(0.45 if outside else 1.0)
        frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme.line)))
        painter.setBrush(
            QColor(theme.sunken if plan.state is not OpeningState.OPEN else theme.surface)
        )
        painter.drawRoundedRect(frame, 5, 5)
        if plan.state is OpeningState.HOLIDAY:
            painter.setPen(Qt.PenStyle.NoPen)
            ink = QColor(mixed(theme.warning, theme.sunken, 0.35))
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(frame, 5, 5)
        inner = box.adjusted(4, 4, -2, -5)
        self._paint_number(painter, theme, inner, plan)
        self._paint_words(painter, theme, inner, plan)
        paint_bar(painter, theme, QRectF(inner.left(), inner.bottom() - 5, inner.width(), 6), plan)
        painter.setOpacity(1.0)
        if plan.day == self.day:
            colour = theme.focus if self.hasFocus() else theme.accent
            painter.setPen(QPen(QColor(colour), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_number(self, painter: QPainter, theme: Tokens, box: QRect, plan: DayPlan) -> None:
        number = str(plan.day.day)
        painter.setFont(_small(self.font(), bold=plan.day == self.today))
        spot = QRectF(box.left() - 2, box.top() - 1, 20, 17)
        if plan.day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(spot, 8, 8)
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), number)
        else:
            painter.setPen(QColor(theme.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), number)
        if plan.change is not None:
            side = QRectF(box.right() - 13, box.top(), 14, 14)
            paint_icon(painter, side, "mdi6.clock-alert-outline", theme.warning)

    def _paint_words(self, painter: QPainter, theme: Tokens, box: QRect, plan: DayPlan) -> None:
        room = box.adjusted(0, 18, 0, -9)
        if room.height() < 10:
            return
        painter.setFont(_small(self.font(), less=2.0))
        metrics = painter.fontMetrics()
        # Cells differ by a pixel: what fits into one must look alike in all of them.
        narrowest = self.width() // _DAYS - _GAP - 6
        plain = plan.state is OpeningState.CLOSED
        painter.setPen(QColor(theme.muted if plain else theme.text))
        lines = [
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            for line in _lines(plan, narrowest, metrics.horizontalAdvance)
        ]
        shown = max(1, room.height() // metrics.lineSpacing())
        for at, line in enumerate(lines[:shown]):
            top = room.top() + at * metrics.lineSpacing()
            painter.drawText(QRect(room.left(), top, room.width(), metrics.lineSpacing()), 0, line)


def paint_bar(painter: QPainter, theme: Tokens, track: QRectF, plan: DayPlan) -> None:
    """The day from midnight to midnight: what is open is filled, the rest is a thin line."""
    middle = track.center().y()
    painter.setPen(QPen(QColor(theme.outline), 1))
    painter.drawLine(QPointF(track.left(), middle), QPointF(track.right(), middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.success))
    for one in plan.opened:
        left = track.left() + track.width() * one.starts / MINUTES
        width = max(2.0, track.width() * (one.ends - one.starts) / MINUTES)
        painter.drawRoundedRect(QRectF(left, track.top(), width, track.height()), 2, 2)
    if plan.change is not None:
        left = track.left() + track.width() * plan.change.starts / MINUTES
        width = max(3.0, track.width() * (plan.change.ends - plan.change.starts) / MINUTES)
        painter.setBrush(QColor(theme.warning))
        painter.drawRect(QRectF(left, track.top() - 1, width, track.height() + 2))


def _lines(plan: DayPlan, width: int, wide: Callable[[str], int]) -> list[str]:
    if plan.state is OpeningState.HOLIDAY:
        return _wrapped(plan.holiday, width, wide)
    if plan.state is OpeningState.CLOSED:
        return [tr(STATE_WORDS[plan.state])]
    return [line for one in plan.opened for line in _span(one, width, wide)]


def _span(one: Stretch, width: int, wide: Callable[[str], int]) -> list[str]:
    """Hours on one line, or on two where the cell is too narrow."""
    begins, ends = _short(one.starts), _short(one.ends)
    whole = f"{begins}{DASH}{ends}"
    return [whole] if wide(whole) <= width else [f"{begins}{DASH}", f" {ends}"]


def _short(minute: int) -> str:
    """Hours as short as can be: cells are narrow, and the whole time stands in the tooltip."""
    whole, rest = divmod(minute, 60)
    return f"{whole}:{rest:02}" if rest else str(whole)


def _wrapped(words: str, width: int, wide: Callable[[str], int]) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _small(font: QFont, *, bold: bool = False, less: float = 0.5) -> QFont:
    made = QFont(font)
    made.setPointSizeF(max(6.0, font.pointSizeF() - less))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made
