"""A window around forms, and the plugin messages of the offscreen platform."""

from __future__ import annotations

from pathlib import Path

import pytest

# The offscreen platform has no windows to raise and no keyboard to grab: pop-ups work all the same.
OFFSCREEN = r"^This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))
