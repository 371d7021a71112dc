"""Two structs compared field by field, as the descriptions of their fields name them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import msgspec

from app.engine.branches import LinkRow
from app.model.config import Reference
from app.model.fields import Field, FieldInfo, Widget, fields_of
from app.model.text import EMPTY, Text, _, verbatim
from app.services.comparing.values import FieldChange

MOST_ROWS = 50
"""Rows of one field whose differences are told one by one."""

_LONGEST_MATCHED = 2_000  # rows beyond it are compared as sets: matching them takes quadratic time


def field_changes(before: msgspec.Struct, after: msgspec.Struct) -> tuple[FieldChange, ...]:
    """What differs between two structs of one type, in the order of their fields."""
    return tuple(_changes(before, after, EMPTY))


def _changes(before: msgspec.Struct, after: msgspec.Struct, path: Text) -> Iterator[FieldChange]:
    described = {info.name: info for info in fields_of(type(before))}
    for name in before.__struct_fields__:
        one, other = getattr(before, name), getattr(after, name)
        if _text_of(one) != _text_of(other):
            info = described.get(name)
            label = verbatim(name) if info is None else info.field.label
            yield from _change(_inside(path, label), info, one, other)


def _change(label: Text, info: FieldInfo | None, one: Any, other: Any) -> Iterator[FieldChange]:
    if _is_rows(one) or _is_rows(other):
        yield from _shortened(label, _row_changes(label, info, one, other))
    elif isinstance(one, msgspec.Struct) and _is_alike(one, other) and not _is_plain(one):
        yield from _changes(one, other, label)
    else:
        yield FieldChange(label, shown(one, info), shown(other, info))


def _row_changes(
    label: Text, info: FieldInfo | None, before: Any, after: Any
) -> Iterator[FieldChange]:
    for at, one, other in _paired(before, after):
        place = _("{label} {number}", label=label, number=at + 1)
        if one is not None and other is not None and _is_alike(one, other):
            yield from _changes(one, other, place)
        else:
            yield FieldChange(place, shown(one, info), shown(other, info))


def _paired(before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[tuple[int, Any, Any]]:
    """Rows that differ: where, what was there, what is there; None for nothing."""
    if any(isinstance(row, LinkRow) for row in (*before, *after)):
        # A link is the same link while it keeps its slot, wherever its row stands.
        old, new = ({row.slot: row for row in rows} for rows in (before, after))
        slots = sorted(old.keys() | new.keys())
        pairs = [(slot - 1, old.get(slot), new.get(slot)) for slot in slots]
        yield from (pair for pair in pairs if _text_of(pair[1]) != _text_of(pair[2]))
        return
    texts = [[_text_of(row) for row in rows] for rows in (before, after)]
    if max(map(len, texts)) > _LONGEST_MATCHED:
        held = [set(listed) for listed in texts]
        for at, row in enumerate(before):
            if texts[0][at] not in held[1]:
                yield at, row, None
        for at, row in enumerate(after):
            if texts[1][at] not in held[0]:
                yield at, None, row
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(
        None, texts[0], texts[1], autojunk=False
    ).get_opcodes():
        if kind != "equal":
            for step in range(max(i2 - i1, j2 - j1)):
                one = before[i1 + step] if i1 + step < i2 else None
                other = after[j1 + step] if j1 + step < j2 else None
                yield (j1 if other is not None else i1) + step, one, other


def _shortened(label: Text, changes: Iterator[FieldChange]) -> Iterator[FieldChange]:
    left = 0
    for count, change in enumerate(changes):
        if count < MOST_ROWS:
            yield change
        else:
            left += 1
    if left:
        yield FieldChange(label, after=_("{count} more differences", count=left))


def shown(value: Any, info: FieldInfo | None = None) -> Text:
    """A value in words; nothing is an empty text."""
    described = None if info is None else info.field
    if value is None or value in ("", ()):
        return EMPTY
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Reference):
        return verbatim(value.value)
    if isinstance(value, msgspec.Struct):
        return verbatim("; ".join(_parts(value)))
    if isinstance(value, tuple):
        return verbatim(", ".join(str(shown(part, info)) for part in value))
    if isinstance(value, bytes):
        return _("{count} bytes", count=len(value))
    return _chosen(value, described) or verbatim(str(value))


def _chosen(value: Any, described: Field | None) -> Text | None:
    if described is None or described.widget not in {Widget.CHOICE, Widget.CHOICES}:
        return None
    return next((one.label for one in described.choices if one.value == value), None)


def _parts(value: msgspec.Struct) -> Iterator[str]:
    """The fields of a row that are not as they are by default."""
    for info in fields_of(type(value)):
        part = getattr(value, info.name)
        if _text_of(part) != _text_of(info.default):
            yield f"{info.field.label}: {shown(part, info)}"


def _text_of(value: Any) -> bytes:
    # To Python 1, 1.0 and True are equal; what is stored for them is not.
    return msgspec.json.encode(value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, tuple) and any(
        isinstance(part, msgspec.Struct | tuple) for part in value
    )


def _is_alike(one: Any, other: Any) -> bool:
    return isinstance(one, msgspec.Struct) and type(one) is type(other)


def _is_plain(value: msgspec.Struct) -> bool:
    return not fields_of(type(value))


def _inside(path: Text, label: Text) -> Text:
    return label if path == EMPTY else _("{outer}, {inner}", outer=path, inner=label)
