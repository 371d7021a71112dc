"""Value tables: a key column, value columns, rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _

TableRow = tuple[str, ...]
"""One row: the key, then one value for each value column."""


class ValueTable(Resource, frozen=True, kw_only=True):
    """A table to look values up in: rows as long as `columns`, of which the first is the key."""

    kind: ClassVar[ResourceKind] = ResourceKind.VALUE_TABLE

    columns: Annotated[
        tuple[str, ...],
        field(
            _("Columns"),
            _("The first column is the key."),
            widget=Widget.WORDS,
            bounds=(1, 50),
        ),
    ] = ("key", "value")
    rows: Annotated[
        tuple[TableRow, ...],
        field(
            _("Rows"),
            _("Type the rows, or import them from CSV."),
            widget=Widget.GRID,
            bounds=(0, 100_000),
        ),
    ] = ()

    def own_problems(self) -> Iterator[Problem]:
        """Columns without a name of their own."""
        names = [column.strip().casefold() for column in self.columns]
        if any(not name for name in names):
            text = _("A column has no name. Double-click its head to name it.")
            yield Problem(Severity.ERROR, text, field="rows")
        if len(set(names)) < len(names):
            text = _("Two columns have the same name. Rename one of them.")
            yield Problem(Severity.ERROR, text, field="rows")
