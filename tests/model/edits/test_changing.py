"""Changing what an action holds."""

from __future__ import annotations

import pytest

from app.model import edits
from app.model.config import Config
from app.model.diff import Change, diff
from app.model.errors import Refused
from app.model.tree import Position
from tests.model.building import PLACE, free, tree_of
from tests.model.fake_catalogue import CATALOGUE, NodeConfig, QueueConfig, node, queue
from tests.model.strategies import first_tree

TREE = tree_of(free(node("b")))


class Operand(Config, frozen=True):
    """A config that tells numbers from yes and no."""

    value: int | bool = 0


def test_a_name_is_kept_as_it_was_typed() -> None:
    assert edits.rename("b", "Écoute (VIP) ")(TREE).by_id["b"].name == "Écoute (VIP) "


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\tb", "a\x00", "a\u2028b"])
def test_impossible_names_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        edits.rename("b", name)(TREE)


def test_a_comment_may_have_lines_and_gets_plain_line_breaks() -> None:
    changed = edits.comment("b", "Why:\r\n\tbecause\rthen")(TREE)

    assert changed.by_id["b"].comment == "Why:\n\tbecause\nthen"


def test_a_comment_with_control_characters_is_refused() -> None:
    with pytest.raises(Refused, match="comment"):
        edits.comment("b", "a\x1bb")(TREE)


def test_recording_the_passage_is_turned_on_and_off() -> None:
    on = edits.record("b", True)(TREE)

    assert on.by_id["b"].record
    assert edits.record("b", False)(on) == TREE


def test_configuring_keeps_marks_of_branches_that_vanish() -> None:
    ended = tree_of(
        free(queue("b", closed=True)), edits.end_here("b", "closed", catalogue=CATALOGUE)
    )

    closed = edits.configure("b", QueueConfig())(ended)

    assert closed.ends == ended.ends
    assert edits.configure("b", QueueConfig(closed=True))(closed) == ended
    assert edits.not_end_here("b", "closed")(closed).ends == ()


def test_moving_puts_only_these_actions_elsewhere() -> None:
    moved = edits.move({"b": Position(7, 8)})(TREE)

    assert moved.drawing.positions["b"] == Position(7, 8)
    assert moved.drawing.positions["a0"] == TREE.drawing.positions["a0"]


def test_moving_what_is_gone_moves_nothing() -> None:
    with pytest.raises(Refused, match="no longer exists"):
        edits.move({"b": Position(7, 8), "gone": Position(0, 0)})(TREE)


def test_a_change_to_the_same_value_gives_the_same_tree() -> None:
    for edit in (
        edits.rename("b", "b"),
        edits.comment("b", ""),
        edits.record("b", False),
        edits.configure("b", NodeConfig()),
        edits.move({"b": PLACE}),
        edits.move({}),
    ):
        assert edit(TREE) is TREE


def test_yes_is_another_value_than_one() -> None:
    one = edits.configure("b", Operand(1))(TREE)
    yes = edits.configure("b", Operand(True))(one)

    assert "True" in repr(yes.by_id["b"].config)
    assert diff(one, yes) == Change(altered=frozenset({"b"}))


def test_changing_what_is_gone_is_refused() -> None:
    for edit in (
        edits.rename("gone", "Name"),
        edits.comment("gone", ""),
        edits.record("gone", True),
        edits.configure("gone", NodeConfig()),
    ):
        with pytest.raises(Refused, match="no longer exists"):
            edit(first_tree())
