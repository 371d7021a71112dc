"""Values as JSON text to read and to compare: sorted keys, two spaces, LF, one row a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from app.model.package.plain import Plain

Writable: TypeAlias = "Mapping[str, Writable] | Sequence[Writable] | str | float | Decimal | None"
"""What can be written: JSON as builtins, with decimals kept to the digit."""

_literal = json.JSONEncoder(ensure_ascii=False).encode


def written(value: Writable) -> bytes:
    """The text of a value in UTF-8, a line break at its end; equal values give equal bytes.

    A list of scalars inside a list is a row, and stands on a line of its own.
    """
    parts: list[str] = []
    _write(value, "\n", parts.append)
    parts.append("\n")
    return "".join(parts).encode()


def minified(value: Plain) -> str:
    """The same text without any layout."""
    parts: list[str] = []
    _write_short(value, parts.append)
    return "".join(parts)


def _write(value: Writable, line: str, put: Callable[[str], None], *, row: bool = False) -> None:
    if isinstance(value, Mapping):
        _write_each(
            "{}",
            [(f"{_literal(key)}: ", value[key]) for key in sorted(value)],
            line,
            put,
        )
    elif not isinstance(value, list | tuple):
        put(_scalar(value))
    elif row and all(not isinstance(part, Mapping | list | tuple) for part in value):
        put("[" + ", ".join(map(_scalar, value)) + "]")
    else:
        _write_each("[]", [("", part) for part in value], line, put, rows=True)


def _write_each(
    brackets: str,
    parts: list[tuple[str, Writable]],
    line: str,
    put: Callable[[str], None],
    *,
    rows: bool = False,
) -> None:
    if not parts:
        put(brackets)
        return
    inner = line + "  "
    begin = brackets[0] + inner
    for key, part in parts:
        put(begin)
        put(key)
        _write(part, inner, put, row=rows)
        begin = "," + inner
    put(line + brackets[1])


def _write_short(value: Writable, put: Callable[[str], None]) -> None:
    if isinstance(value, dict):
        begin = "{"
        for key in sorted(value):
            put(f"{begin}{_literal(key)}:")
            _write_short(value[key], put)
            begin = ","
        put("}" if value else "{}")
    elif isinstance(value, list | tuple):
        begin = "["
        for part in value:
            put(begin)
            _write_short(part, put)
            begin = ","
        put("]" if value else "[]")
    else:
        put(_scalar(value))


def _scalar(value: Writable) -> str:
    return str(value) if isinstance(value, Decimal) else _literal(value)
