"""Planned productions happen by themselves while a window is open, and are caught up at its start.

The clock of the services is moved; Qt's timers are real.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.model.errors import OutsideError
from app.model.routing import Routing, Status, Version
from app.model.text import _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.shell import due as module
from app.ui.shell.due import LOOK_MS, DueProductions
from tests.ui.shell.building import add_routing, add_version, new_window, seen_again

NOW = dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
PLANNED = NOW + dt.timedelta(minutes=30)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def routing(workspace: Workspace) -> Routing:
    return add_routing(workspace, "Support")


@pytest.fixture
def version(workspace: Workspace, clock: time_machine.Traveller, routing: Routing) -> Version:
    made = add_version(workspace, routing, "Spring", filled=True)
    return lifecycle.schedule(workspace, made.id, PLANNED.replace(tzinfo=None), "UTC")


@pytest.fixture
def due(window: MainWindow) -> DueProductions:
    made = DueProductions(window.session, window.session)
    window.closed.connect(made.stop)
    return made


def is_produced(workspace: Workspace, version: Version) -> bool:
    with seen_again(workspace) as other:
        return other.version(version.id).status is Status.PRODUCTION


def events(workspace: Workspace, version: Version) -> list[str]:
    return [one.event for one in workspace.log(version.routing)]


def test_a_production_happens_at_its_moment(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(PLANNED - dt.timedelta(milliseconds=300), tick=True)
    due.start()
    assert 0 < due.waits_ms <= 300
    assert not is_produced(workspace, version)
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    assert window.message_bar.message == "“Spring” of Support is in production, as planned."
    assert is_produced(workspace, version)
    # What is shown follows.
    window.show_routing(version.routing)
    assert window.routings_page.routing_page.cards[version.id].version.status is Status.PRODUCTION
    assert due.waits_ms > 300


def test_far_from_the_next_plan_it_looks_again_soon(
    due: DueProductions, version: Version, clock: time_machine.Traveller
) -> None:
    due.start()
    assert LOOK_MS - 1000 < due.waits_ms <= LOOK_MS
    clock.move_to(PLANNED - dt.timedelta(seconds=5))
    due.look()
    assert 4000 < due.waits_ms <= 5000


@pytest.mark.parametrize("jump", [HOUR, dt.timedelta(days=3)], ids=["clock set", "sleep"])
def test_a_clock_that_jumps_is_noticed_by_the_next_look(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
    jump: dt.timedelta,
) -> None:
    monkeypatch.setattr(module, "LOOK_MS", 20)
    due.start()
    qtbot.wait(60)  # several looks that find nothing
    assert events(workspace, version)[-1] == "scheduled"
    clock.shift(jump)
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    assert is_produced(workspace, version)
    # Setting it back does not do it again.
    clock.shift(-jump)
    due.look()
    clock.shift(jump)
    due.look()
    assert events(workspace, version).count("activated") == 1


def test_what_was_due_while_nothing_ran_is_caught_up_with_its_lateness(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    routing: Routing,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(PLANNED + 26 * HOUR)
    due.start()
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    said = "“Spring” of Support is in production, 1 day 2 hours later than planned."
    assert window.message_bar.message == said
    entry = workspace.log(routing.id)[-1]
    assert (entry.event, entry.detail) == ("activated", f"{PLANNED.isoformat()} {26 * 3600}")
    window.show_routing(routing.id)
    history = window.routings_page.routing_page.history
    assert any("1 day 2 hours late" in line for line in history.details)


def test_several_are_caught_up_in_their_order(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    routing: Routing,
    clock: time_machine.Traveller,
) -> None:
    later = add_version(workspace, routing, "Summer", filled=True)
    local = (PLANNED + 24 * HOUR).replace(tzinfo=None)
    lifecycle.schedule(workspace, later.id, local, "UTC")
    clock.move_to(PLANNED + 48 * HOUR)
    due.start()
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    assert window.message_bar.message == "2 planned productions were carried out."
    assert is_produced(workspace, later)
    assert workspace.version(version.id).status is Status.BACKUP


def test_what_its_checks_stop_leaves_an_alert_that_leads_to_the_version(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    draft.save(tree, type(tree)(actions=(tree.start,), next_number=tree.next_number), revision)
    window.show_page("samples")
    clock.move_to(PLANNED)
    due.start()
    due.version_requested.connect(lambda shown, _version: window.show_routing(shown))
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    assert "“Spring” of Support could not go into production as planned:" in (
        window.message_bar.message
    )
    # It stays until somebody has read it, and leads there.
    assert not window.messages.good_news.isActive()
    window.message_bar._action.click()
    card = window.routings_page.routing_page.cards[version.id]
    assert card.missed is not None
    assert card.missed.isVisible()
    assert any("blank" in sentence for sentence in card.missed.sentences)
    # The list says so as well, to whoever comes later.
    line = window.routings_page.model.index(0, 0)
    alert = "A planned production could not be. Its version says why."
    assert alert in line.data(Qt.ItemDataRole.AccessibleTextRole)
    card.missed.dismiss.click()
    line = window.routings_page.model.index(0, 0)
    assert alert not in line.data(Qt.ItemDataRole.AccessibleTextRole)
    card = window.routings_page.routing_page.cards[version.id]
    assert card.missed is None
    assert card.version.status is Status.DEVELOPMENT
    assert events(workspace, version)[-1] == "activation_failed"


def test_a_plan_of_another_process_is_waited_for(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    routing: Routing,
    clock: time_machine.Traveller,
) -> None:
    other_version = add_version(workspace, routing, "Spring", filled=True)
    due.start()
    assert due.waits_ms > 10_000
    window.session.watch()
    clock.move_to(PLANNED - dt.timedelta(seconds=8))
    with seen_again(workspace) as other:
        lifecycle.schedule(other, other_version.id, PLANNED.replace(tzinfo=None), "UTC")
    qtbot.waitUntil(lambda: due.waits_ms <= 8000)


def test_what_another_process_was_quicker_with_is_no_news(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(PLANNED)
    due.start()  # its work has begun, beside this thread
    with seen_again(workspace) as other:
        elsewhere = lifecycle.due(other)
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert events(workspace, version).count("activated") == 1
    assert bool(window.message_bar.message) is not bool(elsewhere)


def test_what_the_disk_refuses_is_said_once_and_tried_again(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    workspace: Workspace,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    monkeypatch.setattr(module, "LOOK_MS", 20)
    tried: list[int] = []
    each_due = lifecycle.each_due

    def refuse(_workspace: Workspace) -> Iterator[lifecycle.Activation]:
        tried.append(1)
        raise OutsideError(_("The disk is full."))

    said: list[object] = []
    window.session.reported.connect(said.append)
    monkeypatch.setattr(lifecycle, "each_due", refuse)
    clock.move_to(PLANNED)
    due.start()
    qtbot.waitUntil(lambda: len(tried) >= 3)
    assert window.message_bar.message == "The disk is full."
    assert len(said) == 1
    monkeypatch.setattr(lifecycle, "each_due", each_due)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert is_produced(workspace, version)


def test_nothing_is_done_after_the_window_has_closed(
    qtbot: QtBot,
    window: MainWindow,
    due: DueProductions,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    due.start()
    window._leaving = True
    window.close()
    assert due.waits_ms == -1
    clock.move_to(PLANNED)
    window.session.routings_changed.emit()
    assert not window.session.jobs.running


def test_a_workspace_open_for_reading_alone_is_left_as_it_is(
    qtbot: QtBot,
    tmp_path: Path,
    workspace: Workspace,
    version: Version,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(PLANNED)
    reading = new_window(qtbot, Workspace.open_to_read(workspace.path, CATALOGUE), tmp_path)
    due = DueProductions(reading.session, reading.session)
    reading.closed.connect(due.stop)
    due.start()
    assert due.waits_ms == -1
    qtbot.waitUntil(lambda: not reading.session.jobs.running)
    assert not is_produced(workspace, version)
