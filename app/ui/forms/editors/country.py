"""A country whose national holidays are known, and a region of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.services.country_names import NAMES
from app.services.holiday_books import regions
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker

_NO_COUNTRY = _("No national holidays")
_NO_REGION = _("The whole country")


class CountryEditor(FieldEditor):
    """`str`: the code of a country, or empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(self._options, placeholder=_NO_COUNTRY)
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._choose)
        self.filled_with(self.picker)

    def show_value(self, value: Any) -> None:
        _show(self.picker, value, country_name(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _options(self) -> list[Option]:
        named = sorted(((code, tr(name)) for code, name in NAMES.items()), key=_by_name)
        return [Option("", tr(_NO_COUNTRY)), *(Option(code, name, code) for code, name in named)]

    def _choose(self, code: str) -> None:
        self.show_value(code)
        beside = self.info.field.beside
        if beside and code != self._value and self.around.lookup(beside):
            # The region belongs to the country before.
            self.around.put({self.info.name: code, beside: ""})
            self.finished.emit()
        else:
            self.choose(code)


class RegionEditor(FieldEditor):
    """`str`: the code of a region of the country beside it, or empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(
            self._options,
            placeholder=_NO_REGION,
            empty=_("This country has no regions with holidays of their own."),
        )
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._choose)
        self.filled_with(self.picker)

    def set_value(self, value: Any) -> None:
        # The country beside it may have changed although the region has not.
        self._value = value
        self.show_value(value)

    def show_value(self, value: Any) -> None:
        listed = {code.casefold(): name for code, name in self._listed()}
        _show(self.picker, value, listed.get(value.strip().casefold(), ""))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _listed(self) -> tuple[tuple[str, str], ...]:
        country = str(self.around.lookup(self.info.field.beside) or "")
        return regions(country) if country else ()

    def _options(self) -> list[Option]:
        listed = self._listed()
        if not listed:
            return [Option("", tr(_NO_REGION))] if self._value else []
        found = (Option(code, name, code if code != name else "") for code, name in listed)
        return [Option("", tr(_NO_REGION)), *found]

    def _choose(self, code: str) -> None:
        self.show_value(code)
        self.choose(code)


def country_name(code: str) -> str:
    """What a country is called, in the language of the window; empty when it is not known."""
    name = NAMES.get(code.strip().upper())
    return "" if name is None else tr(name)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _show(picker: Picker, code: str, name: str) -> None:
    if name or not code.strip():
        picker.show_choice(code, name, code if code != name else "")
    else:
        missing = tr(_("is not known"))
        picker.show_choice(code, code, missing, "mdi6.alert-outline", "error")
