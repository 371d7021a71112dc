"""What a card shows and how large it is, worked out from the tree without Qt.

Distances are scene pixels at 100 %, on a grid of 4. All cards are equally high, so that the bends
of links run between rows and never through a neighbour's captions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from app.graph.layout import Extent
from app.model.catalogue import Branch, BranchRole, Category
from app.model.tree import START, Action, ActionTree, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.model.catalogue import Catalogue
    from app.model.text import Text
    from app.model.tree import ActionId, BranchKey

    Render = Callable[[Text], str]

CARD_WIDTH = 256.0
CARD_HEIGHT = 80.0
START_WIDTH = 128.0
START_HEIGHT = 44.0

CAPTION_TOP = 8.0
CAPTION_HEIGHT = 20.0
BEND = CAPTION_TOP + CAPTION_HEIGHT + 10.0
"""How far below a card its links may first bend."""
BEND_STEP = 6.0
"""How much deeper the link beside it bends."""
ARRIVAL = 48.0
"""Room above a card for the arrow and the + of the link that arrives."""

_LETTER = 6.6
_CAPTION_PADDING = 44.0
_NARROWEST, _WIDEST = 56.0, 156.0


class BranchState(StrEnum):
    """How a branch leaves its card."""

    OPEN = "open"
    LINKED = "linked"
    ENDED = "ended"
    BROKEN = "broken"  # linked, but the config no longer has it


@dataclass(frozen=True)
class BranchFace:
    """One branch on a card: its words (empty when they would say nothing), role and state."""

    key: BranchKey
    words: str
    role: BranchRole
    state: BranchState
    hint: str
    """The words, even where the card leaves them out."""


@dataclass(frozen=True)
class CardFace:
    """All that is drawn of one action."""

    id: ActionId
    number: int
    name: str
    type_label: str
    summary: str
    category: Category
    icon: str
    is_start: bool
    known: bool
    record: bool
    comment: str
    branches: tuple[BranchFace, ...]

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the card itself, without captions and badges."""
        if self.is_start:
            return START_WIDTH, START_HEIGHT
        wanted = sum(self._cells) if len(self.branches) > 1 else 0.0
        return max(CARD_WIDTH, 8.0 * -(-wanted // 8.0)), CARD_HEIGHT

    @cached_property
    def extent(self) -> Extent:
        """The size and the room wanted below, for tidying up."""
        width, height = self.size
        deepest = BEND + BEND_STEP * max(0, len(self.branches) - 1)
        return Extent(width, height, below=max(96.0, deepest + ARRIVAL))

    @cached_property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """Left edge and width of the part of the lower edge that each branch has to itself."""
        width, _height = self.size
        if not self.branches:
            return ()
        slack = (width - sum(self._cells)) / len(self.branches)
        found = []
        left = 0.0
        for cell in self._cells:
            found.append((left, cell + slack))
            left += cell + slack
        return tuple(found)

    @cached_property
    def ports(self) -> Mapping[BranchKey, float]:
        """The x of each branch's port."""
        pairs = zip(self.branches, self.cells, strict=True)
        return {branch.key: left + width / 2 for branch, (left, width) in pairs}

    @property
    def outline(self) -> tuple[object, ...]:
        """What of a face the links around it depend on."""
        return self.size, self.branches

    @cached_property
    def by_key(self) -> Mapping[BranchKey, BranchFace]:
        """Branches by their key."""
        return {branch.key: branch for branch in self.branches}

    @cached_property
    def _cells(self) -> tuple[float, ...]:
        return tuple(
            min(_WIDEST, max(_NARROWEST, len(branch.words) * _LETTER + _CAPTION_PADDING))
            for branch in self.branches
        )


def face_of(tree: ActionTree, action: Action, catalogue: Catalogue, render: Render) -> CardFace:
    """The face of one action; branches that vanished but are still linked come last."""
    card = catalogue.card(action.type)
    existing = catalogue.branches(action.config)
    keys = {branch.key for branch in existing}
    broken = (link.branch for link in tree.leaving.get(action.id, ()) if link.branch not in keys)
    alone = len(existing) == 1 and existing[0].role is BranchRole.NORMAL
    return CardFace(
        id=action.id,
        number=action.number,
        name=action.name,
        type_label=render(card.label),
        summary=render(catalogue.summary(action.config)),
        category=card.category,
        icon=card.icon,
        is_start=action.type == START,
        known=card.known,
        record=action.record,
        comment=action.comment,
        branches=(
            *(_branch_face(tree, action, branch, render, quiet=alone) for branch in existing),
            *(
                BranchFace(key, key, BranchRole.NORMAL, BranchState.BROKEN, key)
                for key in sorted(broken)
            ),
        ),
    )


def _branch_face(
    tree: ActionTree, action: Action, branch: Branch, render: Render, *, quiet: bool
) -> BranchFace:
    words = branch.caption or render(branch.label)
    if (action.id, branch.key) in tree.targets:
        state = BranchState.LINKED
    elif (action.id, branch.key) in tree.ended:
        state = BranchState.ENDED
    else:
        state = BranchState.OPEN
    shown = "" if quiet and not branch.caption else words
    return BranchFace(branch.key, shown, branch.role, state, words)


def faces_of(tree: ActionTree, catalogue: Catalogue, render: Render) -> Mapping[ActionId, CardFace]:
    """The faces of all actions."""
    return {action.id: face_of(tree, action, catalogue, render) for action in tree.actions}


def place_of(tree: ActionTree, action: ActionId) -> Position:
    """Where a card stands; the origin for one that was never drawn."""
    return tree.drawing.positions.get(action, Position(0.0, 0.0))
