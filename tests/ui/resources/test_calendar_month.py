"""The month beside the form of a calendar: lives while the form is edited, walks by keys."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.model.resources import Calendar, ClosedSlot, Holiday, OpenSlot, ResourceKind, Weekday
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.country import CountryEditor, RegionEditor
from app.ui.main_window import MainWindow
from app.ui.resources.calendar_month import CalendarMonth
from app.ui.resources.page import ResourcesPage
from tests.ui.forms.driving import choose

LEFT = Qt.MouseButton.LeftButton
MAY_1 = dt.date(2026, 5, 1)
OFFICE = Calendar(
    name="Office hours",
    reference="office",
    open_slots=tuple(OpenSlot(day, "08:30", "18:00") for day in tuple(Weekday)[:5]),
)


@pytest.fixture
def month(page: ResourcesPage, workspace: Workspace, window: MainWindow) -> CalendarMonth:
    save_resource(workspace, OFFICE, replaces="office")
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.CALENDAR, "office")
    assert page.pane is not None
    side = page.pane.side
    assert isinstance(side, CalendarMonth)
    side.show_day(MAY_1)
    return side


def draft(page: ResourcesPage) -> Calendar:
    assert page.pane is not None
    found = page.pane.draft
    assert isinstance(found, Calendar)
    return found


def test_a_day_is_told_in_words(month: CalendarMonth) -> None:
    assert month.month.text() == "May 2026"
    assert month.summary.text() == "Open for 9 h 30 min"
    assert month.details.text() == "08:30\u201318:00  Open"
    month.show_day(dt.date(2026, 5, 3))
    assert month.summary.text() == "Closed all day"
    month.show_day(dt.date(2026, 3, 29))
    assert "the day has 23 h" in month.details.text()
    month.show_day(dt.date(2026, 10, 25))
    assert "02:00\u201303:00 comes twice, and the day has 25 h" in month.details.text()


def test_the_month_follows_the_form(month: CalendarMonth, page: ResourcesPage) -> None:
    pane = page.pane
    assert pane is not None
    country, region = pane.form.editor("holiday_country"), pane.form.editor("holiday_region")
    assert isinstance(country, CountryEditor)
    assert isinstance(region, RegionEditor)
    choose(country.picker, "france")
    assert draft(page).holiday_country == "FR"
    assert month.summary.text() == "Holiday: Labor Day"
    choose(region.picker, "moselle")
    assert draft(page).holiday_region == "57"
    month.show_day(dt.date(2026, 12, 26))
    assert month.summary.text().startswith("Holiday")
    # Another country has other regions.
    choose(country.picker, "germany")
    assert (draft(page).holiday_country, draft(page).holiday_region) == ("DE", "")


def test_keys_walk_through_days_and_months(month: CalendarMonth) -> None:
    grid = month.grid
    grid.setFocus()
    for key, day in (
        (Qt.Key.Key_Right, dt.date(2026, 5, 2)),
        (Qt.Key.Key_Down, dt.date(2026, 5, 9)),
        (Qt.Key.Key_Left, dt.date(2026, 5, 8)),
        (Qt.Key.Key_Up, dt.date(2026, 5, 1)),
        (Qt.Key.Key_Left, dt.date(2026, 4, 30)),
        (Qt.Key.Key_PageUp, dt.date(2026, 3, 30)),
        (Qt.Key.Key_PageUp, dt.date(2026, 2, 28)),
        (Qt.Key.Key_PageDown, dt.date(2026, 3, 28)),
        (Qt.Key.Key_Home, grid.today),
    ):
        QTest.keyClick(grid, key)
        assert grid.day == day
    month.show_day(MAY_1)
    QTest.keyClick(grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert grid.day == dt.date(2027, 5, 1)
    assert "2027" in grid.accessibleName()


def test_buttons_go_back_forward_and_to_today(month: CalendarMonth) -> None:
    QTest.mouseClick(month.forward, LEFT)
    assert month.month.text() == "June 2026"
    QTest.mouseClick(month.back, LEFT)
    QTest.mouseClick(month.back, LEFT)
    assert month.month.text() == "April 2026"
    QTest.mouseClick(month.today, LEFT)
    assert month.grid.day == month.grid.today


def test_a_click_chooses_a_day_and_a_tip_tells_it(qtbot: QtBot, month: CalendarMonth) -> None:
    grid = month.grid
    day = dt.date(2026, 5, 13)
    QTest.mouseClick(grid, LEFT, pos=grid.cell(day).center())
    assert grid.day == day
    place = grid.cell(MAY_1).center()
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place)))
    qtbot.waitUntil(lambda: "1 May 2026" in QToolTip.text())
    QApplication.sendEvent(
        grid, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), grid.mapToGlobal(QPoint(1, 1)))
    )
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_day_is_closed_or_made_a_holiday_from_the_month(
    month: CalendarMonth, page: ResourcesPage
) -> None:
    QTest.mouseClick(month.make_holiday, LEFT)
    assert draft(page).holidays == (Holiday(MAY_1, "Own holiday"),)
    assert month.summary.text() == "Holiday: Own holiday"
    QTest.mouseClick(month.make_holiday, LEFT)
    assert draft(page).holidays == ()
    QTest.mouseClick(month.close_day, LEFT)
    assert draft(page).closed_slots == (ClosedSlot(MAY_1),)
    assert month.summary.text() == "Closed all day"
    QTest.mouseClick(month.close_day, LEFT)
    assert draft(page) == OFFICE


def test_who_may_not_edit_only_looks(month: CalendarMonth) -> None:
    month.set_read_only(True)
    assert month.make_holiday.isHidden()
    assert month.close_day.isHidden()
    month.set_read_only(False)
    assert not month.make_holiday.isHidden()


def test_the_first_and_the_last_year_are_the_end(month: CalendarMonth) -> None:
    month.show_day(dt.date(1900, 1, 15))
    QTest.mouseClick(month.back, LEFT)
    assert month.grid.day == dt.date(1900, 1, 15)
    month.show_day(dt.date.max)
    assert month.grid.day == dt.date(2200, 12, 31)
    month.grab()
