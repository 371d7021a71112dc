"""A tester chooses where a replay enters: a version directly, or a mailbox that decides itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.engine.handling import HandlingStatus
from app.engine.mail import Message
from app.model.resources import Mailbox
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.replay.ending import EndingDialog
from tests.journeys.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_a_mailbox_leads_to_the_version_that_its_emails_go_to(desk: Desk, sample: Path) -> None:
    with_mailbox_in_test(sample)
    desk.start(sample)
    desk.open_version("Support", development(desk))
    entry = desk.tab.replay_bar.entry
    desk.click(entry)
    desk.choose_option("support leads")
    desk.wait(lambda: desk.tab.version.name == "Tried out")
    assert "Support" in entry_words(desk)
    choose_an_email(desk)
    desk.click(desk.tab.replay_bar.run)
    desk.wait(lambda: desk.tab.replay.is_finished)
    trace = desk.tab.replay.trace
    assert trace is not None
    assert (trace.mailbox, trace.version) == ("support", desk.tab.version.number)
    desk.click(desk.tab.replay_bar.entry)
    desk.choose_option("directly")
    desk.click(desk.tab.replay_bar.run)
    desk.wait(lambda: desk.tab.replay.is_finished)
    assert desk.tab.replay.trace is not None
    assert desk.tab.replay.trace.mailbox == ""


def test_a_mailbox_can_be_tried_with_this_version_instead(desk: Desk, sample: Path) -> None:
    with_mailbox_in_test(sample)
    desk.start(sample)
    name = development(desk)
    desk.open_version("Support", name)
    choose_an_email(desk)
    desk.click(desk.tab.replay_bar.entry)
    desk.choose_option("support instead")
    assert desk.tab.version.name == name
    assert "go elsewhere (Support, version" in desk.tab.replay_bar.entry.toolTip()
    desk.click(desk.tab.replay_bar.run)
    desk.wait(lambda: desk.tab.replay.is_finished)
    trace = desk.tab.replay.trace
    assert trace is not None
    assert (trace.mailbox, trace.version) == ("support", desk.tab.version.number)


def test_a_mailbox_that_leads_to_no_version_says_who_takes_the_emails(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    session = desk.window.session
    quiet = Mailbox(
        name="Quiet", reference="quiet", address="q@example.org", fallback_queue="unsorted"
    )
    save_resource(session.workspace, quiet)
    session.resources_changed.emit()
    name = development(desk)
    desk.open_version("Support", name)
    desk.click(desk.tab.replay_bar.entry)
    desk.choose_option("quiet leads")
    assert "The fallback queue unsorted takes the email." in desk.message
    assert desk.tab.version.name == name


def test_an_end_routing_is_replayed_with_a_reply_and_a_handling(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    assert_start_routings_have_no_ending(desk)
    (version,) = desk.window.session.workspace.versions(routing_id(desk, "after-closing"))
    desk.open_version("After closing", version.name)
    choose_an_email(desk)
    bar = desk.tab.replay_bar
    assert bar.ending.text() == "Closed"
    desk.click(bar.ending)
    dialog = desk.dialog(EndingDialog)
    assert not dialog.answer.isVisible()
    desk.click(dialog.status.segment("answered"))
    desk.click(dialog.subject)
    desk.write("Re: gas")
    desk.press(Qt.Key.Key_Tab)
    desk.write("We are on our way.")
    desk.click(dialog.duration)
    dialog.duration.selectAll()
    desk.write("95")
    desk.click(dialog.ok)
    desk.wait(lambda: bar.ending.text() == "Answered, with a reply")
    desk.click(bar.run)
    desk.wait(lambda: desk.tab.replay.is_finished)
    trace = desk.tab.replay.trace
    assert trace is not None
    assert trace.handling is not None
    assert (trace.handling.status, trace.handling.duration) == (HandlingStatus.ANSWERED, 95)
    reply = Message(desk.tab.replay.world.reply)
    assert (reply.subject, reply.text.strip()) == ("Re: gas", "We are on our way.")
    assert trace.reply == reply.digest
    # What was typed can be typed on; another status takes the reply along nowhere.
    desk.click(bar.ending)
    dialog = desk.dialog(EndingDialog)
    assert not dialog.text.isReadOnly()
    assert dialog.text.toPlainText().strip() == "We are on our way."
    desk.click(dialog.status.segment("transferred"))
    desk.click(dialog.ok)
    desk.wait(lambda: bar.ending.text() == "Transferred")
    assert desk.tab.replay.world.reply == b""


def test_a_reply_from_a_file_is_taken_as_it_is(desk: Desk, sample: Path, tmp_path: Path) -> None:
    desk.start(sample)
    (version,) = desk.window.session.workspace.versions(routing_id(desk, "after-closing"))
    desk.open_version("After closing", version.name)
    raw = b"Subject: Re: hello\r\nX-Ticket: 7\r\n\r\nOn our way.\r\n"
    path = tmp_path / "reply.eml"
    path.write_bytes(raw)
    desk.click(desk.tab.replay_bar.ending)
    dialog = desk.dialog(EndingDialog)
    desk.click(dialog.status.segment("answered"))
    desk.click(dialog.from_file)
    desk.choose_file(path)
    desk.wait(dialog.text.isReadOnly)
    desk.click(dialog.ok)
    desk.wait(lambda: desk.tab.replay.world.reply == raw)


# --- what is at hand ---


def with_mailbox_in_test(sample: Path) -> None:
    """The mailbox of support sends its emails to a version in testing."""
    from app.engine.registry import CATALOGUE

    workspace = Workspace.open(sample, CATALOGUE)
    routing = workspace.routing_by_reference("support")
    assert routing is not None
    production = next(one for one in workspace.versions(routing.id) if one.status == "production")
    tested = lifecycle.duplicate_version(workspace, production.id, name="Tried out")
    lifecycle.put_in_test(workspace, tested.id, ("support",))
    workspace.close()


def development(desk: Desk) -> str:
    """A version of Support that no mailbox uses."""
    versions = desk.window.session.workspace.versions(routing_id(desk, "support"))
    return next(one.name for one in versions if one.status == "development" and not one.in_testing)


def routing_id(desk: Desk, reference: str) -> str:
    found = desk.window.session.workspace.routing_by_reference(reference)
    assert found is not None
    return found.id


def choose_an_email(desk: Desk) -> None:
    """Take an email from the list in the bar."""
    desk.click(desk.tab.replay_bar.email)
    desk.choose_option("power cut")
    assert desk.window.session.chosen_email is not None


def entry_words(desk: Desk) -> str:
    return desk.tab.replay_bar.entry.toolTip()


def assert_start_routings_have_no_ending(desk: Desk) -> None:
    desk.open_version("Support", development(desk))
    assert not desk.tab.replay_bar.ending.isVisible()
    assert QApplication.activePopupWidget() is None
    desk.window.show_page("routings")
