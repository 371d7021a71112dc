"""What the descriptions of fields alone tell: references, templates, and problems."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import msgspec

from app.engine.branches import MOST_LINKS, LinkRow
from app.engine.expressions.templates import compile_template
from app.engine.moments import zone_names
from app.engine.names import reads_value, variable_read
from app.model.catalogue import Problem, ResourceUse, Severity
from app.model.config import Reference
from app.model.fields import Field, FieldInfo, Widget, fields_of, is_shown
from app.model.resources import KIND_LABELS, ResourceKind
from app.model.resources.parts import PART_LABELS, Part, parts_of
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.model.resources import Resources

TEMPLATES = frozenset({Widget.TEMPLATE, Widget.TEMPLATE_LINES, Widget.HTML})


def references_in(value: msgspec.Struct) -> Iterator[Reference]:
    """Every `Reference` in a config, rows included."""
    for _info, part in walk(value):
        if isinstance(part, Reference):
            yield part


def templates_in(value: msgspec.Struct) -> Iterator[str]:
    """The source of every template in a config, rows and references by expression included."""
    for info, part in walk(value):
        yield from _template_sources(info.field, part)


def uses_in(value: msgspec.Struct) -> Iterator[ResourceUse]:
    """The resources that a config refers to: picked ones, and variables that it reads by name.

    A field that allows several kinds makes a use of each.
    """
    for info, part in walk(value):
        several = part if info.field.widget is Widget.PICKS else (part,)
        for reference in (_picked(info.field, one) for one in several):
            if reference:
                for kind in info.field.kinds:
                    yield ResourceUse(kind, reference, info.name)
        for variable in _variables_read(info.field, part):
            yield ResourceUse(ResourceKind.VARIABLE, variable, info.name)


def walk(value: msgspec.Struct) -> Iterator[tuple[FieldInfo, Any]]:
    """Every described field that counts with its value, and those of the structs inside."""
    for info in fields_of(type(value)):
        if not is_shown(info, value):
            continue
        part = getattr(value, info.name)
        yield info, part
        for inner in part if isinstance(part, tuple) else (part,):
            if isinstance(inner, msgspec.Struct):
                yield from walk(inner)


def common_problems(config: msgspec.Struct, resources: Resources) -> Iterator[Problem]:
    """The problems of a config that its field descriptions alone tell."""
    yield from _struct_problems(config, resources, _Around(config), at="", path="")


class _Around:
    """The fields of a struct and of those that hold it, by name; the nearest counts."""

    def __init__(self, owner: msgspec.Struct, outer: _Around | None = None) -> None:
        self._owner = owner
        self._outer = outer

    def __call__(self, name: str) -> Any:
        if name in self._owner.__struct_fields__:
            return getattr(self._owner, name)
        return self._outer(name) if self._outer is not None else None


def _struct_problems(
    owner: msgspec.Struct, resources: Resources, around: _Around, *, at: str, path: str
) -> Iterator[Problem]:
    for info in fields_of(type(owner)):
        if not is_shown(info, owner):
            continue
        value = getattr(owner, info.name)
        name = f"{path}{info.name}"
        for text in (
            *_value_problems(info, value, resources),
            *_part_problems(info.field, value, resources, around),
        ):
            problem = _("{row}: {problem}", row=at, problem=text) if at else text
            yield Problem(Severity.ERROR, problem, field=name)
        if isinstance(value, tuple):
            if info.field.widget is Widget.LINKS:
                yield from _link_problems(value, name)
            for index, row in enumerate(value):
                if isinstance(row, msgspec.Struct):
                    where = row.caption if isinstance(row, LinkRow) and row.caption else ""
                    where = where or f"{info.field.label} {index + 1}"
                    where = f"{at}, {where}" if at else where
                    inner = _Around(row, around)
                    yield from _struct_problems(
                        row, resources, inner, at=where, path=f"{name}.{index}."
                    )
        elif isinstance(value, msgspec.Struct):
            inner = _Around(value, around)
            yield from _struct_problems(value, resources, inner, at=at, path=f"{name}.")


def _value_problems(info: FieldInfo, value: Any, resources: Resources) -> Iterator[Text]:
    described = info.field
    if described.required and _is_empty(value):
        yield _("{field}: fill this in.", field=described.label)
        return
    yield from _bound_problems(described, value)
    yield from _reference_problems(described, value, resources)
    if described.widget is Widget.TIME_ZONE and value and value not in zone_names():
        yield _("{field}: {zone} is not a time zone.", field=described.label, zone=value)
    for source in _template_sources(described, value):
        problem = compile_template(source).problem
        if problem is not None:
            yield _("{field}: {problem}", field=described.label, problem=problem)


def _is_empty(value: Any) -> bool:
    if isinstance(value, Reference):
        return not value.value.strip()
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()


def _bound_problems(described: Field, value: Any) -> Iterator[Text]:
    bounds = described.bounds
    if bounds is None or value is None or isinstance(value, bool):
        return
    measured = value if isinstance(value, (int, float)) else len(value)
    if bounds.low is not None and measured < bounds.low:
        yield _("{field}: at least {low}.", field=described.label, low=_plain(bounds.low))
    if bounds.high is not None and measured > bounds.high:
        yield _("{field}: at most {high}.", field=described.label, high=_plain(bounds.high))


def _plain(number: float) -> str:
    return f"{number:g}" if number != int(number) else str(int(number))


def _reference_problems(described: Field, value: Any, resources: Resources) -> Iterator[Text]:
    reference = _picked(described, value)
    if not reference or any(resources.exists(kind, reference) for kind in described.kinds):
        return
    kind = KIND_LABELS[ResourceKind(described.kinds[0])]
    yield _(
        "{kind} {reference} does not exist: choose another one or create it.",
        kind=kind,
        reference=reference,
    )


def _part_problems(
    described: Field, value: Any, resources: Resources, around: _Around
) -> Iterator[Text]:
    """A named table, column or field that the resource does not have."""
    if described.widget is not Widget.PART or not isinstance(value, str) or not value.strip():
        return
    known = parts_of(Part(described.part), around, resources)
    if known is not None and value.casefold() not in {one.name.casefold() for one in known}:
        yield _(
            "There is no {part} {name}: choose another one.",
            part=PART_LABELS[Part(described.part)],
            name=value,
        )


def _picked(described: Field, value: Any) -> str:
    if not described.kinds:
        return ""
    if isinstance(value, Reference):
        return "" if value.is_expression else value.value.strip()
    return value.strip() if isinstance(value, str) else ""


def _template_sources(described: Field, value: Any) -> Iterator[str]:
    if isinstance(value, Reference) and value.is_expression:
        yield value.value
    elif isinstance(value, str) and (
        described.widget in TEMPLATES
        or (described.widget is Widget.NAME and not reads_value(value))
    ):
        yield value


def _variables_read(described: Field, value: Any) -> Iterator[str]:
    names = [name for source in _template_sources(described, value) for name in _names(source)]
    if described.widget is Widget.NAME and isinstance(value, str) and reads_value(value):
        names.append(value)
    for name in names:
        reference = variable_read(name)
        if reference:
            yield reference


@functools.lru_cache(maxsize=1024)
def _names(source: str) -> tuple[str, ...]:
    return compile_template(source).names


def _link_problems(rows: tuple[Any, ...], name: str) -> Iterator[Problem]:
    slots = [row.slot for row in rows if isinstance(row, LinkRow)]
    if len(set(slots)) < len(slots) or any(not 1 <= slot <= MOST_LINKS for slot in slots):
        text = _("Two links share a place: delete one of them and add it again.")
        yield Problem(Severity.ERROR, text, field=name)
