"""No part of the window is a window of its own for a moment, which would take the keyboard away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.model.resources import RESOURCE_TYPES
from app.ui.resources.page import ResourcesPage
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


class Strays(QObject):
    """Collects the widgets that were shown as windows, and found their place afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._shown: dict[QObject, str] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember what appears as a window; tell on it when it turns out to be a part."""
        kind = event.type()
        if kind is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown[watched] = type(watched).__name__
        elif kind is QEvent.Type.ParentChange and watched in self._shown:
            self.found.append(self._shown[watched])
        return False


@contextmanager
def watched() -> Iterator[Strays]:
    """Look at every widget that is shown inside the block."""
    application = QApplication.instance()
    assert application is not None
    strays = Strays()
    application.installEventFilter(strays)
    try:
        yield strays
    finally:
        application.removeEventFilter(strays)


def test_starting_again_with_a_version_open_keeps_the_keyboard(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Spring campaign")
    desk.press(Qt.Key.Key_Q, CTRL)
    desk.wait(lambda: desk.desktop.window is None)
    with watched() as strays:
        desk.start(sample)
        desk.wait(lambda: desk.window.workbench.current is not None)
    assert strays.found == []
    assert desk.window.isActiveWindow()


def test_the_pages_of_routings_and_resources_are_built_in_their_place(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    with watched() as strays:
        for routing in desk.window.session.workspace.routings():
            desk.window.routings_page.show_routing(routing.id)
        desk.menu(desk.window, "View", "Samples")
        desk.menu(desk.window, "View", "Resources")
        page = desk.window.workbench.page("resources")
        assert isinstance(page, ResourcesPage)
        for type_ in RESOURCE_TYPES.values():
            for resource in desk.window.session.resources().of_kind(type_):
                page.show_resource(resource.kind, resource.reference)
                assert page.pane is not None
    assert strays.found == []
