"""Finds the way of a link around the cards: vertical and horizontal pieces, as few as possible."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.model.tree import ActionId

Point = tuple[float, float]

_BIN = 320.0
_CLEARANCE = 6.0
_CORRIDOR = 20.0
_TRIES = 28
_APART = 6.0
"""Between two lines that lead to different actions."""
_LANES = 6
_SECTION = 1280.0
"""A line is looked up in sections of this length: rows of large trees share their lines."""
_LAST_TURN = 22.0
"""A link turns no closer than this above the card that it arrives at."""


class Box(NamedTuple):
    """A card as an obstacle, in scene pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Obstacles:
    """All cards, found quickly by place. Cards that cover each other exactly count as one."""

    def __init__(self, boxes: Mapping[ActionId, Box] | None = None) -> None:
        self._boxes: dict[ActionId, Box] = {}
        self._bins: dict[tuple[int, int], dict[Box, int]] = {}
        for key, box in (boxes or {}).items():
            self.put(key, box)

    def put(self, key: ActionId, box: Box) -> None:
        """Add a card, or move it."""
        if self._boxes.get(key) == box:
            return
        self.drop(key)
        self._boxes[key] = box
        for place in _bins(box):
            stack = self._bins.setdefault(place, {})
            stack[box] = stack.get(box, 0) + 1

    def drop(self, key: ActionId) -> None:
        """Forget a card."""
        box = self._boxes.pop(key, None)
        if box is not None:
            for place in _bins(box):
                stack = self._bins[place]
                stack[box] -= 1
                if not stack[box]:
                    del stack[box]

    def box(self, key: ActionId) -> Box | None:
        """Where a card is."""
        return self._boxes.get(key)

    def within(self, area: Box) -> list[Box]:
        """The cards that reach into an area, always in the same order."""
        found: set[Box] = set()
        for place in _bins(area):
            found.update(self._bins.get(place, ()))
        return sorted(box for box in found if box.meets(area))

    def is_free(self, area: Box) -> bool:
        """Whether no card reaches into an area."""
        for place in _bins(area):
            for box in self._bins.get(place, ()):
                if box.meets(area):
                    return False
        return True

    def on_way_down(self, x: float, one: float, other: float) -> list[Box]:
        """The cards that a vertical piece would touch."""
        top, bottom = min(one, other), max(one, other)
        return self.within(Box(x - _CLEARANCE, top, x + _CLEARANCE, bottom))

    def on_way_across(self, y: float, one: float, other: float) -> list[Box]:
        """The cards that a horizontal piece would touch."""
        left, right = min(one, other), max(one, other)
        return self.within(Box(left, y - _CLEARANCE, right, y + _CLEARANCE))


