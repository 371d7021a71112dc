"""Test an email priority: by the first header that says something."""

from __future__ import annotations

import pytest

from app.engine.actions.test_priority import TestPriority
from app.engine.evidence import LookUp
from tests.engine.dialogue import Told, dialogue, email


def priority(**headers: str) -> Told:
    return dialogue(TestPriority(), message=email(**headers))


TAKES = {
    "high": lambda: priority(Importance="high"),
    "normal": priority,
    "low": lambda: priority(Importance="Low"),
    "by_default": lambda: priority(Importance="whenever"),
}


@pytest.mark.parametrize(
    ("headers", "branch"),
    [
        ({"Priority": "urgent"}, "high"),
        ({"X_Priority": "1 (Highest)"}, "high"),
        ({"X_Priority": "3"}, "normal"),
        ({"X_Priority": "5"}, "low"),
        ({"X_MSMail_Priority": "Low"}, "low"),
        ({"Importance": "low", "X_Priority": "1"}, "low"),
        ({"X_Priority": "0"}, "by_default"),
    ],
)
def test_headers_say_the_priority(headers: dict[str, str], branch: str) -> None:
    told = priority(**headers)
    assert told.branch == branch
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.found


def test_no_header_is_normal_and_said() -> None:
    told = priority()
    assert isinstance(told.evidence, LookUp)
    assert str(told.evidence.note) == "No header names a priority: it is normal."
