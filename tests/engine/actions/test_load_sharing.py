"""Load sharing: draws from the seed, turns from the world."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.actions.load_sharing import LoadSharing, SharedLink, SharingMode
from app.engine.evidence import Draw, Share
from app.engine.registry import CATALOGUE
from app.engine.requests import TakeTurn, Turn
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

THIRDS = LoadSharing(
    SharingMode.ROUND_ROBIN, (SharedLink(1, percent=33), SharedLink(4, percent=33))
)


def turn(number: int, config: LoadSharing = THIRDS) -> Told:
    return dialogue(config, answers=[Turn(number=number)])


def only(slot: int) -> Told:
    return dialogue(LoadSharing(links=(SharedLink(slot, percent=100),)))


TAKES = {
    **{f"link_{slot}": partial(only, slot) for slot in range(1, 11)},
    "no_link": lambda: dialogue(LoadSharing(links=(SharedLink(1, percent=0),))),
}


def test_a_round_robin_asks_for_its_turn_and_shows_it() -> None:
    told = turn(0)
    assert told.requests == (TakeTurn("id-2"),)
    assert told.evidence == Draw(
        "round_robin",
        0,
        told.branch,
        (Share("link_1", 33), Share("link_4", 33), Share("no_link", 34)),
    )


@given(st.lists(st.integers(0, 100), min_size=1, max_size=10).filter(lambda p: sum(p) <= 100))
def test_a_hundred_turns_split_exactly(percents: list[int]) -> None:
    links = tuple(SharedLink(slot, percent=percent) for slot, percent in enumerate(percents, 1))
    turns = Counter(LoadSharing(SharingMode.ROUND_ROBIN, links).prepare(WORKSPACE))
    expected = {f"link_{slot}": percent for slot, percent in enumerate(percents, 1) if percent}
    rest = 100 - sum(percents)
    assert turns == expected | ({"no_link": rest} if rest else {})


def test_turns_go_on_after_a_hundred() -> None:
    assert turn(7).branch == turn(107).branch


def test_a_draw_follows_the_seed_and_nothing_else() -> None:
    config = LoadSharing()
    first = [dialogue(config, seed=str(seed)).branch for seed in range(50)]
    again = [dialogue(config, seed=str(seed)).branch for seed in range(50)]
    assert first == again
    assert set(first) == {"link_1", "link_2"}


@pytest.mark.parametrize(
    ("links", "severity"),
    [
        ((SharedLink(1, percent=60), SharedLink(2, percent=41)), ["error"]),
        ((SharedLink(1, percent=60), SharedLink(1, percent=40)), ["error"]),
        ((SharedLink(11, percent=60),), ["error"]),
        ((SharedLink(1, percent=0), SharedLink(2, percent=100)), ["warning"]),
        ((SharedLink(1, percent=-1), SharedLink(2, percent=100)), ["error"]),
        ((), ["error"]),
    ],
)
def test_shares_are_checked(links: tuple[SharedLink, ...], severity: list[str]) -> None:
    found = CATALOGUE.problems(LoadSharing(links=links), WORKSPACE)
    assert [problem.severity for problem in found] == severity
