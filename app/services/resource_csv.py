"""Resources of one kind as CSV: a column a field, a line a resource; a value table is its rows.

Lists of references, languages and choices are written `one; two`. Whatever else is nested (words,
shares, questions …) is JSON inside its cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from app.model.errors import UserError
from app.model.fields import FieldInfo, Widget, fields_of
from app.model.names import suggest_reference
from app.model.package.plain import parsed
from app.model.package.portable import stays_behind
from app.model.resources import KIND_LABELS, RESOURCE_TYPES, Resource, ResourceKind, ValueTable
from app.model.text import Text, _
from app.services.csv_lines import csv_text, records
from app.services.resource_rows import FoundResource, ReadResources, left_out
from app.services.table_csv import LineProblem, read_table, table_records

_LISTED = frozenset({Widget.PICKS, Widget.LANGUAGES, Widget.CHOICES})
_YES = frozenset({"yes", "true", "1", "on", "y"})
_NO = frozenset({"no", "false", "0", "off", "n", ""})
_NAME, _REFERENCE = "name", "reference"


def columns_of(kind: ResourceKind) -> tuple[str, ...]:
    """The names of the fields that stand in a file, in the order of the form."""
    type_ = RESOURCE_TYPES[kind]
    behind = {info.name for info in stays_behind(type_)}
    described = [info.name for info in fields_of(type_)]
    others = [part.name for part in msgspec.structs.fields(type_) if part.name not in described]
    return tuple(name for name in (*described, *others) if name not in behind)


def rows_of(kind: ResourceKind, resources: Iterable[Resource]) -> list[tuple[str, ...]]:
    """The lines of a CSV file of these resources, the names of the columns first.

    Raises `UserError` for value tables that are not exactly one.
    """
    chosen = sorted(resources, key=lambda one: one.reference.lower())
    if kind is ResourceKind.VALUE_TABLE:
        if len(chosen) != 1 or not isinstance(chosen[0], ValueTable):
            raise UserError(
                _(
                    "A CSV file holds the rows of one value table. Choose one table, or export"
                    " them as JSON."
                )
            )
        return list(table_records(chosen[0]))
    names = columns_of(kind)
    infos = {info.name: info for info in fields_of(RESOURCE_TYPES[kind])}
    lines = [names]
    for one in chosen:
        values = msgspec.to_builtins(one)
        lines.append(tuple(cell_of(values[name], infos.get(name)) for name in names))
    return lines


def resources_csv(kind: ResourceKind, resources: Iterable[Resource]) -> bytes:
    """CSV of these resources, in UTF-8 with the mark that spreadsheets look for."""
    return csv_text(rows_of(kind, resources)).encode("utf-8-sig")


def read_csv(text: str, kind: ResourceKind, name: str, delimiter: str = "") -> ReadResources:
    """The resources of a CSV text; a value table is called as `name` says (that of the file).

    Raises `UserError`, with the line where there is one, for what is no such file.
    """
    if kind is ResourceKind.VALUE_TABLE:
        return _table(text, name, delimiter)
    lines = records(text, delimiter)
    first = next(lines, None)
    if first is None:
        raise UserError(_("The file is empty. Its first line should name the fields."))
    heads = _heads(kind, first.cells)
    known = [name for name in heads if name in columns_of(kind)]
    if _NAME not in known and _REFERENCE not in known:
        raise UserError(
            _(
                "Line {line} names no column “reference” or “name”, so this is no file of the kind"
                " {kind}. Choose the kind that it belongs to.",
                line=first.line,
                kind=KIND_LABELS[kind],
            )
        )
    infos = {info.name: info for info in fields_of(RESOURCE_TYPES[kind])}
    found = []
    for record in lines:
        values: dict[str, Any] = {}
        problems: list[LineProblem] = []
        if len(record.cells) > len(heads) and any(record.cells[len(heads) :]):
            problems.append(_too_long(record.line, len(record.cells), len(heads)))
        # What a line does not reach to is not in the file, rather than empty.
        for head, cell in zip(heads, record.cells, strict=False):
            if head not in known:
                continue
            try:
                values[head] = _value(cell, infos.get(head))
            except ValueError:
                problems.append(LineProblem(record.line, head, _refusal(infos.get(head))))
        if not values.get(_REFERENCE) and str(values.get(_NAME, "")).strip():
            values[_REFERENCE] = suggest_reference(values[_NAME], (), fallback=kind)
        found.append(FoundResource(record.line, values, problems=tuple(problems)))
    notes = left_out(kind, frozenset(head for head in heads if head) - set(known))
    return ReadResources(kind, tuple(found), notes)


def _table(text: str, name: str, delimiter: str) -> ReadResources:
    read = read_table(text, delimiter)
    values = {
        _REFERENCE: suggest_reference(name, (), fallback=ResourceKind.VALUE_TABLE),
        "columns": list(read.columns),
        "rows": [list(row) for row in read.rows],
    }
    found = FoundResource(1, values, first={_NAME: name[:100]}, problems=read.problems)
    return ReadResources(ResourceKind.VALUE_TABLE, (found,))


def _heads(kind: ResourceKind, cells: Iterable[str]) -> tuple[str, ...]:
    """The fields that the columns are; a label as the form has it will do as well."""
    labels = {
        str(info.field.label).casefold(): info.name for info in fields_of(RESOURCE_TYPES[kind])
    }
    names = {name.casefold(): name for name in columns_of(kind)}
    heads = []
    for cell in cells:
        folded = cell.strip().casefold()
        heads.append(names.get(folded) or labels.get(folded) or cell.strip())
    twice = next((head for head in heads if head and heads.count(head) > 1), None)
    if twice is not None:
        raise UserError(
            _("Line 1 names the column “{name}” twice. Rename or remove one.", name=twice)
        )
    return tuple(heads)


def cell_of(value: Any, info: FieldInfo | None) -> str:
    """What stands for a value (as builtins) in its cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    if not value:
        return ""
    if info is not None and info.field.widget in _LISTED and all(map(_is_plain, value)):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _is_plain(entry: str) -> bool:
    """Whether an entry of a list comes back from between semicolons; references always do."""
    return bool(entry) and entry == entry.strip() and ";" not in entry and entry[0] != "["


