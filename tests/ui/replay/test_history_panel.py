"""The history of a version: its runs, newest first, and each opens on the tree that ran."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.routing import Version
from app.model.tree import Link
from app.services import lifecycle, runs
from app.services.workspace import Workspace
from app.ui.replay.history_panel import HistoryPanel
from app.ui.session import Session
from app.ui.version.tab import VersionTab
from tests.ui.version.building import email_ids, new_version
from tests.workspaces import a_trace


@pytest.fixture
def version(workspace: Workspace) -> Version:
    return new_version(workspace)


@pytest.fixture
def tab(qtbot: QtBot, session: Session, version: Version) -> VersionTab:
    made = VersionTab(session, version.id)
    qtbot.addWidget(made)
    made.resize(1400, 860)
    with qtbot.waitExposed(made):
        made.show()
    made.bottom.open("history")
    return made


def history(tab: VersionTab) -> HistoryPanel:
    return tab.replay_panels.history


def replay(tab: VersionTab, session: Session, workspace: Workspace, number: int) -> None:
    session.choose_email(email_ids(workspace)[number])
    tab.replay.clear()
    tab._commands["run"].trigger()
    tab.bottom.open("history")


def listed(tab: VersionTab) -> list[tuple[str, ...]]:
    rows = history(tab).rows
    items = (rows.topLevelItem(row) for row in range(rows.topLevelItemCount()))
    return [tuple(item.text(at) for at in (1, 2, 3, 4)) for item in items if item is not None]


def path(tab: VersionTab) -> list[str]:
    steps = history(tab).detail.steps.steps
    return [str(steps.index(row, 1).data()) for row in range(steps.rowCount())]


def choose(tab: VersionTab, row: int) -> None:
    rows = history(tab).rows
    item = rows.topLevelItem(row)
    assert item is not None
    place = rows.visualItemRect(item).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_runs_are_listed_newest_first_and_the_last_is_in_full(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    assert not history(tab).columns.isVisible()
    for number in (0, 1):
        replay(tab, session, workspace, number)
    assert listed(tab) == [
        ("Opening hours", "Queued", "General support", "3"),
        ("Refund please", "Queued", "Billing team", "3"),
    ]
    assert "Queued · General support" in history(tab).detail.banner.said
    assert path(tab) == ["Start", "Money?", "To general"]
    assert "On the tree as it is now" in history(tab).detail.where.text()
    assert tab.bottom.tabs.tabText(tab.bottom._keys.index("history")).endswith("2")
    choose(tab, 1)
    assert path(tab) == ["Start", "Money?", "To billing"]


def test_an_earlier_run_opens_in_the_trace_with_its_email(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    for number in (0, 1):
        replay(tab, session, workspace, number)
    choose(tab, 1)
    history(tab).detail.open.click()
    assert tab.bottom.key == "trace"
    assert [one.action.name for one in tab.replay.steps] == ["Start", "Money?", "To billing"]
    assert tab.replay.email is not None
    assert tab.replay.email.subject == "Refund please"
    assert not tab.replay.is_outdated
    card = tab.canvas._graph.card("bill")
    assert card is not None
    assert card.marks.current


def test_a_step_of_the_path_opens_the_run_there(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    replay(tab, session, workspace, 0)
    tab.replay.clear()
    table = history(tab).detail.steps
    row = table.visualRect(table.steps.index(1, 1))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert tab.bottom.key == "trace"
    assert tab.replay.selected == 2


def test_a_run_whose_tree_is_gone_says_so_until_it_is_back(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    replay(tab, session, workspace, 0)
    tab.canvas.delete_link(Link("words", "by_default", "rest"))
    history(tab)._show_chosen()
    assert "in no version any more" in history(tab).detail.where.text()
    history(tab).detail.open.click()
    assert tab.replay.is_outdated
    tab.document.undo()
    tab.bottom.open("history")
    history(tab)._show_chosen()
    assert "On the tree as it is now" in history(tab).detail.where.text()


def test_a_run_opens_in_the_version_that_still_has_its_tree(
    qtbot: QtBot, tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    replay(tab, session, workspace, 0)
    copy = lifecycle.duplicate_version(workspace, version.id)
    tab.canvas.delete_link(Link("words", "by_default", "rest"))
    history(tab)._show_chosen()
    assert f"that of version 2 “{copy.name}”" in history(tab).detail.where.text()
    (kept,) = runs.kept_runs(workspace, version.id)
    with qtbot.waitSignal(history(tab).elsewhere_requested) as asked:
        history(tab).detail.open.click()
    assert asked.args == [copy.id, kept.id]
    other = VersionTab(session, copy.id)
    qtbot.addWidget(other)
    other.show_run(kept.id)
    assert [one.action.name for one in other.replay.steps] == ["Start", "Money?", "To billing"]
    assert not other.replay.is_outdated


def test_runs_of_other_windows_appear_and_the_one_looked_at_stays(
    tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    for number in (0, 1):
        replay(tab, session, workspace, number)
    choose(tab, 1)
    runs.keep_run(workspace, version.id, a_trace("Seen elsewhere"), "test")
    session.changed_outside.emit()
    assert [row[0] for row in listed(tab)] == ["Seen elsewhere", "Opening hours", "Refund please"]
    assert history(tab).rows.topLevelItem(0).text(5) == "Test"  # type: ignore[union-attr]
    chosen = history(tab).chosen
    assert chosen is not None
    assert chosen.subject == "Refund please"


def test_a_run_that_is_gone_says_so(
    qtbot: QtBot, tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    with qtbot.waitSignal(tab.replay.failed):
        tab.show_run(12_345)
    assert tab.replay.trace is None
