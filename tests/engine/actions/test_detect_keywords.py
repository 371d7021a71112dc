"""Detect keywords: groups in order, places to highlight."""

from __future__ import annotations

from functools import partial

import pytest

from app.engine.actions.detect_keywords import (
    DetectKeywords,
    GroupRow,
    KeywordSource,
    Required,
    Where,
)
from app.engine.evidence import GroupHits, Hit, Hits
from app.engine.mail import Message
from app.engine.registry import CATALOGUE
from app.engine.searched import ReadMessage
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE


def group(*words: str, slot: int = 1) -> GroupRow:
    return GroupRow(slot, f"Group {slot}", keywords=words)


def from_table(column: str) -> GroupRow:
    return GroupRow(1, "Table", source=KeywordSource.TABLE, table="words", column=column)


def taken(slot: int) -> Told:
    return dialogue(DetectKeywords((group("refund", slot=slot),)))


TAKES = {
    **{f"link_{slot}": partial(taken, slot) for slot in range(1, 11)},
    "by_default": lambda: dialogue(DetectKeywords((group("nothing"),))),
}


def test_the_first_group_that_matches_wins_and_all_hits_show() -> None:
    config = DetectKeywords((group("absent"), group("ORDER", slot=3), group("refund", slot=2)))
    told = dialogue(config)
    assert told.branch == "link_3"
    assert told.evidence == Hits(
        (
            GroupHits("link_1", "Group 1", False, 0, 1, ()),
            GroupHits(
                "link_3",
                "Group 3",
                True,
                1,
                1,
                (
                    Hit("ORDER", "subject", 11, 16),
                    Hit("ORDER", "text_without_quotes", 17, 22),
                ),
            ),
            GroupHits("link_2", "Group 2", True, 1, 1, (Hit("refund", "subject", 0, 6),)),
        )
    )


@pytest.mark.parametrize(
    ("config", "matches"),
    [
        (DetectKeywords((group("refund", "gone"),), required=Required.ALL), False),
        (DetectKeywords((group("refund", "late"),), required=Required.ALL), True),
        (DetectKeywords((group("refund", "x", "late"),), required=Required.AT_LEAST), True),
        (DetectKeywords((group("refund", "Refund", "x"),), required=Required.AT_LEAST), False),
        (DetectKeywords((group("late"),), Where.SUBJECT), False),
        (DetectKeywords((group("refund"),), Where.BODY), False),
        (DetectKeywords((group("refun"),)), False),
        (DetectKeywords((group("refun*"),)), True),
        (DetectKeywords((group("refun"),), whole_words=False), True),
        (DetectKeywords((group("REFUND"),), ignore_case=False), False),
        (DetectKeywords((group(r"order \d{5}"),), regular_expressions=True), True),
        (DetectKeywords((group(r"order \d{4}"),), regular_expressions=True), False),
        (DetectKeywords((from_table("word"),)), True),
        (DetectKeywords((from_table("word"),), regular_expressions=True), True),
    ],
)
def test_what_counts_as_found(config: DetectKeywords, matches: bool) -> None:
    assert (dialogue(config).branch == "link_1") is matches


QUOTED = "No.\n\nOn Monday, Ada wrote:\n> a refund please\n"


@pytest.mark.parametrize(("leave_out", "branch"), [(True, "by_default"), (False, "link_1")])
def test_quoted_replies_are_left_out_when_told(leave_out: bool, branch: str) -> None:
    config = DetectKeywords((group("refund"),), Where.BODY, leave_out_quotes=leave_out)
    assert dialogue(config, message=email(QUOTED)).branch == branch


def test_names_of_attachments_are_searched() -> None:
    raw = (
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHello\n'
        b'--b\nContent-Type: application/pdf; name="invoice 12.pdf"\n'
        b'Content-Disposition: attachment; filename="invoice 12.pdf"\n\nx\n--b--\n'
    )
    config = DetectKeywords((group("invoice"),), Where.ATTACHMENTS)
    assert dialogue(config, message=Message(raw)).branch == "link_1"


def test_the_agents_reply_is_searched_where_there_is_one() -> None:
    config = DetectKeywords((group("sorry"),), message=ReadMessage.REPLY)
    assert dialogue(config, reply=email("We are sorry.")).branch == "link_1"
    assert dialogue(config).branch == "by_default"


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (DetectKeywords((group(),)), "groups.0.keywords"),
        (DetectKeywords((group("a("),), regular_expressions=True), "groups.0.keywords"),
        (DetectKeywords((from_table("gone"),)), "groups.0.column"),
        (DetectKeywords((from_table("pattern"),), regular_expressions=True), "groups.0.column"),
        (DetectKeywords((group("a"),), required=Required.AT_LEAST, at_least=0), "at_least"),
    ],
)
def test_groups_are_checked(config: DetectKeywords, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_many_hits_are_counted_beyond_those_shown() -> None:
    told = dialogue(DetectKeywords((group("x"),)), message=email("x " * 500, Subject=None))
    assert isinstance(told.evidence, Hits)
    (found,) = told.evidence.groups
    assert (len(found.hits), found.more) == (50, 450)


def told_of(pattern: str) -> Told:
    config = DetectKeywords((group(pattern),), regular_expressions=True, whole_words=False)
    return dialogue(config, message=email("a" * 50_000))


def test_a_hostile_expression_cannot_hang_a_run() -> None:
    assert told_of("(a+)+$").branch == "link_1"
    assert told_of("(a|aa)+b").branch == "by_default"
