"""The page of samples: sets, long lists, search, importing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.services import samples
from app.services.workspace import Workspace
from app.ui.samples.email_model import PAGE
from app.ui.samples.importing import RefusedDialog
from app.ui.samples.page import SamplesPage
from app.ui.samples.typed_dialog import TypedEmailDialog
from app.ui.session import Session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SamplesPage:
    made = SamplesPage(session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def letters(count: int) -> bytes:
    return b"".join(
        f"From ada@example.org Mon Jan 05 10:00:0{n % 10} 2026\n"
        f"From: Ada <ada@example.org>\nSubject: Letter {n}\n\nText {n}\n\n".encode()
        for n in range(count)
    )


def test_the_first_set_is_shown(page: SamplesPage) -> None:
    assert page.sets.current is not None
    assert page.sets.current.name == "Inbox"
    assert page.emails.rowCount() == 3


def test_a_click_chooses_the_email_for_replays_and_shows_it(
    page: SamplesPage, session: Session
) -> None:
    place = page.list.visualRect(page.emails.index(1, 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.chosen_email is not None
    assert session.chosen_email.subject == "Opening hours"
    assert page.preview.subject.text() == "Opening hours"


def test_importing_adds_emails_and_tells_what_was_refused(
    qtbot: QtBot, page: SamplesPage, session: Session, tmp_path: Path
) -> None:
    good, bad = tmp_path / "letters.mbox", tmp_path / "picture.eml"
    good.write_bytes(letters(5))
    bad.write_bytes(b"\x00\x01\x02" * 100)
    told: list[Any] = []
    session.reported.connect(told.append)
    with qtbot.waitSignal(page.importer.imported, timeout=20_000) as done:
        page.import_paths([good, bad])
    report = done.args[1]
    assert report.imported == 5
    assert len(report.refused) == 1
    assert page.emails.rowCount() == 8
    assert told[-1].level == "warning"
    assert told[-1].action is not None
    told[-1].action[1]()
    dialog = page.findChild(RefusedDialog)
    assert dialog is not None
    assert dialog.rows.topLevelItemCount() == 1
    dialog.close()


def test_a_long_set_is_read_where_it_is_looked_at(
    qtbot: QtBot, page: SamplesPage, workspace: Workspace, tmp_path: Path
) -> None:
    many = tmp_path / "many.mbox"
    many.write_bytes(letters(1_000))
    inbox = samples.create_set(workspace, "Many")
    samples.import_mail(workspace, inbox.id, [many])
    page.refresh()
    page.sets.choose(inbox.id)
    page.emails.reads = 0
    assert page.emails.rowCount() == 1_000
    page.list.scrollToBottom()
    page.list.grab()
    assert 0 < page.emails.reads <= 3
    last = page.emails.email(999)
    assert last is not None
    assert last.subject == "Letter 999"
    assert PAGE == 200


def test_searching_leaves_the_emails_that_hold_every_word(qtbot: QtBot, page: SamplesPage) -> None:
    QTest.keyClicks(page.search, "ada refund")
    qtbot.waitUntil(lambda: page.emails.rowCount() == 1, timeout=10_000)
    found = page.emails.email(0)
    assert found is not None
    assert found.subject == "Refund please"
    page.search.clear()
    qtbot.waitUntil(lambda: page.emails.rowCount() == 3, timeout=10_000)


def test_a_search_that_finds_nothing_says_so(qtbot: QtBot, page: SamplesPage) -> None:
    QTest.keyClicks(page.search, "nobody_100%")
    qtbot.waitUntil(lambda: page._lists.currentWidget() is page._nothing, timeout=10_000)


def test_a_typed_email_joins_the_set(qtbot: QtBot, page: SamplesPage, session: Session) -> None:
    page.type_email()
    dialog = page.findChild(TypedEmailDialog)
    assert dialog is not None
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.from_line, "eve@example.org")
    QTest.keyClicks(dialog.subject_line, "A new one")
    QTest.keyClicks(dialog.text_box, "Hello")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert page.emails.rowCount() == 4
    assert session.chosen_email is not None
    assert session.chosen_email.subject == "A new one"


def test_an_empty_workspace_says_how_to_begin(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    for one in samples.sample_sets(workspace):
        samples.delete_set(workspace, one.id)
    page = SamplesPage(session)
    qtbot.addWidget(page)
    assert page._pages.currentIndex() == 0
    samples.create_set(workspace, "New")
    session.samples_changed.emit()
    assert page._pages.currentIndex() == 1
    assert page._lists.currentWidget() is page._no_emails
