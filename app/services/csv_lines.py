"""Lines of CSV as spreadsheets write them: separator found out, each record with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.model.errors import UserError
from app.model.text import Text, _

DELIMITERS = ",;\t|"
LONGEST_CELL = 2**24
_SEPARATOR_LINE = "sep="
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# The limit of the csv module holds for the whole process, and is too low for attachments.
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Record:
    """The cells of one record, and the line that it begins on."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


def records(text: str, delimiter: str = "") -> Iterator[Record]:
    """The records of CSV text that are not blank; without a delimiter, it is found out.

    A first line `sep=;`, as spreadsheets write it, is obeyed and left out.

    Raises `UserError`, with the line, where the text is not CSV.
    """
    skipped = 0
    first, _break, _rest = text.partition("\n")
    if (
        first.strip().lower().startswith(_SEPARATOR_LINE)
        and len(first.strip()) == len(_SEPARATOR_LINE) + 1
    ):
        delimiter = delimiter or first.strip()[-1]
        skipped = 1
        text = text[len(first) + 1 :]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or delimiter_of(text), strict=True
    )
    begins = 1
    try:
        for cells in lines:
            found = Record(begins + skipped, tuple(cells))
            begins = lines.line_num + 1
            if not found.is_blank:
                yield found
    except csv.Error as error:
        raise UserError(_refusal(begins + skipped, str(error))) from error


def delimiter_of(text: str) -> str:
    """The sign that separates the cells: what stands most often in the first line, unquoted."""
    for first in io.StringIO(text):
        if first.strip():
            break
    else:
        return DELIMITERS[0]
    named = first.strip()
    if named.lower().startswith(_SEPARATOR_LINE) and len(named) == len(_SEPARATOR_LINE) + 1:
        return named[-1]
    bare = "".join(first.split('"')[::2])
    best = max(DELIMITERS, key=bare.count)
    return best if best in bare else DELIMITERS[0]


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """CSV as RFC 4180 has it (CRLF, quotes where needed), to be written in UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def formulas(rows: Iterable[Sequence[str]]) -> int:
    """How many cells a spreadsheet may take for a formula; plain numbers are none."""
    return sum(1 for row in rows for cell in row if cell[:1] in _FORMULA and not _number(cell))


def _number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def _refusal(line: int, reason: str) -> Text:
    if "unexpected end of data" in reason:
        return _(
            "Line {line}: a quote is opened and never closed. Close it, then import again.",
            line=line,
        )
    if "expected after" in reason:
        return _(
            "Line {line}: something follows a closing quote. Write quotes inside a cell twice,"
            " then import again.",
            line=line,
        )
    if "field larger than" in reason:
        return _(
            "Line {line}: a cell is longer than {most} characters. Is a quote never closed?",
            line=line,
            most=LONGEST_CELL,
        )
    return _(
        "Line {line} is not CSV: {reason}. Mend it, then import again.", line=line, reason=reason
    )
