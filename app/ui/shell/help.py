"""The dialogs of the menu *Help*: the list of keys, and what this application is."""

from __future__ import annotations

import platform

from PySide6.QtCore import QRectF, Qt, qVersion
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.model.text import _
from app.services.identity import release
from app.ui.theme import paint_icon, tr
from app.ui.widgets import SearchField, button, heading, label, muted, title

KeyGroups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class KeysDialog(QDialog):
    """Every command that has a key, by menu, searched by typing."""

    def __init__(self, groups: KeyGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self.setWindowTitle(tr(_("Keys")))
        self.setMinimumSize(520, 560)
        self.search = SearchField(_("Search commands"))
        self.search.textChanged.connect(self._fill)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Keys")))
        column.addWidget(self.search)
        column.addWidget(self._area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button(_("Close"), clicked=self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self._fill("")

    @property
    def shown(self) -> tuple[str, ...]:
        """The commands that the search leaves."""
        return tuple(one.text() for one in self._area.findChildren(QLabel, "command"))

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        line = 0
        for name, commands in self._groups:
            kept = [
                (command, keys)
                for command, keys in commands
                if all(word in f"{command} {keys} {name}".casefold() for word in words)
            ]
            if not kept:
                continue
            head = heading(name)
            head.setContentsMargins(0, 12 if line else 0, 0, 2)
            grid.addWidget(head, line, 0, 1, 2)
            for offset, (command, keys) in enumerate(kept, 1):
                said = label(command)
                said.setObjectName("command")
                grid.addWidget(said, line + offset, 0)
                grid.addWidget(
                    label(keys, tone="muted", wrap=False),
                    line + offset,
                    1,
                    Qt.AlignmentFlag.AlignRight,
                )
            line += len(kept) + 1
        if not line:
            grid.addWidget(label(_("No command matches."), tone="muted"), 0, 0)
        grid.setRowStretch(line + 1, 1)
        self._area.setWidget(rows)


class AboutDialog(QDialog):
    """Name, release, what it stands on, its licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("About")))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(_Emblem(), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title("Smart Routing Studio"))
        words.addWidget(label(_("Version {version}", version=release()), tone="muted"))
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(label(_("Build, test and run email routings as action trees.")))
        column.addWidget(
            muted(
                _(
                    "Python {python}, Qt {qt}. Under the Apache License 2.0.",
                    python=platform.python_version(),
                    qt=qVersion(),
                )
            )
        )
        row = QHBoxLayout()
        row.addStretch(1)
        close = button(_("Close"), clicked=self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)


class _Emblem(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(48, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(self.rect()), "mdi6.sitemap", "accent")
