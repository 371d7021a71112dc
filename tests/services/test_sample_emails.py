"""The sixty emails of the sample workspace: readable, invented, and as mixed as a real mailbox."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.engine.mail import Message, Priority
from app.engine.text.language import count_letters
from app.services.languages import OfflineDetector

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample" / "emails"
FILES = sorted(FOLDER.glob("*.eml"))

# What follows an "@" or opens a link, wherever it stands: header, body, calendar, table.
_DOMAINS = re.compile(r"(?:@|https?://)([\w-]+(?:\.[\w-]+)+)")
_CUSTOMER_NUMBER = re.compile(r"NW-[0-9]{6}")
_ENOUGH_LETTERS = 20
_TEXT_FILES = ("text/csv", "text/calendar")

Emails = dict[str, Message]


@pytest.fixture(scope="module")
def emails() -> Emails:
    return {path.name: Message(path.read_bytes()) for path in FILES}


def _is_html_only(email: Message) -> bool:
    return bool(email.html) and b"text/plain" not in email.raw


def _quotes(email: Message) -> bool:
    return email.text_without_quotes.strip() != email.text.strip()


def _is_empty(email: Message) -> bool:
    return not email.text.strip()


def _subject_has(encoding: str) -> Callable[[Message], bool]:
    written = re.compile(rf"=\?[\w-]+\?{encoding}\?", re.IGNORECASE)
    return lambda email: bool(written.search(email.headers.raw("Subject")))


def test_there_are_sixty_numbered_in_the_order_of_their_dates(emails: Emails) -> None:
    assert [name[:3] for name in emails] == [f"{number:02}-" for number in range(1, 61)]
    assert all(name.isascii() for name in emails)
    dates = [email.date for email in emails.values()]
    assert all(date is not None and date.year == 2026 and date.month <= 6 for date in dates)
    assert dates == sorted(date for date in dates if date is not None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_read_without_a_defect(path: Path) -> None:
    email = Message(path.read_bytes())
    assert email.problem is None
    assert email.defects == ()
    assert email.subject
    assert "@" in email.sender.address
    assert "support@northwind-energy.example" in [one.address for one in email.to]
    assert [one.problem for one in email.attachments] == [None] * len(email.attachments)
    assert b"\r" not in email.raw


def test_each_has_a_message_id_of_its_own(emails: Emails) -> None:
    identifiers = [email.message_id for email in emails.values()]
    assert all(one.endswith(".example") for one in identifiers)
    assert len(set(identifiers)) == 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_in_them_exists(path: Path) -> None:
    email = Message(path.read_bytes())
    raw = email.raw.replace(b"=\n", b"").decode("latin-1")  # quoted-printable wraps anywhere
    texts = [raw, email.subject, email.text, email.html]
    texts += [one.content.decode() for one in email.attachments if one.type in _TEXT_FILES]
    domains = {domain for text in texts for domain in _DOMAINS.findall(text)}
    assert {domain for domain in domains if not domain.endswith(".example")} == set()


@pytest.mark.parametrize(
    ("least", "holds"),
    [
        pytest.param(8, _is_html_only, id="HTML only"),
        pytest.param(6, lambda email: b"multipart/alternative" in email.raw, id="alternatives"),
        pytest.param(7, lambda email: email.attachments and not email.is_bounce, id="attachments"),
        pytest.param(8, _quotes, id="replies with a quote"),
        pytest.param(2, lambda email: "List-Unsubscribe" in email.headers, id="newsletters"),
        pytest.param(6, lambda email: email.priority is Priority.HIGH, id="high priority"),
        pytest.param(3, lambda email: email.priority is Priority.LOW, id="low priority"),
        pytest.param(1, lambda email: email.priority is None, id="unreadable priority"),
        pytest.param(5, _subject_has("b"), id="subjects in base64"),
        pytest.param(5, _subject_has("q"), id="subjects in quoted-printable"),
        pytest.param(5, lambda email: b"charset=iso-8859-1" in email.raw, id="ISO-8859-1"),
        pytest.param(15, lambda email: _CUSTOMER_NUMBER.search(email.text), id="customer numbers"),
        pytest.param(2, lambda email: _CUSTOMER_NUMBER.search(email.subject), id="in subjects"),
        pytest.param(1, lambda email: email.size >= 60_000, id="very long"),
        pytest.param(1, lambda email: len(email.references) >= 10, id="long thread"),
        pytest.param(1, lambda email: len(email.cc) >= 20, id="many recipients"),
        pytest.param(1, lambda email: _is_empty(email) and email.attachments, id="empty body"),
        pytest.param(
            1, lambda email: _is_empty(email) and not email.attachments, id="subject only"
        ),
    ],
)
def test_the_mix_holds(emails: Emails, least: int, holds: Callable[[Message], object]) -> None:
    assert sum(bool(holds(email)) for email in emails.values()) >= least


def test_four_are_automatic_replies_and_one_came_back(emails: Emails) -> None:
    bounces = [email for email in emails.values() if email.is_bounce]
    automatic = [email for email in emails.values() if email.is_auto_submitted]
    assert (len(bounces), len(automatic)) == (1, 5)
    assert bounces[0].headers.get("Return-Path") == "<>"


def test_the_attached_files_are_what_they_say(emails: Emails) -> None:
    kinds = Counter[str]()
    for email in emails.values():
        for one in () if email.is_bounce else email.attachments:
            kinds[one.type] += 1
            match one.type:
                case "application/pdf":
                    assert one.content.startswith(b"%PDF-")
                    assert one.content.endswith(b"%%EOF\n")
                case "image/png":
                    assert one.content.startswith(b"\x89PNG\r\n\x1a\n")
                case "text/csv":
                    assert len({line.count(b";") for line in one.content.splitlines()}) == 1
                case "text/calendar":
                    assert one.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert set(kinds) == {"application/pdf", "image/png", "text/csv", "text/calendar"}


def test_they_arrive_at_all_hours_and_from_several_time_zones(emails: Emails) -> None:
    dates = [email.date for email in emails.values() if email.date is not None]
    assert {date.weekday() for date in dates} == set(range(7))
    assert any(date.hour < 6 for date in dates)
    assert any(date.hour >= 22 for date in dates)
    assert {"2026-04-06", "2026-05-01"} <= {date.date().isoformat() for date in dates}
    assert len({date.utcoffset() for date in dates}) >= 5


def test_four_languages_are_recognised_in_what_people_wrote(emails: Emails) -> None:
    detector = OfflineDetector()
    found = Counter[str]()
    for name, email in emails.items():
        text = email.text_without_quotes
        if count_letters(text) < _ENOUGH_LETTERS:
            text = f"{email.subject}\n{text}"
        if count_letters(text) < _ENOUGH_LETTERS:
            found[""] += 1
            continue
        guess = detector.detect(text)
        assert guess.score >= 0.8, name
        found[guess.code] += 1
    assert found == {"en": 23, "fr": 13, "de": 13, "es": 10, "": 1}
