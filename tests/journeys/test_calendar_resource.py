"""A calendar from its first hours to its deletion, with the month beside it, by mouse and keys."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.model.resources import Calendar, ClosedSlot, Holiday, OpenSlot, ResourceKind, Weekday
from app.ui.forms.editors.country import CountryEditor, RegionEditor
from app.ui.forms.editors.weekly import WeeklyEditor
from app.ui.resources.calendar_month import CalendarMonth
from app.ui.resources.import_dialog import ResourceImportDialog
from app.ui.widgets import Picker
from tests.journeys.desk import Desk
from tests.journeys.shelves import Shelf

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

WEEK = tuple(OpenSlot(day, "09:00", "18:00") for day in tuple(Weekday)[:5])


def test_the_life_of_a_calendar(desk: Desk, sample: Path, tmp_path: Path) -> None:
    desk.start(sample)
    shelf = Shelf(desk, ResourceKind.CALENDAR)
    create(shelf)
    name_a_country(shelf)
    walk_through_the_year(shelf)
    close_days_in_the_month(shelf)
    bring_some_from_files(shelf, tmp_path)
    see_where_one_is_used(shelf)
    delete_and_bring_back(shelf)


def stored(shelf: Shelf) -> Calendar:
    found = shelf.stored("warehouse", Calendar)
    assert found is not None
    return found


def month_of(shelf: Shelf) -> CalendarMonth:
    return shelf.side(CalendarMonth)


def go_to(shelf: Shelf, day: dt.date) -> None:
    """Walk to a day: months by the buttons, the day by a click."""
    shelf.look_beside()
    month = month_of(shelf)
    while (month.grid.day.year, month.grid.day.month) != (day.year, day.month):
        forward = (month.grid.day.year, month.grid.day.month) < (day.year, day.month)
        shelf.desk.click(month.forward if forward else month.back)
    shelf.desk.click(month.grid, month.grid.cell(day).center())
    assert month.grid.day == day


def create(shelf: Shelf) -> None:
    shelf.begin("Warehouse")
    week = shelf.editor("open_slots", WeeklyEditor)
    month = month_of(shelf)
    assert month.summary.text() == "Closed all day"
    shelf.desk.click(week.days[Weekday.MONDAY].open)
    shelf.desk.click(week.copy)
    monday = month.grid.today - dt.timedelta(days=month.grid.today.weekday())
    go_to(shelf, monday)
    # The month follows the form before anything is stored.
    assert month.summary.text() == "Open for 9 h"
    shelf.save()
    assert stored(shelf).open_slots == WEEK


def pick(shelf: Shelf, picker: Picker, typed: str) -> None:
    shelf.look_at_form()
    shelf.desk.click(picker)
    shelf.desk.choose_option(typed)


def name_a_country(shelf: Shelf) -> None:
    pick(shelf, shelf.editor("holiday_country", CountryEditor).picker, "germ")
    pick(shelf, shelf.editor("holiday_region", RegionEditor).picker, "nordrhein")
    shelf.save()
    assert (stored(shelf).holiday_country, stored(shelf).holiday_region) == ("DE", "NW")


def walk_through_the_year(shelf: Shelf) -> None:
    month = month_of(shelf)
    year = month.grid.today.year
    go_to(shelf, dt.date(year, 5, 1))
    assert month.summary.text() == "Holiday: Labor Day"
    shelf.desk.press(Qt.Key.Key_PageDown)
    assert month.grid.day == dt.date(year, 6, 1)
    shelf.desk.press(Qt.Key.Key_Left)
    assert month.month.text() == f"May {year}"
    # The day on which the clocks of Paris go forward.
    sunday = max(day for day in (dt.date(year, 3, n) for n in range(25, 32)) if day.weekday() == 6)
    go_to(shelf, sunday)
    assert "the day has 23 h" in month.details.text()
    shelf.desk.click(month.today)
    assert month.grid.day == month.grid.today


def is_open(month: CalendarMonth, day: dt.date) -> bool:
    plan = month.grid.plan(day)
    return plan is not None and plan.state == "open"


def close_days_in_the_month(shelf: Shelf) -> None:
    month = month_of(shelf)
    year = month.grid.today.year
    days = (dt.date(year, 6, number) for number in range(1, 31))
    own, closed = [day for day in days if is_open(month, day)][:2]
    go_to(shelf, own)
    shelf.desk.click(month.make_holiday)
    assert month.summary.text() == "Holiday: Own holiday"
    go_to(shelf, closed)
    shelf.desk.click(month.close_day)
    assert month.summary.text() == "Closed all day"
    shelf.save()
    assert stored(shelf).holidays == (Holiday(own, "Own holiday"),)
    assert stored(shelf).closed_slots == (ClosedSlot(closed),)


def bring_some_from_files(shelf: Shelf, folder: Path) -> None:
    path = folder / "calendars.csv"
    shelf.export("Export all…", path)
    lines = path.read_text("utf-8-sig").replace("Europe/Paris", "Europe/Berlin")
    slots = '"[{""day"": ""sunday"", ""opens"": ""10:00"", ""closes"": ""12:00""}]"'
    heads = lines.splitlines()[0].split(",")
    cells = {"name": "Sunday shop", "reference": "sunday-shop", "open_slots": slots}
    cells["time_zone"] = "Europe/Berlin"
    lines += ",".join(cells.get(head, "") for head in heads) + "\r\n"
    path.write_text(lines, encoding="utf-8")
    shelf.import_file(path)
    preview = shelf.desk.dialog(ResourceImportDialog)
    assert not preview.go.isEnabled()
    shelf.desk.click(preview.keep_all)
    shelf.desk.click(preview.go)
    shelf.desk.wait(lambda: "Calendars: 1 new, 0 changed" in shelf.desk.message)
    assert stored(shelf).time_zone == "Europe/Paris"
    made = shelf.stored("sunday-shop", Calendar)
    assert made is not None
    assert made.open_slots == (OpenSlot(Weekday.SUNDAY, "10:00", "12:00"),)
    assert "Sunday shop" in shelf.names()


def see_where_one_is_used(shelf: Shelf) -> None:
    with shelf.desk.elsewhere() as other:
        calendars = other.resources().of_kind(Calendar)
        used = next(one for one in calendars if other.uses(shelf.kind, one.reference))
        uses = other.uses(shelf.kind, used.reference)
    places = shelf.refuses_to_delete(used.name)
    assert len(places) == len(uses)
    assert shelf.stored(used.reference, Calendar) is not None


def delete_and_bring_back(shelf: Shelf) -> None:
    shelf = Shelf(shelf.desk, shelf.kind)
    before = stored(shelf)
    shelf.delete("Warehouse")
    assert shelf.stored("warehouse", Calendar) is None
    shelf.undo_deletion("Warehouse")
    assert stored(shelf) == before
