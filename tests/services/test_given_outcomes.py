"""Outcomes given to actions for a run, by number."""

from __future__ import annotations

import pytest

from app.engine.actions.node import Node
from app.engine.actions.send_email import SendAnEmail
from app.engine.given import GivenOutcome
from app.model.config import Reference
from app.model.errors import UserError
from app.services.given_outcomes import by_lineage, read_outcome
from tests.engine.dialogue import in_a_row

PROGRAM = in_a_row((SendAnEmail(template=Reference("received")), Node()))


@pytest.mark.parametrize(
    ("text", "number", "outcome"),
    [
        ("7=timeout", 7, GivenOutcome("timeout")),
        (
            " 12 = ok , http.status=200,var.x=a=b",
            12,
            GivenOutcome("ok", (("http.status", "200"), ("var.x", "a=b"))),
        ),
        ("3=ok,var.x=", 3, GivenOutcome("ok", (("var.x", ""),))),
    ],
)
def test_an_outcome_is_read(text: str, number: int, outcome: GivenOutcome) -> None:
    assert read_outcome(text) == (number, outcome)


@pytest.mark.parametrize("text", ["", "timeout", "x=ok", "7=", "7=ok,http.status", "7=ok,=1"])
def test_what_is_none_says_how_to_write_it(text: str) -> None:
    with pytest.raises(UserError, match="7=timeout"):
        read_outcome(text)


def test_outcomes_follow_the_lineage_of_their_actions() -> None:
    failed = GivenOutcome("error")
    assert dict(by_lineage({2: failed}, PROGRAM)) == {"id-2": failed}


@pytest.mark.parametrize(
    ("number", "branch", "sentence"),
    [
        (9, "ok", "no action 9"),
        (3, "ok", "asks nothing of the outside"),
        (2, "timeout", "It has: ok, error"),
    ],
)
def test_what_an_action_cannot_have_is_refused(number: int, branch: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        by_lineage({number: GivenOutcome(branch)}, PROGRAM)
