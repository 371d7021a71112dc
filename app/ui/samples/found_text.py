"""The texts of an email that a step searched, with what it found marked in them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.samples.contents import EmailContents
from app.ui.samples.long_words import breakable, breaks_before
from app.ui.samples.safe_browser import PlainView
from app.ui.theme import tokens, tr

PLACES: dict[str, Text] = {
    "subject": _("Subject"),
    "body": _("Body"),
    "text_without_quotes": _("Body without quoted replies"),
    "attachment": _("Attachment name"),
}

_MOST_MARKS = 500


@dataclass(frozen=True)
class Highlight:
    """A part of one text of the email: `start` and `end` are indices into the text `where`."""

    where: str
    start: int
    end: int
    strong: bool = True


class FoundText(PlainView):
    """Shows the searched texts one below the other, each under its name, hits marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What was searched"), parent)
        self._captions: list[tuple[int, int]] = []
        self._ranges: list[tuple[int, int, bool]] = []

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked, in their order."""
        text = self.toPlainText()
        units = text.encode("utf-16-le", "surrogatepass")
        return tuple(
            units[2 * start : 2 * end].decode("utf-16-le", "replace")
            for start, end, _strong in self._ranges
        )

    def show_found(self, contents: EmailContents, highlights: tuple[Highlight, ...]) -> None:
        """Show the texts that the highlights lie in, and go to the first one."""
        places = list(dict.fromkeys(one.where for one in highlights if one.where in PLACES))
        if not places:
            places = ["subject", "body"]
        elif "subject" not in places:
            places.insert(0, "subject")
        places.sort(key=list(PLACES).index)
        pieces: list[str] = []
        starts: dict[str, tuple[int, str]] = {}
        self._captions = []
        length = 0
        for place in places:
            text = contents.searched.get(place, "")
            if place == "attachment":
                text = "\n".join(one.name for one in contents.attachments)
            caption = tr(PLACES[place])
            self._captions.append((length, _units(caption)))
            piece = f"{caption}\n{breakable(text)}\n\n"
            starts[place] = (length + _units(caption) + 1, text)
            pieces.append(piece)
            length += _units(piece)
        self.setPlainText("".join(pieces).rstrip("\n"))
        self._ranges = list(_placed(highlights[:_MOST_MARKS], starts))
        self.paint_marks()
        self._go_to_first()

    def paint_marks(self) -> None:
        """Lay the marks in the colours of the theme."""
        theme = tokens()
        caption = QTextCharFormat()
        caption.setForeground(QColor(theme.muted))
        caption.setFontWeight(QFont.Weight.DemiBold)
        strong, weak = QTextCharFormat(), QTextCharFormat()
        strong.setBackground(QColor(mixed(theme.current, theme.surface, 0.34)))
        strong.setForeground(QColor(theme.text))
        weak.setBackground(QColor(mixed(theme.muted, theme.surface, 0.22)))
        marks = [self._selection(at, at + length, caption) for at, length in self._captions]
        marks += [
            self._selection(start, end, strong if is_strong else weak)
            for start, end, is_strong in self._ranges
        ]
        self.setExtraSelections(marks)

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        last = max(0, self.document().characterCount() - 1)
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = look
        return selection

    def _go_to_first(self) -> None:
        cursor = QTextCursor(self.document())
        if self._ranges:
            first = min(start for start, _end, _strong in self._ranges)
            cursor.setPosition(min(first, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        if self._ranges:
            self.centerCursor()


def _placed(
    highlights: tuple[Highlight, ...], starts: dict[str, tuple[int, str]]
) -> list[tuple[int, int, bool]]:
    """The highlights as places in the document, whose positions count UTF-16 units."""
    found = []
    for one in highlights:
        if one.where not in starts or one.where == "attachment":
            continue
        at, text = starts[one.where]
        if one.start < len(text):
            start, end = (
                at + _units(text[:place]) + breaks_before(text, place)
                for place in (one.start, one.end)
            )
            found.append((start, end, one.strong))
    return found


def _units(text: str) -> int:
    """The UTF-16 units of a text: Qt counts those, Python counts characters."""
    return (
        len(text) + sum(1 for char in text if char > "\uffff") if not text.isascii() else len(text)
    )
