"""A list of structs: rows that are added, removed and put in order."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.fields import FieldInfo
from app.model.text import Text, _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, within
from app.ui.forms.struct_row import Panel, Strip, StructRow, fit, fits_a_strip
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import muted

_ROWS_UNFOLDED = 2
_ROWS_AT_ONCE = 200
"""Rows on screen; the others are kept, and told."""


class StructList(FieldEditor):
    """`tuple` of structs. Low fields stand side by side under heads, others in panels that fold."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.rows: list[StructRow] = []
        self._as_strips = fits_a_strip(info.rows, roomy=around.roomy)
        self._list = QVBoxLayout()
        self._list.setSpacing(4 if self._as_strips else 8)
        self._more = muted()
        self._more.hide()
        self.add = button(self.add_words(), variant="link", icon="mdi6.plus", clicked=self._add)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._heads = self._made_heads() if self._as_strips else QWidget()
        self._heads.hide()
        column.addWidget(self._heads)
        column.addLayout(self._list)
        column.addWidget(self._more)
        column.addLayout(foot)
        self.setFocusProxy(self.add)

    # --- what differs between rows and links ---

    def add_words(self) -> Text:
        """What the button that adds a row says."""
        return _("Add a row")

    def new_struct(self) -> Any:
        """The struct of an added row."""
        return self.info.row_type()

    def row_name(self, struct: Any, at: int) -> Text:
        """What a row without a caption is called; structs may have a title of their own."""
        told: Text | None = getattr(struct, "row_title", None)
        if told is not None:
            return told
        return _("{field} {number}", field=self.info.field.label, number=at + 1)

    # --- FieldEditor ---

    def set_value(self, value: Any) -> None:
        before = self._value
        super().set_value(value)
        if self._value != before:
            self._fold_many()

    def show_value(self, value: Any) -> None:
        shown = value[:_ROWS_AT_ONCE]
        while len(self.rows) > len(shown):
            self._drop(self.rows[-1])
        while len(self.rows) < len(shown):
            self._append()
        for row, struct in zip(self.rows, shown, strict=True):
            if row.value() != struct:
                row.set_value(struct)
        self._after_change()

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        for at, row in enumerate(self.rows):
            row.show_problems(within(problems, str(at)))
        known = {str(at) for at in range(len(self.rows))}
        return tuple(one for one in problems if one.field.partition(".")[0] not in known)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for row in self.rows:
            row.set_read_only(read_only)
        self._after_change()

    # --- private ---

    def _fold_many(self) -> None:
        """Rows that say what they are stand folded where there are many: a list to read."""
        many = len(self.rows) > _ROWS_UNFOLDED
        for row in self.rows:
            if isinstance(row, Panel) and getattr(row.value(), "row_title", None) is not None:
                row.fold(many)

    def _made_heads(self) -> QWidget:
        heads = QWidget()
        line = QHBoxLayout(heads)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addSpacing(16)
        for info in self.info.rows:
            head = muted(info.field.label)
            head.setWordWrap(False)
            fit(head, info, line, roomy=self.around.roomy)
        line.addSpacing(24)
        return heads

    def _made_row(self) -> StructRow:
        if self._as_strips:
            return Strip(self.info.rows, self.around)
        return Panel(self.info.rows, self.around)

    def _append(self) -> StructRow:
        row = self._made_row()
        row.set_read_only(self.read_only)
        row.edited.connect(partial(self._take_row, row))
        row.finished.connect(self.finished)
        row.removal_asked.connect(partial(self._remove, row))
        row.move_asked.connect(partial(self._move, row))
        row.moved.connect(self.finished)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _drop(self, row: StructRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _take_row(self, row: StructRow) -> None:
        at = self.rows.index(row)
        self.take((*self._value[:at], row.value(), *self._value[at + 1 :]))
        self._after_change()

    def _add(self) -> None:
        if self.read_only:
            return
        struct = self.new_struct()
        # A new row beyond those on screen would be added unseen.
        if struct is None or len(self._value) >= _ROWS_AT_ONCE:
            return
        row = self._append()
        row.set_value(struct)
        value = (*self._value, struct)
        self._value = value
        self._after_change()
        self.edited.emit()
        self.finished.emit()
        row.setFocus()
        # The row has its place after the next layout; then the form can scroll to it.
        QTimer.singleShot(0, row, partial(_reveal, row))

    def _remove(self, row: StructRow) -> None:
        at = self.rows.index(row)
        rest = (*self._value[:at], *self._value[at + 1 :])
        self._drop(row)
        self._value = rest
        self.show_value(rest)
        neighbour: QWidget = self.rows[min(at, len(self.rows) - 1)] if self.rows else self.add
        neighbour.setFocus()
        self.edited.emit()
        self.finished.emit()

    def _move(self, row: StructRow, by: int) -> None:
        at = self.rows.index(row)
        to = at + by
        if not 0 <= to < len(self.rows):
            return
        self.rows.insert(to, self.rows.pop(at))
        self._list.removeWidget(row)
        self._list.insertWidget(to, row)
        value = list(self._value)
        value.insert(to, value.pop(at))
        self.take(tuple(value))
        self._after_change()

    def _after_change(self) -> None:
        for at, row in enumerate(self.rows):
            row.name_row(self.row_name(row.value(), at))
            row.grip.setEnabled(len(self.rows) > 1)
        bounds = self.info.field.bounds
        most = int(bounds.high) if bounds is not None and bounds.high is not None else None
        full = most is not None and len(self._value) >= most
        self.add.setVisible(not self.read_only)
        self.add.setEnabled(not full)
        self.add.setToolTip(tr(_("At most {most}.", most=most)) if full and most else "")
        self._heads.setVisible(self._as_strips and bool(self.rows))
        hidden = len(self._value) - len(self.rows)
        self._more.setVisible(hidden > 0)
        kept = (
            _("One more row is kept, not shown.")
            if hidden == 1
            else _("{count} more rows are kept, not shown.", count=hidden)
        )
        self._more.setText(tr(kept))


def _reveal(row: StructRow) -> None:
    parent = row.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(row, 0, 24)
