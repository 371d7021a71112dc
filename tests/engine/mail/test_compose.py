"""Messages made from what a tester types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.mail import Message, compose
from app.model.errors import UserError

NOON = datetime(2026, 1, 5, 12, tzinfo=timezone(timedelta(hours=1)))


def test_what_was_typed_is_read_back() -> None:
    raw = compose(
        "Jö Doe <jo@x.org>", ["a@x.org", '"B, C" <b@x.org>'], "Grüße", "Zeile\nzwei €", NOON
    )
    message = Message(raw)
    assert (message.sender.name, message.sender.address) == ("Jö Doe", "jo@x.org")
    assert [one.name for one in message.to] == ["", "B, C"]
    assert message.subject == "Grüße"
    assert message.text == "Zeile\nzwei €"
    assert message.date == NOON
    assert message.defects == ()


def test_the_same_words_make_the_same_message() -> None:
    one, two, other = (
        Message(compose("a@x.org", "b@x.org", "s", text, NOON)) for text in ("t", "t", "u")
    )
    assert one.raw == two.raw
    assert one.message_id.endswith("@typed.invalid")
    assert one.message_id != other.message_id


@pytest.mark.parametrize(
    "payload", ["a\r\nBcc: x@x.org", "a\nb", "a\rb", "a\0b", "a\x85b", "a\u2028b"]
)
@pytest.mark.parametrize("field", ["sender", "to", "subject"])
def test_control_characters_are_refused(field: str, payload: str) -> None:
    typed = {"sender": "a@x.org", "to": "b@x.org", "subject": "s", field: payload}
    with pytest.raises(UserError, match="control character"):
        compose(typed["sender"], typed["to"], typed["subject"], "text", NOON)


def test_an_encoded_word_smuggles_no_field() -> None:
    raw = compose("=?utf-8?q?x=0D=0ABcc:_y?= <a@x.org>", "b@x.org", "=?utf-8?q?a=0Ab?=", "t", NOON)
    names = [name for name, _value in Message(raw).headers]
    assert "Bcc" not in names
    assert len(names) == 8


@given(
    subject=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])),
    text=st.text(),
)
def test_any_subject_and_text_survive(subject: str, text: str) -> None:
    message = Message(
        compose("a@x.org", "b@x.org", subject, text, datetime(2026, 1, 5, tzinfo=UTC))
    )
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert message.subject == subject.strip()
    assert message.text == (lines if lines.strip() else "")
