"""Where a version stands is said above its canvas, and what can be done about it is asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.permissions import Permission
from app.model.resources import Mailbox, Role, User
from app.model.routing import Version
from app.model.text import verbatim
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.version.tab import VersionTab


class Window:
    """Writes down what a tab asks the commands of the window for."""

    def __init__(self, tab: VersionTab) -> None:
        self.asked: list[str] = []
        self.life = self
        tab.asked.connect(lambda act: act(self))

    def do(self, command: str, version_id: str) -> None:
        self.asked.append(command)

    def __getattr__(self, name: str) -> object:
        return lambda *_arguments: self.asked.append(name)


def mailbox(workspace: Workspace, address: str) -> None:
    name = address.split("@", maxsplit=1)[0]
    box = Mailbox(
        reference=name, name=name, address=address, routing="support", fallback_queue="general"
    )
    save_resource(workspace, box)


def test_a_version_in_testing_names_its_mailboxes(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    strip = tab.standing.testing
    assert not strip.isVisible()
    lifecycle.put_in_test(workspace, version.id)
    tab.refresh_version()
    assert strip.isVisible()
    assert "No mailbox uses this version yet" in strip.words.text()
    for name in ("one", "two", "three", "four"):
        mailbox(workspace, f"{name}@example.org")
    lifecycle.choose_mailboxes(workspace, version.id, ["one", "two", "three", "four"])
    tab.refresh_version()
    words = [one.text() for one in strip.addresses if isinstance(one, QPushButton)]
    assert words == ["four@example.org", "one@example.org", "three@example.org", "and 1 more"]
    window = Window(tab)
    strip.addresses[0].click()  # type: ignore[attr-defined]
    strip.choose.click()
    assert window.asked == ["copy_text", "choose_mailboxes"]
    lifecycle.remove_from_test(workspace, version.id)
    tab.refresh_version()
    assert not strip.isVisible()


def test_a_scheduled_version_says_when_and_what_would_stop_it(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    strip = tab.standing.schedule
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)
    lifecycle.schedule(workspace, version.id, dt.datetime.combine(day, dt.time(6)), "Europe/Paris")
    tab.refresh_version()
    assert "scheduled production for" in strip.words.text()
    assert strip.fine.isVisible()
    assert not strip.checks.isVisible()
    window = Window(tab)
    strip.remove.click()
    assert window.asked == ["unschedule"]
    tab.first_edit.no_longer_ask()
    with qtbot.waitSignal(tab.check.changed):
        empty = edits.configure("bill", CATALOGUE.new_config("to_queue"))
        tab.document.apply(verbatim("empty"), empty)
    assert strip.checks.text() == "One error would stop it now"
    strip.checks.click()
    assert tab.bottom.key == "problems"


@pytest.mark.parametrize(
    ("name", "command"), [("test", "test"), ("promote", "promote"), ("export", "export_version")]
)
def test_the_toolbar_asks_for_the_life_of_the_version(
    tab: VersionTab, name: str, command: str
) -> None:
    window = Window(tab)
    getattr(tab.toolbar, name).click()
    assert window.asked == [command]


def test_the_toolbar_offers_what_the_state_allows(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    bar = tab.toolbar
    assert bar.test.isVisible()
    assert not bar.untest.isVisible()
    lifecycle.put_in_test(workspace, version.id)
    tab.refresh_version()
    assert not bar.test.isVisible()
    assert bar.untest.isVisible()
    lifecycle.promote(workspace, version.id)
    tab.refresh_version()
    shown = [one.isVisible() for one in (bar.test, bar.untest, bar.promote, bar.export)]
    assert shown == [False, False, False, True]


def test_with_little_room_the_toolbar_keeps_its_words_in_tips(tab: VersionTab) -> None:
    bar = tab.toolbar
    assert bar.export.text() == "Export…"
    bar.resize(600, bar.height())
    assert (bar.export.text(), bar.export.toolTip()) == ("", "Export…")
    bar.resize(1400, bar.height())
    assert (bar.export.text(), bar.export.toolTip()) == ("Export…", "")


def test_whoever_may_not_edit_reads_and_is_told_why(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    role = Role(reference="r", name="R", permissions=(Permission.READ, Permission.ADMINISTER))
    save_resource(workspace, role)
    save_resource(workspace, User(reference="u", name="U", login=workspace.user, roles=("r",)))
    tab.refresh_version()
    assert tab.document.read_only
    assert "does not let you make changes" in tab.banner.words.text()
    assert not tab.banner.duplicate.isVisible()
    assert not tab.toolbar.test.isEnabled()
    assert "does not let you" in tab.toolbar.promote.toolTip()
    assert tab.toolbar.export.isEnabled()
