"""Shots of the page of resources: every kind, empty, used, refused."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from app.model.resources import RESOURCE_TYPES, ResourceKind
from app.ui.resources.page import ResourcesPage
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def page_of(stage: Stage, kind: ResourceKind) -> ResourcesPage:
    """The page with a kind in front."""
    stage.window.show_page("resources")
    page = cast(ResourcesPage, stage.window.workbench.page("resources"))
    page.kinds.show_kind(kind)
    stage.settle()
    return page


def _shot_of(kind: ResourceKind) -> None:
    @shot(f"resources-{kind.value.replace('_', '-')}")
    def picture(stage: Stage) -> None:
        page_of(stage, kind)


for _kind in RESOURCE_TYPES:
    _shot_of(_kind)


@shot("resources-new-half-filled")
def half_filled(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.QUEUE)
    page.begin()
    pane = page.pane
    assert pane is not None
    pane.form.editor("name").choose("Night shift")
    pane.form.editor("capacity").choose(-3)


@shot("resources-delete-refused")
def delete_refused(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.QUEUE)
    page.delete()


@shot("resources-empty", empty=True)
def empty(stage: Stage) -> None:
    page_of(stage, ResourceKind.MAILBOX)


def _file(stage: Stage, name: str, text: str) -> Path:
    path = stage.session.workspace.path.parent / name
    path.write_text(text, encoding="utf-8")
    return path


@shot("resources-import-preview")
def import_preview(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.QUEUE)
    text = (
        "reference;name;capacity;calendar;colour\n"
        "general;General;12;office-hours;red\n"
        "billing-cologne;Billing Cologne;40;;blue\n"
        "complaints;Complaints;many;office-hours;\n"
        "night-shift;Night shift;3;nowhere;\n"
        "weekend;Weekend;5;;\n"
        "holidays;Holiday cover;5;;\n"
    )
    page.transfer.look_at(_file(stage, "queues.csv", text), page.kind)
    stage.settle()


@shot("resources-export-menu")
def export_menu(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.QUEUE)
    page.list.table.selectAll()
    page.list.export_button.click()
