"""One condition on screen: what is looked at, how, and what it is compared with."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.fields import fields_of
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, within
from app.ui.forms.row import problem_label, show_problems
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import tool_button
from app.ui.widgets.labels import muted

_FIRST = ("left", "operator", "right")


class ConditionRow(QWidget):
    """Left above operator and right; what else a condition holds folds out below."""

    edited = Signal()
    finished = Signal()
    removal_asked = Signal()

    def __init__(self, condition: Any, around: Surroundings) -> None:
        super().__init__()
        self._struct: Any = condition()
        inner = around.inside(self._lookup, lambda _changes: None)
        self._cells: dict[str, FieldEditor] = {
            info.name: inner.build(info, inner) for info in fields_of(condition)
        }
        self._message = problem_label()
        self.remove = tool_button(
            "mdi6.close", _("Remove the condition"), clicked=self.removal_asked.emit, side=14
        )
        self.more = tool_button("mdi6.tune-variant", _("More options"), clicked=self._unfold)
        for tool in (self.remove, self.more):
            tool.setFixedSize(24, 28)
        self._options = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._line("left", tool=self.remove))
        column.addLayout(self._line("operator", "right", tool=self.more))
        column.addWidget(self._options)
        column.addWidget(self._message)
        self._fill_options()
        for name, cell in self._cells.items():
            cell.edited.connect(lambda name=name: self._take(name))
            cell.finished.connect(self.finished)
        if "left" in self._cells:
            self.setFocusProxy(self._cells["left"])
            self._cells["left"].set_placeholder(tr(_("A value, such as email.subject")))
        self._options.hide()

    def value(self) -> Any:
        """The condition as it stands."""
        return self._struct

    def set_value(self, struct: Any) -> None:
        """Show a condition."""
        self._struct = struct
        for name, cell in self._cells.items():
            cell.set_value(getattr(struct, name))
        plain = type(struct)()
        special = any(
            getattr(struct, name) != getattr(plain, name)
            for name in self._cells
            if name not in _FIRST
        )
        self._options.setVisible(special or not self._options.isHidden())
        self._after_change()

    def cell(self, name: str) -> FieldEditor:
        """The editor of a field."""
        return self._cells[name]

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Show the problems of the condition below it."""
        show_problems(self._message, problems)
        for name, cell in self._cells.items():
            cell.mark_invalid(bool(within(problems, name)))
        return ()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the condition can be looked at only."""
        self.remove.setVisible(not read_only)
        for cell in self._cells.values():
            cell.set_read_only(read_only)

    def _line(self, *names: str, tool: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        for name in names:
            if name in self._cells:
                line.addWidget(self._cells[name], 1)
        line.addWidget(tool)
        return line

    def _fill_options(self) -> None:
        column = QVBoxLayout(self._options)
        column.setContentsMargins(0, 0, 28, 4)
        column.setSpacing(2)
        others = [cell for name, cell in self._cells.items() if name not in _FIRST]
        for cell in others:
            line = QHBoxLayout()
            line.setSpacing(8)
            if not cell.labels_itself:
                line.addWidget(muted(cell.info.field.label))
            line.addWidget(cell, 1)
            column.addLayout(line)
        self.more.setVisible(bool(others))

    def _unfold(self) -> None:
        self._options.setVisible(self._options.isHidden())

    def _take(self, name: str) -> None:
        value = self._cells[name].value()
        self._struct = msgspec.structs.replace(self._struct, **{name: value})
        self._after_change()
        self.edited.emit()

    def _after_change(self) -> None:
        for cell in self._cells.values():
            shown = cell.info.field.shown_when
            if shown is not None:
                value = msgspec.to_builtins(self._lookup(shown.name)[1])
                cell.setVisible(value in shown.values)

    def _lookup(self, name: str) -> tuple[bool, Any]:
        found = hasattr(self._struct, name)
        return found, getattr(self._struct, name) if found else None
