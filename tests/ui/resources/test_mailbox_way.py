"""Beside a mailbox: where its emails go, followed while the form is filled in."""

from __future__ import annotations

from typing import cast

from pytestqt.qtbot import QtBot

from app.model.resources import ResourceKind
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.mailbox_way_view import MailboxWayView
from app.ui.resources.page import ResourcesPage
from tests.ui.forms.driving import choose
from tests.ui.shell.building import add_routing, add_version, fill


def way(page: ResourcesPage) -> MailboxWayView:
    assert page.pane is not None
    return cast(MailboxWayView, page.pane.side)


def test_the_way_follows_what_is_chosen_in_the_form(
    qtbot: QtBot, page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    routing = add_routing(workspace, "Sales desk")
    add_version(workspace, routing, "Spring")
    window.session.routings_changed.emit()
    page.show_resource(ResourceKind.MAILBOX, "info")
    assert way(page).words[:3] == (
        "info@example.org: An email arrives",
        "No smart routing is chosen for emails that arrive.",
        "Billing: Fallback queue",
    )
    pane = page.pane
    assert pane is not None
    choose(pane.form.editor("routing").picked.picker, "sales")  # type: ignore[attr-defined]
    assert "“Sales desk” has no version in production." in way(page).words
    assert way(page).words[-1] == "Nothing runs"


def test_a_promotion_shows_at_once(
    qtbot: QtBot, page: ResourcesPage, workspace: Workspace, window: MainWindow
) -> None:
    routing = add_routing(workspace, "Sales desk")
    version = add_version(workspace, routing, "Spring")
    fill(workspace, version.id)
    page.show_resource(ResourceKind.MAILBOX, "info")
    pane = page.pane
    assert pane is not None
    choose(pane.form.editor("routing").picked.picker, "sales")  # type: ignore[attr-defined]
    lifecycle.promote(workspace, version.id)
    window.session.routings_changed.emit()
    assert "Sales desk: Version 1" in way(page).words
