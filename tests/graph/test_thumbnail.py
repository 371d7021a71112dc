"""Version cards show their trees in small."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.graph.thumbnail import thumbnail
from app.graph.tokens import DARK, LIGHT, Tokens
from app.model.tree import ActionTree, blank_tree
from tests.graph.showcase import CATALOGUE, Step, showcase_tree


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("tree", [showcase_tree(), blank_tree("s", "Start", Step("start"))])
def test_start_and_cards_are_painted_in_their_colours(
    qapp: QApplication, tree: ActionTree, tokens: Tokens
) -> None:
    image = thumbnail(tree, CATALOGUE, tokens, QSize(240, 150), ratio=2.0)
    assert image.size() == QSize(480, 300)
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert QColor(tokens.accent).name() in colours
    assert image.pixelColor(0, 0).alpha() == 0
    if len(tree.actions) > 1:
        assert QColor(tokens.distribution).name() in colours


def test_no_room_gives_an_empty_picture(qapp: QApplication) -> None:
    image = thumbnail(showcase_tree(), CATALOGUE, LIGHT, QSize(8, 8))
    assert image.pixelColor(4, 4).alpha() == 0
