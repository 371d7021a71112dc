"""Sample sets keep emails byte for byte and list them without parsing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.engine.mail import Message
from app.model.errors import Refused, UserError
from app.services import samples
from app.services.workspace import Workspace

MAIL = (
    b"From: =?utf-8?q?J=C3=A4ne?= <jane@example.org>\r\nTo: info@example.org\r\n"
    b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\n"
    b"\r\nHello\xff\r\n"
)


def mail(number: int) -> bytes:
    return MAIL.replace(b"Hello", b"Hello %d" % number)


@pytest.fixture
def chosen(ws: Workspace) -> samples.SampleSet:
    return samples.create_set(ws, " Mail ")


def test_sets_come_by_name_with_their_counts(ws: Workspace, chosen: samples.SampleSet) -> None:
    other = samples.create_set(ws, "Apples")
    samples.add_typed(ws, chosen.id, "a@example.org", "Hi", "")
    assert [(one.name, one.count) for one in samples.sample_sets(ws)] == [
        ("Apples", 0),
        ("Mail", 1),
    ]
    samples.rename_set(ws, other.id, "Zebras")
    assert [one.name for one in samples.sample_sets(ws)] == ["Mail", "Zebras"]
    samples.delete_set(ws, chosen.id)
    assert [one.name for one in samples.sample_sets(ws)] == ["Zebras"]
    assert samples.emails(ws, chosen.id, 0, 10) == ()


@pytest.mark.parametrize("name", ["", "mAIL", "x" * 101])
def test_set_names_are_sound_and_differ(
    ws: Workspace, chosen: samples.SampleSet, name: str
) -> None:
    with pytest.raises(Refused):
        samples.create_set(ws, name)
    samples.rename_set(ws, chosen.id, "MAIL")
    other = samples.create_set(ws, "Other")
    with pytest.raises(Refused):
        samples.rename_set(ws, other.id, name)


def test_imported_mail_is_kept_byte_for_byte(
    ws: Workspace, chosen: samples.SampleSet, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    report = samples.import_mail(ws, chosen.id, [tmp_path / "one.eml"])
    assert report == samples.ImportReport(imported=1)
    (found,) = samples.emails(ws, chosen.id, 0, 10)
    assert samples.raw(ws, found.id) == MAIL
    assert (found.subject, found.sender) == ("Grüße", "Jäne <jane@example.org>")
    assert found.date == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    assert found.size == len(MAIL)


def test_a_large_import_keeps_its_order_and_tells_its_progress(
    ws: Workspace, chosen: samples.SampleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for number in range(450):
        (folder / f"{number:04}.eml").write_bytes(mail(number))
    told: list[int] = []
    report = samples.import_mail(ws, chosen.id, [folder], told.append)
    assert report.imported == 450
    assert told == [200, 400, 450]
    page = samples.emails(ws, chosen.id, 300, 100)
    assert [one.position for one in page] == list(range(301, 401))
    assert samples.raw(ws, page[0].id) == mail(300)


def test_what_is_no_mail_is_reported_and_the_rest_imported(
    ws: Workspace, chosen: samples.SampleSet, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    (tmp_path / "bad.eml").write_bytes(b"\0\1\2" * 100)
    paths = [tmp_path / name for name in ("bad.eml", "one.eml", "nowhere.eml")]
    report = samples.import_mail(ws, chosen.id, paths)
    assert report.imported == 1
    assert [Path(name).name for name, _ in report.refused] == ["bad.eml", "nowhere.eml"]
    assert all(str(reason) for _, reason in report.refused)


def test_an_import_stopped_by_its_progress_keeps_what_it_has(
    ws: Workspace, chosen: samples.SampleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for number in range(250):
        (folder / f"{number:04}.eml").write_bytes(mail(number))

    def stop(_: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        samples.import_mail(ws, chosen.id, [folder], stop)
    assert samples.sample_sets(ws)[0].count == 200


def test_nothing_enters_a_set_that_is_gone(
    ws: Workspace, chosen: samples.SampleSet, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    samples.delete_set(ws, chosen.id)
    with pytest.raises(Refused, match="no longer exists"):
        samples.import_mail(ws, chosen.id, [tmp_path / "one.eml"])
    with pytest.raises(Refused, match="no longer exists"):
        samples.add_typed(ws, chosen.id, "a@example.org", "Hi", "Hello")


def test_a_typed_mail_reads_as_it_was_typed(ws: Workspace, chosen: samples.SampleSet) -> None:
    samples.add_typed(ws, chosen.id, "a@example.org", "First", "")
    added = samples.add_typed(ws, chosen.id, "Zoë <zoe@example.org>", "Grüße", "Über alles\nnein")
    assert samples.emails(ws, chosen.id, 1, 10) == (added,)
    message = Message(samples.raw(ws, added.id))
    assert (message.subject, message.sender.name) == ("Grüße", "Zoë")
    assert message.text.split() == ["Über", "alles", "nein"]
    assert added.date is not None


def test_a_typed_mail_takes_no_field_inside_a_field(
    ws: Workspace, chosen: samples.SampleSet
) -> None:
    with pytest.raises(UserError):
        samples.add_typed(ws, chosen.id, "a@example.org", "Hi\r\nBcc: all@example.org", "")
    assert samples.emails(ws, chosen.id, 0, 1) == ()


def test_deleted_mail_is_gone_and_its_place_is_not_taken(
    ws: Workspace, chosen: samples.SampleSet
) -> None:
    added = [samples.add_typed(ws, chosen.id, "a@example.org", str(n), "") for n in range(3)]
    assert samples.delete_emails(ws, [added[0].id, added[1].id, "gone"]) == 2
    with pytest.raises(Refused, match="no longer exists"):
        samples.raw(ws, added[0].id)
    later = samples.add_typed(ws, chosen.id, "a@example.org", "later", "")
    assert [one.id for one in samples.emails(ws, chosen.id, 0, 9)] == [added[2].id, later.id]
    assert samples.delete_emails(ws, [f"none-{n}" for n in range(1200)]) == 0
