"""The palette keeps the contrast that it promises."""

from __future__ import annotations

import dataclasses
import re

import pytest

from app.graph.tokens import THEMES, Tokens, contrast, luminance, mixed
from app.model.catalogue import Category

every_theme = pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == 1.0
    assert luminance("#ffffff") == pytest.approx(1.0)


def test_mixing_lays_one_colour_over_another() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert mixed("#123456", "#abcdef", 0.0) == "#abcdef"
    assert mixed("#123456", "#abcdef", 1.0) == "#123456"


@every_theme
def test_every_colour_is_written_in_full(tokens: Tokens) -> None:
    for item in dataclasses.fields(tokens):
        value = getattr(tokens, item.name)
        if isinstance(value, str) and item.name != "name":
            assert re.fullmatch(r"#[0-9a-f]{6}", value), item.name


@every_theme
def test_text_is_legible_on_every_ground(tokens: Tokens) -> None:
    least = 7.0 if tokens.high_contrast else 4.5
    for ground in tokens.grounds:
        for ink in (tokens.text, tokens.muted):
            assert contrast(ink, ground) >= least, (ink, ground)


@every_theme
def test_states_are_legible_as_words_on_every_ground_but_the_selection(tokens: Tokens) -> None:
    for ground in tokens.grounds[:-1]:
        for ink in (*tokens.states, tokens.accent):
            assert contrast(ink, ground) >= 4.5, (ink, ground)


@every_theme
def test_text_is_legible_on_filled_states(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for fill in (*tokens.states, tokens.run, tokens.current):
        assert contrast(tokens.on_state, fill) >= 4.5, fill


@every_theme
def test_marks_that_carry_meaning_stand_out(tokens: Tokens) -> None:
    marks = (
        tokens.outline,
        tokens.focus,
        tokens.run,
        tokens.current,
        tokens.added,
        tokens.removed,
        tokens.altered,
        tokens.moved,
        *tokens.states,
        *(tokens.category(category) for category in Category),
    )
    for ground in tokens.grounds:
        for ink in marks:
            assert contrast(ink, ground) >= 3.0, (ink, ground)


@every_theme
def test_ten_categories_have_ten_colours(tokens: Tokens) -> None:
    assert len({tokens.category(category) for category in Category}) == 10
