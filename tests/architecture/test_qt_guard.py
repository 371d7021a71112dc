"""Calls into Qt leave the count of references to None alone; where not, Python aborts in time."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QGraphicsRectItem

CALLS = 500


def test_setting_a_position_takes_no_reference_from_none(qapp: QApplication) -> None:
    item = QGraphicsRectItem()
    item.setPos(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        item.setPos(1, 2)
    # Other code of the process may hold or drop a few; a fault costs one for each call.
    assert sys.getrefcount(None) == pytest.approx(before, abs=CALLS // 10)
