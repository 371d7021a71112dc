"""Shots of the page of samples."""

from __future__ import annotations

from app.ui.samples.page import SamplesPage
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def open_page(stage: Stage) -> SamplesPage:
    """The page of samples, in front."""
    stage.window.show_page("samples")
    stage.settle()
    page = stage.window.workbench.page("samples")
    assert isinstance(page, SamplesPage)
    return page


@shot("samples-page")
def page(stage: Stage) -> None:
    shown = open_page(stage)
    shown.list.setCurrentIndex(shown.emails.index(1, 0))


@shot("samples-empty", empty=True)
def empty(stage: Stage) -> None:
    open_page(stage)