def _value(cell: str, info: FieldInfo | None) -> Any:
    """What a cell says, as builtins; `ValueError` when it cannot be that."""
    if info is None:
        return parsed(cell) if cell.strip() else []
    widget = info.field.widget
    default = info.default
    if isinstance(default, tuple):
        return _list(cell, widget)
    if isinstance(default, bool):
        folded = cell.strip().casefold()
        if folded not in _YES | _NO:
            raise ValueError(cell)
        return folded in _YES
    if widget in (Widget.NUMBER, Widget.PERCENT):
        if not cell.strip():
            return None if default is None else default
        return int(cell) if "." not in cell else float(cell)
    return cell


def _list(cell: str, widget: Widget) -> Any:
    trimmed = cell.strip()
    if not trimmed:
        return []
    if trimmed.startswith("["):
        try:
            return parsed(trimmed)
        except RecursionError as error:
            raise ValueError(cell) from error
    if widget in _LISTED:
        return [part.strip() for part in trimmed.split(";") if part.strip()]
    if widget is Widget.WORDS:
        return [part.strip() for part in trimmed.splitlines() if part.strip()]
    raise ValueError(cell)


def _refusal(info: FieldInfo | None) -> Text:
    if info is None:
        return _("This is not JSON. Write it as an export does.")
    default = info.default
    if isinstance(default, bool):
        return _("Write yes or no.")
    if not isinstance(default, tuple):
        return _("Write a number.")
    if info.field.widget in _LISTED:
        return _("Write the entries with semicolons between them.")
    return _("What is nested is written as JSON here. Write it as an export does.")


def _too_long(line: int, cells: int, columns: int) -> LineProblem:
    text = _(
        "It has {cells} cells, but the first line names {columns} columns. Mend it, then import"
        " again.",
        cells=cells,
        columns=columns,
    )
    return LineProblem(line, "", text)
