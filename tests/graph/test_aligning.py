"""Wherever boxes lie, aligning lines them up, keeps them within, and does nothing twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from app.graph.aligning import Alignment, aligned

SIDE = st.integers(-2000, 2000)
LENGTH = st.integers(1, 400)
BOXES = st.dictionaries(
    st.text(min_size=1, max_size=3), st.builds(QRectF, SIDE, SIDE, LENGTH, LENGTH), max_size=6
)


def moved(boxes: dict[str, QRectF], how: Alignment) -> dict[str, QRectF]:
    places = aligned(how, boxes)
    return {
        key: QRectF(places[key].x, places[key].y, box.width(), box.height())
        for key, box in boxes.items()
    }


def around(boxes: dict[str, QRectF]) -> QRectF:
    area = QRectF()
    for box in boxes.values():
        area = area.united(box)
    return area


@given(BOXES, st.sampled_from(list(Alignment)))
def test_nothing_leaves_the_area_around_them_all(boxes: dict[str, QRectF], how: Alignment) -> None:
    after = moved(boxes, how)
    assert after.keys() == boxes.keys()
    grown = around(boxes).adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    fits = sum(b.width() for b in boxes.values()) <= around(boxes).width()
    fits_down = sum(b.height() for b in boxes.values()) <= around(boxes).height()
    if (how is Alignment.ACROSS and not fits) or (how is Alignment.DOWN and not fits_down):
        return  # they overlap, evenly
    assert all(grown.contains(box) for box in after.values())


@given(BOXES, st.sampled_from(list(Alignment)))
def test_only_one_direction_changes(boxes: dict[str, QRectF], how: Alignment) -> None:
    after = moved(boxes, how)
    across = how in (Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT, Alignment.ACROSS)
    for key, box in boxes.items():
        kept = (after[key].y(), box.y()) if across else (after[key].x(), box.x())
        assert kept[0] == kept[1]


@given(BOXES)
def test_edges_agree(boxes: dict[str, QRectF]) -> None:
    for how, edge in (
        (Alignment.LEFT, QRectF.left),
        (Alignment.RIGHT, QRectF.right),
        (Alignment.TOP, QRectF.top),
        (Alignment.BOTTOM, QRectF.bottom),
    ):
        assert len({round(edge(box), 6) for box in moved(boxes, how).values()}) <= 1
