"""The first edit of a version that goes live by itself, or is being tested, is a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from app.services import lifecycle
from app.ui.version.first_edit import DUPLICATE, EDIT, FirstEditDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SCHEDULED = "Summer hours"
TESTED = "New wording"


def said(dialog: FirstEditDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel))


def first_of(desk: Desk) -> str:
    """The name of the action after Start."""
    key = next(one.target for one in desk.tree.links if one.source == desk.tree.start.id)
    return desk.tree.by_id[key].name


def type_comment(desk: Desk, words: str) -> None:
    desk.click_card(first_of(desk))
    panel = desk.tab.inspector.panel
    assert panel is not None
    desk.click(panel.comment.viewport())
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write(words)


def test_typing_into_a_scheduled_version_asks_and_edit_keeps_what_was_typed(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", SCHEDULED)
    before = desk.tree
    type_comment(desk, "Typed, then asked")
    dialog = desk.dialog(FirstEditDialog)
    assert "Changes go live on" in said(dialog)
    # Whoever types on, or presses Enter, has answered nothing.
    desk.write(" and on\n")
    assert dialog.isVisible()
    assert desk.tree == before
    desk.click(dialog.buttons[EDIT])
    desk.wait(lambda: desk.tree != before)
    assert desk.action(first_of(desk)).comment == "Typed, then asked"
    desk.agree()
    # And is not asked again while the version is open.
    type_comment(desk, "Typed again")
    desk.agree()
    assert desk.action(first_of(desk)).comment == "Typed again"
    assert desk.tab.first_edit.dialog is None


def test_escape_changes_nothing_and_the_next_edit_asks_again(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", SCHEDULED)
    before = desk.tree
    desk.wait_until_still()
    start = desk.on_card(first_of(desk))
    desk.drag(desk.ground, start, start + QPoint(80, 30))
    desk.dialog(FirstEditDialog)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: desk.tab.first_edit.dialog is None)
    assert desk.tree == before
    desk.agree()
    desk.click_card(first_of(desk))
    desk.press(Qt.Key.Key_Delete)
    desk.click(desk.dialog(FirstEditDialog).buttons[EDIT])
    desk.wait(lambda: desk.tree != before)
    desk.agree()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: desk.tree == before)
    desk.agree()


def test_a_version_in_testing_names_whose_mail_it_processes_and_can_be_duplicated(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", TESTED)
    first = desk.tab.version
    with desk.elsewhere() as other:
        served = lifecycle.mailboxes_of(other, first.routing)
        lifecycle.choose_mailboxes(other, first.id, [one.reference for one in served])
    strip = desk.tab.standing.testing
    desk.wait(lambda: len(strip.addresses) == len(served))
    before, name = desk.tree, first_of(desk)
    desk.click_card(name)
    desk.press(Qt.Key.Key_F2)
    desk.write("Only in the copy")
    desk.press(Qt.Key.Key_Return)
    dialog = desk.dialog(FirstEditDialog)
    assert all(one.address in said(dialog) for one in served)
    desk.click(dialog.buttons[DUPLICATE])
    desk.wait(lambda: desk.tab.version.id != first.id)
    assert first_of(desk) == "Only in the copy"
    assert not desk.tab.version.in_testing
    desk.agree()
    desk.tab_of(f"{first.number} · {TESTED}")
    assert desk.tree == before
    desk.agree()


def test_a_tab_with_a_question_does_not_close_over_it(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", SCHEDULED)
    version = desk.tab.version.id
    type_comment(desk, "Not yet stored")
    desk.press(Qt.Key.Key_W, CTRL)
    dialog = desk.dialog(FirstEditDialog)
    assert desk.tab.version.id == version
    desk.click(dialog.buttons[EDIT])
    desk.wait(lambda: desk.tab.first_edit.dialog is None)
    desk.agree()
    assert desk.action(first_of(desk)).comment == "Not yet stored"
