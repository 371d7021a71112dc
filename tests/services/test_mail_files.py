"""Emails read from files, mbox, Maildir and folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.services.mail_files import (
    MailFile,
    UnreadableMail,
    count_mail,
    index_mbox,
    locate_mail,
    read_at,
    read_mail,
)

ONE = b"Subject: one\n\nFirst\n"
FROM = b"From a@x.org Thu Aug 22 12:36:23 2002\n"
MBOX = (
    FROM + b"Subject: one\n\nFirst\n>From here on\n\nFrom now on, all at 10:00 in 2026\n\n"
    b"\n" + FROM + b"Subject: two\n\nSecond\nFrom prose Thu Aug 22 12:36:23 2002\n\n"
    + FROM + b"Subject: three\n\nThird"
)  # fmt: skip


def names(*paths: Path) -> list[str]:
    return [found.name for found in read_mail(paths)]


def raws(*paths: Path) -> list[bytes]:
    return [found.raw for found in read_mail(paths) if isinstance(found, MailFile)]


def reasons(*paths: Path) -> list[str]:
    return [str(found.reason) for found in read_mail(paths) if isinstance(found, UnreadableMail)]


def test_a_single_email_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "mail.json"
    path.write_bytes(ONE)
    assert list(read_mail([path])) == [MailFile(str(path), ONE)]


def test_an_mbox_is_parted_only_at_separators(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path.write_bytes(MBOX)
    assert names(path) == [f"{path}#1", f"{path}#2", f"{path}#3"]
    first, second, third = raws(path)
    assert first == (
        b"Subject: one\n\nFirst\nFrom here on\n\nFrom now on, all at 10:00 in 2026\n\n"
    )
    assert second == b"Subject: two\n\nSecond\nFrom prose Thu Aug 22 12:36:23 2002\n"
    assert third == b"Subject: three\n\nThird"


def test_an_mbox_with_other_line_ends_is_parted_alike(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path.write_bytes(MBOX.replace(b"\n", b"\r\n"))
    assert [raw.replace(b"\r\n", b"\n") for raw in raws(path)] == [
        read_at(path, start, end).replace(b"\r\n", b"\n") for start, end in index_mbox(path)
    ]
    assert len(raws(path)) == 3


def test_the_index_leads_to_each_message(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path.write_bytes(MBOX)
    assert [read_at(path, start, end) for start, end in index_mbox(path)] == raws(path)


def test_an_mbox_line_without_end_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path.write_bytes(FROM + b"Subject: x\n\n" + b"y" * 300_000 + b"\n\n" + FROM + ONE)
    assert [len(raw) for raw in raws(path)] == [300_013, len(ONE)]


def test_folders_are_walked_in_byte_order(tmp_path: Path) -> None:
    for name in ("b.eml", "B.eml", "a/z.eml", "é.eml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ONE)
    expected = ["B.eml", "a/z.eml", "b.eml", "é.eml"]
    assert names(tmp_path) == [str(tmp_path / name) for name in expected]


def test_what_lies_beside_mail_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"# Title\n")
    (tmp_path / "expected.json").write_bytes(b'{"a": 1}')
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "mail").write_bytes(ONE)
    assert names(tmp_path) == []
    assert count_mail([tmp_path]) == 0


def test_what_is_no_email_is_named(tmp_path: Path) -> None:
    words, empty = tmp_path / "words.txt", tmp_path / "empty.eml"
    words.write_bytes(b"Just some words\n")
    empty.write_bytes(b"")
    given = tmp_path / "given.json"
    given.write_bytes(b"{}")
    missing = tmp_path / "missing"
    assert reasons(tmp_path) == [
        f"{empty} is empty.",
        f"{words} is not an email: it has no header.",
    ]
    assert reasons(given) == [f"{given} is not an email: it has no header."]
    assert reasons(missing) == [f"{missing} does not exist."]


def test_a_maildir_gives_its_messages_and_folders(tmp_path: Path) -> None:
    for name in ("cur/1:2,S", "new/2", "tmp/3", ".Sub/new/4", ".Sub.Deep/cur/5", "Plain/cur/6"):
        path = tmp_path / name.replace(":", ";")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ONE)
    (tmp_path / "dovecot-uidlist").write_bytes(b"3 V1 N2\n")
    expected = [".Sub/new/4", ".Sub.Deep/cur/5", "Plain/cur/6", "cur/1;2,S", "new/2"]
    assert names(tmp_path) == [str(tmp_path / name) for name in expected]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_ring_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mail").write_bytes(ONE)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    assert raws(tmp_path) == [ONE]
    assert len(reasons(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders there")
def test_a_pipe_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reasons(tmp_path) == [f"{tmp_path / 'pipe'} is not a file."]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read everything"
)
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.eml"
    path.write_bytes(ONE)
    path.chmod(0)
    assert reasons(tmp_path) == [f"You have no permission to read {path}."]


def test_a_refused_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(ONE)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert reasons(path) == [f"You have no permission to read {path}."]


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(ONE)
    reading = read_mail([tmp_path, path])
    assert isinstance(next(reading), MailFile)
    path.unlink()
    assert isinstance(next(reading), UnreadableMail)


def test_places_are_told_without_reading_the_messages(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path.write_bytes(MBOX)
    places = list(locate_mail([path]))
    assert [(p.start, p.end) for p in places if not isinstance(p, UnreadableMail)] == list(
        index_mbox(path)
    )


def test_counting_is_exact_for_small_and_close_for_large_files(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(MBOX)
    message = FROM + b"Subject: x\n\n" + b"words\n" * 100 + b"\n"
    large.write_bytes(message * 5_000)
    assert count_mail([small]) == 3
    assert abs(count_mail([large]) - 5_000) < 100
