"""Widgets in cycles are destroyed in the window's thread, whatever other threads allocate."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.collecting import collect
from app.ui.jobs import Jobs, Ticket


class Looped(QObject):
    """A QObject that only the garbage collector can free."""

    def __init__(self, freed_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: freed_in.append(threading.get_ident()))


def test_background_work_never_collects(qtbot: QtBot) -> None:
    freed_in: list[int] = []
    jobs = Jobs()
    assert not gc.isenabled()
    for _number in range(20):
        Looped(freed_in)

    def work(_ticket: Ticket) -> int:
        return len([[[]] for _number in range(200_000)])

    done: list[int] = []
    jobs.start(work, done.append, owner=jobs)
    qtbot.waitUntil(lambda: bool(done))
    assert freed_in == []
    gc.collect()
    assert set(freed_in) == {threading.get_ident()}
    jobs.close()
    jobs.close()
    assert gc.isenabled()


def test_the_window_collects_what_has_come_due(qtbot: QtBot) -> None:
    jobs = Jobs()
    freed_in: list[int] = []
    Looped(freed_in)
    junk: list[list[int]] = [[] for _number in range(5_000)]
    collect()
    assert freed_in == [threading.get_ident()]
    assert junk
    jobs.close()
