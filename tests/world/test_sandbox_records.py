"""Cases, cards, tasks and users of a replay: on a copy, numbered by counters."""

from __future__ import annotations

import datetime as dt

import pytest

from app.engine.requests import (
    AnyAnswer,
    AnyRequest,
    AssignToUser,
    CardResult,
    CardsFound,
    CaseResult,
    CasesFound,
    CreateCard,
    CreateCase,
    CreateTask,
    FindCards,
    FindCases,
    FindLastUser,
    LastUser,
    LookAtUser,
    ModifyCase,
    TaskResult,
    UserAssigned,
    UserState,
)
from app.model.contact import Contact
from app.model.resources import (
    CaseSchema,
    Crm,
    CrmObject,
    CrmPlace,
    CrmV2,
    FieldType,
    RecordField,
    Resources,
    User,
)
from app.world.sandbox import Sandbox, Stock

NOW = dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC)
JAN_1, JAN_2 = "2026-01-01T09:00:00+01:00", "2026-01-02"
MAIL = RecordField("email")
SERVICE = CaseSchema(
    reference="service",
    statuses=("New", "Waiting"),
    closed_statuses=("Solved",),
    fields=(MAIL, RecordField("amount", type=FieldType.NUMBER)),
    cases=(
        ("S-7", "New", "Question", "", "", "ada", JAN_1, "ada@example.org", "12.50"),
        ("S-8", "solved", "", "", "", "", JAN_2, "Ada@Example.org ", "12.5"),
        ("S-9", "Waiting", "", "", "", "", "soon", "ada@example.org"),
        ("", "New"),
        (),
    ),
)
TECHNICAL = CaseSchema(reference="technical", cases=(("41", "Open"),))
CUSTOMERS = Crm(
    reference="customers",
    fields=(MAIL, RecordField("name")),
    cards=(("c1", "ada@example.org", "Ada"), ("c2", "ADA@example.org", "Other Ada")),
)
COMPANIES = CrmV2(
    reference="companies", objects=(CrmObject(name="contact", records=(("9", "bo@example.org"),)),)
)
FAR = CrmV2(
    reference="far",
    name="Far",
    place=CrmPlace.EXTERNAL,
    objects=(
        CrmObject(name="Lead"),
        CrmObject(name="Contact", records=(("1", "ada@example.org"),)),
    ),
)
ADA = User(reference="ada", name="Ada", email="ada@example.com")
BO = User(reference="bo", name="Bo", email="bo@example.com", active=False, absent=True)
RESOURCES = Resources.of((SERVICE, TECHNICAL, CUSTOMERS, COMPANIES, FAR, ADA, BO))


def world() -> Sandbox:
    answered = Contact(NOW, "ada@example.org", user="ada")
    return Sandbox(RESOURCES, Stock(RESOURCES, lambda: (answered,)))


def ask(request: AnyRequest, of: Sandbox | None = None) -> AnyAnswer:
    return (of or world()).answer(request, NOW)


def numbers(answer: AnyAnswer) -> list[str]:
    assert isinstance(answer, CasesFound)
    return [case.number for case in answer.cases]


def test_cases_are_found_by_number_in_every_schema() -> None:
    assert numbers(ask(FindCases(number=" s-7"))) == ["S-7"]
    assert numbers(ask(FindCases(number="41"))) == ["41"]
    assert numbers(ask(FindCases("service", number="41"))) == []
    assert numbers(ask(FindCases("gone", number="41"))) == []
    assert numbers(ask(FindCases(number="S-8"))) == []
    assert numbers(ask(FindCases(number="S-8", open_only=False))) == ["S-8"]


def test_open_cases_come_first_then_the_most_recent() -> None:
    by_mail = FindCases(field="email", value="ADA@example.org", open_only=False, most=9)
    assert numbers(ask(by_mail)) == ["S-7", "S-9", "S-8"]
    few = ask(FindCases(field="email", value="ada@example.org"))
    assert isinstance(few, CasesFound)
    assert (numbers(few), few.total) == (["S-7"], 2)


def test_values_compare_in_the_type_of_their_field() -> None:
    assert numbers(ask(FindCases(field="amount", value="12.500", open_only=False, most=9))) == [
        "S-7",
        "S-8",
    ]
    assert numbers(ask(FindCases(field="STATUS", value="waiting", most=9))) == ["S-9"]
    assert numbers(ask(FindCases(field="shoe", value="44"))) == []


