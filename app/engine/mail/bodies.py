"""Which parts are the body and which are attachments, and the body as text."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.engine.mail import charsets, html, transfer, words
from app.engine.mail.structure import Part
from app.engine.once import once
from app.model.text import Text, _

MAX_ATTACHMENTS = 10_000
MAX_BODY = 8 * 1024 * 1024
"""Bytes of one body that are read; whole books are shorter."""

_TEXT_TYPES = ("text/plain", "text/html")
_MEDIA = ("image/", "audio/", "video/")


class Attachment:
    """A part that is not the body. Its content is decoded when first read."""

    def __init__(self, source: bytes, part: Part) -> None:
        """Describe `part`, whose encoded body lies in `source`."""
        self._source = source
        self._part = part

    @property
    def name(self) -> str:
        """The file name as declared, never to be trusted as a path; empty when there is none."""
        return self._part.file_name

    @property
    def type(self) -> str:
        """The declared media type, such as `application/pdf`."""
        return self._part.media_type

    @property
    def inline(self) -> bool:
        """Whether it is shown within the body, such as a picture."""
        disposition = self._part.disposition.value
        return disposition == "inline" or (not disposition and bool(self.content_id))

    @once
    def content_id(self) -> str:
        """The Content-ID without its brackets (RFC 2392), or an empty text."""
        return self._part.headers.get("content-id").strip(" <>")

    @once
    def _undone(self) -> tuple[bytes, bool]:
        return undone(self._source, self._part)

    @property
    def content(self) -> bytes:
        """The bytes of the file, as far as they could be decoded."""
        return self._undone[0]

    @property
    def size(self) -> int:
        """Bytes of the content."""
        return len(self.content)

    @property
    def problem(self) -> Text | None:
        """Why the content may be incomplete, or None."""
        if self._undone[1]:
            return None
        return _("The attachment {name} could not be decoded completely.", name=self.name)

    def __repr__(self) -> str:
        return f"Attachment({self.name!r}, {self.type!r})"


def undone(source: bytes, part: Part, limit: int | None = None) -> tuple[bytes, bool]:
    """The body of `part` without its transfer encoding, and whether all of it decoded."""
    end = part.end if limit is None else min(part.end, part.start + limit)
    encoding = part.headers.raw("content-transfer-encoding")
    if encoding:
        encoding = words.unfold(encoding).partition(";")[0].partition("(")[0]
    return transfer.undo(source[part.start : end], encoding)


@dataclass(slots=True)
class Sorted:
    """The leaves of a message: bodies in order, and attachments."""

    bodies: list[Part] = field(default_factory=list)
    attachments: list[Part] = field(default_factory=list)


def sort(leaves: list[Part]) -> Sorted:
    """Tell bodies from attachments as RFC 8621 (4.1.4) does."""
    result = Sorted()
    for part in leaves:
        (result.bodies if _is_body(part) else result.attachments).append(part)
    return result


def _is_body(part: Part) -> bool:
    parent = part.parent
    kind = part.media_type
    if part.disposition.value == "attachment":
        return False
    if parent is None:
        # A message of one part is its body, in whatever kind of text.
        return kind.startswith(("text/", "multipart/")) and not (
            part.file_name and kind not in _TEXT_TYPES
        )
    if kind.startswith("multipart/"):
        return True
    if kind not in _TEXT_TYPES:
        return False
    if part.position == 0:
        return True
    return parent.media_type != "multipart/related" and not part.file_name


class Bodies:
    """The body of a message as text and as HTML."""

    def __init__(self, source: bytes, parts: list[Part]) -> None:
        """Read `parts` of `source` when first asked."""
        self._source = source
        self._parts = parts
        self.defects: list[Text] = []

    @once
    def _read(self) -> list[tuple[Part, str]]:
        return [(part, self._decoded(part)) for part in self._parts]

    def _decoded(self, part: Part) -> str:
        data, whole = undone(self._source, part, MAX_BODY)
        if not whole:
            self._note(_("A text of the message could not be decoded completely."))
        label = part.content_type.get("charset")
        text, held = charsets.decode(data, label.partition("(")[0].strip() or None)
        if not held:
            if label:
                self._note(
                    _(
                        "A text is not in its declared character set {label}.",
                        label=words.readable(label[:60])[0],
                    )
                )
            else:
                self._note(_("A text does not declare its character set; it was guessed."))
        limited = part.media_type == "text/html" and len(text) > html.MAX_READ
        if limited or part.end - part.start > MAX_BODY:
            self._note(_("A text of the message is too long; only its beginning was read."))
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def _note(self, defect: Text) -> None:
        if defect not in self.defects:
            self.defects.append(defect)

    @once
    def html(self) -> str:
        """The HTML bodies, one after the other."""
        return "\n".join(text for part, text in self._read if part.media_type == "text/html")

    @once
    def html_text(self) -> str:
        """The visible text of the HTML bodies."""
        return html.to_text(self.html) if self.html else ""

    @once
    def text(self) -> str:
        """The plain text; of a section that has HTML alone, the text of that."""
        return self._joined(without_quotes=False)

    @once
    def text_without_marked_quotes(self) -> str:
        """Like `text`, without what the HTML itself marks as a quoted reply."""
        if not html.marks_quotes(self.html):
            return self.text
        return self._joined(without_quotes=True)

    def _joined(self, *, without_quotes: bool) -> str:
        spoken_for = {
            id(part.alternative)
            for part, text in self._read
            if part.alternative and part.media_type != "text/html" and text.strip()
        }
        pieces = []
        for part, text in self._read:
            if part.media_type != "text/html":
                pieces.append(text)
            elif part.alternative is None or id(part.alternative) not in spoken_for:
                pieces.append(html.to_text(text, without_quotes=without_quotes))
        return "\n".join(piece for piece in pieces if piece.strip())
