"""Any bytes are read, within bounds that are said, and always alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.mail import MAX_SIZE, Message
from app.engine.mail import message as message_module

HEAD = b"From: a@x.org\nSubject: s\n"


def everything(raw: bytes) -> tuple[object, ...]:
    """Every value of a message; what holds text must encode, lone surrogates do not."""
    message = Message(raw)
    values = (
        message.digest, message.size, message.subject, message.sender, message.to, message.cc,
        message.bcc, message.reply_to, message.date, message.date_text, message.text,
        message.html, message.html_text, message.text_without_quotes, list(message.headers),
        message.message_id, message.in_reply_to, message.references, message.priority_reading,
        message.is_auto_submitted, message.is_bounce, message.is_list, message.problem,
        message.defects,
        [(a.name, a.type, a.size, a.content, a.content_id, a.inline, a.problem)
         for a in message.attachments],
    )  # fmt: skip
    repr(values).encode("utf-8")
    message.text.encode("utf-8")
    message.html.encode("utf-8")
    return values


def nested(depth: int, boundary: str = "b{}") -> bytes:
    parts = []
    for level in range(depth):
        name = boundary.format(level)
        parts.append(f"Content-Type: multipart/mixed; boundary={name}\n\n--{name}\n")
    return "".join([*parts, "\ndeep words\n"]).encode()


@given(st.binary(max_size=2_000))
def test_random_bytes_are_read_and_always_alike(raw: bytes) -> None:
    assert everything(raw) == everything(raw)


PIECES = st.sampled_from(
    [
        b"From: ", b"Subject: ", b"To: ", b"Date: ", b"Content-Type: ", b"multipart/mixed",
        b"multipart/alternative", b"text/html", b"text/plain", b"; boundary=b", b"; charset=",
        b"utf-7", b"utf-16", b"iso-2022-jp", b"idna", b"\n--b\n", b"\n--b--\n", b"\n", b"\r\n",
        b"\n\n", b"\r", b" ", b"\t", b"=?utf-8?q?", b"=?x?b?", b"?=", b"<", b">", b"@", b"a",
        b'"', b"\\", b"(", b")", b",", b";", b":", b"Content-Transfer-Encoding: ", b"base64",
        b"quoted-printable", b"x-uuencode", b"QUJD", b"=", b"=3D", b"\xff\xfe", b"\xed\xa0\x80",
        b"+2AA-", b"&#xD800;", b"<p>", b"</p>", b"<!--", b"\0", b"Content-Disposition: ",
        b"attachment; filename*0*=utf-8''%ff", b"; filename*1=x", b"> ", b"On 1 a wrote:\n",
        b"begin 644 a\n", b"<b hidden>", b"<i style='display:none'>", b"message/rfc822",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map(b"".join))
def test_mail_put_together_at_random_is_read(raw: bytes) -> None:
    assert everything(raw) == everything(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 10_000,
        bytes(range(256)) * 100,
        b"Subject: " + b"x" * 280_000 + b"\n\nhi",
        b"To: " + b"a@b,\n " * 50_000 + b"\n\nhi",
        b"From: " + b"(" * 280_000 + b"\n\nhi",
        b"From: " + b"()" * 140_000 + b"\n\nhi",
        b"From: " + b'"\\' * 140_000 + b"\n\nhi",
        b"From: " + b"<a@b " * 50_000 + b"\n\nhi",
        b"Subject: " + b"=?a?q?" * 40_000 + b"\n\nhi",
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nhi",
        b"Content-Type: text/plain" + b"; " * 140_000 + b"\n\nhi",
        b"Content-Type: text/plain" + b';a="' * 70_000 + b"\n\nhi",
        b"Content-Disposition: attachment" + b";f*1*=%" * 40_000 + b"\n\nhi",
        b"References: " + b"< " * 140_000 + b"\n\nhi",
        b"X: a" + b"\r" * 500_000 + b"b\n\nhi",
        b" " * 500_000 + b"X\n\nhi",
        b"a:b\n" * 50_000 + b"\nhi",
        HEAD + b"Date: " + b"Mon " * 50_000 + b"\n\nhi",
        HEAD + b"Content-Type: text/plain; charset=utf-7\n\n" + b"+2AA-" * 10_000,
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"Q=" * 100_000,
        HEAD + b"Content-Transfer-Encoding: x-uuencode\n\n" + b"begin 644 a\n" * 10_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--\n" * 500_000,
        HEAD
        + b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed\n\n" * 5_000,
    ],
    ids=range(24),
)
def test_hostile_messages_are_read(raw: bytes) -> None:
    everything(raw)


@pytest.mark.parametrize("boundary", ["b{}", "b"])
def test_text_a_thousand_deep_is_found(boundary: str) -> None:
    assert Message(nested(1_000, boundary)).text == "deep words\n"


def test_deeper_than_that_is_said_and_loses_no_text() -> None:
    message = Message(nested(3_000))
    assert "deep words" in message.text
    assert any("nested" in str(defect) for defect in message.defects)


def test_attachments_are_counted_to_a_bound_that_is_said() -> None:
    part = b"--x\nContent-Disposition: attachment; filename=a.txt\n\nzz\n"
    head = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nhi\n"
    all_of_them = Message(head + part * 10_000 + b"--x--\n")
    assert len(all_of_them.attachments) == 10_000
    assert all_of_them.defects == ()
    too_many = Message(head + part * 25_000)
    assert too_many.text == "hi"
    assert len(too_many.attachments) == 10_000
    assert any("10000 attachments" in str(defect) for defect in too_many.defects)


def test_a_message_too_large_is_read_to_a_bound_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert MAX_SIZE == 100 * 1024 * 1024
    monkeypatch.setattr(message_module, "MAX_SIZE", 1_000)
    message = Message(HEAD + b"\n" + b"words\n" * 1_000)
    assert message.size > 1_000
    assert len(message.text) < 1_000
    assert any("too large" in str(defect) for defect in message.defects)
