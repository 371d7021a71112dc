"""Edits of what an action holds: name, comment, toggle, config, place on the canvas."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.model.config import AnyConfig
from app.model.diff import same_action
from app.model.edits.rules import Edit, action_of, check_comment, check_name
from app.model.tree import Action, ActionId, ActionTree, Position, evolve


def rename(action: ActionId, name: str) -> Edit:
    """Give an action another name of 1 to 100 characters, exactly as it was typed."""

    def edit(tree: ActionTree) -> ActionTree:
        check_name(name)
        return _replaced(tree, action, name=name)

    return edit


def comment(action: ActionId, text: str) -> Edit:
    """Give an action a comment of any length; its line breaks become LF. Empty: none."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")

    def edit(tree: ActionTree) -> ActionTree:
        check_comment(unified)
        return _replaced(tree, action, comment=unified)

    return edit


def record(action: ActionId, on: bool) -> Edit:
    """Turn *Record the passage in this action* on or off."""

    def edit(tree: ActionTree) -> ActionTree:
        return _replaced(tree, action, record=on)

    return edit


def configure(action: ActionId, config: AnyConfig) -> Edit:
    """Give an action another config.

    Links and marks of branches that vanish with it stay, so that coming back to the old config
    brings the old wiring back; the validator reports them until then.
    """

    def edit(tree: ActionTree) -> ActionTree:
        return _replaced(tree, action, config=config)

    return edit


def move(positions: Mapping[ActionId, Position]) -> Edit:
    """Put some actions at other places; all of them or, when one no longer exists, none."""
    wanted = MappingProxyType(dict(positions))

    def edit(tree: ActionTree) -> ActionTree:
        for action in wanted:
            action_of(tree, action)
        places = tree.drawing.positions
        moved = {action: place for action, place in wanted.items() if places.get(action) != place}
        return evolve(tree, drawing=tree.drawing.moved(moved)) if moved else tree

    return edit


def _replaced(tree: ActionTree, action: ActionId, **changes: Any) -> ActionTree:
    before = action_of(tree, action)
    after: Action = msgspec.structs.replace(before, **changes)
    if same_action(before, after):
        return tree
    return evolve(tree, actions=tuple(after if one is before else one for one in tree.actions))
