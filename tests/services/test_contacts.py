"""The contact log: read from CSV as a whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.model.contact import Contact
from app.model.errors import UserError
from app.services.contacts import clear_contacts, contact_count, contact_log, import_contacts
from app.services.workspace import Workspace

GOOD = """at;sender;routing;user
2026-01-02T10:00:00+01:00;Ada@Example.org;support;eve
2026-01-01 08:00;bob@example.org;;
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_contacts_are_kept_in_the_order_of_time(ws: Workspace, tmp_path: Path) -> None:
    assert import_contacts(ws, written(tmp_path, GOOD)) == 2
    assert contact_log(ws) == (
        Contact(dt.datetime(2026, 1, 1, 7, tzinfo=dt.UTC), "bob@example.org"),
        Contact(
            dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC), "ada@example.org", "support", user="eve"
        ),
    )
    assert clear_contacts(ws) == 2
    assert contact_count(ws) == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "at, sender is missing"),
        ("when,sender\n", "at is missing"),
        ("at,sender\n2026-01-01,a@b.c\nsoon,a@b.c\n", "Line 3: at is “soon”"),
        ("at,sender\n2026-01-01,\n", "Line 2: sender is empty"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_added(
    ws: Workspace, tmp_path: Path, text: str, part: str
) -> None:
    with pytest.raises(UserError) as refused:
        import_contacts(ws, written(tmp_path, text))
    assert part in str(refused.value)
    assert contact_count(ws) == 0
