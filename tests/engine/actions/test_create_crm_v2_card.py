"""Create a CRM V2 card: of one object, local or external."""

from __future__ import annotations

import pytest

from app.engine.actions.create_crm_v2_card import NewRecord
from app.engine.card_fields import ObjectValue, WhenDuplicate
from app.engine.registry import CATALOGUE
from app.engine.requests import CardResult, CreateCard
from app.model.config import Reference, ReferenceMode
from app.model.text import _
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

CRM = Reference("companies")
EXPRESSION = ReferenceMode.EXPRESSION
MAIL = ObjectValue("email", "{{ email.from.address }}")


def created(*rows: ObjectValue, sender: str = "new@example.org", **settings: object) -> Told:
    config = NewRecord(CRM, "Contact", (MAIL, *rows), **settings)  # type: ignore[arg-type]
    return dialogue(config, message=email(From=sender))


TAKES = {
    "ok": created,
    "duplicate": lambda: created(sender="ada@example.org"),
    "reference_not_found": lambda: dialogue(
        NewRecord(Reference("{{ 'gone' }}", EXPRESSION), "contact")
    ),
    "error": lambda: dialogue(NewRecord(Reference("far"), "Lead")),
}


def test_a_card_of_an_object_is_created_and_associated() -> None:
    told = created(ObjectValue("company", "Example"))
    values = (("email", "new@example.org"), ("company", "Example"))
    assert told.requests == (CreateCard("companies", "contact", values, "email"),)
    card = told.state.left["card"]
    assert (card["crm"], card["object"], card["id"]) == ("companies", "contact", "P-4")


def test_a_duplicate_is_refused_taken_or_ignored() -> None:
    told = created(sender="ada@example.org")
    assert (told.branch, told.step.changes) == ("duplicate", ())
    told = created(sender="ada@example.org", duplicate=WhenDuplicate.REUSE)
    assert told.state.left["card"]["id"] == "P-1"
    told = created(sender="ada@example.org", duplicate=WhenDuplicate.IGNORE, associate=False)
    assert (told.branch, told.step.changes) == ("ok", ())


def test_what_an_external_crm_refuses_is_told() -> None:
    config = NewRecord(Reference("far"), "Lead")
    told = dialogue(config, answers=[CardResult(error=_("REQUIRED_FIELD_MISSING: LastName"))])
    assert (told.branch, told.error) == ("error", "REQUIRED_FIELD_MISSING: LastName")
    assert dialogue(config).error.startswith("No stub")


def test_an_object_that_only_a_run_can_miss() -> None:
    told = dialogue(NewRecord(Reference("{{ 'companies' }}", EXPRESSION), "lead"))
    assert (told.branch, told.error) == ("error", "The CRM Companies has no object lead.")


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (NewRecord(object="contact"), ["crm"]),
        (NewRecord(CRM), ["object"]),
        (NewRecord(CRM, "lead"), ["object"]),
        (NewRecord(CRM, "contact"), []),
        (NewRecord(CRM, "account"), ["rows.0.name", "duplicate_key"]),
        (NewRecord(CRM, "contact", (MAIL, ObjectValue("sites", "4"))), ["rows.1.name"]),
    ],
)
def test_the_config_is_checked(config: NewRecord, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == fields


def test_summary() -> None:
    config = NewRecord(CRM, "contact", (MAIL,))
    assert str(CATALOGUE.summary(config)) == "companies · contact: email"
