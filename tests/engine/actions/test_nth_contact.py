"""Check Nth contact: what is counted, and which link it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from app.engine.actions.nth_contact import CheckContacts, ContactLink, Count, Scope
from app.engine.evidence import Verdicts
from app.engine.requests import ContactCount, ContactKey, CountContacts
from app.model.contact import Contact
from app.model.text import Text
from app.world.sandbox import Sandbox, Stock
from tests.engine.dialogue import NOW, Told, dialogue, email
from tests.engine.workspace import WORKSPACE

SECOND = CheckContacts(
    links=(ContactLink(1, "Second", Count.EXACTLY, 2), ContactLink(2, "Often", Count.AT_LEAST, 3))
)


def earlier(count: int, config: CheckContacts = SECOND) -> Told:
    return dialogue(config, answers=[ContactCount(count=count)])


def link(slot: int) -> Told:
    rows = tuple(ContactLink(at, "", Count.EXACTLY, at) for at in range(1, 11))
    return earlier(slot - 1, CheckContacts(links=rows))


TAKES: dict[str, Callable[[], Told]] = {
    **{f"link_{slot}": partial(link, slot) for slot in range(1, 11)},
    "by_default": lambda: earlier(0),
    "error": lambda: dialogue(CheckContacts(key=ContactKey.CASE)),
}


def test_the_current_interaction_counts_unless_told_otherwise() -> None:
    assert earlier(1).branch == "link_1"
    without = CheckContacts(with_current=False, links=SECOND.links)
    assert earlier(1, without).branch == "by_default"
    assert earlier(2, without).branch == "link_1"


def test_the_first_link_that_fits_wins_and_the_count_is_kept() -> None:
    told = earlier(6)
    assert told.branch == "link_2"
    assert told.state.contact_count == 7
    assert isinstance(told.evidence, Verdicts)
    assert [one.holds for one in told.evidence.links] == [False, True]


def test_the_question_names_customer_period_and_routing() -> None:
    since = (NOW - dt.timedelta(days=7)).isoformat()
    assert earlier(0).requests == (
        CountContacts(ContactKey.SENDER, "ada@example.org", since, "main"),
    )
    every = CheckContacts(scope=Scope.ALL, days=1)
    assert earlier(0, every).requests == (
        CountContacts(
            ContactKey.SENDER, "ada@example.org", (NOW - dt.timedelta(days=1)).isoformat(), ""
        ),
    )


def test_who_is_not_known_is_an_error_in_words() -> None:
    assert "No case is associated" in TAKES["error"]().error
    assert "No card is associated" in dialogue(CheckContacts(key=ContactKey.CARD)).error
    assert "no sender" in dialogue(SECOND, message=email(From=None)).error


def test_a_log_that_refuses_is_an_error() -> None:
    told = dialogue(SECOND, answers=[ContactCount(error=Text("The log cannot be read."))])
    assert told.branch == "error"
    assert told.error == "The log cannot be read."


def test_a_link_that_an_earlier_one_takes_away_is_said() -> None:
    config = CheckContacts(
        links=(ContactLink(1, "Often", Count.AT_LEAST, 2), ContactLink(2, "Third", number=3))
    )
    assert [one.field for one in config.problems(WORKSPACE)] == ["links.1.number"]


def contact(days: float, routing: str = "main", sender: str = "Ada@Example.org") -> Contact:
    return Contact(NOW - dt.timedelta(days=days), sender, routing)


def test_the_sandbox_counts_the_log_and_what_it_was_told() -> None:
    log = (contact(1), contact(6.9), contact(7.1), contact(2, "other"), contact(1, sender="x@y.z"))
    world = Sandbox(WORKSPACE, Stock(WORKSPACE, lambda: log))
    since = (NOW - dt.timedelta(days=7)).isoformat()
    asked = CountContacts(ContactKey.SENDER, "ada@example.org", since, "main")
    assert world.answer(asked, NOW) == ContactCount(count=2)
    world.remember(contact(0))
    assert world.answer(asked, NOW) == ContactCount(count=3)
    assert world.answer(CountContacts(asked.key, asked.value, since), NOW) == ContactCount(count=4)
    assert Sandbox(WORKSPACE).answer(asked, NOW) == ContactCount(count=0)


def test_a_contact_of_the_future_is_no_earlier_one() -> None:
    world = Sandbox(WORKSPACE, Stock(WORKSPACE, lambda: (contact(-1),)))
    asked = CountContacts(ContactKey.SENDER, "ada@example.org", NOW.isoformat())
    assert world.answer(asked, NOW) == ContactCount(count=0)
