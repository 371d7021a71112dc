"""Shots of calendars: months with holidays, closings and a change of the clocks, choosers."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.model.resources import Calendar, ClosedSlot, Holiday, ResourceKind
from app.services.resource_files import save_resource
from app.ui.forms.editors.country import CountryEditor, RegionEditor
from app.ui.resources.calendar_month import CalendarMonth
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.stage import Stage


def _month(stage: Stage, day: dt.date, **changes: object) -> CalendarMonth:
    workspace = stage.session.workspace
    office = workspace.resource(ResourceKind.CALENDAR, "office-hours")
    assert isinstance(office, Calendar)
    save_resource(workspace, msgspec.structs.replace(office, **changes), replaces=office.reference)
    stage.session.resources_changed.emit()
    page = page_of(stage, ResourceKind.CALENDAR)
    page.show_resource(ResourceKind.CALENDAR, "office-hours")
    assert page.pane is not None
    month = page.pane.side
    assert isinstance(month, CalendarMonth)
    month.show_day(day)
    return month


@shot("calendar-month-with-holidays")
def with_holidays(stage: Stage) -> None:
    day = dt.date(2026, 5, 13)
    closing = ClosedSlot(day, "12:00", "14:30", "Staff meeting")
    own = Holiday(dt.date(2026, 5, 15), "Bridge day")
    month = _month(
        stage,
        day,
        holiday_country="DE",
        holiday_region="NW",
        closed_slots=(closing,),
        holidays=(own,),
    )
    month.grid.setFocus()


@shot("calendar-month-with-clock-change")
def with_clock_change(stage: Stage) -> None:
    _month(stage, dt.date(2026, 10, 25))


@shot("calendar-choose-country")
def choose_country(stage: Stage) -> None:
    _month(stage, dt.date(2026, 5, 1))
    page = page_of(stage, ResourceKind.CALENDAR)
    page.show_resource(ResourceKind.CALENDAR, "office-hours")
    assert page.pane is not None
    editor = page.pane.form.editor("holiday_country")
    assert isinstance(editor, CountryEditor)
    editor.picker.open("ger")


@shot("calendar-choose-region")
def choose_region(stage: Stage) -> None:
    _month(stage, dt.date(2026, 5, 1), holiday_country="FR")
    page = page_of(stage, ResourceKind.CALENDAR)
    page.show_resource(ResourceKind.CALENDAR, "office-hours")
    assert page.pane is not None
    editor = page.pane.form.editor("holiday_region")
    assert isinstance(editor, RegionEditor)
    editor.picker.open()
