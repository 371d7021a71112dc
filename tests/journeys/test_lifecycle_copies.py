"""How versions and smart routings come from others, and how they go: mouse, keys, and the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.model.resources import Mailbox
from app.model.routing import Status
from app.services import lifecycle
from app.ui.routings.routing_form import CopyRoutingDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.journeys.life_page import (
    BACKUP,
    DRAFT,
    OUTSIDE_UNDO,
    PLANNED,
    PRODUCED,
    answer,
    card,
    give,
    history,
    open_support,
    said_in,
    stored,
)

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def support(desk: Desk, sample: Path) -> Desk:
    """The page of Support."""
    desk.start(sample)
    open_support(desk)
    return desk


@pytest.mark.parametrize("name", [DRAFT, PRODUCED, BACKUP])
def test_a_version_is_duplicated(support: Desk, name: str) -> None:
    source = stored(support, name)
    give(support, name, "Duplicate")
    support.wait(lambda: support.message == f"“{name} (2)” is in development.")
    made = stored(support, f"{name} (2)")
    assert (made.status, made.hash, made.number) == (Status.DEVELOPMENT, source.hash, 6)
    assert card(support, f"{name} (2)").version == made
    assert stored(support, name) == source
    # The message leads to it.
    support.click(support.window.message_bar._action)
    support.wait(lambda: support.window.workbench.current is not None)
    assert support.tab.version.id == made.id


def test_a_version_is_deleted_with_its_test_and_schedule(support: Desk) -> None:
    with support.elsewhere() as other:
        version = stored(support, PLANNED)
        (mailbox, *_rest) = lifecycle.mailboxes_of(other, version.routing)
        lifecycle.put_in_test(other, version.id, [mailbox.reference])
    support.wait(lambda: card(support, PLANNED).test is not None)
    give(support, PLANNED, "Delete…")
    answer(
        support,
        "Delete the version",
        "deleted for good",
        f"These mailboxes return to production: {mailbox.address}",
        "is cancelled",
    )
    support.wait(lambda: f"Deleted version 5 “{PLANNED}”" == history(support)[0])
    with support.elsewhere() as other:
        assert version.id not in {one.id for one in other.versions(version.routing)}
        returned = other.resources().get(Mailbox, mailbox.reference)
        assert returned is not None
        assert returned.test_version is None
    # The log outlives it, with the content hash.
    assert f"Put version 5 “{PLANNED}” in test" in history(support)
    hashes = support.window.routings_page.routing_page.history.hashes
    assert any(version.hash in one.toolTip() for one in hashes)


def test_a_version_in_backup_is_deleted(support: Desk) -> None:
    give(support, BACKUP, "Delete…")
    answer(support, "Delete the version", "deleted for good")
    support.wait(lambda: history(support)[0] == f"Deleted version 1 “{BACKUP}”")


def test_a_smart_routing_is_copied_with_every_version_in_development(support: Desk) -> None:
    page = support.window.routings_page.routing_page
    support.click(page.header.copy)
    dialog = support.dialog(CopyRoutingDialog)
    assert "All 5 versions of “Support” are copied into development." in said_in(dialog)
    assert OUTSIDE_UNDO in said_in(dialog)
    support.press(Qt.Key.Key_A, CTRL)
    support.write("Help desk")
    assert dialog.reference.text() == "help-desk"
    support.click(dialog.ok)
    support.wait(lambda: support.message == "“Help desk” is a copy of its own.")
    with support.elsewhere() as other:
        copied = other.routing_by_reference("help-desk")
        source = other.routing_by_reference("support")
        assert copied is not None
        assert source is not None
        found, before = other.versions(copied.id), other.versions(source.id)
    assert [(one.number, one.name, one.hash) for one in found] == [
        (at, one.name, one.hash) for at, one in enumerate(before, start=1)
    ]
    assert {one.status for one in found} == {Status.DEVELOPMENT}
    assert not any(one.in_testing or one.schedule for one in found)
    shown = support.window.routings_page
    assert shown.routing == copied
    assert len(shown.routing_page.cards) == 5
    assert "Created the smart routing as a copy of “Support”" in history(support)
