"""The base of every field editor: it holds a value, shows it, and says when a person changed it."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.theme.rendering import tr


class FieldEditor(QWidget):
    """Edits one value. A value that nobody touched is given back as it came, whatever it holds.

    `edited` at each change by the person, `finished` when they leave the field or have chosen.
    """

    edited = Signal()
    finished = Signal()

    labels_itself = False
    """Whether the editor shows the field's label (a tick box does), so that the form does not."""

    grows = False
    """Whether the editor uses all the height that there is."""

    follows = False
    """Whether what the editor shows depends on the other fields."""

    takes_over: tuple[str, ...] = ()
    """Fields of the same struct that this editor edits as well."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(parent)
        self.info = info
        self.around = around
        self.read_only = False
        self._value: Any = info.default
        self.setAccessibleName(tr(info.field.label))

    def value(self) -> Any:
        """The value as it stands."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value without a signal; the cursor stays where nothing differs."""
        if value != self._value or type(value) is not type(self._value):
            self._value = value
            self.show_value(value)

    def show_value(self, value: Any) -> None:
        """Bring a value on the screen."""
        raise NotImplementedError

    def take(self, value: Any) -> None:
        """The person changed the value."""
        if value != self._value:
            self._value = value
            self.edited.emit()

    def choose(self, value: Any) -> None:
        """The person changed the value and is done with it."""
        self.take(value)
        self.finished.emit()

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Show the problems of parts of the value, and return those that it has no place for.

        `Problem.field` is the path inside the value (`0.keywords`).
        """
        return problems

    def mark_invalid(self, invalid: bool) -> None:
        """Show that there is something to mend here."""

    def set_read_only(self, read_only: bool) -> None:
        """Whether the value can be looked at only."""
        self.read_only = read_only

    def hide_label(self) -> None:
        """The label stands elsewhere, at the head of a column."""

    def set_placeholder(self, placeholder: str) -> None:
        """Words that stand in while the field is empty."""

    def filled_with(
        self, *widgets: QWidget, across: bool = True, spacing: int = 4, stretch: bool = False
    ) -> None:
        """Lay these widgets out as the whole of the editor; the first one takes the keyboard.

        `stretch` leaves the rest of the width empty.
        """
        box = QHBoxLayout(self) if across else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(spacing)
        for widget in widgets:
            box.addWidget(widget)
        if stretch:
            box.addStretch(1)
        if widgets:
            self.setFocusProxy(widgets[0])


def mark(widget: QWidget, invalid: bool) -> None:
    """Give a widget the red border, or take it away."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def within(problems: tuple[Problem, ...], name: str) -> tuple[Problem, ...]:
    """The problems of a part, their paths shortened by its name."""
    found = []
    for problem in problems:
        first, _dot, rest = problem.field.partition(".")
        if first == name:
            found.append(msgspec.structs.replace(problem, field=rest))
    return tuple(found)
