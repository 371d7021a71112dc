"""The two files of a version's tree: its actions, and apart from them how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec

from app.model.catalogue import Catalogue, RoutingType
from app.model.config import AnyConfig, UnknownConfig
from app.model.package.canonical import FORMAT, action_block, wirings
from app.model.package.decoding import decoded
from app.model.package.errors import UnsoundPackage, shown
from app.model.package.plain import Plain, parsed
from app.model.package.reading import ActionBlock, config_text, flaw_in, tree_from
from app.model.package.writing import Writable, minified, written
from app.model.text import Text, _
from app.model.tree import Action, ActionTree, Drawing, Group, Note, Position, evolve

_MOST_ACTIONS = 10**9  # numbers beyond it would not fit where they are stored
_LONGEST_ID = 100

_Number = Annotated[int, msgspec.Meta(ge=1, lt=_MOST_ACTIONS)]


class _PackedAction(ActionBlock, frozen=True, forbid_unknown_fields=True, kw_only=True):
    number: _Number
    id: str
    origin: str


class _PackedTree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    actions: tuple[_PackedAction, ...]
    format: int
    next_number: Annotated[int, msgspec.Meta(ge=1, le=_MOST_ACTIONS)]
    routing_type: RoutingType


class _PackedGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    colour: str
    id: str
    members: tuple[_Number, ...]
    title: str


class _PackedNote(Note, frozen=True, forbid_unknown_fields=True):
    """A note without anything beside it."""


class _PackedDrawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: tuple[_PackedGroup, ...]
    notes: tuple[_PackedNote, ...]
    positions: tuple[tuple[_Number, float, float], ...]


def tree_text(tree: ActionTree, routing_type: RoutingType, catalogue: Catalogue) -> bytes:
    """The canonical text of a tree, with the id and the origin of each action."""
    wired = wirings(tree)
    blocks = [
        {
            **action_block(action, wired[action.id], catalogue),
            "config": _config_value(action.config, catalogue),
            "id": action.id,
            "origin": action.origin,
        }
        for action in tree.actions
    ]
    return written(
        {
            "actions": blocks,
            "format": FORMAT,
            "next_number": tree.next_number,
            "routing_type": routing_type.value,
        }
    )


def drawing_text(tree: ActionTree) -> bytes:
    """Places, notes and groups; actions are named by their numbers."""
    drawing, numbers = tree.drawing, {action.id: action.number for action in tree.actions}
    positions = [
        (action.number, float(place.x), float(place.y))
        for action in tree.actions
        if (place := drawing.positions.get(action.id)) is not None
    ]
    groups: list[Writable] = [
        {
            "colour": group.colour,
            "id": group.id,
            "members": [numbers[member] for member in group.members if member in numbers],
            "title": group.title,
        }
        for group in drawing.groups
    ]
    notes: list[Writable] = [
        {**msgspec.to_builtins(note), **{side: float(getattr(note, side)) for side in _SIDES}}
        for note in drawing.notes
    ]
    return written({"groups": groups, "notes": notes, "positions": positions})


_SIDES = ("x", "y", "width", "height")


def _config_value(config: AnyConfig, catalogue: Catalogue) -> Plain:
    if not isinstance(config, UnknownConfig):
        return parsed(catalogue.encode(config))
    try:
        value = parsed(config.raw)
    except (ValueError, RecursionError):
        return config.raw
    # What would not come back word for word, were it laid out, travels as a string.
    return value if isinstance(value, dict) and minified(value) == config.raw else config.raw


def read_tree_files(
    entry: str, actions: bytes, drawing: bytes, routing_type: RoutingType
) -> ActionTree:
    """The tree of both files, every config still as the text that was stored.

    `entry` is the name of the file of actions. Raises `UnsoundPackage`.
    """
    block = decoded(entry, actions, _PackedTree)
    flaw = _flaw_of(block, routing_type) or flaw_in(block.actions)
    if flaw is not None:
        raise UnsoundPackage(
            _("the entry {entry} is no sound tree ({detail})", entry=shown(entry), detail=flaw)
        )
    made = {
        one.number: Action(
            id=one.id,
            number=one.number,
            type=one.type,
            name=one.name,
            config=UnknownConfig(one.type, config_text(one.config)),
            comment=one.comment,
            record=one.record,
            origin=one.origin,
        )
        for one in block.actions
    }
    tree = tree_from(block.actions, made, next_number=block.next_number)
    beside = entry.removesuffix("tree.json") + "drawing.json"
    return evolve(tree, drawing=_drawing(beside, drawing, made))


def _flaw_of(block: _PackedTree, routing_type: RoutingType) -> Text | None:
    if block.format != FORMAT:
        return _("it has another format")
    if block.routing_type is not routing_type:
        return _("it belongs to a smart routing of the other type")
    if any(one.number >= block.next_number for one in block.actions):
        return _("an action has a number that comes only next")
    ids = [one.id for one in block.actions]
    if len(set(ids)) < len(ids):
        return _("two actions have the same id")
    if not all(is_id(one.id) and (not one.origin or is_id(one.origin)) for one in block.actions):
        return _("an action has an id that cannot be used")
    keys = [key for one in block.actions for key in (one.type, *one.links, *one.ends)]
    if not all(map(is_id, keys)):
        return _("an action has a type or a branch that cannot be used")
    return None


def is_id(text: str) -> bool:
    """Whether a text may stand where applications put ids."""
    return 0 < len(text) <= _LONGEST_ID and text.isprintable()


def _drawing(entry: str, raw: bytes, actions: Mapping[int, Action]) -> Drawing:
    block = decoded(entry, raw, _PackedDrawing)
    named = {number for number, _x, _y in block.positions}
    named.update(member for group in block.groups for member in group.members)
    sides = [side for _number, *place in block.positions for side in place]
    sides += [getattr(note, side) for note in block.notes for side in _SIDES]
    if not named <= actions.keys() or not all(map(math.isfinite, sides)):
        raise UnsoundPackage(_("the entry {entry} does not belong to its tree", entry=shown(entry)))
    return Drawing(
        positions=MappingProxyType(
            {actions[number].id: Position(x, y) for number, x, y in block.positions}
        ),
        notes=tuple(Note(**msgspec.structs.asdict(note)) for note in block.notes),
        groups=tuple(
            Group(
                id=group.id,
                title=group.title,
                colour=group.colour,
                members=tuple(actions[number].id for number in group.members),
            )
            for group in block.groups
        ),
    )
