"""Links find their way around cards and beside each other."""

from __future__ import annotations

import itertools

from app.graph.paths import Box, Ground, Obstacles, Point, Tracks, way


def found(start: Point, end: Point, *boxes: Box, tracks: Tracks | None = None) -> list[Point]:
    obstacles = Obstacles({str(index): box for index, box in enumerate(boxes)})
    ground = Ground(obstacles, tracks or Tracks())
    return way(start, end, ground, bend=38.0, arrival=48.0, purpose=end)


def assert_clear(corners: list[Point], *boxes: Box) -> None:
    for one, other in itertools.pairwise(corners):
        assert one[0] == other[0] or one[1] == other[1]
        piece = Box(
            min(one[0], other[0]) - 1,
            min(one[1], other[1]) + 1,
            max(one[0], other[0]) + 1,
            max(one[1], other[1]) - 1,
        )
        assert not any(piece.meets(box) for box in boxes)


def test_straight_below_is_a_straight_line() -> None:
    assert found((0, 0), (0, 100)) == [(0, 0), (0, 100)]


def test_aside_below_bends_once_under_the_caption() -> None:
    assert found((0, 0), (200, 100)) == [(0, 0), (0, 38), (200, 38), (200, 100)]


def test_a_card_in_between_is_gone_around() -> None:
    card = Box(-128, 100, 128, 200)
    corners = found((0, 0), (0, 400), card)
    assert_clear(corners, card)
    assert corners[0] == (0, 0)
    assert corners[-1] == (0, 400)


def test_a_link_back_goes_around_both_cards() -> None:
    lower, upper = Box(-128, 220, 128, 300), Box(-128, 0, 128, 80)
    corners = found((0, 300), (0, 0), lower, upper)
    assert_clear(corners, lower, upper)
    assert corners[-2][1] < 0


def test_lines_to_different_actions_keep_apart() -> None:
    tracks = Tracks()
    first = found((0, 0), (200, 120), tracks=tracks)
    tracks.take(first, (200, 120))
    second = found((-100, 0), (150, 120), tracks=tracks)
    assert abs(second[1][1] - first[1][1]) >= 5.5


def test_lines_to_the_same_action_may_join() -> None:
    tracks = Tracks()
    first = found((0, 0), (200, 120), tracks=tracks)
    tracks.take(first, (200, 120))
    second = found((100, 0), (200, 120), tracks=tracks)
    assert second[1][1] == first[1][1]


def test_a_card_that_moved_away_is_no_obstacle() -> None:
    obstacles = Obstacles({"a": Box(0, 0, 100, 100)})
    obstacles.put("a", Box(1000, 1000, 1100, 1100))
    assert obstacles.is_free(Box(0, 0, 100, 100))
    assert not obstacles.is_free(Box(1050, 1050, 1060, 1060))
    obstacles.drop("a")
    assert obstacles.is_free(Box(1050, 1050, 1060, 1060))
    assert obstacles.box("a") is None


def test_walled_in_on_all_sides_a_way_is_still_drawn() -> None:
    wall = Box(-5000, 60, 5000, 90)
    corners = found((0, 0), (300, 400), wall)
    assert corners[0] == (0, 0)
    assert corners[-1] == (300, 400)


def test_lines_keep_apart_however_far_away_they_begin() -> None:
    tracks = Tracks()
    first = found((0, 0), (90_000, 120), tracks=tracks)
    tracks.take(first, (90_000, 120))
    second = found((70_000, 0), (70_900, 120), tracks=tracks)
    assert abs(second[1][1] - first[1][1]) >= 5.5
