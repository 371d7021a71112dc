"""An email as the preview shows it: read once, bounded, and frozen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.engine.mail import Address, Message
from app.model.text import Text, _
from app.ui.samples.safe_html import SafeHtml, safe_html

LONGEST_TEXT = 200_000
"""Characters of a text or source that are shown."""

LONGEST_HEADER = 2_000
MOST_ATTACHMENTS = 60
MOST_ADDRESSES = 30

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u180e]")


@dataclass(frozen=True)
class AttachmentLine:
    """An attachment as it is listed; `size` in bytes."""

    name: str
    type: str
    size: int


@dataclass(frozen=True)
class EmailContents:
    """All that is shown of one email. Texts are cut at `LONGEST_TEXT`.

    `searched` holds the texts that keywords are looked for in, by the name that hits use.
    """

    subject: str = ""
    sender: str = ""
    to: str = ""
    cc: str = ""
    reply_to: str = ""
    date: str = ""
    size: int = 0
    text: str = ""
    html: SafeHtml | None = None
    source: str = ""
    attachments: tuple[AttachmentLine, ...] = ()
    more_attachments: int = 0
    notes: tuple[Text, ...] = ()
    searched: Mapping[str, str] = field(default_factory=dict)


def read_contents(raw: bytes) -> EmailContents:
    """Read an email for the preview; whatever its bytes are, this never raises."""
    message = Message(raw)
    html = safe_html(message.html) if message.html else None
    text = message.text[:LONGEST_TEXT]
    listed = message.attachments[:MOST_ATTACHMENTS]
    return EmailContents(
        subject=seen(message.subject),
        sender=seen(_written((message.sender,))),
        to=seen(_written(message.to)),
        cc=seen(_written(message.cc)),
        reply_to=seen(_written(message.reply_to)) if message.reply_to else "",
        date=seen(message.date_text),
        size=message.size,
        text=text,
        html=html,
        source=raw[:LONGEST_TEXT].decode("utf-8", "replace").replace("\0", "\N{SYMBOL FOR NULL}"),
        attachments=tuple(
            AttachmentLine(seen(one.name), seen(one.type), one.size) for one in listed
        ),
        more_attachments=len(message.attachments) - len(listed),
        notes=_notes(message, html),
        searched={
            "subject": message.subject[:LONGEST_TEXT],
            "body": text,
            "text_without_quotes": message.text_without_quotes[:LONGEST_TEXT],
        },
    )


def seen(words: str) -> str:
    """Words of a header with what cannot be seen made visible, so that nobody is deceived."""
    shortened = words if len(words) <= LONGEST_HEADER else f"{words[:LONGEST_HEADER]}…"
    return _UNSEEN.sub(_named, shortened)


def _named(match: re.Match[str]) -> str:
    return f"\N{LEFT CEILING}{unicodedata.name(match[0], 'U+' + format(ord(match[0]), '04X'))}⌉"


def _written(addresses: tuple[Address, ...]) -> str:
    shown = (
        f"{one.name} <{one.address}>" if one.name and one.address else one.address or one.name
        for one in addresses[:MOST_ADDRESSES]
    )
    rest = "" if len(addresses) <= MOST_ADDRESSES else f" … (+{len(addresses) - MOST_ADDRESSES})"
    return ", ".join(shown) + rest


def _notes(message: Message, html: SafeHtml | None) -> tuple[Text, ...]:
    notes = list(message.defects)
    if html is not None and html.pictures == 1:
        notes.append(_("One picture from the internet is not fetched."))
    elif html is not None and html.pictures:
        notes.append(_("{count} pictures from the internet are not fetched.", count=html.pictures))
    long = len(message.text) > LONGEST_TEXT or (html is not None and html.cut)
    if long or message.size > LONGEST_TEXT:
        notes.append(_("This email is long: only its beginning is shown here."))
    return tuple(notes)
