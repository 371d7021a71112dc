"""Shots of keeping resources: ends of long forms, what waits, is refused, is empty."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QScrollArea

from app.model.resources import RESOURCE_TYPES, ResourceKind
from app.ui.resources.page import ResourcesPage
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.shots_settings import as_somebody, begin
from tests.screenshots.stage import Stage

_LONG = (
    ResourceKind.MAILBOX,
    ResourceKind.SURVEY,
    ResourceKind.CASE_SCHEMA,
    ResourceKind.CRM,
    ResourceKind.CRM_V2,
    ResourceKind.WEB_SERVICE,
    ResourceKind.CALENDAR,
    ResourceKind.EMAIL_TEMPLATE,
)


def _empty_of(kind: ResourceKind) -> None:
    @shot(f"filing-empty-{kind.value.replace('_', '-')}", empty=True)
    def picture(stage: Stage) -> None:
        page_of(stage, kind)


for _kind in RESOURCE_TYPES:
    _empty_of(_kind)


def _end_of(kind: ResourceKind) -> None:
    @shot(f"filing-end-{kind.value.replace('_', '-')}")
    def picture(stage: Stage) -> None:
        page = page_of(stage, kind)
        assert page.pane is not None
        for area in page.pane.findChildren(QScrollArea):
            bar = area.verticalScrollBar()
            if area.isAncestorOf(page.pane.form):
                bar.setValue(bar.maximum())


for _kind in _LONG:
    _end_of(_kind)


def _write(page: ResourcesPage, field: str, value: object) -> None:
    assert page.pane is not None
    editor = page.pane.form.editor(field)
    editor.show_value(value)
    editor.choose(value)


@shot("filing-unsaved")
def unsaved(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.QUEUE)
    page.begin()
    _write(page, "name", "Night shift")
    page.show_resource(ResourceKind.QUEUE, "complaints")
    _write(page, "capacity", 60)
    page.show_resource(ResourceKind.QUEUE, "general")
    _write(page, "name", "")


@shot("filing-search")
def searched(stage: Stage) -> None:
    page_of(stage, ResourceKind.USER).list.search.setText("yilmaz")


@shot("filing-search-nothing")
def searched_in_vain(stage: Stage) -> None:
    page_of(stage, ResourceKind.USER).list.search.setText("zebra")


@shot("filing-delete")
def delete(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.VARIABLE)
    page.show_resource(ResourceKind.VARIABLE, "topics")
    page.delete()


@shot("filing-deleted")
def deleted(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.VARIABLE)
    page.show_resource(ResourceKind.VARIABLE, "topics")
    page.delete()
    stage.dialog().findChildren(type(page.list.new))[-1].click()


@shot("filing-edit-menu")
def edit_menu(stage: Stage) -> None:
    page_of(stage, ResourceKind.QUEUE)
    menu = stage.window.menus.menus["edit"]
    menu.popup(stage.window.mapToGlobal(stage.window.menuBar().geometry().bottomLeft()))


@shot("filing-only-looking")
def only_looking(stage: Stage) -> None:
    begin(stage)
    page_of(stage, ResourceKind.QUEUE)
    as_somebody(stage, "slindgren")
    page = cast(ResourcesPage, stage.window.workbench.page("resources"))
    page.show_resource(ResourceKind.QUEUE, "general")


@shot("filing-a-stranger")
def stranger(stage: Stage) -> None:
    begin(stage)
    page_of(stage, ResourceKind.USER)
    as_somebody(stage, "visitor")
