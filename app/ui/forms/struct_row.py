"""One row of a list of structs: a strip of cells, or a panel with a form that folds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.fields import FieldInfo, Widget
from app.model.text import Text, _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, within
from app.ui.forms.form import Form
from app.ui.forms.grip import Grip
from app.ui.forms.row import problem_label, show_problems
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import tool_button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label

NARROW = frozenset({Widget.NUMBER, Widget.PERCENT, Widget.TIME, Widget.TOGGLE, Widget.DATE})
CELLS = NARROW | {
    Widget.LINE,
    Widget.TEMPLATE,
    Widget.CHOICE,
    Widget.LANGUAGE,
    Widget.TIME_ZONE,
    Widget.PICK,
    Widget.COLUMN,
    Widget.PART,
    Widget.NAME,
}
"""The editors that are low enough to stand beside each other."""

WIDTHS = {
    Widget.NUMBER: 72,
    Widget.PERCENT: 84,
    Widget.TIME: 68,
    Widget.TOGGLE: 64,
    Widget.DATE: 132,
}
_BUTTONED = frozenset({Widget.TEMPLATE, Widget.PART, Widget.NAME})
"""Editors with a button inside, which leaves less room for words."""

_TOOL = 24
_NARROWEST = 44


class StructRow(QWidget):
    """A row; `edited` and `finished` as in editors, the other signals ask the list for help."""

    edited = Signal()
    finished = Signal()
    removal_asked = Signal()
    move_asked = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grip = Grip(self)
        self.grip.moved.connect(self.move_asked)
        self.grip.dropped.connect(self.moved)
        self.remove = tool_button(
            "mdi6.close", _("Remove"), clicked=self.removal_asked.emit, side=14
        )
        self.remove.setFixedSize(_TOOL, 28)

    def value(self) -> Any:
        """The struct of the row."""
        raise NotImplementedError

    def set_value(self, struct: msgspec.Struct) -> None:
        """Show a struct."""
        raise NotImplementedError

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of the row; paths begin with the row's fields."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Whether the row can be looked at only."""
        self.grip.setVisible(not read_only)
        self.remove.setVisible(not read_only)

    def name_row(self, name: Text) -> None:
        """What stands in for an empty caption."""


class Strip(StructRow):
    """Cells side by side; the columns of all strips of a list are equally wide."""

    def __init__(self, fields: tuple[FieldInfo, ...], around: Surroundings) -> None:
        super().__init__()
        self._struct: msgspec.Struct | None = None
        inner = around.inside(self._lookup, self._put)
        self._cells: dict[str, FieldEditor] = {
            info.name: inner.build(info, inner) for info in fields
        }
        self._message = problem_label()
        self._message.setContentsMargins(20, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.grip)
        for info in fields:
            cell = self._cells[info.name]
            fit(cell, info, line, roomy=around.roomy)
            cell.hide_label()
            cell.edited.connect(lambda name=info.name: self._take(name))
            cell.finished.connect(self.finished)
        line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._message)
        self.setFocusProxy(next(iter(self._cells.values()), self.remove))

    def value(self) -> Any:
        return self._struct

    def set_value(self, struct: msgspec.Struct) -> None:
        self._struct = struct
        for name, cell in self._cells.items():
            cell.set_value(getattr(struct, name))
        self._show_and_hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        show_problems(self._message, problems)
        for name, cell in self._cells.items():
            cell.mark_invalid(bool(within(problems, name)))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for cell in self._cells.values():
            cell.set_read_only(read_only)

    def name_row(self, name: Text) -> None:
        if "caption" in self._cells:
            self._cells["caption"].set_placeholder(tr(name))

    def cell(self, name: str) -> FieldEditor:
        """The editor of a field."""
        return self._cells[name]

    def _take(self, name: str) -> None:
        self._put({name: self._cells[name].value()})

    def _put(self, changes: Mapping[str, Any]) -> None:
        if self._struct is not None:
            self._struct = msgspec.structs.replace(self._struct, **changes)
            self._show_and_hide()
            self.edited.emit()

    def _lookup(self, name: str) -> tuple[bool, Any]:
        found = self._struct is not None and hasattr(self._struct, name)
        return found, getattr(self._struct, name) if found else None

    def _show_and_hide(self) -> None:
        for cell in self._cells.values():
            shown = cell.info.field.shown_when
            if shown is not None:
                value = msgspec.to_builtins(self._lookup(shown.name)[1])
                cell.setEnabled(value in shown.values)


