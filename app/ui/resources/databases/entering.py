"""What people type or paste into a cell, as it is stored; and stored values as people read them."""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale

from app.engine.records import typed
from app.model.conversion import to_yes_no
from app.model.resources import DataTable, FieldType, TableColumn
from app.model.text import _
from app.ui.theme import tr

_GROUPED = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_FORMATS = ("dd/MM/yyyy", "dd.MM.yyyy", "d/M/yyyy", "d.M.yyyy")
_MONTH_FIRST = ("MM/dd/yyyy", "M/d/yyyy")


def entered(column: TableColumn, text: str, zone: dt.tzinfo) -> str:
    """A value as it is stored; what does not fit the column stays as it was typed.

    Numbers and dates may be written as people do in their language: 1 234,50 and 31/01/2026.
    """
    plain = text.strip() if column.type is not FieldType.TEXT else text
    if not plain:
        return ""
    found = typed(column.type, plain, zone)
    if found is None and column.type is FieldType.NUMBER:
        found = typed(column.type, _plain_number(plain), zone)
    if found is None and column.type is FieldType.YES_NO:
        words = {tr(_("yes")).casefold(): "true", tr(_("no")).casefold(): "false"}
        found = words.get(plain.casefold())
    if found is None and column.type in (FieldType.DATE, FieldType.DATE_TIME):
        found = typed(column.type, _iso(plain), zone)
    return plain if found is None else found


def read_anew(before: DataTable, after: DataTable, zone: dt.tzinfo) -> DataTable:
    """The values of columns that only got another type, as that type stores them."""
    if len(before.columns) != len(after.columns):
        return after
    pairs = zip(before.columns, after.columns, strict=True)
    places = [at for at, (old, new) in enumerate(pairs) if old.type is not new.type]
    if not places or any(
        before.columns[at].name != after.columns[at].name for at in range(len(after.columns))
    ):
        return after
    rows = []
    for row in after.rows:
        cells = list(row)
        for at in places:
            cells[at] = entered(after.columns[at], cells[at], zone)
        rows.append(tuple(cells))
    return replace(after, rows=tuple(rows))


def shown(column: TableColumn, text: str) -> str:
    """A stored value as people read it."""
    if column.type is FieldType.YES_NO and text.strip():
        truth = to_yes_no(text)
        if truth is not None:
            return tr(_("yes") if truth else _("no"))
    return text


def _plain_number(text: str) -> str:
    """`1 234,50` and `1.234,50` as `1234.50`; a comma alone is a decimal sign."""
    bare = _GROUPED.sub("", text)
    if bare.count(",") == 1 and bare.rfind(",") > bare.rfind("."):
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "") if "." in bare else text


def _iso(text: str) -> str:
    """The first words of a date as people write it in ISO 8601, the rest behind it."""
    day, blank, clock = text.partition(" ")
    month_first = QLocale().dateFormat(QLocale.FormatType.ShortFormat).startswith("M")
    for written in (*(_MONTH_FIRST if month_first else ()), *_FORMATS):
        date = QDate.fromString(day, written)
        if date.isValid():
            return f"{date.toString('yyyy-MM-dd')}{blank}{clock}"
    return text