def test_new_cases_get_numbers_above_all_others() -> None:
    one = world()
    made = [
        one.answer(CreateCase(schema, "New", values=(("email", "x@example.org"),)), NOW)
        for schema in ("service", "technical", "service")
    ]
    assert [
        answer.case.number for answer in made if isinstance(answer, CaseResult) and answer.case
    ] == [
        "S-42",
        "43",
        "S-44",
    ]
    found = one.answer(FindCases(field="email", value="x@example.org", most=9), NOW)
    assert numbers(found) == ["S-44", "S-42"]
    assert numbers(ask(FindCases(field="email", value="x@example.org"))) == []
    refused = one.answer(CreateCase("gone", "New"), NOW)
    assert isinstance(refused, CaseResult)
    assert str(refused.error) == "There is no case schema gone."


def test_a_case_changes_on_the_copy_only() -> None:
    one = world()
    changed = one.answer(
        ModifyCase("", "s-7", status="Solved", values=(("email", "new@example.org"),)), NOW
    )
    assert isinstance(changed, CaseResult)
    assert changed.case is not None
    assert (changed.case.status, changed.case.owner, changed.case.is_open) == (
        "Solved",
        "ada",
        False,
    )
    assert dict(changed.case.values) == {"email": "new@example.org", "amount": "12.50"}
    assert numbers(one.answer(FindCases(field="email", value="ada@example.org"), NOW)) == ["S-9"]
    assert numbers(ask(FindCases(field="email", value="ada@example.org"))) == ["S-7"]
    assert ask(ModifyCase("service", "41")) == CaseResult()


def ids(answer: AnyAnswer) -> list[str]:
    assert isinstance(answer, CardsFound)
    return [card.id for card in answer.cards]


def test_cards_are_found_in_the_order_of_the_crm() -> None:
    assert ids(ask(FindCards("customers", "", "email", "ada@EXAMPLE.org", 9))) == ["c1", "c2"]
    few = ask(FindCards("Customers", "", "email", "ada@example.org"))
    assert isinstance(few, CardsFound)
    assert (ids(few), few.total) == (["c1"], 2)
    assert ids(ask(FindCards("companies", "Contact", "email", "bo@example.org"))) == ["9"]
    unknown = ask(FindCards("companies", "lead", "email", "bo@example.org"))
    assert isinstance(unknown, CardsFound)
    assert unknown.error is not None


def test_a_card_is_created_unless_there_is_one_already() -> None:
    one = world()
    create = CreateCard("customers", "", (("email", "new@example.org"),), "email")
    first, again = one.answer(create, NOW), one.answer(create, NOW)
    assert isinstance(first, CardResult)
    assert isinstance(again, CardResult)
    assert first.card is not None
    assert (first.card.id, first.is_duplicate) == ("c3", False)
    assert (again.card, again.is_duplicate) == (first.card, True)
    assert ids(one.answer(FindCards("customers", "", "email", "new@example.org"), NOW)) == ["c3"]
    assert ids(ask(FindCards("customers", "", "email", "new@example.org"))) == []


@pytest.mark.parametrize(
    "request_",
    [FindCards("far", "Lead", "email", "x"), CreateCard("far", "Lead", (("email", "x"),))],
)
def test_an_external_crm_without_local_records_has_no_stub(request_: AnyRequest) -> None:
    refused = ask(request_)
    assert isinstance(refused, CardsFound | CardResult)
    assert str(refused.error) == (
        "No stub: the external CRM Far has no records of Lead for replays."
    )


def test_an_external_crm_answers_from_its_local_records() -> None:
    assert ids(ask(FindCards("far", "contact", "email", "ada@example.org"))) == ["1"]
    made = ask(CreateCard("far", "Contact", (("email", "x"),)))
    assert isinstance(made, CardResult)
    assert made.error is None


def test_tasks_are_kept_and_numbered() -> None:
    one = world()
    assert one.answer(CreateTask("Call back"), NOW) == TaskResult(id="T-1")
    assert one.answer(CreateTask("Write"), NOW) == TaskResult(id="T-2")
    assert [(made.task.title, made.at) for made in one.tasks] == [
        ("Call back", NOW),
        ("Write", NOW),
    ]


def test_users_are_as_the_workspace_says() -> None:
    assert ask(LookAtUser("ada")) == UserState()
    assert ask(LookAtUser("BO")) == UserState(active=False, absent=True)
    assert ask(LookAtUser("gone")) == UserState(active=False)
    assert ask(AssignToUser("ada")) == UserAssigned()
    assert ask(FindLastUser(" Ada@example.org")) == LastUser(user="ada")
    assert ask(FindLastUser("bo@example.org")) == LastUser()
