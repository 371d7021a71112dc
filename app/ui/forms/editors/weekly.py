"""The weekly hours of a calendar: seven days, each closed or open in one or more slots."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import Problem
from app.model.fields import FieldInfo, fields_of
from app.model.resources import OpenSlot, Weekday
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.editors.time import WIDTH, written_out
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button, tool_button
from app.ui.widgets.labels import label

_WORKING = tuple(Weekday)[:5]


class WeeklyEditor(FieldEditor):
    """`tuple[OpenSlot, ...]`, day by day. Slots that nobody touched keep their order and words."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.days: dict[Weekday, _Day] = {}
        self._last: dict[Weekday, tuple[OpenSlot, ...]] = {}
        names = {
            choice.value: tr(choice.label)
            for part in fields_of(OpenSlot)
            if part.name == "day"
            for choice in part.field.choices
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, day in enumerate(Weekday):
            row = _Day(day, names.get(day, day))
            row.toggled.connect(partial(self._toggle, day))
            row.changed.connect(partial(self._take_day, day))
            row.finished.connect(self.finished)
            self.days[day] = row
            row.open.setMinimumHeight(30)
            grid.addWidget(row.open, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, at, 1)
        self.copy = button(
            _("Copy Monday to the weekdays"),
            variant="link",
            icon="mdi6.content-copy",
            clicked=self._copy_monday,
        )
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(grid)
        column.addLayout(foot)
        self.setFocusProxy(self.days[Weekday.MONDAY].open)

    def show_value(self, value: Any) -> None:
        for day, row in self.days.items():
            row.show_slots(tuple(slot for slot in value if slot.day == day))
        self._allow_copy()

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        slots = {
            int(first)
            for first in (one.field.partition(".")[0] for one in problems)
            if first.isdigit() and int(first) < len(self._value)
        }
        for day, row in self.days.items():
            places = [at for at, slot in enumerate(self._value) if slot.day == day]
            row.mark_invalid([at in slots for at in places])
        return problems

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.copy.setVisible(not read_only)
        for row in self.days.values():
            row.set_read_only(read_only)

    def _toggle(self, day: Weekday, on: bool) -> None:
        if on:
            slots = self._last.get(day) or (_usual(day, self._value),)
        else:
            self._last[day] = self.days[day].slots
            slots = ()
        self.days[day].show_slots(slots)
        self._take_day(day)
        self.finished.emit()

    def _take_day(self, day: Weekday) -> None:
        self._put({day: self.days[day].slots})

    def _copy_monday(self) -> None:
        monday = self.days[Weekday.MONDAY].slots
        copied = {
            day: tuple(msgspec.structs.replace(slot, day=day) for slot in monday)
            for day in _WORKING
        }
        for day, slots in copied.items():
            self.days[day].show_slots(slots)
        self._put(copied)
        self.finished.emit()

    def _put(self, changed: dict[Weekday, tuple[OpenSlot, ...]]) -> None:
        slots = {day: tuple(s for s in self._value if s.day == day) for day in Weekday} | changed
        self.take(tuple(slot for day in Weekday for slot in slots[day]))
        self._allow_copy()

    def _allow_copy(self) -> None:
        self.copy.setEnabled(bool(self.days[Weekday.MONDAY].slots))


def _usual(day: Weekday, value: tuple[OpenSlot, ...]) -> OpenSlot:
    """What a day opens with: the hours of the slot before it in the week, else the usual ones."""
    week = list(Weekday)
    earlier = [slot for slot in value if week.index(slot.day) < week.index(day)]
    return msgspec.structs.replace(earlier[-1] if earlier else OpenSlot(), day=day)


class _Day(QWidget):
    """The slots of one day; `open`, its tick box, stands in the column before."""

    toggled = Signal(bool)
    changed = Signal()
    finished = Signal()

    def __init__(self, day: Weekday, name: str) -> None:
        super().__init__()
        self._day = day
        self._name = name
        self._read_only = False
        self.slots: tuple[OpenSlot, ...] = ()
        self.lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._strips: list[QWidget] = []
        self.open = QCheckBox(name)
        self.open.clicked.connect(lambda: self.toggled.emit(self.open.isChecked()))
        self.open.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._closed = label(_("Closed"), tone="muted", wrap=False)
        self._closed.setMinimumHeight(30)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._closed)

    def show_slots(self, slots: tuple[OpenSlot, ...]) -> None:
        """Show the slots of the day."""
        rebuild = len(slots) != len(self.slots)
        self.slots = slots
        self.open.setChecked(bool(slots))
        self._closed.setVisible(not slots)
        if rebuild:
            self._rebuild()
        for (opens, closes), slot in zip(self.lines, slots, strict=True):
            for line, words in ((opens, slot.opens), (closes, slot.closes)):
                if line.text() != words:
                    line.setText(words)

    def mark_invalid(self, invalid: list[bool]) -> None:
        """Which slots have something to mend."""
        for pair, wrong in zip(self.lines, invalid, strict=False):
            for line in pair:
                mark(line, wrong)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the day can be looked at only."""
        self._read_only = read_only
        self.open.setEnabled(not read_only)
        self._rebuild()

    def _rebuild(self) -> None:
        for strip in self._strips:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._strips, self.lines = [], []
        for at, slot in enumerate(self.slots):
            strip, opens, closes = self._made_strip(at, slot)
            self._strips.append(strip)
            self.lines.append((opens, closes))
            self._column.addWidget(strip)

    def _made_strip(self, at: int, slot: OpenSlot) -> tuple[QWidget, QLineEdit, QLineEdit]:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        opens = self._made_line(slot.opens, tr(_("{day} opens", day=self._name)))
        closes = self._made_line(slot.closes, tr(_("{day} closes", day=self._name)))
        opens.textEdited.connect(lambda words: self._type(at, "opens", words))
        closes.textEdited.connect(lambda words: self._type(at, "closes", words))
        row.addWidget(opens)
        row.addWidget(label("–", tone="muted", wrap=False))
        row.addWidget(closes)
        if not self._read_only:
            more = tool_button("mdi6.plus", _("Add hours to the day"), clicked=self._add)
            less = tool_button(
                "mdi6.close", _("Remove these hours"), clicked=lambda: self._remove(at), side=14
            )
            for tool in (less, more):
                tool.setFixedSize(24, 28)
            row.addWidget(less)
            row.addWidget(more)
            more.setVisible(at == len(self.slots) - 1)
            less.setVisible(len(self.slots) > 1)
        row.addStretch(1)
        return strip, opens, closes

    def _made_line(self, words: str, name: str) -> QLineEdit:
        line = QLineEdit(words)
        line.setFixedWidth(WIDTH)
        line.setPlaceholderText("00:00")
        line.setAccessibleName(name)
        line.setReadOnly(self._read_only)
        line.editingFinished.connect(lambda: self._write_out(line))
        return line

    def _write_out(self, line: QLineEdit) -> None:
        written = written_out(line.text())
        if written != line.text():
            line.setText(written)
            line.textEdited.emit(written)
        self.finished.emit()

    def _type(self, at: int, name: str, words: str) -> None:
        slot = msgspec.structs.replace(self.slots[at], **{name: words})
        self.slots = (*self.slots[:at], slot, *self.slots[at + 1 :])
        self.changed.emit()

    def _add(self) -> None:
        last = self.slots[-1]
        added = msgspec.structs.replace(last, opens=last.closes, closes="24:00")
        self.show_slots((*self.slots, added))
        self.changed.emit()
        self.finished.emit()
        self.lines[-1][0].setFocus()

    def _remove(self, at: int) -> None:
        self.show_slots((*self.slots[:at], *self.slots[at + 1 :]))
        self.changed.emit()
        self.finished.emit()
        self.open.setFocus()
