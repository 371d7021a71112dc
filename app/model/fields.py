"""What a form must know about a field: label, help, widget, kind of resource, bounds."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Any

import msgspec

from app.model.text import EMPTY, Text


class Widget(StrEnum):
    """How a field is edited; the value's shape stands behind each."""

    LINE = "line"  # str
    LINES = "lines"  # str with line breaks
    TEMPLATE = "template"  # str, Liquid, one line, offers Insert value
    TEMPLATE_LINES = "template_lines"  # str, Liquid, several lines
    HTML = "html"  # str, Liquid, HTML body
    NUMBER = "number"  # int or float within bounds
    PERCENT = "percent"  # int 0-100
    TOGGLE = "toggle"  # bool
    CHOICE = "choice"  # StrEnum or str among Field.choices
    LANGUAGES = "languages"  # tuple[str, ...] of ISO 639-1 codes
    LANGUAGE = "language"  # str, ISO 639-1 code or ""
    TIME_ZONE = "time_zone"  # str, IANA name or ""
    COUNTRY = "country"  # str, ISO 3166 code of a country whose holidays are known, or ""
    REGION = "region"  # str: region of the country that the field Field.beside names, or ""
    REFERENCE = (
        "reference"  # Reference: a picked resource, or an expression ("I know its reference")
    )
    PICK = "pick"  # str: reference of a resource of Field.kinds, picked only
    COLUMN = "column"  # str: column of the value table that the field Field.beside names
    PART = "part"  # str: a part (Field.part) of the resource that the fields beside it name
    NAME = "name"  # str: dotted name such as email.subject, or a template
    WORDS = "words"  # tuple[str, ...], one a line (keywords, addresses)
    DATE = "date"  # datetime.date
    TIME = "time"  # str HH:MM
    DATE_TIME = "date_time"  # str, ISO 8601
    ROWS = "rows"  # tuple of structs: a small table, columns from the row's own fields
    LINKS = "links"  # tuple of structs with `slot` and `caption`: one branch a row, 1 to 10 rows
    CONDITIONS = "conditions"  # a nested group of conditions
    GRID = "grid"  # rows of text under `columns`, or under fixed ones that Field.beside names
    EMAIL = "email"  # str, an email address
    SECRET = "secret"  # noqa: S105 -- str, typed and kept in the keyring; never shown again
    CHOICES = "choices"  # tuple[StrEnum, ...] among Field.choices
    PICKS = "picks"  # tuple[str, ...]: references of resources of Field.kinds
    VERSION = "version"  # int | None: a version in testing of the routing in Field.beside
    ATTACHMENTS = "attachments"  # tuple of files with name, type and content


class Choice(msgspec.Struct, frozen=True):
    """One option of a CHOICE field: the stored value and its label."""

    value: str
    label: Text


class Bounds(msgspec.Struct, frozen=True):
    """Inclusive limits: of the value for numbers, of the length for text and rows."""

    low: float | None = None
    high: float | None = None


class ShownWhen(msgspec.Struct, frozen=True):
    """The field is shown only while the field `name` holds one of `values` (as stored in JSON)."""

    name: str
    values: tuple[str | int | bool, ...]


def is_shown(info: FieldInfo, owner: msgspec.Struct) -> bool:
    """Whether a field counts, given the field that it depends on."""
    shown = info.field.shown_when
    return shown is None or msgspec.to_builtins(getattr(owner, shown.name)) in shown.values


class Field(msgspec.Struct, frozen=True):
    """Everything about one field but its name, type and default."""

    label: Text
    help: Text = EMPTY
    widget: Widget = Widget.LINE
    kinds: tuple[str, ...] = ()
    required: bool = False
    bounds: Bounds | None = None
    choices: tuple[Choice, ...] = ()
    shown_when: ShownWhen | None = None
    beside: str = ""
    part: str = ""
    placeholder: Text = EMPTY
    secret: bool = False
    section: Text = EMPTY  # the heading of what begins with this field


