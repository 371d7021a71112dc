"""Hands on a window: mouse and keys go to its native window, as a window system sends them.

So a click lands on whatever really lies there, and a key goes wherever the keyboard really is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

_LOOK_MS = 5

_D = TypeVar("_D", bound=QDialog)


class Hands:
    """The mouse and the keyboard of one person."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(condition, timeout=10_000)

    # --- the mouse ---

    def click(
        self,
        widget: QWidget,
        place: QPoint | None = None,
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Click on a widget: in its middle, or at a place of it."""
        window, point = self._aim(widget, place)
        QTest.mouseMove(window, point)
        QTest.mouseClick(window, button, modifiers, point)

    def double_click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click twice."""
        window, point = self._aim(widget, place)
        QTest.mouseMove(window, point)
        QTest.mouseDClick(window, LEFT, NONE, point)

    def hover(self, widget: QWidget, place: QPoint) -> None:
        """Point at a place."""
        window, point = self._aim(widget, place)
        QTest.mouseMove(window, point)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press at one place, move with the button held, let go at another."""
        window, point = self._aim(widget, start)
        there = widget.mapTo(widget.window(), end)
        QTest.mouseMove(window, point)
        QTest.mousePress(window, LEFT, NONE, point)
        for step in range(1, 9):
            QTest.mouseMove(window, point + (there - point) * step / 8)
        QTest.mouseRelease(window, LEFT, NONE, there)

    def choose(self, words: str) -> None:
        """Click on an entry of the menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered = {plain(entry.text()): entry for entry in menu.actions()}
        assert words in offered, f"{words} is not among {list(offered)}"
        assert offered[words].isEnabled(), f"{words} cannot be chosen"
        self.click(menu, menu.actionGeometry(offered[words]).center())

    def menu(self, window: QMainWindow, title: str, words: str) -> None:
        """Choose an entry of the menu bar."""
        bar = window.menuBar()
        head = next(one for one in bar.actions() if plain(one.text()) == title)
        self.click(bar, bar.actionGeometry(head).center())
        self.choose(words)

    # --- the keyboard ---

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key; it goes to wherever the keyboard is."""
        QTest.keyClick(self._keyboard(), key, modifiers)

    def write(self, words: str) -> None:
        """Type words; line breaks are Enter."""
        for letter in words:
            if letter == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                # The stubs know characters for widgets alone.
                QTest.keyClick(self._keyboard(), letter)  # type: ignore[call-overload]

    # --- dialogs ---

    def dialog(self, kind: type[_D]) -> _D:
        """The dialog in front, once it is there."""

        def there() -> bool:
            one = QApplication.activeModalWidget()
            return isinstance(one, kind) and one.isVisible() and one.isActiveWindow()

        self.wait(there)
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    def in_dialog(
        self, kind: type[_D], act: Callable[[_D], object], opens: Callable[[], object]
    ) -> None:
        """Do what opens a dialog that waits for its answer, and answer it."""
        failures: list[BaseException] = []
        seen: list[QWidget] = []

        def answer() -> None:
            one = QApplication.activeModalWidget()
            if not (isinstance(one, kind) and one.isVisible() and one.isActiveWindow()):
                if not seen:
                    QTimer.singleShot(_LOOK_MS, answer)
                return
            seen.append(one)
            try:
                act(one)
            # The loop of the dialog would swallow it, and wait for ever.
            except BaseException as failure:  # noqa: BLE001
                failures.append(failure)
                one.reject()

        QTimer.singleShot(0, answer)
        opens()
        self.wait(lambda: bool(seen))
        if failures:
            raise failures[0]

    # --- private ---

    def _aim(self, widget: QWidget, place: QPoint | None) -> tuple[QWindow, QPoint]:
        """The native window, and the point of it that a person would click."""
        self.wait(lambda: widget.isVisible() and widget.window().windowHandle() is not None)
        _scroll_to(widget)
        point = place if place is not None else widget.rect().center()
        assert widget.isEnabled(), f"{widget} cannot be used now"
        if widget.window().windowType() is not Qt.WindowType.Popup:
            self._activate(widget.window())
        assert widget.visibleRegion().contains(point), f"{widget} cannot be seen at {point}"
        return widget.window().windowHandle(), widget.mapTo(widget.window(), point)

    def _keyboard(self) -> QWindow:
        if QGuiApplication.focusWindow() is None:
            shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
            main = next((one for one in shown if isinstance(one, QMainWindow)), None)
            front = QApplication.activeModalWidget() or main
            assert front is not None, "there is no window for the keyboard"
            self._activate(front)
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    def _activate(self, widget: QWidget) -> None:
        """The window in front gets the keyboard back, which the platform of tests forgets."""
        if QGuiApplication.focusWindow() is not widget.windowHandle():
            widget.activateWindow()
            self.wait(widget.isActiveWindow)


def plain(words: str) -> str:
    """The words of a menu entry without the sign of its mnemonic."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _scroll_to(widget: QWidget) -> None:
    """What turning the wheel does for somebody who looks for a field."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            # The form may still be growing after the last change.
            QApplication.sendPostedEvents()
            parent.ensureWidgetVisible(widget, 0, 40)
        parent = parent.parentWidget()
