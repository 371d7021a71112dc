"""Edits of single branches: where they lead, and whether they end a run on purpose."""

from __future__ import annotations

from app.model.catalogue import Catalogue
from app.model.edits.rules import Edit, action_of, check_branch, check_target, connect
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import ActionId, ActionTree, BranchEnd, BranchKey, evolve


def link(source: ActionId, branch: BranchKey, target: ActionId, *, catalogue: Catalogue) -> Edit:
    """Lead a branch to an action, itself included; an existing link turns, End here goes.

    Refused: a link to Start, and a branch that the source does not have. A link left over from a
    branch that vanished may still turn to another target.
    """

    def edit(tree: ActionTree) -> ActionTree:
        before = action_of(tree, source)
        check_target(tree, target)
        if (source, branch) not in tree.targets:
            check_branch(before, branch, catalogue)
        return connect(tree, source, branch, target)

    return edit


def unlink(source: ActionId, branch: BranchKey) -> Edit:
    """Take away the link of a branch, of one that vanished too; the branch is open afterwards."""

    def edit(tree: ActionTree) -> ActionTree:
        action_of(tree, source)
        if (source, branch) not in tree.targets:
            raise Refused(_("This link no longer exists in the version."))
        kept = tuple(one for one in tree.links if (one.source, one.branch) != (source, branch))
        return evolve(tree, links=kept)

    return edit


def end_here(source: ActionId, branch: BranchKey, *, catalogue: Catalogue) -> Edit:
    """Mark an unlinked branch: the run ends there on purpose."""

    def edit(tree: ActionTree) -> ActionTree:
        before = action_of(tree, source)
        check_branch(before, branch, catalogue)
        followed = tree.targets.get((source, branch))
        if followed is not None:
            raise Refused(
                _(
                    "This branch of {action} leads to {target}. Delete the link to end here.",
                    action=before.name,
                    target=action_of(tree, followed).name,
                )
            )
        if (source, branch) in tree.ended:
            return tree
        return evolve(tree, ends=(*tree.ends, BranchEnd(source, branch)))

    return edit


def not_end_here(source: ActionId, branch: BranchKey) -> Edit:
    """Take the mark End here away, from a branch that vanished too."""

    def edit(tree: ActionTree) -> ActionTree:
        action_of(tree, source)
        if (source, branch) not in tree.ended:
            raise Refused(_("This branch is not marked End here."))
        kept = tuple(end for end in tree.ends if (end.source, end.branch) != (source, branch))
        return evolve(tree, ends=kept)

    return edit
