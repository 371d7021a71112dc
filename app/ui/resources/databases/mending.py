"""What there is to mend in the tables of a database: how much, and where the first thing is."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.catalogue import Problem
from app.model.resources import DataTable
from app.model.resources.cells import MOST_TOLD
from app.model.text import Text, _


@dataclass(frozen=True)
class Place:
    """A table by its number, and the row and column of a cell; without one its columns."""

    table: int
    cell: tuple[int, int] | None = None


def to_mend(problems: tuple[Problem, ...]) -> Text:
    """How many things there are to mend."""
    count = sum(one.field.startswith("tables.") for one in problems)
    if count == 1:
        return _("1 thing to mend")
    if count >= MOST_TOLD:
        return _("More than {count} things to mend", count=MOST_TOLD - 1)
    return _("{count} things to mend", count=count)


def first_place(problems: tuple[Problem, ...]) -> Place | None:
    """Where the first problem is; those of columns come before those of their rows."""
    for one in problems:
        match one.field.split("."):
            case ["tables", table, "rows", row, column]:
                return Place(int(table), (int(row), int(column)))
            case ["tables", table, *_rest]:
                return Place(int(table))
    return None


def place_in_words(tables: tuple[DataTable, ...], field: str) -> Text | None:
    """Where a problem of the tables is, from the outside in."""
    match field.split("."):
        case ["tables", table, "rows", row, column]:
            one = tables[int(table)]
            return _(
                "{table}, row {row}, {column}",
                table=one.name,
                row=int(row) + 1,
                column=one.columns[int(column)].name,
            )
        case ["tables", table, *_rest] if tables[int(table)].name.strip():
            return _("{table}", table=tables[int(table)].name)
    return None
