"""Distribution to a user: picked, the case's owner, or who answered last."""

from __future__ import annotations

import pytest

from app.engine.actions.associate_case import AssociateCase
from app.engine.actions.to_user import ToUser, Who
from app.engine.evidence import LookUp
from app.engine.registry import CATALOGUE
from app.engine.requests import AssignToUser, FindLastUser, LastUser, LookAtUser, UserState
from app.engine.trace import Destination
from app.model.catalogue import RoutingType
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

OWNER, LAST = ToUser(Who.CASE_OWNER), ToUser(Who.LAST_USER)


def user(reference: str) -> Told:
    return dialogue(ToUser(user=Reference(reference)))


def by_expression(reference: str) -> Told:
    return dialogue(ToUser(user=Reference(f"{{{{ '{reference}' }}}}", ReferenceMode.EXPRESSION)))


def owner_of(number: str) -> Told:
    return dialogue(AssociateCase(number=number, open_only=False), OWNER)


TAKES = {
    "assigned": lambda: user("ada"),
    "user_unavailable": lambda: user("bo"),
    "reference_not_found": lambda: by_expression("nobody"),
}


def test_a_user_gets_the_email_and_the_run_ends() -> None:
    told = user("Ada")
    assert told.requests == (LookAtUser("ada"), AssignToUser("ada"))
    assert told.trace.destination == Destination("user", "ada")
    assert not told.trace.undelivered
    assert str(told.trace.reason) == "Given to Ada."
    assert told.state.user == "ada"
    assert [(c.name, c.after) for c in told.step.changes] == [("interaction.user", "ada")]
    assert by_expression("ada").branch == "assigned"


@pytest.mark.parametrize(
    ("reference", "sentence"), [("bo", "Bo is inactive."), ("cy", "Cy is absent.")]
)
def test_a_user_who_cannot_take_it_is_unavailable(reference: str, sentence: str) -> None:
    told = user(reference)
    assert (told.branch, told.error) == ("user_unavailable", sentence)
    assert told.requests == (LookAtUser(reference),)
    assert isinstance(told.evidence, LookUp)
    assert not told.evidence.found


def test_the_world_knows_who_is_there() -> None:
    told = dialogue(ToUser(user=Reference("cy")), answers=[UserState()])
    assert told.branch == "assigned"


@pytest.mark.parametrize(
    ("number", "branch", "sentence"),
    [
        ("C-1", "assigned", ""),
        ("C-2", "user_unavailable", "Bo is inactive."),
        ("C-3", "user_unavailable", "The case C-3 has no owner."),
        ("C-4", "user_unavailable", "There is no user gone any more."),
    ],
)
def test_the_owner_of_the_case(number: str, branch: str, sentence: str) -> None:
    told = owner_of(number)
    assert (told.branch, told.error) == (branch, sentence)


def test_an_interaction_without_a_case_has_no_owner() -> None:
    told = dialogue(OWNER)
    assert (told.branch, told.error) == ("user_unavailable", "The interaction has no case.")


def test_the_last_user_who_answered_the_sender() -> None:
    told = dialogue(LAST, answers=[LastUser(user="ADA")])
    assert told.requests[0] == FindLastUser("ada@example.org")
    assert told.trace.destination == Destination("user", "ada")
    told = dialogue(LAST)
    assert told.branch == "user_unavailable"
    assert told.error == "Nobody has answered ada@example.org yet."
    told = dialogue(LAST, answers=[LastUser(user="gone")])
    assert told.error == "There is no user gone any more."
    told = dialogue(LAST, message=email(From=None))
    assert (told.requests, told.error) == ((), "The email names no sender.")


def test_only_routings_that_start_with_an_email_have_it() -> None:
    assert CATALOGUE.card("to_user").routing_types == {RoutingType.START}
    assert CATALOGUE.continuing_branch(OWNER) is None


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (ToUser(), ["user"]),
        (ToUser(user=Reference("nobody")), ["user"]),
        (OWNER, []),
        (LAST, []),
    ],
)
def test_the_config_is_checked(config: ToUser, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == fields


def test_branches_and_summary() -> None:
    by_name = ToUser(user=Reference("{{ x }}", ReferenceMode.EXPRESSION))
    assert [b.key for b in CATALOGUE.branches(by_name)] == [
        "user_unavailable",
        "reference_not_found",
    ]
    assert [b.key for b in CATALOGUE.branches(OWNER)] == ["user_unavailable"]
    assert str(CATALOGUE.summary(LAST)) == "The last user who answered this sender"
    assert str(CATALOGUE.summary(ToUser(user=Reference("ada")))) == "ada"
