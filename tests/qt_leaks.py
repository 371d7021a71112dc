"""What a test left in Qt: open windows, running timers, busy worker threads."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Snapshot:
    """The windows and timers that existed before a test."""

    windows: tuple[QWidget, ...]
    timers: tuple[QTimer, ...]


def snapshot() -> Snapshot:
    """Remember what exists now; nothing does before there is an application."""
    return Snapshot(windows=tuple(_windows()), timers=tuple(_timers()))


def left_since(before: Snapshot, *, patience: float) -> list[str]:
    """Name what was added since *before* and is still there; *patience* is in seconds."""
    busy = not QThreadPool.globalInstance().waitForDone(int(patience * 1000))
    _delete_what_is_due()
    if _new(before):
        # Cycles of Python objects hold a window until the collector comes by; that is no leak.
        gc.collect()
        _delete_what_is_due()
    return [*_new(before), *(["a busy worker thread"] if busy else [])]


def _new(before: Snapshot) -> list[str]:
    windows = [window for window in _windows() if window not in before.windows]
    timers = [timer for timer in _timers() if timer not in before.timers]
    return [
        *(f"window {type(one).__name__} '{one.objectName()}'" for one in windows),
        *(f"timer '{one.objectName()}' of {type(one.parent()).__name__}" for one in timers),
    ]


def _windows() -> list[QWidget]:
    return [] if QCoreApplication.instance() is None else list(QApplication.topLevelWidgets())


def _timers() -> list[QTimer]:
    application = QCoreApplication.instance()
    if application is None:
        return []
    return [timer for timer in application.findChildren(QTimer) if timer.isActive()]


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
