"""A group of conditions on screen: rows and groups, joined by *all* or *any*."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.catalogue import Problem
from app.model.text import Text, _
from app.ui.forms.condition_row import ConditionRow
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import within
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button, tool_button
from app.ui.widgets.labels import label
from app.ui.widgets.segments import Segments

DEEPEST = 3
"""Levels of groups that can be added here; deeper ones that came in a file are shown as well."""

_JOINED: tuple[tuple[str, Text], ...] = (("all", _("All hold")), ("any", _("Any holds")))
_BETWEEN: dict[str, Text] = {"all": _("and"), "any": _("or")}


@dataclass(frozen=True)
class ConditionTypes:
    """The two structs that conditions are made of."""

    group: Any
    condition: Any


def condition_types(group: Any) -> ConditionTypes:
    """The types in a group, as its annotation `items: tuple[Condition | Group, ...]` says."""
    items = next(part for part in msgspec.structs.fields(group) if part.name == "items")
    members = set(_members(items.type)) - {group}
    (condition,) = members
    return ConditionTypes(group, condition)


def _members(annotation: Any) -> tuple[Any, ...]:
    inner = getattr(annotation, "__origin__", None)
    if inner is typing.Annotated or hasattr(annotation, "__metadata__"):
        return _members(annotation.__origin__)
    if inner is tuple:
        return _members(typing.get_args(annotation)[0])
    if inner is typing.Union or isinstance(annotation, types.UnionType):
        return tuple(one for part in typing.get_args(annotation) for one in _members(part))
    return (annotation,)


class GroupBox(QFrame):
    """A group; the outermost one has no frame and cannot be removed."""

    edited = Signal()
    finished = Signal()
    removal_asked = Signal()

    def __init__(self, kinds: ConditionTypes, around: Surroundings, *, depth: int) -> None:
        super().__init__()
        self._kinds = kinds
        self._around = around
        self._depth = depth
        self._read_only = False
        self._group: Any = kinds.group()
        self.items: list[ConditionRow | GroupBox] = []
        self._words: list[QLabel] = []
        if depth:
            self.setProperty("frame", "well")
        self.joined = Segments(_JOINED)
        self.joined.chosen.connect(self._join)
        self.remove = tool_button(
            "mdi6.close", _("Remove the group"), clicked=self.removal_asked.emit, side=14
        )
        self.remove.setFixedSize(24, 28)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.joined, 1)
        head.addWidget(self.remove)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.add_condition = button(
            _("Condition"), variant="link", icon="mdi6.plus", clicked=self._add_condition
        )
        self.add_group = button(
            _("Group"), variant="link", icon="mdi6.plus", clicked=self._add_group
        )
        self.add_condition.setToolTip(tr(_("Add a condition")))
        self.add_group.setToolTip(tr(_("Add a group of conditions")))
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self.add_condition)
        foot.addWidget(self.add_group)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        margin = 8 if depth else 0
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addLayout(self._list)
        column.addWidget(self._foot)
        self.setFocusProxy(self.add_condition)
        self.set_value(self._group)

    def value(self) -> Any:
        """The group as it stands."""
        return self._group

    def set_value(self, group: Any) -> None:
        """Show a group; rows that do not differ stay as they are."""
        self._group = group
        for at, item in enumerate(group.items):
            is_group = isinstance(item, self._kinds.group)
            if at < len(self.items) and isinstance(self.items[at], GroupBox) is not is_group:
                while len(self.items) > at:
                    self._drop(self.items[-1])
            if at == len(self.items):
                self._append(is_group)
            if self.items[at].value() != item:
                self.items[at].set_value(item)
        while len(self.items) > len(group.items):
            self._drop(self.items[-1])
        self._after_change()

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Show problems by the paths of the items, and return those that have no place here."""
        inner = within(problems, "items")
        rest = [one for one in problems if one.field.partition(".")[0] != "items"]
        for at, item in enumerate(self.items):
            rest.extend(item.show_problems(within(inner, str(at))))
        known = {str(at) for at in range(len(self.items))}
        rest.extend(one for one in inner if one.field.partition(".")[0] not in known)
        return tuple(rest)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the group can be looked at only."""
        self._read_only = read_only
        for item in self.items:
            item.set_read_only(read_only)
        self._after_change()

    # --- private ---

    def _append(self, is_group: bool) -> ConditionRow | GroupBox:
        item: ConditionRow | GroupBox
        if is_group:
            item = GroupBox(self._kinds, self._around, depth=self._depth + 1)
        else:
            item = ConditionRow(self._kinds.condition, self._around)
        item.set_read_only(self._read_only)
        item.edited.connect(partial(self._take, item))
        item.finished.connect(self.finished)
        item.removal_asked.connect(partial(self._remove, item))
        word = label(size="small", tone="muted", wrap=False)
        word.setContentsMargins(2, 0, 0, 0)
        self._words.append(word)
        self.items.append(item)
        self._list.addWidget(word)
        self._list.addWidget(item)
        return item

    def _drop(self, item: ConditionRow | GroupBox) -> None:
        at = self.items.index(item)
        self.items.remove(item)
        for widget in (self._words.pop(at), item):
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _take(self, item: ConditionRow | GroupBox) -> None:
        at = self.items.index(item)
        items = self._group.items
        self._change((*items[:at], item.value(), *items[at + 1 :]))

    def _join(self, key: str) -> None:
        self._group = msgspec.structs.replace(self._group, joined=self._typed_join(key))
        self._after_change()
        self.edited.emit()
        self.finished.emit()

    def _typed_join(self, key: str) -> Any:
        kind = type(self._group.joined)
        return kind(key)

    def _add_condition(self) -> None:
        if self._read_only:
            return
        item = self._append(False)
        item.set_value(self._kinds.condition())
        self._change((*self._group.items, item.value()))
        item.setFocus()
        self.finished.emit()

    def _add_group(self) -> None:
        if self._read_only:
            return
        item = self._append(True)
        inner = self._kinds.group()
        other = "any" if self.joined.key == "all" else "all"
        inner = msgspec.structs.replace(
            inner,
            joined=type(inner.joined)(other),
            items=(self._kinds.condition(),),
        )
        item.set_value(inner)
        self._change((*self._group.items, inner))
        assert isinstance(item, GroupBox)
        item.items[0].setFocus()
        self.finished.emit()

    def _remove(self, item: ConditionRow | GroupBox) -> None:
        at = self.items.index(item)
        self._drop(item)
        items = self._group.items
        self._change((*items[:at], *items[at + 1 :]))
        self.add_condition.setFocus()
        self.finished.emit()

    def _change(self, items: tuple[Any, ...]) -> None:
        self._group = msgspec.structs.replace(self._group, items=items)
        self._after_change()
        self.edited.emit()

    def _after_change(self) -> None:
        self.joined.set_key(str(self._group.joined))
        self.joined.setEnabled(not self._read_only)
        # With one condition there is nothing to join; a group within must show what it is.
        self._head.setVisible(self._depth > 0 or len(self.items) > 1)
        self._foot.setVisible(not self._read_only)
        self.remove.setVisible(self._depth > 0 and not self._read_only)
        self.add_group.setVisible(self._depth < DEEPEST - 1)
        between = tr(_BETWEEN.get(str(self._group.joined), _BETWEEN["all"]))
        for at, word in enumerate(self._words):
            word.setText(between)
            word.setVisible(at > 0)
