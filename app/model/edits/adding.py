"""Edits that add an action: on its own, after an action, between two actions."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from app.model.catalogue import Catalogue
from app.model.edits.rules import (
    Edit,
    action_of,
    branch_words,
    check_branch,
    check_comment,
    check_name,
    connect,
)
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import START, Action, ActionId, ActionTree, BranchKey, Link, Position, evolve

ReplaceLink: TypeAlias = Literal["refuse", "replace", "keep_behind"]
"""What becomes of the link of an occupied branch when an action is added there."""


def add_free(action: Action, position: Position) -> Edit:
    """Add an action that nothing leads to yet.

    Like every addition it gives the action the tree's next number, and `origin` when it has none.
    Refused: a second Start, an id that the tree has already, an impossible name.
    """

    def edit(tree: ActionTree) -> ActionTree:
        return _with_action(tree, action, position)

    return edit


def add_after(
    action: Action,
    source: ActionId,
    branch: BranchKey,
    position: Position,
    *,
    catalogue: Catalogue,
    replace_link: ReplaceLink = "refuse",
    continuing_branch: BranchKey | None = None,
) -> Edit:
    """Add an action that the branch of `source` leads to; the mark End here of that branch goes.

    An occupied branch is refused, loses its link ("replace"), or its old target follows the new
    action ("keep_behind"): on `continuing_branch`, or on the one that the catalogue declares.
    """

    def edit(tree: ActionTree) -> ActionTree:
        before = action_of(tree, source)
        check_branch(before, branch, catalogue)
        followed = tree.targets.get((source, branch))
        if followed is not None and replace_link == "refuse":
            raise Refused(
                _(
                    "The branch {branch} of {action} already leads to {target}. "
                    "Replace that link, or add between the 2 actions.",
                    branch=branch_words(before, branch, catalogue),
                    action=before.name,
                    target=action_of(tree, followed).name,
                )
            )
        grown = connect(_with_action(tree, action, position), source, branch, action.id)
        if followed is None or replace_link == "replace":
            return grown
        onward = _onward(action, continuing_branch, action_of(tree, followed), catalogue)
        return connect(grown, action.id, onward, followed)

    return edit


def add_between(
    action: Action,
    link: Link,
    position: Position,
    continuing_branch: BranchKey | None = None,
    *,
    catalogue: Catalogue,
) -> Edit:
    """Split a link: its branch leads to the new action, and that one goes on to the old target.

    It goes on from `continuing_branch`, or from the branch that the catalogue declares. Refused
    when neither is there, or when the tree no longer has the link.
    """

    def edit(tree: ActionTree) -> ActionTree:
        if tree.targets.get((link.source, link.branch)) != link.target:
            raise Refused(_("This link no longer exists in the version."))
        grown = _with_action(tree, action, position)
        onward = _onward(action, continuing_branch, action_of(tree, link.target), catalogue)
        split = connect(grown, link.source, link.branch, action.id)
        return connect(split, action.id, onward, link.target)

    return edit


def _with_action(tree: ActionTree, action: Action, position: Position) -> ActionTree:
    if action.type == START:
        raise Refused(_("A version has exactly one Start, so it cannot be added or copied."))
    if action.id in tree.by_id:
        raise Refused(_("This action is already in the version."))
    check_name(action.name)
    check_comment(action.comment)
    added = msgspec.structs.replace(
        action, number=tree.next_number, origin=action.origin or action.id
    )
    return evolve(
        tree,
        actions=(*tree.actions, added),
        next_number=tree.next_number + 1,
        drawing=tree.drawing.moved({action.id: position}),
    )


def _onward(
    action: Action, chosen: BranchKey | None, target: Action, catalogue: Catalogue
) -> BranchKey:
    if not catalogue.branches(action.config):
        raise Refused(
            _(
                "{action} has no branches, so it cannot lead on to {target}.",
                action=action.name,
                target=target.name,
            )
        )
    branch = chosen if chosen is not None else catalogue.continuing_branch(action.config)
    if branch is None:
        raise Refused(
            _(
                "{action} has several ways out. Choose the branch that leads on to {target}.",
                action=action.name,
                target=target.name,
            )
        )
    check_branch(action, branch, catalogue)
    return branch
