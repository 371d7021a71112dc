"""A version in testing of the routing that the field beside names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker

_PRODUCTION = _("Version in production")


class VersionEditor(FieldEditor):
    """`int | None`: the number of a version in testing; None is the one in production."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(self._options, placeholder=_PRODUCTION)
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(lambda key: self._choose(int(key) if key else None))
        self.filled_with(self.picker)

    def show_value(self, value: Any) -> None:
        if value is None:
            self.picker.show_choice("", "")
            return
        named = {option.key: option.title for option in self._options()}
        key = str(value)
        if key in named:
            self.picker.show_choice(key, named[key], "", "mdi6.flask-outline")
        else:
            words = tr(_("Version {number}", number=value))
            missing = tr(_("is not in testing"))
            self.picker.show_choice(key, words, missing, "mdi6.alert-outline", "error")

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _options(self) -> list[Option]:
        entry = self.around.context.resources().routing(
            self.around.lookup(self.info.field.beside) or ""
        )
        tested = entry.testing if entry is not None else ()
        return [
            Option("", tr(_PRODUCTION)),
            *(Option(str(one.number), f"{one.number} · {one.name}") for one in tested),
        ]

    def _choose(self, number: int | None) -> None:
        self.choose(number)
        self.show_value(number)