def _bins(box: Box) -> list[tuple[int, int]]:
    rows = range(int(box.top // _BIN), int(box.bottom // _BIN) + 1)
    columns = range(int(box.left // _BIN), int(box.right // _BIN) + 1)
    return [(column, row) for column in columns for row in rows]


class Tracks:
    """The horizontal and vertical pieces that are taken, so that no two links run in one line.

    Links that arrive at the same action may share a piece: they read as one.
    """

    def __init__(self) -> None:
        self._taken: dict[tuple[bool, int], _Line] = {}

    def is_free(self, piece: Piece, purpose: object) -> bool:
        """Whether a piece would run along none that leads elsewhere."""
        band = round(piece.at / _APART)
        low_end, high_end = piece.low - _APART, piece.high + _APART
        for near in (band - 1, band, band + 1):
            line = self._taken.get((piece.upright, near))
            if line is None:
                continue
            for section in _sections(low_end, high_end):
                for at, low, high, other in line.get(section, ()):
                    if (
                        low < high_end
                        and low_end < high
                        and other != purpose
                        and abs(at - piece.at) < _APART - 0.5
                    ):
                        return False
        return True

    def take(self, corners: list[Point], purpose: object) -> None:
        """Remember the pieces of a way, but the first, which belongs to its port alone."""
        for one, other in itertools.pairwise(corners[1:]):
            upright = abs(one[0] - other[0]) < 0.5
            at = one[0] if upright else one[1]
            low, high = sorted((one[1], other[1]) if upright else (one[0], other[0]))
            line = self._taken.setdefault((upright, round(at / _APART)), {})
            for section in _sections(low, high):
                line.setdefault(section, []).append((at, low, high, purpose))


_Line = dict[int, list[tuple[float, float, float, object]]]
"""By section: place across, low and high end, and purpose of the pieces along one line."""


def _sections(low: float, high: float) -> range:
    return range(int(low // _SECTION), int(high // _SECTION) + 1)


class Piece(NamedTuple):
    """A straight piece: `at` is its x when upright, else its y."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Ground:
    """What a link finds its way through: the cards, and the links that came before it."""

    obstacles: Obstacles
    tracks: Tracks

    def across(self, y: float, one: float, other: float, purpose: object) -> bool:
        """Whether a horizontal piece is free."""
        low, high = min(one, other), max(one, other)
        return high - low < 0.5 or (
            self.tracks.is_free(Piece(False, y, low, high), purpose)
            and self.obstacles.is_free(Box(low, y - _CLEARANCE, high, y + _CLEARANCE))
        )

    def down(self, x: float, one: float, other: float, purpose: object) -> bool:
        """Whether a vertical piece is free."""
        low, high = min(one, other), max(one, other)
        return self.tracks.is_free(Piece(True, x, low, high), purpose) and self.obstacles.is_free(
            Box(x - _CLEARANCE, low, x + _CLEARANCE, high)
        )


def way(
    start: Point,
    end: Point,
    ground: Ground,
    *,
    bend: float,
    arrival: float,
    purpose: object = None,
) -> list[Point]:
    """The corners of a link that leaves downwards at `start` and arrives downwards at `end`.

    `bend` is how far below `start` it may first turn, `arrival` how far above `end` it turns last.
    Links with the same `purpose` may run along each other. The shortest way that touches no card
    and no other link's line wins; where there is none, the shortest.
    """
    (from_x, from_y), (to_x, to_y) = start, end
    high = from_y + bend
    low = to_y - arrival
    for deeper in range(_LANES):
        lane = high + deeper * _APART
        if lane > to_y - _LAST_TURN:
            break
        if ground.across(lane, from_x, to_x, purpose) and ground.down(
            to_x, lane, to_y - 1, purpose
        ):
            return _cleaned([start, (from_x, lane), (to_x, lane), end])
    corridor = _corridor(from_x, to_x, high, low, ground, purpose)
    high = _lane(high, from_x, corridor, ground, purpose)
    low = _lane(low, corridor, to_x, ground, purpose)
    return _cleaned([start, (from_x, high), (corridor, high), (corridor, low), (to_x, low), end])


def _lane(y: float, one: float, other: float, ground: Ground, purpose: object) -> float:
    """The nearest free y for a horizontal piece, at or below `y`."""
    for deeper in range(_LANES):
        lane = y + deeper * _APART
        if ground.across(lane, one, other, purpose):
            return lane
    return y


def _corridor(
    from_x: float, to_x: float, high: float, low: float, ground: Ground, purpose: object
) -> float:
    """The x of the vertical piece between the two horizontal ones."""
    obstacles = ground.obstacles
    waiting: list[tuple[float, float]] = []

    def consider(*places: float) -> None:
        for x in places:
            heapq.heappush(waiting, (abs(x - from_x) + abs(x - to_x), x))

    consider(from_x, to_x)
    tried: set[float] = set()
    best = to_x
    fewest: int | None = None
    while waiting and len(tried) < _TRIES:
        _length, x = heapq.heappop(waiting)
        if x in tried:
            continue
        tried.add(x)
        below = obstacles.on_way_down(x, high, low)
        if fewest is None or len(below) < fewest or not below:
            touched = len(below)
            touched += len(obstacles.on_way_across(high, from_x, x))
            touched += len(obstacles.on_way_across(low, x, to_x))
            if not touched:
                if ground.down(x, high, low, purpose):
                    return x
                consider(x - _APART, x + _APART)
            if fewest is None or touched < fewest:
                best, fewest = x, touched
        for box in below:
            consider(box.left - _CORRIDOR, box.right + _CORRIDOR)
    return best


def _cleaned(corners: list[Point]) -> list[Point]:
    """The way without corners that repeat, or that lie on a straight line."""
    kept: list[Point] = []
    for point in corners:
        if kept and _near(kept[-1], point):
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < 0.5 and abs(one[1] - other[1]) < 0.5


def _in_line(one: Point, two: Point, three: Point) -> bool:
    upright = abs(one[0] - two[0]) < 0.5 and abs(two[0] - three[0]) < 0.5
    if upright:
        return (two[1] - one[1]) * (three[1] - two[1]) > 0
    level = abs(one[1] - two[1]) < 0.5 and abs(two[1] - three[1]) < 0.5
    return level and (two[0] - one[0]) * (three[0] - two[0]) > 0
