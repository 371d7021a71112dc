"""The theme in force: chosen by a preference, followed from the system, applied to everything."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.graph.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from app.ui.theme.marks import register_marks
from app.ui.theme.palette import palette_of
from app.ui.theme.stylesheet import Sizes, stylesheet

Preference = Literal["system", "light", "dark", "high_contrast"]

_CHOSEN: dict[Preference, Tokens] = {
    "light": LIGHT,
    "dark": DARK,
    "high_contrast": HIGH_CONTRAST,
}
_in_force: list[Tokens] = [LIGHT]


def tokens() -> Tokens:
    """The colours in force. Painted widgets read them when they paint, so they never go stale."""
    return _in_force[-1]


def tokens_for(preference: Preference) -> Tokens:
    """The colours of a preference; `system` follows the colour scheme of the desktop."""
    chosen = _CHOSEN.get(preference)
    if chosen is not None:
        return chosen
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_theme(app: QApplication, chosen: Tokens) -> None:
    """Dress the whole application: Fusion, palette, one style sheet."""
    _in_force[:] = [chosen]
    if app.style() is None or app.style().name().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette_of(chosen))
    sizes = Sizes.around(_body_size(app.font()))
    app.setStyleSheet(stylesheet(chosen, sizes, register_marks(chosen)))


class Theme(QObject):
    """Keeps an application dressed after a preference; `changed` carries the new `Tokens`."""

    changed = Signal(object)

    def __init__(
        self, app: QApplication, preference: Preference = "system", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._preference = preference
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        apply_theme(app, tokens_for(preference))

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return tokens()

    @property
    def preference(self) -> Preference:
        """What was asked for."""
        return self._preference

    def set_preference(self, preference: Preference) -> None:
        """Choose light, dark, high contrast, or the system's scheme."""
        self._preference = preference
        self._follow()

    def _follow(self) -> None:
        wanted = tokens_for(self._preference)
        if wanted != tokens():
            apply_theme(self._app, wanted)
            self.changed.emit(wanted)


def _body_size(font: QFont) -> float:
    """The system's text size in points; a size in pixels counts at 96 dots an inch."""
    size = font.pointSizeF()
    return size if size > 0 else font.pixelSize() * 0.75