class FieldInfo(msgspec.Struct, frozen=True):
    """A `Field` with the name, annotated type, default and, for rows, the fields of one row."""

    name: str
    field: Field
    type: Any
    default: Any
    row_type: Any = None
    rows: tuple[FieldInfo, ...] = ()


def field(
    label: Text,
    help: Text = EMPTY,  # noqa: A002 -- the word of the domain
    *,
    widget: Widget = Widget.LINE,
    kinds: tuple[str, ...] = (),
    required: bool = False,
    bounds: tuple[float | None, float | None] | None = None,
    choices: tuple[tuple[str, Text], ...] = (),
    shown_when: tuple[str, tuple[str | int | bool, ...]] | None = None,
    beside: str = "",
    part: str = "",
    placeholder: Text = EMPTY,
    secret: bool = False,
    section: Text = EMPTY,
) -> msgspec.Meta:
    """The annotation of a config or resource field.

    Bounds go into the JSON schema only: a half-filled form must decode, and `problems()` enforces.
    """
    described = Field(
        label=label,
        help=help,
        widget=widget,
        kinds=kinds,
        required=required,
        bounds=Bounds(*bounds) if bounds else None,
        choices=tuple(Choice(value, text) for value, text in choices),
        shown_when=ShownWhen(*shown_when) if shown_when else None,
        beside=beside,
        part=part,
        placeholder=placeholder,
        secret=secret,
        section=section,
    )
    return msgspec.Meta(
        title=label.msgid,
        description=help.msgid or label.msgid,
        extra={"field": described},
        extra_json_schema=_schema_bounds(widget, described.bounds),
    )


LENGTHS = frozenset(
    {
        Widget.ROWS,
        Widget.LINKS,
        Widget.WORDS,
        Widget.LANGUAGES,
        Widget.GRID,
        Widget.CHOICES,
        Widget.PICKS,
        Widget.ATTACHMENTS,
    }
)
"""Widgets whose bounds count entries."""


_NUMBERS = frozenset({Widget.NUMBER, Widget.PERCENT})


def _schema_bounds(widget: Widget, bounds: Bounds | None) -> dict[str, float]:
    if bounds is None:
        return {}
    if widget in _NUMBERS:
        names = ("minimum", "maximum")
    elif widget in LENGTHS:
        names = ("minItems", "maxItems")
    else:
        names = ("minLength", "maxLength")
    limits = zip(names, (bounds.low, bounds.high), strict=True)
    return {name: limit for name, limit in limits if limit is not None}


@functools.cache
def fields_of(struct: type[msgspec.Struct]) -> tuple[FieldInfo, ...]:
    """The described fields of a struct in their order; fields without a `Field` are left out."""
    found = []
    for part in msgspec.structs.fields(struct):
        described = _described(part.type)
        if described is None:
            continue
        row_type = _row_type(part.type)
        default = part.default
        if default is msgspec.NODEFAULT and part.default_factory is not msgspec.NODEFAULT:
            default = part.default_factory()
        found.append(
            FieldInfo(
                name=part.name,
                field=described,
                type=_bare(part.type),
                default=default,
                row_type=row_type,
                rows=fields_of(row_type) if row_type is not None else (),
            )
        )
    return tuple(found)


def _described(annotation: Any) -> Field | None:
    for meta in getattr(annotation, "__metadata__", ()):
        extra = getattr(meta, "extra", None)
        if extra and "field" in extra:
            described: Field = extra["field"]
            return described
    return None


def _bare(annotation: Any) -> Any:
    return getattr(annotation, "__origin__", annotation) if _described(annotation) else annotation


def _row_type(annotation: Any) -> type[msgspec.Struct] | None:
    inner = _bare(annotation)
    for argument in getattr(inner, "__args__", ()):
        bare = _bare(argument)
        if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
            return bare
    return None
