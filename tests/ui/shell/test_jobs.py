"""Background work: answers arrive in the window's thread, late ones are dropped, bugs stay bugs."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.model.errors import UserError
from app.model.text import _
from app.ui.jobs import Jobs, Ticket


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_the_answer_arrives_in_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[threading.Thread] = []
    jobs.start(lambda _ticket: threading.current_thread(), threads.append)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert not jobs.running


def test_progress_arrives_in_order_and_counts(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    ended: list[str] = []

    def work(ticket: Ticket) -> str:
        for number in range(1, 4):
            ticket.progress(number)
        return "done"

    job = jobs.start(work, ended.append, on_progress=seen.append, title=_("Counting"), total=3)
    counts: list[int] = []
    job.changed.connect(lambda: counts.append(job.done))
    assert jobs.shown == (job,)
    qtbot.waitUntil(lambda: bool(ended))
    assert seen == counts == [1, 2, 3]
    assert not jobs.shown


def test_the_answer_for_a_closed_owner_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    go = threading.Event()
    seen: list[object] = []
    jobs.start(lambda _ticket: go.wait(5), seen.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    go.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == []


def test_a_cancelled_job_says_nothing_more(qtbot: QtBot, jobs: Jobs) -> None:
    begun, seen = threading.Event(), list[object]()

    def work(ticket: Ticket) -> None:
        begun.set()
        while True:
            ticket.check()

    job = jobs.start(work, seen.append, title=_("Endless"))
    assert begun.wait(5)
    job.cancel()
    assert jobs.shown == ()
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == []


def test_an_expected_error_reaches_its_listener_else_the_session(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_ticket: Ticket) -> None:
        raise UserError(_("The disk is full."))

    told: list[UserError] = []
    jobs.start(fail, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.start(fail, lambda _result: None)
    assert str(failed.args[0]) == str(told[0]) == "The disk is full."


def test_a_bug_in_the_background_is_raised_in_the_thread_of_the_window(
    qtbot: QtBot, jobs: Jobs
) -> None:
    with qtbot.captureExceptions() as caught:
        jobs.start(lambda _ticket: 1 // 0, lambda _result: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
