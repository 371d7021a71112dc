"""What every edit has in common: its type, and the rules that a tree keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from app.model.catalogue import Branch, Catalogue
from app.model.errors import Refused
from app.model.names import comment_refusal, name_refusal
from app.model.text import Text, _, verbatim
from app.model.tree import START, Action, ActionId, ActionTree, BranchKey, Link, evolve

Edit: TypeAlias = Callable[[ActionTree], ActionTree]
"""A change of a tree that raises `Refused` when a rule forbids it."""


def together(*edits: Edit) -> Edit:
    """Several edits as one: each gets the tree of the one before; a refusal refuses them all."""

    def edit(tree: ActionTree) -> ActionTree:
        for part in edits:
            tree = part(tree)
        return tree

    return edit


def action_of(tree: ActionTree, action: ActionId) -> Action:
    """The action with this id; `Refused` when the tree has none."""
    found = tree.by_id.get(action)
    if found is None:
        raise Refused(_("This action no longer exists in the version."))
    return found


def check_name(name: str) -> None:
    """`Refused` when an action cannot have this name."""
    refusal = name_refusal(name)
    if refusal is not None:
        raise Refused(refusal)


def check_comment(text: str) -> None:
    """`Refused` when a comment holds characters that could not be stored or shown."""
    refusal = comment_refusal(text)
    if refusal is not None:
        raise Refused(refusal)


def check_target(tree: ActionTree, target: ActionId) -> None:
    """`Refused` when no link may arrive at this action."""
    if action_of(tree, target).type == START:
        raise Refused(_("Start is where a run enters, so no link may lead to it."))


def check_branch(action: Action, branch: BranchKey, catalogue: Catalogue) -> None:
    """`Refused` when the action, as it is configured, has no such branch."""
    if all(existing.key != branch for existing in catalogue.branches(action.config)):
        raise Refused(
            _(
                "{action} has no branch {branch} as it is configured now.",
                action=action.name,
                branch=branch,
            )
        )


def branch_words(action: Action, branch: BranchKey, catalogue: Catalogue) -> Text:
    """A branch as people know it: the designer's caption, else its label, else its key."""
    for existing in catalogue.branches(action.config):
        if existing.key == branch:
            return _words(existing)
    return verbatim(branch)


def _words(branch: Branch) -> Text:
    return verbatim(branch.caption) if branch.caption else branch.label


def connect(tree: ActionTree, source: ActionId, branch: BranchKey, target: ActionId) -> ActionTree:
    """The tree with this branch leading to `target` and nowhere else; End here goes."""
    key = (source, branch)
    if tree.targets.get(key) == target:
        return tree
    others = (link for link in tree.links if (link.source, link.branch) != key)
    return evolve(
        tree,
        links=(*others, Link(source, branch, target)),
        ends=tuple(end for end in tree.ends if (end.source, end.branch) != key),
    )
