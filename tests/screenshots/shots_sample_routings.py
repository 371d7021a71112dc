"""Shots of the sample's routings with cases, companies and the survey."""

from __future__ import annotations

from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def _opened(stage: Stage, routing: str) -> VersionTab:
    (version,) = stage.session.workspace.versions(stage.routing(routing).id)
    stage.window.open_version(version.id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    return tab


@shot("sample-customer-service")
def customer_service(stage: Stage) -> None:
    _opened(stage, "Customer service").canvas.fit_all()


@shot("sample-customer-service-beginning")
def customer_service_beginning(stage: Stage) -> None:
    _opened(stage, "Customer service").canvas.show_beginning()


@shot("sample-companies")
def companies(stage: Stage) -> None:
    _opened(stage, "Companies").canvas.fit_all()


@shot("sample-how-was-it")
def how_was_it(stage: Stage) -> None:
    _opened(stage, "How was it").canvas.fit_all()
