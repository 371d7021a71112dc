"""Create a CRM card: checked against the CRM, never twice unless wanted."""

from __future__ import annotations

import pytest

from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.create_crm_card import NewCard
from app.engine.card_fields import CardValue, WhenDuplicate
from app.engine.evidence import Note
from app.engine.registry import CATALOGUE
from app.engine.requests import CardResult, CreateCard
from app.model.config import Reference, ReferenceMode
from app.model.text import _
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

CRM = Reference("customers")
EXPRESSION = ReferenceMode.EXPRESSION
ROWS = (CardValue("email", "{{ email.from.address }}"), CardValue("NAME", "{{ email.from.name }}"))
STRANGER = email(From="New <new@example.org>")
REUSE = WhenDuplicate.REUSE


def created(*rows: CardValue, sender: str = "New <new@example.org>", **settings: object) -> Told:
    config = NewCard(CRM, (*ROWS, *rows), **settings)  # type: ignore[arg-type]
    return dialogue(config, message=email(From=sender))


def again(**settings: object) -> Told:
    return created(sender="Ada <ADA@example.org>", **settings)


TAKES = {
    "ok": created,
    "duplicate": again,
    "reference_not_found": lambda: dialogue(NewCard(Reference("{{ 'gone' }}", EXPRESSION))),
    "error": lambda: created(CardValue("balance", "{{ 'much' }}")),
}


def test_a_card_is_created_and_associated() -> None:
    told = created(CardValue("balance", "7"))
    values = (("email", "new@example.org"), ("name", "New"), ("balance", "7"))
    assert told.requests == (CreateCard("customers", "", values, "email"),)
    card = told.state.left["card"]
    assert (card["id"], card["email"]) == ("K-4", "new@example.org")
    assert isinstance(told.evidence, Note)
    assert str(told.evidence.text) == "The card K-4 was created."


def test_the_next_action_finds_it() -> None:
    told = dialogue(NewCard(CRM, ROWS), AssociateCard(CRM), message=STRANGER)
    assert told.state.left["card"]["id"] == "K-4"


def test_a_card_is_not_associated_where_that_is_off() -> None:
    assert created(associate=False).step.changes == ()


def test_a_duplicate_changes_nothing_unless_it_is_taken() -> None:
    told = again()
    assert (told.branch, told.step.changes) == ("duplicate", ())
    assert told.error == "There is a card with this email already."
    told = again(duplicate=REUSE)
    assert (told.branch, told.state.left["card"]["id"]) == ("ok", "K-1")
    told = again(duplicate=WhenDuplicate.IGNORE)
    assert (told.branch, told.state.left["card"]["id"]) == ("ok", "K-4")


@pytest.mark.parametrize(
    ("sender", "sentence"),
    [("", "The field Email must have a value."), ("x", "“x” for Email does not fit its pattern.")],
)
def test_the_crm_is_not_asked_for_what_does_not_suit(sender: str, sentence: str) -> None:
    told = dialogue(NewCard(CRM, (CardValue("email", f"{{{{ '{sender}' }}}}"),)))
    assert (told.branch, told.requests, told.error) == ("error", (), sentence)


def test_the_world_may_refuse() -> None:
    answer = CardResult(error=_("The CRM is full."))
    told = dialogue(NewCard(CRM, ROWS), answers=[answer])
    assert (told.branch, told.error) == ("error", "The CRM is full.")


def test_a_crm_by_expression_is_checked_in_the_run() -> None:
    by_name = Reference("{{ 'customers' }}", EXPRESSION)
    assert dialogue(NewCard(by_name, ROWS), message=STRANGER).branch == "ok"
    told = dialogue(NewCard(by_name, (*ROWS, CardValue("shoe", "44"))), message=STRANGER)
    assert (told.branch, told.error) == ("error", "There is no field shoe.")


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (NewCard(), ["crm"]),
        (NewCard(CRM), []),
        (NewCard(CRM, ()), ["rows", "rows", "duplicate_key"]),
        (NewCard(CRM, (*ROWS, CardValue("shoe", "44"))), ["rows.2.name"]),
        (NewCard(CRM, (*ROWS, CardValue("balance", "much"))), ["rows.2.value"]),
        (NewCard(CRM, (*ROWS, CardValue("Name", "x"))), ["rows.2.name"]),
        (NewCard(CRM, ROWS[1:], WhenDuplicate.IGNORE), ["rows"]),
        (NewCard(CRM, ROWS, duplicate_key="balance"), ["duplicate_key"]),
        (NewCard(CRM, ROWS, duplicate_key=""), ["duplicate_key"]),
        (NewCard(CRM, ROWS, WhenDuplicate.IGNORE, ""), []),
    ],
)
def test_the_config_is_checked(config: NewCard, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == fields


def test_duplicate_exists_only_when_asked_for() -> None:
    keys = [b.key for b in CATALOGUE.branches(NewCard(CRM, duplicate=REUSE))]
    assert keys == ["ok", "error"]
    assert str(CATALOGUE.summary(NewCard(CRM, ROWS))) == "customers · email, NAME"
