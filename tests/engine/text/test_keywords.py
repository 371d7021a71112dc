"""Keywords: what counts as found, where, how often, and that nothing makes the search run away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.text.folding import fold
from app.engine.text.keywords import (
    KEPT_HITS,
    GroupHits,
    KeywordGroup,
    KeywordSet,
    NamedText,
    joins_words,
    snippet,
)


def search(text: str, *keywords: str, whole_words: bool = True, exact: bool = False) -> GroupHits:
    group = KeywordGroup(
        keywords, whole_words=whole_words, ignore_case=not exact, ignore_accents=not exact
    )
    (found,) = KeywordSet([group]).find([NamedText("body", text)])
    return found


@pytest.mark.parametrize(
    ("keyword", "text", "times"),
    [
        ("refund", "A Refund, please: REFUND!", 2),
        ("refund", "refunds refunding prerefund", 0),
        ("refund*", "refunds refunding Refund prerefund", 3),
        ("refund", "refund_policy refund2", 0),
        ("refund", "réfund re\u00adfund ｒｅｆｕｎｄ rеfund", 4),
        ("remboursé", "rembourse REMBOURSÉ", 2),
        ("money back", "money\r\n   back, money\xa0back, moneyback", 2),
        ("c++", "C++ and c++11, vc++", 2),
        ("#12", "order#12 #123", 1),
        ("straße", "Strasse", 1),
        ("退款", "我要退款谢谢", 1),
        ("返金", "返金してください", 1),
        ("คืนเงิน", "ขอคืนเงินด้วย", 1),
        ("환불", "환불 요청", 1),
        ("возврат", "ВОЗВРАТ денег, возврата", 1),
        ("l'offre", "L’offre", 1),
        ("🎁", "win 🎁🎁", 2),
    ],
)
def test_keywords_are_found_as_whole_words(keyword: str, text: str, times: int) -> None:
    assert search(text, keyword).total == times


def test_without_whole_words_every_place_counts_but_a_star_wants_the_beginning() -> None:
    assert search("refunds prerefund", "refund", whole_words=False).total == 2
    assert search("refunds prerefund", "refund*", whole_words=False).total == 1


def test_case_and_accents_count_on_request() -> None:
    assert search("Café cafe CAFÉ cafe\u0301", "café", exact=True).total == 1
    assert search("café", "cafe", exact=True, whole_words=False).total == 0
    assert search("Café", "Caf", exact=True, whole_words=False).total == 1


def test_places_are_those_of_the_original() -> None:
    text = "  Votre\n\ncaf\u00e9\u200b  cre\u0300me : Straße"
    found = search(text, "café crème", "strasse")
    assert [text[hit.start : hit.end] for hit in found.hits] == [
        "caf\u00e9\u200b  cre\u0300me",
        "Straße",
    ]
    assert found.hits[0].keyword == "café crème"
    assert found.hits[0].snippet == "Votre caf\u00e9\u200b cre\u0300me : Straße"


def test_empty_and_repeated_keywords_are_left_out() -> None:
    group = KeywordGroup(("", "  ", "*", "\u200b", "Refund", "refund", "réfund", "refund*"))
    prepared = KeywordSet([group])
    assert prepared.different(0) == ("Refund", "refund*")
    (found,) = prepared.find([NamedText("body", "refund")])
    assert found.different == ("Refund", "refund*")
    assert found.total == 2


def test_groups_without_keywords_find_nothing() -> None:
    assert KeywordSet([]).find([NamedText("body", "x")]) == ()
    assert KeywordSet([KeywordGroup(())]).find([NamedText("body", "x")]) == (GroupHits(),)


def test_overlapping_keywords_are_all_found() -> None:
    found = search("the new credit card number", "credit card", "card number", "card", "credit")
    assert found.different == ("credit card", "card number", "card", "credit")
    assert [hit.start for hit in found.hits] == sorted(hit.start for hit in found.hits)


def test_each_group_searches_where_it_asks_to() -> None:
    texts = [
        NamedText("subject", "Invoice"),
        NamedText("body", "your invoice"),
        NamedText("attachments", "photo.png", 0),
        NamedText("attachments", "INVOICE.pdf", 1),
    ]
    groups = [
        KeywordGroup(("invoice",)),
        KeywordGroup(("invoice",), where=frozenset({"attachments"})),
        KeywordGroup(("Invoice",), where=frozenset({"subject", "body"}), ignore_case=False),
        KeywordGroup(("nothing",)),
    ]
    both, attached, exact, nothing = KeywordSet(groups).find(texts)
    assert [hit.where for hit in both.hits] == ["subject", "body"]
    assert [(hit.where, hit.index) for hit in attached.hits] == [("attachments", 1)]
    assert [hit.where for hit in exact.hits] == ["subject"]
    assert nothing == GroupHits()


def test_many_places_are_counted_and_the_first_are_kept() -> None:
    found = search("spam " * 1_000, "spam")
    assert found.total == 1_000
    assert len(found.hits) == KEPT_HITS
    assert found.more == 1_000 - KEPT_HITS
    assert found.hits[-1].start == (KEPT_HITS - 1) * 5


def test_a_repetitive_text_meeting_nested_keywords_stays_bounded() -> None:
    keywords = tuple("a" * length for length in range(1, 201))
    found = search("a" * 100_000 + " zebra", *keywords, "zebra", whole_words=False)
    assert found.partial
    assert found.different[-1] == "zebra"
    assert len(found.hits) == KEPT_HITS


def test_long_texts_are_searched_without_a_seam() -> None:
    keywords = tuple("x" * length for length in range(2, 402))  # short steps
    text = ("lorem ipsum " * 40 + "the needle here ") * 20
    found = search(text, "the needle here", *keywords)
    assert found.total == 20
    assert not found.partial


def test_a_text_is_folded_once_for_all_who_search_it() -> None:
    text = NamedText("body", "Été")
    style = KeywordGroup(("x",)).style
    assert text.folded(style) is text.folded(style)


def test_thousands_of_keywords_in_ten_groups_give_each_its_own() -> None:
    groups = [
        KeywordGroup(tuple(f"word{group}x{number}" for number in range(1_000)))
        for group in range(10)
    ]
    text = "word3x7 word9x999 word3x70"
    found = KeywordSet(groups).find([NamedText("body", text)])
    assert [len(one.different) for one in found] == [0, 0, 0, 2, 0, 0, 0, 0, 0, 1]


def test_a_snippet_is_one_line_with_marks_where_it_was_cut() -> None:
    text = "a" * 50 + "\nKEY\n" + "b" * 50
    assert snippet(text, 51, 54, 3) == "…aa KEY bb…"


WORDS = st.text(st.sampled_from("abAé_ -ß\u0301\u200b退"), max_size=30)


@given(WORDS, st.lists(st.text(st.sampled_from("abé_ß退"), max_size=3), max_size=6), st.booleans())
def test_the_same_is_found_as_by_looking_at_every_place(
    text: str, keywords: list[str], whole: bool
) -> None:
    found = search(text, *keywords, whole_words=whole)
    content = fold(text).text
    expected = 0
    for word in {fold(keyword).text for keyword in keywords} - {""}:
        for start in range(len(content)):
            if not content.startswith(word, start):
                continue
            around = content[start - 1 : start], content[start + len(word) :][:1]
            inside = [
                bool(beside) and joins_words(beside) and joins_words(edge)
                for beside, edge in zip(around, (word[0], word[-1]), strict=True)
            ]
            expected += not (whole and any(inside))
    assert found.total == expected
    for hit in found.hits:
        assert fold(text[hit.start : hit.end]).text == "" or hit.end > hit.start
