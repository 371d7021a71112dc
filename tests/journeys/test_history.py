"""What ran through a version is still there: found, read, and opened on the tree that ran."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from app.ui.replay.history_panel import HistoryPanel
from tests.journeys.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

VERSION = "Spring campaign"


def panel(desk: Desk) -> HistoryPanel:
    return desk.tab.replay_panels.history


def show_history(desk: Desk) -> None:
    """Click on the head of the panel."""
    bottom = desk.tab.bottom
    bar, at = bottom.tabs, bottom._keys.index("history")
    desk.click(bar, bar.tabRect(at).center())
    desk.wait(lambda: panel(desk).isVisible())


def replay(desk: Desk, typed: str) -> None:
    """Choose an email by words of it, and run it."""
    desk.click(desk.tab.replay_bar.email)
    desk.choose_option(typed)
    desk.press(Qt.Key.Key_F5)
    desk.wait(lambda: desk.tab.replay.is_finished)


def row(desk: Desk, at: int) -> QTreeWidgetItem:
    item = panel(desk).rows.topLevelItem(at)
    assert item is not None
    return item


def test_runs_are_found_again_and_open_on_the_tree_that_ran(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    first = desk.tab.version
    replay(desk, "refund")
    ran = [step.action.name for step in desk.tab.replay.steps]
    replay(desk, "moving")
    show_history(desk)
    rows = panel(desk).rows
    assert rows.topLevelItemCount() == 2
    assert "On the tree as it is now" in panel(desk).detail.where.text()
    # The earlier one: a click shows it in full, the button opens it.
    desk.click(rows.viewport(), rows.visualItemRect(row(desk, 1)).center())
    desk.wait(lambda: panel(desk).detail.steps.steps.rowCount() == len(ran))
    desk.click(panel(desk).detail.open)
    desk.wait(lambda: desk.tab.bottom.key == "trace")
    assert [step.action.name for step in desk.tab.replay.steps] == ran
    assert not desk.tab.replay.is_outdated
    # A copy keeps the tree; then the version itself changes.
    desk.menu(desk.window, "Version", "Duplicate the version")
    desk.wait(lambda: "is in development" in desk.message)
    desk.click_card(desk.tree.actions[1].name)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: len(desk.tree.actions) < first.actions)
    show_history(desk)
    desk.click(rows.viewport(), rows.visualItemRect(row(desk, 1)).center())
    desk.wait(lambda: "is that of version" in panel(desk).detail.where.text())
    desk.click(panel(desk).detail.open)
    desk.wait(lambda: desk.tab.version.id != first.id)
    assert [step.action.name for step in desk.tab.replay.steps] == ran
    assert not desk.tab.replay.is_outdated
    desk.wait(lambda: any(card.marks.current for card in desk.canvas._graph.cards))
    desk.agree()
