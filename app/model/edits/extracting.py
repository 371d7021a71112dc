"""Extracting a selection into a routing of its own: a jump there takes its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.model.catalogue import Catalogue
from app.model.edits.adding import add_free
from app.model.edits.annotating import join_group
from app.model.edits.deleting import delete
from app.model.edits.pasting import fragment_of, paste, shifted
from app.model.edits.rules import Edit, action_of, connect
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import START, Action, ActionId, ActionTree, Position, evolve

_BELOW_START = 140.0
"""How far below Start the first extracted action stands, in scene pixels."""


def way_in(tree: ActionTree, ids: Collection[ActionId], catalogue: Catalogue) -> ActionId:
    """The one action of a selection that is led to from outside.

    Where nothing is, the one that no other of them leads to. `Refused` when the selection cannot
    become a routing of its own: it holds Start or nothing, has several ways in or none, or leads
    to an action that would stay: a jump does not come back.
    """
    chosen = frozenset(ids)
    for key in chosen:
        if action_of(tree, key).type == START:
            raise Refused(_("Start stays where it is. Select the actions after it."))
    if not chosen:
        raise Refused(_("Select the actions that become a smart routing of their own."))
    _check_ways_out(tree, chosen, catalogue)
    outside = _sorted(
        tree,
        (key for key in chosen for link in tree.arriving.get(key, ()) if link.source not in chosen),
    )
    found = outside or _sorted(tree, (key for key in chosen if not tree.arriving.get(key)))
    if not found:
        raise Refused(
            _("Nothing leads into the selected actions from outside, so none of them comes first.")
        )
    if len(found) > 1:
        first, second = found[:2]
        raise Refused(
            _(
                "A smart routing has one way in, but “{first}” and “{second}” are both ways into"
                " the selected actions. Select others, or put a Node before them.",
                first=tree.by_id[first].name,
                second=tree.by_id[second].name,
            )
        )
    return found[0]


def extracted(
    tree: ActionTree, ids: Collection[ActionId], blank: ActionTree, catalogue: Catalogue
) -> ActionTree:
    """The tree of the new routing: the Start of `blank`, then the actions, under their own ids.

    Groups that go around extracted actions alone come along. `Refused` as `way_in`.
    """
    chosen = frozenset(ids)
    entry = way_in(tree, chosen, catalogue)
    start = blank.start
    at = tree.drawing.positions.get(entry, Position(0.0, 0.0))
    above = blank.drawing.positions.get(start.id, Position(0.0, 0.0))
    fragment = shifted(fragment_of(tree, chosen), above.x - at.x, above.y + _BELOW_START - at.y)
    grown = paste(fragment)(blank)
    groups = tuple(one for one in tree.drawing.groups if chosen.issuperset(one.members))
    grown = evolve(grown, drawing=replace(grown.drawing, groups=groups))
    onward = catalogue.continuing_branch(start.config)
    return grown if onward is None else connect(grown, start.id, onward, entry)


def extract(ids: Collection[ActionId], jump: Action, *, catalogue: Catalogue) -> Edit:
    """Put a jump in the place of some actions: whatever led to them leads to it.

    The actions go with their links, marks and places. `Refused` as `way_in`, and as `add_free`.
    """
    chosen = frozenset(ids)

    def edit(tree: ActionTree) -> ActionTree:
        entry = way_in(tree, chosen, catalogue)
        place = tree.drawing.positions.get(entry, Position(0.0, 0.0))
        changed = add_free(jump, place)(tree)
        for link in tree.arriving.get(entry, ()):
            if link.source not in chosen:
                changed = connect(changed, link.source, link.branch, jump.id)
        for group in tree.drawing.groups:
            if entry in group.members and not chosen.issuperset(group.members):
                changed = join_group(group.id, (jump.id,))(changed)
        return delete(chosen, heal=False, catalogue=catalogue)(changed)

    return edit


def _check_ways_out(tree: ActionTree, chosen: frozenset[ActionId], catalogue: Catalogue) -> None:
    for link in tree.links:
        if link.source not in chosen or link.target in chosen:
            continue
        source = tree.by_id[link.source]
        # A link left over from a branch that vanished is followed by no run.
        if any(branch.key == link.branch for branch in catalogue.branches(source.config)):
            raise Refused(
                _(
                    "“{source}” leads to “{target}”, which is not selected, and a smart routing"
                    " does not come back. Select “{target}” too.",
                    source=source.name,
                    target=tree.by_id[link.target].name,
                )
            )


def _sorted(tree: ActionTree, keys: Iterable[ActionId]) -> tuple[ActionId, ...]:
    wanted = set(keys)
    return tuple(action.id for action in tree.actions if action.id in wanted)
