"""A time zone by its IANA name."""

from __future__ import annotations

import functools
import zoneinfo
from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker

_NONE = _("As usual here")
_OLD = ("Etc/", "SystemV/", "posix/", "right/")


class TimeZoneEditor(FieldEditor):
    """`str`: an IANA name such as Europe/Paris, or empty."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        placeholder = info.field.placeholder
        self._none = placeholder if placeholder.msgid else _NONE
        self.picker = Picker(self._options, placeholder=self._none)
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._choose)
        self.filled_with(self.picker)

    def show_value(self, value: Any) -> None:
        self.picker.show_choice(value, value.replace("_", " "))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _options(self) -> list[Option]:
        none = [] if self.info.field.required else [Option("", tr(self._none))]
        return none + [Option(zone, zone.replace("_", " ")) for zone in zones()]

    def _choose(self, zone: str) -> None:
        self.show_value(zone)
        self.choose(zone)


@functools.cache
def zones() -> tuple[str, ...]:
    """Zones that are named for a place, and UTC first."""
    names = zoneinfo.available_timezones()
    places = (name for name in names if "/" in name and not name.startswith(_OLD))
    return ("UTC", *sorted(places))
