"""A version goes into production elsewhere while somebody types into it: nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.model.tree import ActionTree
from app.services import lifecycle
from app.ui.forms.text_box import TextBox
from app.ui.version.first_edit import EDIT, FirstEditDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

VERSION = "Summer hours"
"""Planned for production, and without errors."""


def promote_elsewhere(desk: Desk) -> None:
    """Another window puts the version in front in production."""
    with desk.elsewhere() as other:
        lifecycle.promote(other, desk.tab.version.id)


def stored(desk: Desk, version: str) -> ActionTree:
    """What another window sees of a version."""
    with desk.elsewhere() as other:
        return other.tree(version)


def choose(desk: Desk, words: str) -> None:
    """Press one of the buttons beside what the version says."""
    (found,) = (one for one in desk.tab.notice.findChildren(QPushButton) if one.text() == words)
    # Strips that went away a moment ago still hold their places.
    QApplication.processEvents()
    desk.click(found)


def comment_box(desk: Desk) -> TextBox:
    """The comment of the action in the inspector."""
    panel = desk.tab.inspector.panel
    assert panel is not None
    return panel.comment


def begin_to_type(desk: Desk, words: str) -> str:
    """Type a comment for the first action after Start; the pause after it is not over."""
    key = next(one.target for one in desk.tree.links if one.source == desk.tree.start.id)
    desk.click_card(desk.tree.by_id[key].name)
    desk.click(comment_box(desk).viewport())
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write(words)
    assert desk.tab.edits.is_waiting
    return key


def test_typing_into_a_version_that_goes_into_production_elsewhere_is_a_choice(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    first, before = desk.tab.version, desk.tree
    desk.window.session._poll.stop()
    key = begin_to_type(desk, "Typed here")
    promote_elsewhere(desk)
    desk.window.session.look_outside()
    assert "went into production" in desk.notice
    # It stays on screen, can be gone on with, and nothing says that it cannot be changed.
    assert not desk.tab.banner.isVisible()
    assert comment_box(desk).toPlainText() == "Typed here"
    assert desk.tab.is_unsaved
    desk.write(", and on")
    desk.wait(lambda: not desk.tab.edits.is_waiting)
    assert desk.tree.by_id[key].comment == "Typed here, and on"
    assert stored(desk, first.id) == before
    # Other looks at the workspace change nothing about the choice.
    desk.window.session.routings_changed.emit()
    desk.window.session.resources_changed.emit()
    assert "went into production" in desk.notice
    assert not desk.tab.document.read_only
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != first.id)
    assert desk.tab.version.editable
    assert desk.tree.by_id[key].comment == "Typed here, and on"
    desk.agree()
    # The version in production is as it went there, here and on disk, and wears its padlock.
    assert stored(desk, first.id) == before
    desk.tab_of(f"{first.number} · {VERSION}")
    assert desk.tab.version.id == first.id
    assert desk.tab.banner.isVisible()
    assert desk.tab.document.read_only
    assert not desk.notice
    assert not desk.tab.is_unsaved
    desk.agree()


def test_what_was_typed_can_be_given_up(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    before, routing = desk.tree, desk.tab.version.routing
    count = len(desk.window.session.workspace.versions(routing))
    desk.window.session._poll.stop()
    key = begin_to_type(desk, "Typed here")
    promote_elsewhere(desk)
    desk.window.session.look_outside()
    choose(desk, "Load it again")
    desk.wait(desk.tab.banner.isVisible)
    assert "in production and cannot be changed" in desk.tab.banner.words.text()
    assert desk.tab.document.read_only
    assert not desk.notice
    assert desk.tree == before
    assert comment_box(desk).toPlainText() == before.by_id[key].comment
    assert comment_box(desk).isReadOnly()
    assert len(desk.window.session.workspace.versions(routing)) == count
    desk.agree()


def test_an_edit_between_two_looks_is_a_choice_too(desk: Desk, sample: Path) -> None:
    """The window still believes that the version is scheduled, and asks whether to edit it."""
    desk.start(sample)
    desk.open_version("Support", VERSION)
    first, before = desk.tab.version, desk.tree
    key = next(one.target for one in desk.tree.links if one.source == desk.tree.start.id)
    desk.window.session._poll.stop()
    promote_elsewhere(desk)
    desk.click_card(desk.tree.by_id[key].name)
    desk.press(Qt.Key.Key_F2)
    desk.write("Named here")
    desk.press(Qt.Key.Key_Return)
    desk.click(desk.dialog(FirstEditDialog).buttons[EDIT])
    desk.wait(lambda: "went into production" in desk.notice)
    assert desk.tree.by_id[key].name == "Named here"
    desk.window.session.look_outside()
    assert desk.tree.by_id[key].name == "Named here"
    assert not desk.tab.banner.isVisible()
    assert stored(desk, first.id) == before
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != first.id)
    assert desk.tree.by_id[key].name == "Named here"
    desk.agree()


def test_a_name_half_typed_on_its_card_is_kept_too(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key = next(one.target for one in desk.tree.links if one.source == desk.tree.start.id)
    desk.window.session._poll.stop()
    desk.click_card(desk.tree.by_id[key].name)
    desk.press(Qt.Key.Key_F2)
    desk.write("Half a na")
    promote_elsewhere(desk)
    desk.window.session.look_outside()
    assert desk.tree.by_id[key].name == "Half a na"
    assert "went into production" in desk.notice


def test_without_anything_typed_it_only_becomes_read_only(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    promote_elsewhere(desk)
    desk.wait(desk.tab.banner.isVisible)
    assert not desk.notice
    assert desk.tab.document.read_only
    desk.agree()
