"""The parsed email: any bytes in, values out, each read once and only when asked for."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from app.engine.mail import addresses, automatic, bodies, dates, quotes, structure, words
from app.engine.mail.addresses import NOBODY, Address
from app.engine.mail.automatic import Priority, PriorityReading
from app.engine.mail.bodies import Attachment, Bodies, Sorted
from app.engine.mail.fields import Block, Headers, beginning
from app.engine.mail.structure import Part, Structure
from app.engine.once import once
from app.model.text import Text, _

MAX_SIZE = 100 * 1024 * 1024
"""Bytes of a message that are read; what is beyond is said among the defects."""

_ID = re.compile(r"<\s*([^<>]*?)\s*>")
_LONGEST_ID = 1_000
_READ_FIELDS = ("From", "To", "Cc", "Bcc", "Reply-To", "Subject")


class Message:
    """One email (RFC 5322, MIME), however broken. Reading an attribute never raises.

    Texts hold no lone surrogates, and header values no control characters. What had to be
    repaired, guessed or left out is said by `defects`; `problem` says why bytes are no email.
    """

    def __init__(self, raw: bytes) -> None:
        """Take the message as it came, line ends and all."""
        self.raw = raw

    def __repr__(self) -> str:
        return f"Message({self.subject!r}, {self.size} bytes)"

    @property
    def size(self) -> int:
        """Bytes of the raw message."""
        return len(self.raw)

    @once
    def digest(self) -> str:
        """SHA-256 of the raw message, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    # --- Header -------------------------------------------------------------------------------

    @once
    def _source(self) -> bytes:
        source = self.raw if len(self.raw) <= MAX_SIZE else self.raw[:MAX_SIZE]
        if b"\n" not in source and b"\r" in source:
            source = source.replace(b"\r", b"\n")
        return source

    @once
    def _block(self) -> Block:
        return Block(self._source, beginning(self._source), len(self._source))

    @property
    def headers(self) -> Headers:
        """All fields of the header."""
        return self._block.headers

    @once
    def subject(self) -> str:
        """The subject, decoded."""
        return self.headers.get("Subject")

    @once
    def sender(self) -> Address:
        """The first address of From, else of Sender; all empty when there is none."""
        for name in ("From", "Sender"):
            found = self._addresses(name)
            if found:
                return next((one for one in found if "@" in one.address), found[0])
        return NOBODY

    @once
    def to(self) -> tuple[Address, ...]:
        """The addresses of To."""
        return self._addresses("To")

    @once
    def cc(self) -> tuple[Address, ...]:
        """The addresses of Cc."""
        return self._addresses("Cc")

    @once
    def bcc(self) -> tuple[Address, ...]:
        """The addresses of Bcc."""
        return self._addresses("Bcc")

    @once
    def reply_to(self) -> tuple[Address, ...]:
        """The addresses of Reply-To."""
        return self._addresses("Reply-To")

    def _addresses(self, name: str) -> tuple[Address, ...]:
        return addresses.parse(self.headers.raw(name))

    @once
    def date_text(self) -> str:
        """The Date field as it stands."""
        return self.headers.get("Date")

    @once
    def date(self) -> datetime | None:
        """The Date field as an aware moment, or None when it does not read as one."""
        return dates.parse(self.date_text)

    @once
    def message_id(self) -> str:
        """The Message-ID without its brackets, or an empty text."""
        return next(iter(self._ids("Message-ID")), "")

    @once
    def in_reply_to(self) -> str:
        """The first identifier of In-Reply-To, without brackets, or an empty text."""
        return next(iter(self._ids("In-Reply-To")), "")

    @once
    def references(self) -> tuple[str, ...]:
        """The identifiers of References, without brackets, oldest first."""
        return self._ids("References")

    def _ids(self, name: str) -> tuple[str, ...]:
        value = self.headers.get(name)
        found = _ID.findall(value) if "<" in value else value.split()
        return tuple(one for one in found if one and len(one) <= _LONGEST_ID)

    # --- What the header means ----------------------------------------------------------------

    @once
    def priority_reading(self) -> PriorityReading:
        """The priority with the field and value that decided."""
        return automatic.priority(self.headers)

    @property
    def priority(self) -> Priority | None:
        """How urgent the sender calls it; None when the field cannot be read."""
        return self.priority_reading.level

    @once
    def is_auto_submitted(self) -> bool:
        """Whether a program sent it (RFC 3834)."""
        return automatic.is_auto_submitted(self.headers, self._root.content_type)

    @once
    def is_bounce(self) -> bool:
        """Whether it says that mail was not delivered."""
        return automatic.is_bounce(self.headers, self._root.content_type, self.sender.address)

    @once
    def is_list(self) -> bool:
        """Whether a mailing list or a bulk mailing sent it (RFC 2919, RFC 2369)."""
        return automatic.is_list(self.headers)

    # --- Body ---------------------------------------------------------------------------------

    @once
    def _root(self) -> Part:
        return Part(self.headers, self._block.body_start)

    @once
    def _structure(self) -> Structure:
        return structure.read(self._source, self._root)

    @once
    def _sorted(self) -> Sorted:
        return bodies.sort(self._structure.leaves)

    @once
    def _bodies(self) -> Bodies:
        return Bodies(self._source, self._sorted.bodies)

    @property
    def text(self) -> str:
        """The body as plain text, from the HTML where there is no text part."""
        return self._bodies.text

    @property
    def html(self) -> str:
        """The body as HTML, unsafe as it came; empty when there is none."""
        return self._bodies.html

    @property
    def html_text(self) -> str:
        """The visible text of the HTML, which may say something else than the text part."""
        return self._bodies.html_text

    @once
    def text_without_quotes(self) -> str:
        """The body without the messages it replies to; empty when all of it is quoted."""
        return quotes.stripped(self._bodies.text_without_marked_quotes)

    @once
    def attachments(self) -> tuple[Attachment, ...]:
        """Every part that is not the body, in order."""
        parts = self._sorted.attachments[: bodies.MAX_ATTACHMENTS]
        return tuple(Attachment(self._source, part) for part in parts)

    # --- What is wrong with it ----------------------------------------------------------------

    @once
    def problem(self) -> Text | None:
        """Why these bytes are no email at all, or None."""
        if not self._source.strip():
            return _("The message is empty.")
        if not len(self.headers) and b"\0" in self._source[:65_536]:
            return _("The file is not an email: it has no header and holds binary data.")
        return None

    @once
    def defects(self) -> tuple[Text, ...]:
        """What was repaired, guessed or left out, a sentence each. Reads the whole message."""
        found = [*self._header_defects(), *self._structure.defects]
        if len(self._sorted.attachments) > bodies.MAX_ATTACHMENTS:
            found.append(
                _("Only the first {limit} attachments were read.", limit=bodies.MAX_ATTACHMENTS)
            )
        _read = self.text  # fills the defects of the bodies
        return (*found, *self._bodies.defects)

    def _header_defects(self) -> list[Text]:
        found = []
        if self.size > MAX_SIZE:
            limit = MAX_SIZE // 1024 // 1024
            found.append(
                _("The message is too large; only the first {limit} MB were read.", limit=limit)
            )
        if not len(self.headers):
            found.append(_("The message has no header."))
        if self._block.cut:
            found.append(_("The header is too long; its last fields were left out."))
        if self._block.junk:
            found.append(_("The header has lines that are no header fields."))
        if not self._block.separated:
            found.append(_("No blank line parts the header from the body."))
        found += [
            _("The field {name} is not encoded as it should be.", name=name)
            for name in _READ_FIELDS
            if not words.readable(self.headers.raw(name))[1]
        ]
        if self.date is None and self.date_text:
            found.append(_("The date of the message cannot be read."))
        return found
