"""Rows of text whose columns are told by the fields beside them, and follow these when they change.

The grid of the cases of a schema has a column for each field of the schema: such a grid names, in
`Field.beside`, the attribute that gives its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import FieldInfo, Widget, fields_of
from app.model.resources.cells import cell_refusal
from app.model.resources.database import TableColumn
from app.model.resources.records import FieldType, RecordField
from app.model.resources.value_table import TableRow
from app.model.text import _

Owner = TypeVar("Owner", bound=msgspec.Struct)


def is_told(info: FieldInfo) -> bool:
    """Whether a field is a grid with columns that other fields tell."""
    return info.field.widget is Widget.GRID and bool(info.field.beside)


def followed(before: msgspec.Struct, after: Owner) -> Owner:
    """The struct after an edit, its rows of text under the columns that they had before."""
    changed: dict[str, Any] = {}
    for info in fields_of(type(after)):
        if is_told(info):
            old, new = getattr(before, info.field.beside), getattr(after, info.field.beside)
            rows = getattr(after, info.name)
            if old != new and rows:
                changed[info.name] = realigned(rows, old, new)
    return msgspec.structs.replace(after, **changed) if changed else after


def realigned(
    rows: tuple[TableRow, ...], before: Sequence[str], after: Sequence[str]
) -> tuple[TableRow, ...]:
    """Rows with each value under its column again: moved, renamed, or gone with its column.

    What stays in its place stays; the rest is found by name. Where as many columns are new as are
    gone, these were renamed.
    """
    came = _origins(before, after)
    return tuple(
        tuple("" if at is None or at >= len(row) else row[at] for at in came) for row in rows
    )


def _origins(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each column, where its values stood before."""
    came: list[int | None] = [
        at if at < len(before) and before[at] == name else None for at, name in enumerate(after)
    ]
    left = [at for at in range(len(before)) if at not in came]
    for to, name in enumerate(after):
        if came[to] is None:
            found = next((at for at in left if before[at] == name), None)
            if found is not None:
                came[to] = found
                left.remove(found)
    new = [to for to, at in enumerate(came) if at is None]
    if len(new) == len(left):
        for to, at in zip(new, left, strict=True):
            came[to] = at
    return came


def told_row_problems(owner: msgspec.Struct, info: FieldInfo, path: str) -> Iterator[Problem]:
    """The first row of a grid that is shorter or longer than its columns are many."""
    width = len(getattr(owner, info.field.beside))
    for number, row in enumerate(getattr(owner, info.name), 1):
        if len(row) != width:
            text = _(
                "Row {number} has {count} values for {width} columns. Type it again.",
                number=number,
                count=len(row),
                width=width,
            )
            yield Problem(Severity.ERROR, text, field=path)
            return


def key_problems(rows: tuple[TableRow, ...], path: str) -> Iterator[Problem]:
    """The first row without a key in its first column, or with one that stands there twice."""
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        key = row[0].strip().casefold() if row else ""
        if not key:
            text = _("Row {number}: fill in the first column.", number=number)
            yield Problem(Severity.ERROR, text, field=path)
            return
        if key in seen:
            text = _("Row {number}: {key} stands here twice.", number=number, key=row[0].strip())
            yield Problem(Severity.ERROR, text, field=path)
            return
        seen.add(key)


def value_problems(
    rows: tuple[TableRow, ...], fields: Sequence[RecordField], first: int, path: str
) -> Iterator[Problem]:
    """The first value that does not suit its field; the fields begin at the column `first`."""
    typed = [
        (at, TableColumn(one.name, one.type))
        for at, one in enumerate(fields, first)
        if one.type is not FieldType.TEXT
    ]
    for number, row in enumerate(rows, 1):
        for at, column in typed:
            refusal = cell_refusal(column, row[at]) if at < len(row) else None
            if refusal is not None:
                text = _(
                    "Row {number}, {field}: {problem}",
                    number=number,
                    field=column.name,
                    problem=refusal,
                )
                yield Problem(Severity.ERROR, text, field=path)
                return
