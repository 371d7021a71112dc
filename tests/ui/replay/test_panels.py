"""Trace, events and whole sets on screen."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.evidence import (
    AnyEvidence,
    Assigned,
    Assignment,
    ConditionVerdict,
    Draw,
    GroupHits,
    Hit,
    Hits,
    LinkVerdict,
    LookUp,
    MessageEvidence,
    Note,
    OpeningHours,
    Share,
    Verdicts,
)
from app.engine.trace import ActionName, Step
from app.model.text import verbatim
from app.services import samples
from app.services.workspace import Workspace
from app.ui.replay.evidence_views import evidence_views
from app.ui.replay.step_detail import variables_before
from app.ui.session import Session
from app.ui.version.tab import VersionTab
from tests.ui.version.building import email_ids, new_version


@pytest.fixture
def tab(qtbot: QtBot, session: Session, workspace: Workspace) -> VersionTab:
    made = VersionTab(session, new_version(workspace).id)
    qtbot.addWidget(made)
    made.resize(1400, 860)
    with qtbot.waitExposed(made):
        made.show()
    return made


def run(tab: VersionTab, session: Session, workspace: Workspace, number: int = 0) -> None:
    session.choose_email(email_ids(workspace)[number])
    tab._commands["run"].trigger()


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def test_f5_runs_and_shows_the_trace(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    viewer = tab.canvas.focusProxy()
    assert viewer is not None
    QTest.keyClick(viewer, Qt.Key.Key_F5)
    trace = tab.replay_panels.trace
    assert tab.bottom.key == "trace"
    assert not tab.bottom.is_folded
    assert "Queued" in trace.banner.said
    assert "Billing team" in trace.banner.said
    assert trace.table.steps.rowCount() == 3


def test_a_click_on_a_step_selects_its_action_and_marks_what_was_found(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    run(tab, session, workspace)
    table = tab.replay_panels.trace.table
    place = table.visualRect(table.steps.index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.replay.selected == 2
    assert tab.replay.position == 3
    assert tab.canvas.selected == ("words",)
    found = tab.replay_panels.trace.preview.found
    assert {word.casefold() for word in found.marked} == {"refund"}
    assert "refund" in said(tab.replay_panels.trace.detail)


def test_stepping_back_moves_the_marked_row(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    run(tab, session, workspace)
    tab._commands["step_back"].trigger()
    assert tab.replay_panels.trace.table.currentIndex().row() == 1
    assert "Step 2 of 3" in tab.replay_panels.trace.banner.said


def test_a_changed_tree_is_told_in_the_banner(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    run(tab, session, workspace)
    tab.inspector.recorded.emit("words", True)
    assert "The tree has changed since this run" in tab.replay_panels.trace.banner.said
    tab._commands["undo"].trigger()
    assert "changed" not in tab.replay_panels.trace.banner.said


def test_events_list_what_was_recorded(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    tab.inspector.recorded.emit("words", True)
    run(tab, session, workspace)
    rows = tab.replay_panels.events.rows
    assert rows.topLevelItemCount() == 1
    item = rows.topLevelItem(0)
    assert item is not None
    assert item.text(2) == "Money?"
    tab.bottom.open("events")
    rows.setCurrentItem(item)
    assert tab.replay.selected == 2


def test_the_empty_events_panel_records_the_selected_action(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    run(tab, session, workspace)
    tab.canvas.select(("words",))
    tab.replay_panels.events._no_events.button.click()
    assert tab.document.tree.by_id["words"].record


SHAPES: tuple[tuple[AnyEvidence, tuple[str, ...]], ...] = (
    (
        Verdicts(
            (
                LinkVerdict(
                    "link_1",
                    "Large",
                    False,
                    "all",
                    (ConditionVerdict("{{ var.amount }}", "at_least", "12", "100", False),),
                ),
            )
        ),
        ("Large", "var.amount", "12", "100", "at least"),
    ),
    (
        Hits((GroupHits("link_1", "Money", True, 1, 1, (Hit("refund", "body", 2, 8),)),)),
        ("Money", "refund", "1 found"),
    ),
    (
        Draw("random", 63, "link_2", (Share("link_1", 50), Share("link_2", 50))),
        ("link_2", "63"),
    ),
    (LookUp(verbatim("Companies"), "acme", True, (("segment", "key"),)), ("Companies", "acme")),
    (Assignment((Assigned("amount", "", "12"),)), ("Amount", "12")),
    (
        OpeningHours(
            "office", "2026-01-05T10:00:00+00:00", "Europe/Paris", "closed", verbatim("At night.")
        ),
        ("office", "At night.", "11:00"),
    ),
    (MessageEvidence(True, ("a@example.org",), "Hello", "en"), ("a@example.org", "Hello")),
    (Note(verbatim("Third passage."), (("count", "3"),)), ("Third passage.", "3")),
)


@pytest.mark.parametrize(("evidence", "expected"), SHAPES, ids=lambda one: type(one).__name__)
def test_every_shape_of_evidence_is_put_into_words(
    qtbot: QtBot, tab: VersionTab, evidence: AnyEvidence, expected: tuple[str, ...]
) -> None:
    step = Step(1, "support", 1, "", ActionName("words", 2, "Money?", "detect_keywords"), "")
    texts = {"body": "a refund <b>please</b>"}
    views = list(evidence_views(step, evidence, tab.trace_words(), texts))
    for view in views:
        qtbot.addWidget(view)
    words = "\n".join([*(said(view) for view in views), *(_own(view) for view in views)])
    for part in expected:
        assert part in words
    assert "<b>please" not in words


def _own(view: QWidget) -> str:
    return view.text() if isinstance(view, QLabel) else view.accessibleName()


def test_variables_are_those_that_the_step_met(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    run(tab, session, workspace)
    assert tab.replay.trace is not None
    assert dict(variables_before(tab.replay.trace, 2)) == {"var.amount": ""}


def test_a_whole_set_fills_the_table_and_counts(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace
) -> None:
    (inbox,) = samples.sample_sets(workspace)
    panel = tab.replay_panels.whole_set
    with qtbot.waitSignal(panel.finished, timeout=60_000):
        tab.replay_panels.start_set(inbox)
        assert panel.is_running
    assert [row.destination for row in panel.outcomes.rows] == ["billing", "general", "billing"]
    assert [(one.name, one.count) for one in panel.outcomes.groups] == [
        ("Billing team", 2),
        ("General support", 1),
    ]
    row = panel.destinations.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert panel.filter.rowCount() == 2
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    panel.search.setText("hours")
    assert panel.filter.rowCount() == 1
    place = panel.table.visualRect(panel.filter.index(0, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.bottom.key == "trace"
    assert tab.replay.trace is not None
    assert tab.replay.trace.subject == "Opening hours"


def test_a_chosen_moment_is_the_clock(
    qtbot: QtBot, tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    session.choose_email(email_ids(workspace)[0])
    tab.replay_bar._choose_clock("now")
    assert tab.replay_bar.clock.shown == "Now"
    tab.replay_bar._choose_clock("fixed")
    from app.ui.replay.replay_bar import MomentDialog

    dialog = tab.findChild(MomentDialog)
    assert dialog is not None
    assert dialog.moment.tzinfo is dt.UTC
    dialog.accept()
    assert tab.replay.world.fixed is not None