class Panel(StructRow):
    """A card with a head that folds the form below it; a caption is edited in the head itself."""

    def __init__(
        self, fields: tuple[FieldInfo, ...], around: Surroundings, *, title: Text | None = None
    ) -> None:
        super().__init__()
        captioned = next((info for info in fields if info.name == "caption"), None)
        self._caption = None if captioned is None else around.build(captioned, around)
        self._title = label(title or "", size="heading", wrap=False, parent=self)
        self.form = Form(
            fields, around.context, around=around, only=lambda info: info.name != "caption"
        )
        self._message = problem_label()
        self.fold_button = tool_button("mdi6.chevron-down", _("Fold"), clicked=self._turn)
        self.fold_button.setFixedSize(QSize(_TOOL, 28))
        card = Card(margin=8)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.grip)
        head.addWidget(self.fold_button)
        head.addWidget(self._caption or self._title, 1)
        self._title.setVisible(self._caption is None)
        head.addWidget(self.remove)
        card.body.addLayout(head)
        card.body.addWidget(self._message)
        card.body.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.form.edited.connect(lambda *_: self.edited.emit())
        self.form.editing_finished.connect(self.finished)
        if self._caption is not None:
            self._caption.edited.connect(self._take_caption)
            self._caption.finished.connect(self.finished)
            self.setFocusProxy(self._caption)
        else:
            self.setFocusProxy(self.form.editor(self.form.names()[0]))
        self.fold_button.setVisible(bool(self.form.names()))
        self.form.setVisible(bool(self.form.names()))

    @property
    def folded(self) -> bool:
        """Whether the form is folded away."""
        return self.form.isHidden()

    def fold(self, folded: bool) -> None:
        """Fold the form away, or unfold it."""
        self.form.setVisible(not folded and bool(self.form.names()))
        self.fold_button.setIcon(icon("mdi6.chevron-right" if folded else "mdi6.chevron-down"))
        words = tr(_("Unfold") if folded else _("Fold"))
        self.fold_button.setToolTip(words)
        self.fold_button.setAccessibleName(words)

    @property
    def caption(self) -> FieldEditor | None:
        """The editor of the caption, if rows have one."""
        return self._caption

    def value(self) -> Any:
        return self.form.value()

    def set_value(self, struct: msgspec.Struct) -> None:
        self.form.set_value(struct)
        if self._caption is not None:
            self._caption.set_value(getattr(struct, "caption", ""))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        own = tuple(one for one in problems if one.field.partition(".")[0] in ("", "caption"))
        show_problems(self._message, own)
        if self._caption is not None:
            self._caption.mark_invalid(bool(within(problems, "caption")))
        rest = tuple(one for one in problems if one not in own)
        self.form.set_problems(rest)
        # A problem must not hide in a folded panel.
        mark_colour = "error" if rest and self.folded else "muted"
        shape = "mdi6.chevron-right" if self.folded else "mdi6.chevron-down"
        self.fold_button.setIcon(icon(shape, mark_colour))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.form.set_read_only(read_only)
        if self._caption is not None:
            self._caption.set_read_only(read_only)

    def name_row(self, name: Text) -> None:
        self._title.setText(tr(name))
        if self._caption is not None:
            self._caption.set_placeholder(tr(name))

    def _turn(self) -> None:
        self.fold(not self.folded)

    def _take_caption(self) -> None:
        assert self._caption is not None
        draft = self.form.value()
        changed = msgspec.structs.replace(draft, caption=self._caption.value())
        self.form.set_value(changed)
        self.edited.emit()


def fits_a_strip(fields: tuple[FieldInfo, ...], *, roomy: bool) -> bool:
    """Whether the fields stand beside each other, in an inspector 320 pixels wide or a dialog."""
    wide = [info for info in fields if info.field.widget not in NARROW]
    room = sum(WIDTHS[info.field.widget] for info in fields if info.field.widget in NARROW)
    room += sum(96 if info.field.widget in _BUTTONED else 76 for info in wide)
    return all(info.field.widget in CELLS for info in fields) and room <= (440 if roomy else 240)


def fit(cell: QWidget, info: FieldInfo, line: QHBoxLayout, *, roomy: bool) -> None:
    """Put a cell into a line: a fixed width for what is narrow, equal shares for the rest.

    Where there is room for a form, there is room to scroll: cells stay as wide as a word then.
    """
    width = WIDTHS.get(info.field.widget)
    if width is not None:
        cell.setFixedWidth(width)
        line.addWidget(cell)
    else:
        # Without a wish of its own, a cell is as wide as the one above it.
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        cell.setMinimumWidth(_NARROWEST if roomy else 0)
        line.addWidget(cell, 1)
