"""Value tables as CSV: the first line names the columns, the others are the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.model.errors import UserError
from app.model.resources import TableRow, ValueTable
from app.model.store.creation import write_file
from app.model.text import Text, _
from app.services.column_types import ColumnType, converted, guesses, refusal
from app.services.csv_lines import Record, csv_text, delimiter_of, formulas, records
from app.services.text_files import read_bytes, text_of

MOST_COLUMNS = 50
MOST_ROWS = 100_000
MOST_PROBLEMS = 1_000


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with one line of a file; `column` is what the file calls it, or empty."""

    line: int
    column: str
    text: Text

    @property
    def sentence(self) -> Text:
        """The problem with its place."""
        if not self.column:
            return _("Line {line}: {text}", line=self.line, text=self.text)
        return _(
            "Line {line}, {column}: {text}", line=self.line, column=self.column, text=self.text
        )


@dataclass(frozen=True)
class ReadTable:
    """Columns and rows of a CSV file, each row with its line; rows with problems are left out."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    lines: tuple[int, ...]
    problems: tuple[LineProblem, ...]


def read_table(text: str, delimiter: str = "") -> ReadTable:
    """Read a table from CSV text.

    Blank lines are left out and short rows filled up with "".

    Raises `UserError` where no table can be made of it: it is not CSV, has no line, or too many
    columns or rows.
    """
    found = records(text, delimiter)
    first = next(found, None)
    if first is None:
        raise UserError(_("The file is empty. Its first line should name the columns."))
    columns = _columns(first)
    rows: list[TableRow] = []
    lines: list[int] = []
    problems: list[LineProblem] = []
    width = len(columns)
    for record in found:
        cells = record.cells
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            if len(problems) < MOST_PROBLEMS:
                problems.append(_too_long(record, columns))
            continue
        rows.append((*cells[:width], *("",) * (width - len(cells))))
        lines.append(record.line)
        if len(rows) > MOST_ROWS:
            raise UserError(_("The file has more than {most} rows. Import fewer.", most=MOST_ROWS))
    return ReadTable(columns, tuple(rows), tuple(lines), tuple(problems))


@dataclass(frozen=True)
class TypedColumn:
    """A column as its type writes it; a cell that does not fit stays as it is, with a problem."""

    type: ColumnType
    cells: tuple[str, ...]
    problems: tuple[LineProblem, ...]


@dataclass(frozen=True)
class TableFile:
    """A CSV file as the preview of its import shows it."""

    name: str
    delimiter: str
    notes: tuple[Text, ...]
    read: ReadTable
    typed: tuple[TypedColumn, ...]


def read_table_file(path: Path, delimiter: str = "") -> TableFile:
    """Read a CSV file and guess the types of its columns; without a delimiter, it is found out.

    Raises:
        UserError: as `read_table`.
        OutsideError: the file cannot be read.
    """
    decoded = text_of(read_bytes(path), guess=True)
    return table_file(path.name, decoded.text, delimiter, decoded.notes)


def table_file(
    name: str, text: str, delimiter: str = "", notes: tuple[Text, ...] = ()
) -> TableFile:
    """The same of the text of a file; `UserError` as for `read_table`."""
    read = read_table(text, delimiter)
    types = guesses(read.columns, read.rows)
    return TableFile(
        name,
        delimiter or delimiter_of(text),
        notes,
        read,
        tuple(typed_column(read, at, type_) for at, type_ in enumerate(types)),
    )


def typed_column(read: ReadTable, at: int, type_: ColumnType) -> TypedColumn:
    """A column of a table as a type writes it."""
    if type_ is ColumnType.TEXT:
        return TypedColumn(type_, tuple(row[at] for row in read.rows), ())
    cells: list[str] = []
    problems: list[LineProblem] = []
    for line, row in zip(read.lines, read.rows, strict=True):
        cell = row[at]
        made = converted(cell, type_)
        if made is None:
            made = cell
            problems.append(LineProblem(line, read.columns[at], refusal(cell, type_)))
        cells.append(made)
    return TypedColumn(type_, tuple(cells), tuple(problems))


def save_rows(path: Path, columns: tuple[str, ...], rows: tuple[TableRow, ...]) -> int:
    """Write columns and rows as CSV, whole or not at all; how many cells look like formulas.

    Raises:
        UserError: `path` is a folder, or not ours to write.
        OutsideError: the disk refused.
    """
    table = ValueTable(columns=columns, rows=rows)
    write_file(path, table_text(table).encode("utf-8-sig"))
    return formulas(rows)


def table_from_csv(source: Path | str) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
    """Columns and rows of a value table from a CSV file (a path) or from CSV text.

    Raises:
        UserError: as `read_table`, or a row is longer than the first line.
        OutsideError: the file cannot be read.
    """
    text = text_of(read_bytes(source), guess=True).text if isinstance(source, Path) else source
    found = read_table(text.removeprefix("\ufeff"))
    for problem in found.problems:
        raise UserError(problem.sentence)
    return found.columns, found.rows


def table_text(table: ValueTable, delimiter: str = ",") -> str:
    """The rows of a value table as CSV."""
    return csv_text(table_records(table), delimiter)


def table_records(table: ValueTable) -> Iterator[TableRow]:
    """What the lines of a value table's CSV hold; rows without a word are not read again."""
    width = len(table.columns)
    yield table.columns
    for row in table.rows:
        yield (*row[:width], *("",) * (width - len(row)))


def _columns(first: Record) -> tuple[str, ...]:
    named = [cell.strip() for cell in first.cells]
    while named and not named[-1]:
        named.pop()
    if len(named) > MOST_COLUMNS:
        raise UserError(
            _("The file has more than {most} columns. Import fewer.", most=MOST_COLUMNS)
        )
    if not all(named):
        raise UserError(
            _(
                "Line {line}: a column in the first line has no name. Give each column a name.",
                line=first.line,
            )
        )
    if len({name.casefold() for name in named}) < len(named):
        raise UserError(
            _(
                "Line {line}: two columns in the first line have the same name. Rename one of"
                " them.",
                line=first.line,
            )
        )
    return tuple(named)


def _too_long(record: Record, columns: tuple[str, ...]) -> LineProblem:
    text = _(
        "It has {cells} cells, but the first line names {columns} columns. Mend it, then import"
        " again.",
        cells=len(record.cells),
        columns=len(columns),
    )
    return LineProblem(record.line, "", text)
