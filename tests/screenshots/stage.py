"""The stage of a shot: a session and a window on a copy of the sample workspace."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.engine.registry import CATALOGUE
from app.model.routing import Routing, Version
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.shell.window_state import WindowState
from app.ui.theme import Theme

SIZE = QSize(1440, 900)
_PATIENCE_MS = 8_000


class Stage:
    """What a shot works with: `session`, `window`, and look-ups by name."""

    def __init__(self, workspace: Path, theme: Theme, folder: Path) -> None:
        self.session = Session(Workspace.open(workspace, CATALOGUE), theme)
        self.window = MainWindow(self.session, WindowState(folder / "window.ini"))
        self.session.setParent(self.window)
        self.window.resize(SIZE)
        self.window.show()
        self.window.resize(SIZE)
        self.window.routings_page.list.setFocus()

    def routing(self, name: str) -> Routing:
        """The routing with this name."""
        return next(one for one in self.session.workspace.routings() if one.name == name)

    def version(self, routing: str, name: str) -> Version:
        """A version by the names of its routing and its own."""
        versions = self.session.workspace.versions(self.routing(routing).id)
        return next(one for one in versions if one.name == name)

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        return next(one for one in found if one.isVisible())

    def settle(self, until: Callable[[], bool] | None = None) -> None:
        """Let events and background work end, and `until` become true."""
        clock = QElapsedTimer()
        clock.start()
        quiet = 0
        while quiet < 5 and clock.elapsed() < _PATIENCE_MS:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)
            done = not self.session.jobs.running and (until is None or until())
            quiet = quiet + 1 if done else 0

    def picture(self) -> QPixmap:
        """The window, and over it what is open: menus, pop-ups, dialogs."""
        self.settle()
        taken = self.window.grab()
        over = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one is not self.window
        ]
        # A dialog over a dialog comes after it.
        over.sort(key=_depth)
        painter = QPainter(taken)
        for widget in over:
            if isinstance(widget, QDialog):
                painter.fillRect(self.window.rect(), QColor(0, 0, 0, 70))
            painter.drawPixmap(self._place(widget), widget.grab())
        painter.end()
        return taken

    def _place(self, widget: QWidget) -> QPoint:
        if isinstance(widget, QDialog):
            free = self.window.size() - widget.size()
            return QPoint(max(0, free.width() // 2), max(0, free.height() // 3))
        return self.window.mapFromGlobal(widget.mapToGlobal(QPoint()))

    def close(self) -> None:
        """Close everything that the shot opened."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        self.window._leaving = True
        self.window.close()
        self.window.deleteLater()
        # Outside of a running event loop nobody else does: every theme would dress them all.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


def copy_of(workspace: Path, folder: Path) -> Path:
    """A copy of a closed workspace, for one shot alone."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(workspace, folder / "Northwind Energy.routings"))
