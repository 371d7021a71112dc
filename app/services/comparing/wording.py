"""Comparisons in sentences, one a line, each under what it is a part of."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from app.model.resources import KIND_LABELS, ResourceKind
from app.model.text import EMPTY, Text, _, verbatim
from app.services.comparing.values import (
    ActionChange,
    Comparison,
    FieldChange,
    RoutingChange,
    Sign,
    TreeChange,
    VersionChange,
)

_NOTHING = _("nothing")
_LONGEST = 60  # signs of a value that a line shows


class Line(msgspec.Struct, frozen=True):
    """One sentence; `depth` counts what it is a part of, `sign` is None for what only moved."""

    depth: int
    sign: Sign | None
    text: Text


def lines(comparison: Comparison) -> Iterator[Line]:
    """Settings, then routings with their versions, then resources."""
    if comparison.settings:
        yield Line(0, Sign.ALTERED, _("Settings of the workspace"))
        yield from _fields(comparison.settings, 1)
    for routing in comparison.routings:
        yield from _routing(routing)
    for resource in comparison.resources:
        text = _called(KIND_LABELS[resource.kind], resource.reference, resource.name)
        yield Line(0, resource.sign, text)
        yield from _fields(resource.fields, 1)


def tree_lines(change: TreeChange, depth: int = 0) -> Iterator[Line]:
    """Actions, then ways out of their branches, then what only looks different."""
    for action in change.actions:
        yield Line(depth, action.sign, _action(action))
        yield from _fields(action.fields, depth + 1)
    for way in change.ways:
        text = _change(FieldChange(way.place, way.before, way.after))
        yield Line(depth, Sign.ALTERED, text)
    if change.moved:
        moved = _("1 card stands elsewhere") if change.moved == 1 else None
        text = moved or _("{count} cards stand elsewhere", count=change.moved)
        yield Line(depth, None, text)
    if change.redrawn:
        yield Line(depth, None, _("Notes or groups differ"))


def _routing(change: RoutingChange) -> Iterator[Line]:
    label = KIND_LABELS[ResourceKind.ROUTING]
    yield Line(0, change.sign, _called(label, change.reference, change.name))
    yield from _fields(change.fields, 1)
    for version in change.versions:
        yield from _version(version)


def _version(change: VersionChange) -> Iterator[Line]:
    text = _("Version {number} “{name}”", number=change.number, name=change.name)
    yield Line(1, change.sign, text)
    yield from _fields(change.fields, 2)
    if change.tree is not None:
        yield from tree_lines(change.tree, 2)


def _called(label: Text, reference: str, name: str) -> Text:
    return _("{kind} {reference} “{name}”", kind=label, reference=reference, name=name)


def _action(change: ActionChange) -> Text:
    return _(
        "Action {number} “{name}” ({type})",
        number=change.number,
        name=change.name,
        type=change.type,
    )


def _fields(changes: tuple[FieldChange, ...], depth: int) -> Iterator[Line]:
    for change in changes:
        yield Line(depth, Sign.ALTERED, _change(change))


def _change(change: FieldChange) -> Text:
    before, after = _excerpts(change.before, change.after)
    return _(
        "{label}: {before} → {after}",
        label=change.label,
        before=_NOTHING if before == EMPTY else before,
        after=_NOTHING if after == EMPTY else after,
    )


def _excerpts(before: Text, after: Text) -> tuple[Text, Text]:
    """Both values, or of long ones the part where they differ, on one line."""
    words = [" ".join(str(text).split()) for text in (before, after)]
    if max(map(len, words)) <= _LONGEST or words[0] == words[1]:
        return before, after
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(*words, strict=False))
    shared = sum(1 for _pair in alike)
    begin = max(0, shared - _LONGEST // 3)
    return _excerpt(words[0], begin), _excerpt(words[1], begin)


def _excerpt(words: str, begin: int) -> Text:
    part = words[begin : begin + _LONGEST]
    before = "…" if begin else ""
    after = "…" if begin + _LONGEST < len(words) else ""
    return verbatim(f"{before}{part}{after}") if words else EMPTY
