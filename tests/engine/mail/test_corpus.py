"""Real and torture mail, against expectations and a second parser; passes without the corpus."""

from __future__ import annotations

import email
import email.header
import email.message
import email.utils
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.engine.mail import Message
from app.services.mail_files import MailFile, read_mail

# The second parser leaves these where a message declares Latin-1 and means Windows-1252.
C1 = {chr(code) for code in range(0x80, 0xA0)}


def mails(folder: Path) -> Iterator[MailFile]:
    for found in read_mail([folder]):
        if isinstance(found, MailFile):
            yield found


def decoded(value: object) -> str | None:
    """A header as the standard library decodes it, or None when it cannot."""
    try:
        text = str(email.header.make_header(email.header.decode_header(str(value))))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        return None
    return None if C1.intersection(text) or "\ufffd" in text else " ".join(text.split())


def leaves(part: email.message.Message) -> Iterator[email.message.Message]:
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for child in part.get_payload():
            assert isinstance(child, email.message.Message)
            yield from leaves(child)
    else:
        yield part


@pytest.mark.parametrize(
    "folder",
    ["business/insurance-distractors", "business/insurance-marina", "mailing-lists/hard-ham"],
)
def test_a_second_parser_reads_the_same(corpus: Path, folder: str) -> None:
    compare(corpus / folder)


@pytest.mark.long
@pytest.mark.parametrize("mbox", ["business/insurance.mbox", "mailing-lists/easy-ham.mbox"])
def test_a_second_parser_reads_the_same_in_large_files(corpus: Path, mbox: str) -> None:
    compare(corpus / mbox)


def compare(folder: Path) -> None:
    seen = 0
    for found in mails(folder):
        seen += 1
        ours, theirs = Message(found.raw), email.message_from_bytes(found.raw)
        subject = decoded(theirs.get("subject", ""))
        assert subject in (None, " ".join(ours.subject.split())), found.name
        if sender := theirs.get("from"):
            ((_name, address),) = email.utils.getaddresses([str(sender)])[:1]
            assert ours.sender.address == address, found.name
        names = [part.get_filename("") for part in leaves(theirs)]
        expected = [decoded(name) for name in names if name]
        assert [one.name for one in ours.attachments if one.name] == expected, found.name
    assert seen > 30


def test_torture_is_read_as_expected(corpus: Path) -> None:
    paths = sorted((corpus / "torture" / "stalwart").glob("*.json"))
    for path in paths:
        if ".crlf" not in path.name:
            expect(json.loads(path.read_text()), Message(path.with_suffix(".eml").read_bytes()))
    assert len(paths) > 100


def expect(expected: dict[str, Any], message: Message) -> None:
    """Compare subject and sender with the header of an expected parse."""
    fields = {
        field["name"]: field["value"]
        for field in reversed(expected["parts"][0]["headers"])
        if isinstance(field["name"], str)
    }
    match fields.get("subject"):
        case {"Text": str(subject)} if "\ufffd" not in subject:
            assert message.subject.split() == subject.split()
    match fields.get("from"):
        case {"Address": {"List": [{"name": name, "address": str(address)}, *_]}} if "@" in address:
            assert message.sender.address == address
            assert message.sender.name.split() == (name or "").split()


@pytest.mark.parametrize("folder", ["stalwart", "mime4j", "mikel", "enmime", "maildir"])
def test_every_torture_file_is_read_whole(corpus: Path, folder: str) -> None:
    for found in mails(corpus / "torture" / folder):
        message = Message(found.raw)
        contents = [(one.name, one.content, one.problem) for one in message.attachments]
        values = (message.text, message.text_without_quotes, message.html_text, contents)
        assert repr((values, message.defects, list(message.headers))).encode()
        assert message.problem is None, found.name
