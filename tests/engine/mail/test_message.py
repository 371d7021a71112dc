"""The parsed email on well-formed, odd and awkward messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.engine.mail import NOBODY, Address, Message, Priority, charsets


def mail(head: str, body: str | bytes = "Hello") -> Message:
    data = body if isinstance(body, bytes) else body.encode()
    return Message(head.encode("utf-8") + b"\n\n" + data)


MIXED = """\
From: Ann <ann@example.com>
Subject: Papers
Content-Type: multipart/mixed; boundary="outer"

preamble
--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

Plain words
--inner
Content-Type: text/html; charset=utf-8

<p>Other <b>words</b></p>
--inner--
--outer
Content-Type: application/pdf; name="bill.pdf"
Content-Disposition: attachment; filename="bill.pdf"
Content-Transfer-Encoding: base64

SGVsbG8=
--outer
Content-Type: image/png
Content-ID: <logo@x>

PNG
--outer--
epilogue
"""


def test_the_parts_of_a_message_are_told_apart() -> None:
    message = Message(MIXED.encode())
    assert message.text == "Plain words"
    assert message.html == "<p>Other <b>words</b></p>"
    assert message.html_text == "Other words"
    bill, logo = message.attachments
    assert (bill.name, bill.type, bill.size, bill.content) == (
        "bill.pdf", "application/pdf", 5, b"Hello",
    )  # fmt: skip
    assert not bill.inline
    assert (logo.name, logo.content_id, logo.inline) == ("", "logo@x", True)
    assert message.defects == ()
    assert message.problem is None


def test_line_ends_make_no_difference() -> None:
    ends = [MIXED.replace("\n", end).encode() for end in ("\n", "\r\n", "\r")]
    first, *others = [
        (m.subject, m.sender, m.text, m.html, [a.content for a in m.attachments])
        for m in map(Message, ends)
    ]
    assert others == [first, first]


def test_headers_compare_without_case_and_keep_their_order() -> None:
    message = mail("Received: one\nX-Any: =?utf-8?q?caf=C3=A9?=\nreceived: two\n three")
    assert message.headers["x-any"] == "café"
    assert message.headers.get_all("RECEIVED") == ("one", "two three")
    assert [name for name, _value in message.headers] == ["Received", "X-Any", "received"]
    assert "X-ANY" in message.headers
    assert message.headers.get("Missing") == ""
    with pytest.raises(KeyError):
        message.headers["Missing"]


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("=?ISO-8859-1?Q?Patrik_F=E4ltstr=F6m?=", "Patrik Fältström"),
        ("=?utf-8?B?w6k=?= =?utf-8?B?w6k=?=", "éé"),
        ("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),
        ("a =?utf-8?q?b?= c =?utf-8?q?d?=", "a b c d"),
        ("=?x-nothing?q?caf=E9?=", "café"),
        ("=?utf-8?q?never ends", "=?utf-8?q?never ends"),
        ("=?utf-8?q?=0D=0ABcc:_x?=", "Bcc: x"),
        ("=?utf-8*en?Q?hi?=", "hi"),
        ("two\n lines", "two lines"),
        ("schön", "schön"),
    ],
)
def test_subjects_are_decoded(raw: str, subject: str) -> None:
    assert mail(f"Subject: {raw}").subject == subject


def test_a_subject_in_an_undeclared_set_is_guessed_and_said() -> None:
    message = Message(b"Subject: sch\xf6n\n\nHello")
    assert message.subject == "schön"
    assert "Subject" in " ".join(map(str, message.defects))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ann@Example.COM", [("", "ann@Example.COM")]),
        ("Ann <a@x.org>", [("Ann", "a@x.org")]),
        ('"Doe, John" <j@x.org>', [("Doe, John", "j@x.org")]),
        ("Doe, John <j@x.org>, b@c.org", [("Doe, John", "j@x.org"), ("", "b@c.org")]),
        ("a@x.org (Ann)", [("Ann", "a@x.org")]),
        ("undisclosed-recipients:;", []),
        ('team: a@x.org, "B, C" <b@x.org>; z@z.org',
         [("", "a@x.org"), ("B, C", "b@x.org"), ("", "z@z.org")]),
        ('"john doe"@example.com', [("", '"john doe"@example.com')]),
        ("MAILER-DAEMON", [("", "MAILER-DAEMON")]),
        ("<@route.org,@b.org:c@d.org>", [("", "c@d.org")]),
        ("=?utf-8?q?M=C3=BCller=2C_Jo?= <m@x.org>", [("Müller, Jo", "m@x.org")]),
        ('"=?utf-8?q?M=C3=BCller?=" <m@x.org>', [("Müller", "m@x.org")]),
        ("=?utf-8?q?J=C3=B6_<x=40y.org>?=", [("Jö", "x@y.org")]),
        ("Big Bug bb@bug.com", [("Big Bug", "bb@bug.com")]),
        ("Bob <bob@x.org> Bobby <bobby@x.org>", [("Bob", "bob@x.org"), ("Bobby", "bobby@x.org")]),
        ("=?utf-8?q?=E2=82=AC_<?= x=?utf-8?q?=E2=82=AC,?=@y", [("€ x€,@y", "")]),
        ('"bank@trust.com" <evil@x.org>', [("bank@trust.com", "evil@x.org")]),
    ],
)  # fmt: skip
def test_addresses_are_read_as_people_write_them(raw: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in mail(f"To: {raw}").to] == expected


def test_the_sender_has_a_domain_and_may_be_missing() -> None:
    assert mail("From: Ann <Ann@Example.COM>").sender == Address(
        "Ann", "Ann@Example.COM", "example.com"
    )
    assert mail("Sender: b@x.org").sender.address == "b@x.org"
    assert mail("Subject: x").sender == NOBODY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 17 May 2000 19:18:39 -0400", (2000, 5, 17, 19, 18, 39, -240)),
        ("17 May 00 19:18 EST", (2000, 5, 17, 19, 18, 0, -300)),
        ("Wed May 17 19:18:39 2000", (2000, 5, 17, 19, 18, 39, 0)),
        ("2000-05-17T19:18:39.5Z", (2000, 5, 17, 19, 18, 39, 0)),
        ("Tue, 31 Dec 2024 23:59:60 +0000 (UTC)", (2024, 12, 31, 23, 59, 59, 0)),
        ("May 17, 2000 7:18 pm", (2000, 5, 17, 19, 18, 0, 0)),
    ],
)
def test_dates_keep_their_zone(text: str, expected: tuple[int, ...]) -> None:
    *moment, minutes = expected
    zone = timezone(timedelta(minutes=minutes)) if minutes else UTC
    year, month, day, hour, minute, second = moment
    assert mail(f"Date: {text}").date == datetime(
        year, month, day, hour, minute, second, tzinfo=zone
    )


@pytest.mark.parametrize("text", ["", "soon", "31 Feb 2000 10:00 +0000", "1 Jan 0000 00:00 +9999"])
def test_what_is_no_date_is_none(text: str) -> None:
    message = mail(f"Date: {text}")
    assert message.date is None
    assert message.date_text == text


def test_identifiers_lose_their_brackets() -> None:
    message = mail("Message-ID: <a@x>\nIn-Reply-To: <b@x> (yours)\nReferences: <c@x>\n <b@x>")
    assert message.message_id == "a@x"
    assert message.in_reply_to == "b@x"
    assert message.references == ("c@x", "b@x")


@pytest.mark.parametrize(
    ("head", "level", "decided"),
    [
        ("X-Any: 1", Priority.NORMAL, ""),
        ("Importance: high", Priority.HIGH, "Importance"),
        ("X-Priority: 5\nImportance: High", Priority.HIGH, "Importance"),
        ("Priority: non-urgent", Priority.LOW, "Priority"),
        ("X-Priority: 2 (High)", Priority.HIGH, "X-Priority"),
        ("X-Priority: 3", Priority.NORMAL, "X-Priority"),
        ("X-Priority: 4", Priority.LOW, "X-Priority"),
        ("X-MSMail-Priority: Low", Priority.LOW, "X-MSMail-Priority"),
        ("Importance: \nX-Priority: 1", Priority.HIGH, "X-Priority"),
        ("Importance: whenever\nX-Priority: 1", None, "Importance"),
    ],
)
def test_priority_says_which_field_decided(head: str, level: Priority | None, decided: str) -> None:
    message = mail(head)
    assert message.priority is level
    assert message.priority_reading.header == decided


@pytest.mark.parametrize(
    ("head", "automatic", "bounce", "listed"),
    [
        ("From: a@x.org", False, False, False),
        ("Auto-Submitted: no", False, False, False),
        ("Auto-Submitted: auto-generated (cron)", True, False, False),
        ("Auto-Submitted: auto-replied\nReturn-Path: <>", True, False, False),
        ("Return-Path: <>", False, True, False),
        ("From: MAILER-DAEMON@mx.org", False, True, False),
        ("Content-Type: multipart/report; report-type=delivery-status", True, True, False),
        ("Content-Type: multipart/report; report-type=disposition-notification",
         True, False, False),
        ("List-Id: <x.y>", False, False, True),
        ("Precedence: Bulk", False, False, True),
    ],
)  # fmt: skip
def test_mail_that_no_person_wrote_is_known(
    head: str, automatic: bool, bounce: bool, listed: bool
) -> None:
    message = mail(head)
    assert (message.is_auto_submitted, message.is_bounce, message.is_list) == (
        automatic, bounce, listed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="a b.txt"', "a b.txt"),
        ("filename=plain.txt; size=3", "plain.txt"),
        ("filename*=utf-8''na%C3%AFve.txt", "naïve.txt"),
        ("filename*0*=utf-8''%E2%82; filename*1*=%AC; filename*2=.txt", "€.txt"),
        ('filename="=?utf-8?q?=E2=82=AC?=.txt"', "€.txt"),
        (r'filename="C:\TEMP\x.png"', r"C:\TEMP\x.png"),
        (r'filename="say \"hi\".txt"', 'say "hi".txt'),
        ('filename="a\u20ac.txt"', "a€.txt"),
    ],
)
def test_attachment_names_are_decoded(disposition: str, name: str) -> None:
    (attachment,) = mail(f"Content-Disposition: attachment; {disposition}").attachments
    assert attachment.name == name


def test_broken_base64_gives_what_can_be_read_and_says_so() -> None:
    head = "Content-Type: application/x\nContent-Transfer-Encoding: base64"
    (sound,) = mail(head, "SGVs\nbG8=\n").attachments
    (joined,) = mail(head, "SGVsbG8=SGVsbG8=").attachments
    (footer,) = mail(head, "SGVsbG8=\n____\nOur list, since 1999\n").attachments
    (cut,) = mail(head, "SGVsbG8gdGhl!cmU").attachments
    assert (sound.content, sound.problem) == (b"Hello", None)
    assert joined.content == b"HelloHello"
    assert footer.content == b"Hello"
    assert cut.content == b"Hello there"
    assert cut.problem is not None


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("utf-7", b"+APY-", "ö"),
        ("iso-8859-1", b"\x80", "€"),
        ("gb2312", "汉".encode("gb18030"), "汉"),
        ("x-unknown-thing", b"caf\xe9", "café"),
        ("us-ascii", "é".encode(), "é"),
        ("utf-8", b"caf\xe9", "café"),
        ("utf-8", b"\xc3\xa9 \xff", "é \ufffd"),
        ("utf-7", b"+2AA-", "\ufffd"),
        ("punycode", b"abc", "abc"),
        ("euc-krd", b"abc", "abc"),
        ("cp99999", b"abc", "abc"),
        ("windows-1251", b"\xcf\xf0", "Пр"),
        ("koi8-u", b"\xf0", "П"),
        ("unicode_escape", b"\\ud800", "\\ud800"),
        ("rot13", b"abc", "abc"),
    ],
)
def test_texts_are_read_in_their_set_or_a_likely_one(label: str, data: bytes, text: str) -> None:
    assert mail(f"Content-Type: text/plain; charset={label}", data).text == text


@pytest.mark.parametrize("name", sorted(charsets._CODECS))
def test_every_set_that_is_believed_exists(name: str) -> None:
    assert charsets.codec(name) is not None
    text, _held = charsets.decode(bytes(range(256)), name)
    text.encode("utf-8")


def test_a_lost_boundary_loses_no_text() -> None:
    head = "Content-Type: multipart/mixed; boundary=x"
    assert mail(head, "just words").text == "just words"
    assert mail("Content-Type: multipart/mixed", "just words").text == "just words"
    undeclared = mail(
        "Content-Type: multipart/mixed", "--b\nContent-Type: text/plain\n\nwords\n--b--\n"
    )
    assert undeclared.text == "words"
    assert undeclared.defects


def test_boundaries_used_twice_nest() -> None:
    inner = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b--\n"
    message = mail(
        "Content-Type: multipart/mixed; boundary=b",
        f"--b\n{inner}--b\nContent-Type: image/png; name=p.png\n\nx\n--b--\n",
    )
    assert message.text == "plain"
    assert [one.name for one in message.attachments] == ["p.png"]


def test_a_section_with_html_alone_is_part_of_the_text() -> None:
    message = mail(
        "Content-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: text/html\n\n<p>Body</p>\n--b\n\nFooter\n--b--\n",
    )
    assert message.text == "Body\nFooter"


def test_an_empty_plain_alternative_gives_way_to_the_html() -> None:
    message = mail(
        "Content-Type: multipart/alternative; boundary=b",
        "--b\n\n \n--b\nContent-Type: text/html\n\n<p>Words</p>\n--b--\n",
    )
    assert message.text == "Words"


def test_an_attached_message_is_one_attachment() -> None:
    message = mail(
        "Content-Type: multipart/mixed; boundary=b",
        "--b\n\nSee below\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nInner\n--b--\n",
    )
    (attached,) = message.attachments
    assert message.text == "See below"
    assert Message(attached.content).subject == "inner"


def test_header_lines_that_are_none_are_passed_over() -> None:
    message = mail("Subject: long\nwrapped without a blank\nFrom: a@x.org")
    assert message.sender.address == "a@x.org"
    assert message.text == "Hello"
    assert message.defects


def test_a_body_without_its_blank_line_is_kept() -> None:
    message = Message(b"Subject: hi\nDear all,\nsome words\n")
    assert message.subject == "hi"
    assert message.text == "Dear all,\nsome words\n"


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\r\n\n", b"From x Thu Aug 22 2002\n", b"  "])
def test_what_stands_before_the_header_is_passed_over(start: bytes) -> None:
    assert Message(start + b"Subject: hi\n\nbody").subject == "hi"


def test_what_is_no_email_says_so() -> None:
    assert Message(b"").problem is not None
    assert Message(b" \n\n").problem is not None
    assert Message(b"\x89PNG\0\0\0\n\0").problem is not None
    words = Message(b"words without a header")
    assert words.problem is None
    assert words.text == "words without a header"


def test_the_digest_is_of_the_raw_bytes() -> None:
    assert Message(b"").digest.startswith("e3b0c44298fc1c14")
    assert Message(b"abc").size == 3
