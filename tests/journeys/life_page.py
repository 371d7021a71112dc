"""The page of Support in the sample: what is on its cards and in its file, and how it is used."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu

from app.model.routing import Status, Version
from app.ui.routings.schedule_dialog import ScheduleDialog
from app.ui.routings.version_card import VersionCard
from app.ui.widgets import ConfirmDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL, RIGHT, plain

PRODUCED, BACKUP, DRAFT = "Winter", "Autumn", "Spring campaign"
TESTED, PLANNED = "New wording", "Summer hours"
OUTSIDE_UNDO = "The life cycle is outside of Undo"

# --- what is on the page, and in the file ---


def open_support(desk: Desk) -> None:
    """Choose Support in the list of routings."""
    page = desk.window.routings_page
    rows = range(page.model.rowCount())
    row = next(row for row in rows if page.model.shown[row].routing.reference == "support")
    desk.click(page.list.viewport(), page.list.visualRect(page.model.index(row, 0)).center())
    desk.wait(lambda: page.routing is not None and page.routing.reference == "support")


def card(desk: Desk, name: str) -> VersionCard:
    """The card of a version on the page in front."""
    cards = desk.window.routings_page.routing_page.cards.values()
    (found,) = (one for one in cards if one.version.name == name)
    return found


def stored(desk: Desk, name: str, routing: str = "support") -> Version:
    """A version, as another window sees it."""
    with desk.elsewhere() as other:
        found = other.routing_by_reference(routing)
        assert found is not None
        return next(one for one in other.versions(found.id) if one.name == name)


def is_in(desk: Desk, name: str, status: Status) -> bool:
    """Whether a version has a status: in the file, and on the page."""
    return stored(desk, name).status is status is card(desk, name).version.status


def opened_menu(desk: Desk, name: str) -> list[str]:
    """Open the menu of a card by a right click; what it offers."""
    desk.click(card(desk, name), QPoint(9, 9), RIGHT)
    desk.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [plain(one.text()) for one in menu.actions() if not one.isSeparator()]


def give(desk: Desk, name: str, command: str) -> None:
    """Give a command of a card's menu."""
    opened_menu(desk, name)
    desk.choose(command)


def said_in(dialog: QDialog) -> str:
    """All that a dialog says."""
    labels = [one for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog)]
    return "\n".join(one.text() for one in labels)


def answer(desk: Desk, words: str, *expected: str) -> None:
    """Press a button of the question in front, which says these things."""
    dialog = desk.dialog(ConfirmDialog)
    for one in (*expected, OUTSIDE_UNDO):
        assert one in said_in(dialog)
    (found,) = (one for one in dialog.buttons.values() if one.text() == words)
    desk.click(found)


def history(desk: Desk) -> list[str]:
    """What the history on the page says happened, newest first, each with what is below it."""
    shown = desk.window.routings_page.routing_page.history
    return [*shown.sentences, *shown.details]


def notices(desk: Desk) -> str:
    """What the section of the version in production says before its card."""
    page = desk.window.routings_page.routing_page
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def plan(support: Desk, day: QDate, time: QTime) -> ScheduleDialog:
    """Open the dialog of a schedule, and type date and time."""
    give(support, DRAFT, "Schedule the production…")
    dialog = support.dialog(ScheduleDialog)
    assert "Date and time of the automatic production" in said_in(dialog)
    type_moment(support, dialog, day, time)
    return dialog


def type_moment(support: Desk, dialog: ScheduleDialog, day: QDate, time: QTime) -> None:
    """Type into the fields, part by part."""
    for field, words in (
        (dialog.date, day.toString(dialog.date.displayFormat())),
        (dialog.time, time.toString(dialog.time.displayFormat())),
    ):
        support.click(field, QPoint(12, field.height() // 2))
        # To the second part and back, which selects the first.
        support.press(Qt.Key.Key_Right, CTRL)
        support.press(Qt.Key.Key_Left, CTRL)
        typed_in = field.currentSection()
        for part in re.split(r"(\W)", words):
            section = field.currentSection()
            # A part that is full goes on to the next by itself; the sign between them is done with.
            if part.isalnum() or (section is typed_in and part.isascii()):
                support.write(part)
            typed_in = section
    assert (dialog.date.date(), dialog.time.time()) == (day, time)
