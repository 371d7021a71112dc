"""How the action reference describes fields: the values they take, and what they hold at first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.model.fields import FieldInfo, Widget
from app.model.resources import KIND_LABELS, ResourceKind
from app.model.resources.parts import PART_LABELS, Part
from app.model.text import in_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.model.fields import Bounds

_VALUES = {
    Widget.LINE: "Text",
    Widget.LINES: "Text of several lines",
    Widget.TEMPLATE: "Template",
    Widget.TEMPLATE_LINES: "Template of several lines",
    Widget.HTML: "HTML template",
    Widget.NUMBER: "Number",
    Widget.PERCENT: "Percentage",
    Widget.TOGGLE: "On or off",
    Widget.LANGUAGES: "Languages (ISO 639-1)",
    Widget.LANGUAGE: "Language (ISO 639-1)",
    Widget.TIME_ZONE: "Time zone (IANA)",
    Widget.COUNTRY: "Country (ISO 3166)",
    Widget.REGION: "Region of the country",
    Widget.NAME: "Name of a value, or a template",
    Widget.WORDS: "List of texts",
    Widget.DATE: "Date",
    Widget.TIME: "Time of day (HH:MM)",
    Widget.DATE_TIME: "Date and time (ISO 8601)",
    Widget.ROWS: "Table",
    Widget.LINKS: "Links",
    Widget.CONDITIONS: "Conditions, in groups",
    Widget.GRID: "Table",
}
_NUMBERS = {Widget.NUMBER, Widget.PERCENT}
_ENTRIES = {Widget.WORDS: "entries", Widget.LANGUAGES: "entries"}
_ROWS = {Widget.ROWS, Widget.LINKS, Widget.GRID}
_SPECIAL = re.compile(r"([\\*_`<>\[\]|])")


def plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _SPECIAL.sub(r"\\\1", words)


def label_of(field: FieldInfo) -> str:
    """The label of a field, ready for Markdown."""
    return plain(str(field.field.label))


def value_of(field: FieldInfo, beside: Mapping[str, FieldInfo]) -> str:
    """What a field takes, with its bounds or choices; `beside` are the fields around it."""
    described = field.field
    match described.widget:
        case Widget.CHOICE:
            labels = (f"*{plain(str(choice.label))}*" for choice in described.choices)
            return "One of " + "; ".join(labels)
        case Widget.REFERENCE:
            return f"{_kinds(field)}: picked, or an expression that yields its reference"
        case Widget.PICK:
            return _kinds(field)
        case Widget.COLUMN if described.beside in beside:
            return f"Column of *{label_of(beside[described.beside])}*"
        case Widget.COLUMN:
            return "Column of the value table"
        case Widget.PART:
            return f"Name of a {PART_LABELS[Part(described.part)]}"
    words = _VALUES[described.widget]
    if described.widget is Widget.NUMBER and field.type is int:
        words = "Whole number"
    return f"{words}, {_limits(field, described.bounds)}" if described.bounds else words


def default_of(field: FieldInfo) -> str:
    """What a field holds in a new action."""
    default = field.default
    described = field.field
    match described.widget:
        case Widget.TOGGLE:
            return "on" if default else "off"
        case Widget.CHOICE:
            labels = {choice.value: choice.label for choice in described.choices}
            return f"*{plain(str(labels[default]))}*" if default in labels else "empty"
        case Widget.PERCENT:
            return f"{default} %"
        case Widget.NUMBER:
            return _number(default)
        case Widget.REFERENCE | Widget.PICK | Widget.COLUMN | Widget.PART:
            return "none"
        case Widget.CONDITIONS:
            return "one, to be filled in"
        case widget if widget in _ROWS:
            return "none" if not default else _counted(len(default), "row")
    if isinstance(default, tuple):
        return ", ".join(f"`{word}`" for word in default) or "empty"
    return f"`{default}`" if str(default or "") else "empty"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a column that is empty in every row is left out."""
    kept = [n for n in range(len(heads)) if any(row[n] for row in rows)]
    lines = [[heads[n] for n in kept], ["---"] * len(kept)]
    lines += [[" ".join(row[n].split()) for n in kept] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _kinds(field: FieldInfo) -> str:
    labels = [plain(str(KIND_LABELS[ResourceKind(kind)])) for kind in field.field.kinds]
    first, *others = labels or ["Resource"]
    return " or ".join([first, *map(in_sentence, others)])


def _limits(field: FieldInfo, bounds: Bounds) -> str:
    widget = field.field.widget
    low, high = bounds.low, bounds.high
    if widget in _NUMBERS:
        unit = " %" if widget is Widget.PERCENT else ""
    elif widget in _ROWS:
        unit = " rows"
    else:
        unit = f" {_ENTRIES.get(widget, 'characters')}"
    if high is None:
        return f"at least {_number(low)}{unit}"
    if low is None or (low == 0 and widget not in _NUMBERS):
        return f"at most {_number(high)}{unit}"
    return f"from {_number(low)} to {_number(high)}{unit}"


def _number(value: float | None) -> str:
    number = value or 0
    return f"{int(number):,}" if number == int(number) else str(number)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
