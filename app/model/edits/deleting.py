"""Deleting actions, and healing the gap that they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.model.catalogue import Catalogue
from app.model.edits.rules import Edit, action_of
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import START, ActionId, ActionTree, Link, evolve


def delete(ids: Collection[ActionId], *, heal: bool = True, catalogue: Catalogue) -> Edit:
    """Delete actions with their links, marks and places; Start is refused.

    With `heal`, each connected piece of deleted actions whose links lead to one action outside is
    bridged: whatever led to the piece leads to that action. Where the piece leads to several
    actions, or to none, the branches that led to it are open afterwards, and so is a branch that
    would lead to its own action: nobody drew that loop. Links of branches that no longer exist
    count only in a piece that has no others.
    """
    doomed = frozenset(ids)

    def edit(tree: ActionTree) -> ActionTree:
        for action in doomed:
            if action_of(tree, action).type == START:
                raise Refused(_("Start cannot be deleted: every run enters there."))
        if not doomed:
            return tree
        kept = (link for link in tree.links if link.source not in doomed)
        bridges = _bridges(tree, doomed, catalogue) if heal else ()
        return evolve(
            tree,
            actions=tuple(action for action in tree.actions if action.id not in doomed),
            links=(*(link for link in kept if link.target not in doomed), *bridges),
            ends=tuple(end for end in tree.ends if end.source not in doomed),
            drawing=tree.drawing.without(doomed),
        )

    return edit


def can_heal(tree: ActionTree, ids: Collection[ActionId], catalogue: Catalogue) -> bool:
    """Whether deleting these actions with `heal` keeps any branch linked that else became open."""
    present = frozenset(action for action in ids if action in tree.by_id)
    return bool(_bridges(tree, present, catalogue))


def _bridges(
    tree: ActionTree, doomed: frozenset[ActionId], catalogue: Catalogue
) -> tuple[Link, ...]:
    """The links that replace those that arrive at deleted actions."""
    found: list[Link] = []
    for piece in _pieces(tree, doomed):
        targets = _targets(tree, piece, catalogue)
        if len(targets) != 1:
            continue
        (target,) = targets
        found.extend(
            Link(link.source, link.branch, target)
            for action in piece
            for link in tree.arriving.get(action, ())
            if link.source not in piece and link.source != target
        )
    return tuple(found)


def _pieces(tree: ActionTree, doomed: frozenset[ActionId]) -> Iterator[frozenset[ActionId]]:
    """The deleted actions in groups that hang together by links, whatever their direction."""
    left = set(doomed)
    while left:
        piece: set[ActionId] = set()
        waiting = [left.pop()]
        while waiting:
            action = waiting.pop()
            piece.add(action)
            beside = {link.target for link in tree.leaving.get(action, ())}
            beside.update(link.source for link in tree.arriving.get(action, ()))
            found = beside & left
            left -= found
            waiting.extend(found)
        yield frozenset(piece)


def _targets(
    tree: ActionTree, piece: frozenset[ActionId], catalogue: Catalogue
) -> frozenset[ActionId]:
    """The actions outside that a piece leads to."""
    live: set[ActionId] = set()
    broken: set[ActionId] = set()
    for action in piece:
        existing = {branch.key for branch in catalogue.branches(tree.by_id[action].config)}
        for link in tree.leaving.get(action, ()):
            if link.target not in piece:
                (live if link.branch in existing else broken).add(link.target)
    return frozenset(live or broken)
