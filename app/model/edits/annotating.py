"""Edits of what lies behind the cards: notes, and coloured groups of actions.

They are drawing: stored and undoable, but no part of what a version means.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

import msgspec

from app.model.edits.rules import Edit, action_of, check_comment, check_name
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import ActionId, ActionTree, Drawing, Group, Note, evolve

LEAST_NOTE = (96.0, 48.0)
"""Width and height below which a note could not be read or taken hold of, in scene pixels."""

_FARTHEST = 1e7
"""Scene pixels; what lies beyond could not be found again."""

_Part = TypeVar("_Part", Note, Group)


def add_note(note: Note) -> Edit:
    """Add a note. Refused: no words, an id that is taken, a place that nobody would find."""

    def edit(tree: ActionTree) -> ActionTree:
        _check_new(tree, note.id)
        added = msgspec.structs.replace(_written(note, note.text), **_area_of(note))
        return _drawn(tree, notes=(*tree.drawing.notes, added))

    return edit


def write_note(note: str, text: str) -> Edit:
    """Give a note other words; line breaks become LF. Without any words it is refused."""
    return _note(note, lambda before: _written(before, text))


def place_note(note: str, x: float, y: float, width: float, height: float) -> Edit:
    """Put a note elsewhere or give it another size, in scene pixels; never too small to read."""

    def changed(before: Note) -> Note:
        wanted = msgspec.structs.replace(before, x=x, y=y, width=width, height=height)
        return msgspec.structs.replace(wanted, **_area_of(wanted))

    return _note(note, changed)


def add_group(group: Group) -> Edit:
    """Put a titled area behind some actions. Refused: no actions, or an impossible title."""

    def edit(tree: ActionTree) -> ActionTree:
        _check_new(tree, group.id)
        check_name(group.title)
        if not group.members:
            raise Refused(_("Select the actions that the group goes around."))
        return _drawn(tree, groups=(*tree.drawing.groups, _with_members(tree, group, ())))

    return edit


def title_group(group: str, title: str) -> Edit:
    """Give a group another title of 1 to 100 characters."""

    def changed(_tree: ActionTree, before: Group) -> Group:
        check_name(title)
        return msgspec.structs.replace(before, title=title)

    return _group(group, changed)


def join_group(group: str, actions: Collection[ActionId]) -> Edit:
    """Have a group go around more actions."""
    return _group(group, lambda tree, before: _with_members(tree, before, actions))


def leave_groups(actions: Collection[ActionId]) -> Edit:
    """Take actions out of whatever groups go around them; a group without any goes."""
    leaving = frozenset(actions)

    def edit(tree: ActionTree) -> ActionTree:
        groups = tree.drawing.without_members(leaving).groups
        return tree if groups == tree.drawing.groups else _drawn(tree, groups=groups)

    return edit


def colour(mark: str, colour: str) -> Edit:
    """Give a note or a group another colour: the name of a token of the themes, or `#rrggbb`."""

    def edit(tree: ActionTree) -> ActionTree:
        drawing = tree.drawing
        if any(one.id == mark for one in drawing.notes):
            return _drawn(tree, notes=_coloured(drawing.notes, mark, colour))
        _known_group(tree, mark)
        return _drawn(tree, groups=_coloured(drawing.groups, mark, colour))

    return edit


def erase(mark: str) -> Edit:
    """Take a note or a group away; the actions of a group stay."""

    def edit(tree: ActionTree) -> ActionTree:
        drawing = tree.drawing
        notes = tuple(one for one in drawing.notes if one.id != mark)
        groups = tuple(one for one in drawing.groups if one.id != mark)
        if len(notes) == len(drawing.notes) and len(groups) == len(drawing.groups):
            raise Refused(_("This note or group no longer exists in the version."))
        return _drawn(tree, notes=notes, groups=groups)

    return edit


def _note(note: str, changed: Callable[[Note], Note]) -> Edit:
    def edit(tree: ActionTree) -> ActionTree:
        before = next((one for one in tree.drawing.notes if one.id == note), None)
        if before is None:
            raise Refused(_("This note no longer exists in the version."))
        after = changed(before)
        if after == before:
            return tree
        notes = tuple(after if one is before else one for one in tree.drawing.notes)
        return _drawn(tree, notes=notes)

    return edit


def _group(group: str, changed: Callable[[ActionTree, Group], Group]) -> Edit:
    def edit(tree: ActionTree) -> ActionTree:
        before = _known_group(tree, group)
        after = changed(tree, before)
        if after == before:
            return tree
        groups = tuple(after if one is before else one for one in tree.drawing.groups)
        return _drawn(tree, groups=groups)

    return edit


def _known_group(tree: ActionTree, group: str) -> Group:
    found = next((one for one in tree.drawing.groups if one.id == group), None)
    if found is None:
        raise Refused(_("This group no longer exists in the version."))
    return found


def _with_members(tree: ActionTree, group: Group, more: Collection[ActionId]) -> Group:
    """The group with its members by number, so that equal groups are equal values."""
    wanted = {action_of(tree, key).id for key in (*group.members, *more)}
    members = tuple(action.id for action in tree.actions if action.id in wanted)
    return msgspec.structs.replace(group, members=members)


def _written(note: Note, text: str) -> Note:
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    check_comment(unified)
    if not unified.strip():
        raise Refused(_("A note needs some words. Delete it if it says nothing."))
    return msgspec.structs.replace(note, text=unified)


def _area_of(note: Note) -> dict[str, float]:
    if not all(
        math.isfinite(side) and abs(side) <= _FARTHEST
        for side in (note.x, note.y, note.width, note.height)
    ):
        raise Refused(_("A note cannot lie so far away. Put it beside the actions."))
    return {
        "width": max(LEAST_NOTE[0], float(note.width)),
        "height": max(LEAST_NOTE[1], float(note.height)),
    }


def _coloured(parts: tuple[_Part, ...], mark: str, wanted: str) -> tuple[_Part, ...]:
    return tuple(
        msgspec.structs.replace(one, colour=wanted) if one.id == mark else one for one in parts
    )


def _check_new(tree: ActionTree, mark: str) -> None:
    if any(one.id == mark for one in tree.drawing.marks):
        raise Refused(_("This is already in the version."))


def _drawn(
    tree: ActionTree,
    notes: tuple[Note, ...] | None = None,
    groups: tuple[Group, ...] | None = None,
) -> ActionTree:
    drawing: Drawing = replace(
        tree.drawing,
        notes=tree.drawing.notes if notes is None else notes,
        groups=tree.drawing.groups if groups is None else groups,
    )
    return tree if drawing == tree.drawing else evolve(tree, drawing=drawing)
