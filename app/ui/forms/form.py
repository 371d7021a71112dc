"""A form made from the descriptions of fields: labels above, editors, help and problems below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.fields import FieldInfo
from app.model.resources.beside import followed
from app.ui.forms.context import FormContext, Surroundings
from app.ui.forms.editor import FieldEditor, within
from app.ui.forms.row import SECTION_SPACING, FieldRow, problem_label, show_problems
from app.ui.widgets.labels import heading


class Form(QWidget):
    """Edits a frozen struct, field by field; whatever has no field here stays in it untouched.

    `edited` carries the field's name and the new struct at each change, `editing_finished` comes
    when a field is left or something was chosen.
    """

    edited = Signal(str, object)
    editing_finished = Signal()

    def __init__(
        self,
        fields: Iterable[FieldInfo],
        context: FormContext,
        parent: QWidget | None = None,
        *,
        around: Surroundings | None = None,
        only: Callable[[FieldInfo], bool] = lambda _info: True,
        roomy: bool = False,
    ) -> None:
        super().__init__(parent)
        self._fields = tuple(info for info in fields if only(info))
        self._draft: msgspec.Struct | None = None
        self._given: msgspec.Struct | None = None
        if around is None:
            # The registry knows every editor, and some editors hold forms.
            from app.ui.forms.editors.registry import editor_for

            around = Surroundings(
                context, lambda _name: None, lambda _changes: None, editor_for, roomy
            )
        self._around = around.inside(self._lookup, self._put)
        self._rows: dict[str, FieldRow] = {}
        self._sections: dict[str, QLabel] = {}
        self._general = problem_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._general)
        self._build(column)

    @property
    def context(self) -> FormContext:
        """The window around the form."""
        return self._around.context

    # --- values ---

    def set_value(self, struct: msgspec.Struct) -> None:
        """Show a struct; only the editors whose value differs change."""
        self._given = self._draft = struct
        for name, row in self._rows.items():
            row.editor.set_value(getattr(struct, name))
        self._show_and_hide()

    def refresh(self, struct: msgspec.Struct) -> None:
        """Show a struct that was stored, but keep what was typed since in the other fields."""
        given = self._given
        if given is None or self._draft is None or type(given) is not type(struct):
            self.set_value(struct)
            return
        merged = struct
        for name in self._rows:
            before, now = getattr(given, name), getattr(struct, name)
            if before == now and getattr(self._draft, name) != now:
                merged = msgspec.structs.replace(merged, **{name: getattr(self._draft, name)})
        self.set_value(merged)
        self._given = struct

    def value(self) -> Any:
        """The struct as it stands, of the type that was set."""
        return self._draft

    # --- problems and state ---

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem under its field; what belongs to no field stands above."""
        told = tuple(problems)
        general = tuple(one for one in told if one.field.partition(".")[0] not in self._rows)
        show_problems(self._general, general)
        for name, row in self._rows.items():
            row.set_problems(within(told, name))

    def set_read_only(self, read_only: bool) -> None:
        """Whether the fields can be looked at only."""
        for row in self._rows.values():
            row.editor.set_read_only(read_only)

    def editor(self, name: str) -> FieldEditor:
        """The editor of a field."""
        return self._rows[name].editor

    def row(self, name: str) -> FieldRow:
        """The label, editor and messages of a field."""
        return self._rows[name]

    def names(self) -> tuple[str, ...]:
        """The fields that have an editor, in their order."""
        return tuple(self._rows)

    def focus_field(self, path: str) -> bool:
        """Take the keyboard to a field (of a problem); whether there is one."""
        row = self._rows.get(path.partition(".")[0])
        if row is None or row.isHidden():
            return False
        row.editor.setFocus()
        return True

    # --- private ---

    def _build(self, column: QVBoxLayout) -> None:
        previous: QWidget | None = None
        taken: set[str] = set()
        editors = []
        for info in self._fields:
            editor = self._around.build(info, self._around)
            taken.update(editor.takes_over)
            editors.append(editor)
        for editor in editors:
            name = editor.info.name
            if name in taken:
                editor.deleteLater()
                continue
            if editor.info.field.section.msgid:
                self._sections[name] = heading(editor.info.field.section)
                column.addWidget(self._sections[name])
            row = FieldRow(editor)
            self._rows[name] = row
            column.addWidget(row, 1 if editor.grows else 0)
            editor.edited.connect(lambda name=name: self._take(name))
            editor.finished.connect(self.editing_finished)
            if previous is not None:
                QWidget.setTabOrder(previous, editor)
            previous = editor

    def _take(self, name: str) -> None:
        self._put({name: self._rows[name].editor.value()})

    def _put(self, changes: Mapping[str, Any]) -> None:
        if self._draft is None:
            return
        self._draft = followed(self._draft, msgspec.structs.replace(self._draft, **changes))
        for name, row in self._rows.items():
            if name in changes or row.editor.follows:
                row.editor.set_value(getattr(self._draft, name))
        self._show_and_hide()
        self.edited.emit(next(iter(changes)), self._draft)

    def _lookup(self, name: str) -> tuple[bool, Any]:
        found = self._draft is not None and hasattr(self._draft, name)
        return found, getattr(self._draft, name) if found else None

    def _show_and_hide(self) -> None:
        for info in self._fields:
            row = self._rows.get(info.name)
            shown = info.field.shown_when
            if row is not None and shown is not None:
                value = msgspec.to_builtins(self._around.lookup(shown.name))
                row.setVisible(value in shown.values)
        previous: FieldRow | None = None
        section: QLabel | None = None
        for name, row in self._rows.items():
            if name in self._sections:
                section = self._sections[name]
                section.hide()
            if row.isHidden():
                continue
            if section is not None:
                # The heading stands over the first of its fields that is shown.
                section.setContentsMargins(0, 0 if previous is None else SECTION_SPACING, 0, 6)
                section.show()
                section = previous = None
            row.follow(previous)
            previous = row

    @property
    def grows(self) -> bool:
        """Whether a field takes all the height that there is."""
        return any(row.editor.grows for row in self._rows.values())
