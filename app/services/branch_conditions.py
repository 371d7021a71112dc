"""Finds out when the branches of an action type exist, by trying its fields one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from app.model.catalogue import Branch, BranchRole
from app.model.config import Reference, ReferenceMode
from app.model.fields import FieldInfo, Widget, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.engine.action_type import ActionType


@dataclass(frozen=True)
class Setting:
    """A field that holds a value: a toggle, one of its choices, or a reference by expression."""

    field: FieldInfo
    value: Any


@dataclass(frozen=True)
class BranchCondition:
    """A branch, and the settings that make it appear or, of a branch there is, disappear.

    With neither it is always there. `rows` is the field whose rows make the branch, one each.
    """

    branch: Branch
    when: tuple[Setting, ...] = ()
    unless: tuple[Setting, ...] = ()
    rows: FieldInfo | None = None


@dataclass(frozen=True)
class _Trial:
    """A config that differs from `before` in one setting."""

    setting: Setting
    before: ActionType
    after: ActionType


def branch_conditions(type_: type[ActionType]) -> tuple[BranchCondition, ...]:
    """Every branch that a config of this type can have, in display order.

    Branches of links are one entry, standing for all rows. A branch that takes two fields at
    once is found only if one of them is what shows the other.
    """
    fields = fields_of(type_)
    start = type_()
    order = list(start.branches())
    usual = {branch.key for branch in order}
    _merge(order, _everything(start, fields).branches())
    when: dict[str, list[Setting]] = defaultdict(list)
    unless: dict[str, list[Setting]] = defaultdict(list)
    for trial in _trials(start, fields):
        before = {branch.key for branch in trial.before.branches()}
        found = trial.after.branches()
        _merge(order, found)
        after = {branch.key for branch in found}
        for key in after - before - usual:
            when[key].append(trial.setting)
        for key in (before - after) & usual:
            unless[key].append(trial.setting)
    links = next((field for field in fields if field.field.widget is Widget.LINKS), None)
    return tuple(
        BranchCondition(
            branch,
            when=tuple(when[branch.key]),
            unless=tuple(unless[branch.key]),
            rows=links if branch.role is BranchRole.LINK else None,
        )
        for branch in _without_repeated_links(order)
    )


def _trials(start: ActionType, fields: tuple[FieldInfo, ...]) -> Iterator[_Trial]:
    by_name = {field.name: field for field in fields}
    for field in fields:
        before = _showing(start, field, by_name)
        for setting, value in _values(field):
            after = msgspec.structs.replace(before, **{field.name: value})
            yield _Trial(setting, before, after)


def _everything(start: ActionType, fields: tuple[FieldInfo, ...]) -> ActionType:
    """`start` with every field changed at once: most branches side by side, in their order."""
    for field in fields:
        for _setting, value in _values(field):
            start = msgspec.structs.replace(start, **{field.name: value})
    return start


def _showing(start: ActionType, field: FieldInfo, by_name: dict[str, FieldInfo]) -> ActionType:
    """`start`, changed as little as needed for the form to show the field."""
    shown = field.field.shown_when
    if shown is None or getattr(start, shown.name) in shown.values:
        return start
    value = _typed(by_name[shown.name], shown.values[0])
    return msgspec.structs.replace(start, **{shown.name: value})


def _values(field: FieldInfo) -> Iterator[tuple[Setting, Any]]:
    """What to try: the setting as people see it, and the field's whole value."""
    match field.field.widget:
        case Widget.TOGGLE:
            yield Setting(field, not field.default), not field.default
        case Widget.CHOICE:
            for choice in field.field.choices:
                if choice.value != field.default:
                    value = _typed(field, choice.value)
                    yield Setting(field, value), value
        case Widget.REFERENCE:
            value = Reference("{{ reference }}", ReferenceMode.EXPRESSION)
            yield Setting(field, value), value
        case Widget.ROWS | Widget.LINKS if field.row_type is not None:
            for column in field.rows:
                for setting, value in _values(column):
                    row = (field.default or (field.row_type(),))[0]
                    changed = msgspec.structs.replace(row, **{column.name: value})
                    yield setting, (changed, *field.default[1:])


def _typed(field: FieldInfo, value: Any) -> Any:
    return msgspec.convert(value, field.type, strict=False)


def _merge(order: list[Branch], found: Iterable[Branch]) -> None:
    """Put the branches that are new before the known ones that they precede in `found`."""
    place = len(order)
    for branch in reversed(tuple(found)):
        known = next((n for n, one in enumerate(order) if one.key == branch.key), None)
        if known is None:
            order.insert(place, branch)
        else:
            place = known


def _without_repeated_links(order: Iterable[Branch]) -> Iterator[Branch]:
    linked = False
    for branch in order:
        if branch.role is not BranchRole.LINK or not linked:
            yield branch
        linked = linked or branch.role is BranchRole.LINK
