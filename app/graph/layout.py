"""Tidy up: a top-down drawing of a tree in which no card covers another.

Branch order is kept from left to right and parents stand over the middle of their children
(contours after Reingold and Tilford, 1981, made linear as by van der Ploeg, 2014). An action with
several links arriving stands below the lowest of their sources, so that joins lead downwards; links
that jump back are left out of the reckoning. Actions that Start does not reach stand aside, right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.tree import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.model.tree import ActionId, ActionTree, BranchKey

GRID = 4.0
BESIDE = 40.0
"""Least room between two cards of a row."""
ASIDE = 120.0
"""Least room between the tree of Start and what it does not reach."""


@dataclass(frozen=True)
class Extent:
    """The size of a card, and the room that its captions and bends want below it."""

    width: float
    height: float
    below: float = 88.0


@dataclass
class _Contour:
    """Left and right edges of a subtree, row by row; the last entry is its topmost row.

    `shift` is added to every entry, which lets a whole subtree move in constant time.
    """

    left: list[float]
    right: list[float]
    shift: float = 0.0


@dataclass
class _Skeleton:
    """The spanning forest that is drawn: each action below one of its sources."""

    roots: list[ActionId] = field(default_factory=list)
    children: dict[ActionId, list[ActionId]] = field(default_factory=dict)
    depth: dict[ActionId, int] = field(default_factory=dict)


def tidy(
    tree: ActionTree,
    extents: Mapping[ActionId, Extent],
    branches: Mapping[ActionId, Sequence[BranchKey]],
    start_at: Position | None = None,
) -> dict[ActionId, Position]:
    """Top-left corners of all cards, with Start where it is told to be.

    Middles lie on a grid of 4, so that a parent and its only child are joined by a straight line.

    `branches` gives the display order of each action's branches; linked branches that it does not
    name come last.
    """
    skeleton = _skeleton(tree, _followers(tree, branches))
    tops = _tops(skeleton, extents)
    middles = _middles(skeleton, extents)
    corner = start_at or Position(0.0, 0.0)
    start = tree.start.id
    right = corner.x + extents[start].width / 2 - middles[start]
    down = corner.y - tops[skeleton.depth[start]]
    return {
        key: Position(
            _snapped(middles[key] + right) - extents[key].width / 2,
            _snapped(tops[level] + down),
        )
        for key, level in skeleton.depth.items()
    }


def _snapped(value: float) -> float:
    return round(value / GRID) * GRID


def _followers(
    tree: ActionTree, branches: Mapping[ActionId, Sequence[BranchKey]]
) -> dict[ActionId, list[ActionId]]:
    """The targets of each action in the order of its branches, without repetition."""
    found: dict[ActionId, list[ActionId]] = {}
    for action in tree.actions:
        rank = {branch: index for index, branch in enumerate(branches.get(action.id, ()))}
        links = sorted(
            tree.leaving.get(action.id, ()), key=lambda link: rank.get(link.branch, len(rank))
        )
        found[action.id] = list(dict.fromkeys(link.target for link in links))
    return found


def _skeleton(tree: ActionTree, followers: Mapping[ActionId, list[ActionId]]) -> _Skeleton:
    reached = tree.reachable
    entered = {link.target for link in tree.links if link.source not in reached}
    aside = [action.id for action in tree.actions if action.id not in reached]
    candidates = [tree.start.id, *(key for key in aside if key not in entered), *aside]

    skeleton = _Skeleton()
    seen: dict[ActionId, None] = {}
    forward: dict[ActionId, list[ActionId]] = {}
    depth: dict[ActionId, int] = {}
    for root in candidates:
        if root in seen:
            continue
        skeleton.roots.append(root)
        order = _explored(root, followers, seen, forward)
        # Aside of Start's own row, which is lower than a row of cards.
        depth.update(dict.fromkeys(order, 0 if root == tree.start.id else 1))
        for key in order:
            for target in forward[key]:
                depth[target] = max(depth[target], depth[key] + 1)

    skeleton.depth = depth
    placed = set(skeleton.roots)
    for key in sorted(seen, key=depth.__getitem__):  # stable: left before right in a row
        skeleton.children[key] = [
            target
            for target in forward[key]
            if target not in placed and depth[target] == depth[key] + 1
        ]
        placed.update(skeleton.children[key])
    return skeleton


def _explored(
    root: ActionId,
    followers: Mapping[ActionId, list[ActionId]],
    seen: dict[ActionId, None],
    forward: dict[ActionId, list[ActionId]],
) -> list[ActionId]:
    """Walk depth first from `root`; sources come before targets in the result.

    `forward` receives the targets of each action but those that jump back, or aside to what was
    walked before.
    """
    finished: list[ActionId] = []
    before = frozenset(seen)
    above = {root}
    seen[root] = None
    forward[root] = []
    walks = [(root, iter(followers[root]))]
    while walks:
        key, rest = walks[-1]
        for target in rest:
            if target in above or target in before:
                continue
            forward[key].append(target)
            if target not in seen:
                seen[target] = None
                above.add(target)
                forward[target] = []
                walks.append((target, iter(followers[target])))
                break
        else:
            walks.pop()
            above.discard(key)
            finished.append(key)
    finished.reverse()
    return finished


def _tops(skeleton: _Skeleton, extents: Mapping[ActionId, Extent]) -> list[float]:
    """The y of each row."""
    rows = [0.0] * (max(skeleton.depth.values()) + 1)
    for key, level in skeleton.depth.items():
        rows[level] = max(rows[level], extents[key].height + extents[key].below)
    tops = [0.0]
    for height in rows[:-1]:
        tops.append(tops[-1] + height)
    return tops


def _middles(skeleton: _Skeleton, extents: Mapping[ActionId, Extent]) -> dict[ActionId, float]:
    """The x of the middle of each card."""
    offsets: dict[ActionId, float] = {}
    contours: dict[ActionId, _Contour] = {}
    for key in reversed(_preorder(skeleton)):
        half = extents[key].width / 2
        children = skeleton.children[key]
        if not children:
            contours[key] = _Contour([-half], [half])
            continue
        contour = contours.pop(children[0])
        places = [0.0]
        for child in children[1:]:
            contour, place = _beside(contour, contours.pop(child))
            places.append(place)
        middle = (places[0] + places[-1]) / 2
        for child, place in zip(children, places, strict=True):
            offsets[child] = place - middle
        contour.shift -= middle
        contour.left.append(-half - contour.shift)
        contour.right.append(half - contour.shift)
        contours[key] = contour

    middles: dict[ActionId, float] = {}
    edge: float | None = None
    for root in skeleton.roots:
        contour = contours[root]
        left = min(contour.left) + contour.shift
        middles[root] = 0.0 if edge is None else edge + ASIDE - left
        edge = middles[root] + max(contour.right) + contour.shift
    for key in _preorder(skeleton):
        for child in skeleton.children[key]:
            middles[child] = middles[key] + offsets[child]
    return middles


def _beside(done: _Contour, added: _Contour) -> tuple[_Contour, float]:
    """Both subtrees as one, `added` as far left as it fits; and where its root then stands.

    The longer list is kept and the shorter one written into it: linear over the whole tree.
    """
    shared = range(1, min(len(done.left), len(added.left)) + 1)
    place = BESIDE + max(
        (done.right[-row] + done.shift) - (added.left[-row] + added.shift) for row in shared
    )
    if len(added.left) > len(done.left):
        added.shift += place
        for row in shared:
            added.left[-row] = done.left[-row] + done.shift - added.shift
        return added, place
    for row in shared:
        done.right[-row] = added.right[-row] + added.shift + place - done.shift
    return done, place


def _preorder(skeleton: _Skeleton) -> list[ActionId]:
    order: list[ActionId] = []
    waiting = list(reversed(skeleton.roots))
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting.extend(reversed(skeleton.children[key]))
    return order
