"""Typing in the inspector: stored after a pause, one step a field, refused with a sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.actions.detect_keywords import DetectKeywords
from app.model import edits
from app.model.routing import Version
from app.model.text import verbatim
from app.services.workspace import Workspace
from app.ui.session import Session
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree


def name_of(workspace: Workspace, version: Version, action: str) -> str:
    return stored_tree(workspace, version.id).by_id[action].name


def type_name(tab: VersionTab, words: str) -> None:
    assert tab.inspector.panel is not None
    line = tab.inspector.panel.name
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def test_typing_is_stored_after_a_pause(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    tab.canvas.select(("words",))
    type_name(tab, "About money")
    assert name_of(workspace, version, "words") == "Money?"
    with qtbot.waitSignal(tab.document.changed):
        pass
    assert name_of(workspace, version, "words") == "About money"


def test_a_field_typed_in_is_one_step_with_a_name(qtbot: QtBot, tab: VersionTab) -> None:
    tab.canvas.select(("words",))
    for words in ("A", "Ab", "Abc"):
        type_name(tab, words)
        tab.edits.flush()
    assert tab.document.undo_stack.count() == 1
    assert "Money?" in str(tab.document.undo_name)
    tab._commands["undo"].trigger()
    assert tab.document.tree.by_id["words"].name == "Money?"
    assert tab.inspector.panel is not None
    assert tab.inspector.panel.name.text() == "Money?"


def test_choosing_another_action_stores_what_was_typed(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    tab.canvas.select(("words",))
    type_name(tab, "Kept")
    tab.canvas.select(("bill",))
    assert name_of(workspace, version, "words") == "Kept"
    assert tab.inspector.action_id == "bill"


def test_undo_stores_what_was_typed_and_takes_it_back(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    tab.canvas.select(("words",))
    type_name(tab, "Gone again")
    tab._commands["undo"].trigger()
    assert not tab.edits.is_waiting
    assert name_of(workspace, version, "words") == "Money?"
    tab._commands["redo"].trigger()
    assert name_of(workspace, version, "words") == "Gone again"


def test_leaving_the_tab_stores_what_was_typed(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    tab.canvas.select(("words",))
    type_name(tab, "Last words")
    assert tab.leave()
    assert name_of(workspace, version, "words") == "Last words"


def test_a_field_of_the_form_is_named_in_the_step(tab: VersionTab) -> None:
    tab.canvas.select(("words",))
    config = tab.document.tree.by_id["words"].config
    assert isinstance(config, DetectKeywords)
    assert tab.inspector.panel is not None
    editor = tab.inspector.panel.form.editor("whole_words")
    box = editor.focusProxy()
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    changed = tab.document.tree.by_id["words"].config
    assert isinstance(changed, DetectKeywords)
    assert not changed.whole_words
    assert str(tab.document.undo_name) == "Undo change “Whole words” of “Money?”"


def test_two_fields_are_two_steps(tab: VersionTab) -> None:
    tab.canvas.select(("words",))
    type_name(tab, "Other")
    tab.inspector.commented.emit("words", "Because")
    tab.edits.flush()
    assert tab.document.undo_stack.count() == 2


def test_a_refused_edit_says_why_and_shows_the_model(tab: VersionTab, session: Session) -> None:
    said: list[Any] = []
    session.reported.connect(said.append)
    tab.canvas.select(("words",))
    type_name(tab, "Never kept")
    tab.document.read_only = True
    tab.edits.flush()
    assert said
    assert tab.inspector.panel is not None
    assert tab.inspector.panel.name.text() == "Money?"


def test_an_action_that_is_gone_takes_its_typing_with_it(tab: VersionTab, session: Session) -> None:
    said: list[Any] = []
    session.reported.connect(said.append)
    tab.canvas.select(("bill",))
    type_name(tab, "Nobody")
    delete = edits.delete(("bill",), catalogue=session.catalogue)
    assert tab.document.apply(verbatim("delete"), delete)
    assert tab.edits.flush()
    assert not said
