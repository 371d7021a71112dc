"""Finds room for a new card: below a branch, between two cards, or near a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.graph.faces import CAPTION_HEIGHT, CAPTION_TOP, CARD_HEIGHT, CARD_WIDTH, place_of
from app.graph.layout import BESIDE, GRID
from app.graph.paths import Box, Obstacles
from app.model.tree import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.graph.faces import CardFace
    from app.model.tree import ActionId, ActionTree, BranchKey, Link

ROW = 96.0
"""Room between two rows where nothing asks for more."""
_TRIES = 60


def box_of(tree: ActionTree, face: CardFace) -> Box:
    """A card with its captions, as it stands."""
    place = place_of(tree, face.id)
    width, height = face.size
    bottom = place.y + height + CAPTION_TOP + CAPTION_HEIGHT
    return Box(place.x, place.y, place.x + width, bottom)


def below(
    tree: ActionTree, faces: Mapping[ActionId, CardFace], source: ActionId, branch: BranchKey
) -> Position:
    """A free place under a branch: straight below, or as little aside as possible."""
    face = faces[source]
    corner = place_of(tree, source)
    port = face.ports.get(branch, face.size[0] / 2)
    wanted = Position(corner.x + port - CARD_WIDTH / 2, corner.y + face.size[1] + face.extent.below)
    return free_near(tree, faces, wanted)


def free_near(tree: ActionTree, faces: Mapping[ActionId, CardFace], wanted: Position) -> Position:
    """The nearest place left or right of `wanted` where a card covers no other."""
    x, y = snapped(wanted.x), snapped(wanted.y)
    rooms = [(x + aside, _room(x + aside, y)) for aside in _aside()]
    row = Box(
        min(room.left for _left, room in rooms),
        y,
        max(room.right for _left, room in rooms),
        rooms[0][1].bottom,
    )
    taken = [box for face in faces.values() if (box := box_of(tree, face)).meets(row)]
    for left, room in rooms:
        if not any(box.meets(room) for box in taken):
            return Position(left, y)
    return Position(x, y)


def apart(tree: ActionTree, fragment: ActionTree, wanted: Position) -> tuple[float, float]:
    """How far right and down a fragment goes so that it stands at `wanted` and covers no card.

    `wanted` is where the top left corner of its bounds was asked for.
    """
    places = fragment.drawing.positions.values()
    left = min((place.x for place in places), default=wanted.x)
    top = min((place.y for place in places), default=wanted.y)
    taken = [_card(place) for place in tree.drawing.positions.values()]
    right, down = snapped(wanted.x - left), snapped(wanted.y - top)
    for aside in _aside():
        rooms = [_room(place.x + right + aside, place.y + down) for place in places]
        if not any(box.meets(room) for box in taken for room in rooms):
            return right + aside, down
    return right, down


def _card(place: Position) -> Box:
    return Box(place.x, place.y, place.x + CARD_WIDTH, place.y + CARD_HEIGHT)


def _room(left: float, top: float) -> Box:
    """What a new card at a place wants for itself."""
    return Box(left - BESIDE / 2, top, left + CARD_WIDTH + BESIDE / 2, top + CARD_HEIGHT + 28.0)


def between(
    tree: ActionTree, faces: Mapping[ActionId, CardFace], link: Link
) -> tuple[Position, Mapping[ActionId, Position]]:
    """A place on a link, and where the cards below go to make room for it."""
    source, target = faces[link.source], faces[link.target]
    from_y = place_of(tree, link.source).y + source.size[1] + source.extent.below
    to = place_of(tree, link.target)
    x = snapped(to.x + target.size[0] / 2 - CARD_WIDTH / 2)
    needed = CARD_HEIGHT + ROW
    if to.y <= from_y - source.extent.below:  # a link back or aside: anywhere near its source
        return below(tree, faces, link.source, link.branch), {}
    if to.y - from_y >= needed:
        return free_near(tree, faces, Position(x, from_y)), {}
    down = snapped(needed - max(0.0, to.y - from_y))
    moving = {key for key in _led_to(tree, link.target) if place_of(tree, key).y >= to.y - 1.0} - {
        link.source
    }
    if _would_collide(tree, faces, moving, down):
        moving = {key for key in faces if place_of(tree, key).y >= to.y - 1.0}
    places = {key: place_of(tree, key) for key in moving}
    moved = {key: Position(place.x, place.y + down) for key, place in places.items()}
    return Position(x, snapped(min(to.y, from_y))), moved


def _would_collide(
    tree: ActionTree, faces: Mapping[ActionId, CardFace], moving: set[ActionId], down: float
) -> bool:
    staying = Obstacles(
        {key: box_of(tree, face) for key, face in faces.items() if key not in moving}
    )
    boxes = (box_of(tree, faces[key]) for key in moving)
    return any(
        staying.within(Box(box.left - 8.0, box.top + down, box.right + 8.0, box.bottom + down))
        for box in boxes
    )


def _led_to(tree: ActionTree, start: ActionId) -> set[ActionId]:
    seen = {start}
    waiting = [start]
    while waiting:
        for link in tree.leaving.get(waiting.pop(), ()):
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return seen


def _aside() -> Iterator[float]:
    yield 0.0
    for step in range(1, _TRIES):
        yield step * 40.0
        yield -step * 40.0


def snapped(value: float) -> float:
    """The nearest line of the grid."""
    return round(value / GRID) * GRID
