"""Hands on a form: showing it, typing, choosing."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.forms import Form
from app.ui.widgets.picker import Picker


def shown(qtbot: QtBot, widget: QWidget) -> Any:
    """A widget on screen, with the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(340, 700)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def kept(form: Form) -> list[msgspec.Struct]:
    """What the form emits from now on."""
    structs: list[msgspec.Struct] = []
    form.edited.connect(lambda _name, struct: structs.append(struct))
    return structs


def type_into(widget: QWidget, words: str) -> None:
    """Type as a person does."""
    widget.setFocus()
    QTest.keyClicks(target_of(widget), words)


def target_of(widget: QWidget) -> QWidget:
    """The widget that takes the keys for this one."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def choose(picker: Picker, search: str) -> None:
    """Open a list, search, and take the first."""
    picker.setFocus()
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClicks(picker.popup.search, search)
    QTest.keyClick(picker.popup.search, Qt.Key.Key_Return)
