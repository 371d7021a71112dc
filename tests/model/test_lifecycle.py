"""What each status of a version allows, and why promotion is refused."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from app.model.catalogue import Problem, Severity
from app.model.errors import Refused
from app.model.lifecycle import (
    COMMAND_LABELS,
    Command,
    check_deletable,
    check_editable,
    commands_of,
    refusal_of_promotion,
)
from app.model.routing import Schedule, Status, Version
from app.model.text import _
from app.model.tree import ActionTree
from tests.model.building import add, free, tree_of
from tests.model.fake_catalogue import node
from tests.model.strategies import first_tree

DRAFT = Version("v1", "r1", 1, "Spring")
LIVE = msgspec.structs.replace(DRAFT, status=Status.PRODUCTION)
KEPT = msgspec.structs.replace(DRAFT, status=Status.BACKUP)
TREE = tree_of(add(node("b", name="Reply"), after="a0"))
ERROR = Problem(Severity.ERROR, _("Choose a template."), action="b", field="template")
WARNING = Problem(Severity.WARNING, _("The branch Error is not linked."), action="b")


def test_a_version_in_development_can_be_edited_and_put_in_production() -> None:
    assert commands_of(DRAFT) == (
        Command.EDIT,
        Command.PROMOTE,
        Command.TEST,
        Command.SCHEDULE,
        Command.DUPLICATE,
        Command.DELETE,
    )


def test_flags_turn_their_commands_round() -> None:
    at = dt.datetime(2026, 5, 4, 8, tzinfo=dt.UTC)
    flagged = msgspec.structs.replace(DRAFT, in_testing=True, schedule=Schedule(at, "Europe/Paris"))

    assert commands_of(flagged)[2:4] == (Command.UNTEST, Command.UNSCHEDULE)


def test_the_version_in_production_is_looked_at_and_duplicated() -> None:
    assert commands_of(LIVE) == (Command.VIEW, Command.DUPLICATE)


def test_a_version_in_backup_can_return_to_production() -> None:
    assert commands_of(KEPT) == (
        Command.VIEW,
        Command.PROMOTE,
        Command.DUPLICATE,
        Command.DELETE,
    )


def test_every_command_has_a_label() -> None:
    assert COMMAND_LABELS.keys() == set(Command)


@pytest.mark.parametrize("version", [LIVE, KEPT])
def test_only_versions_in_development_are_edited(version: Version) -> None:
    check_editable(DRAFT)
    with pytest.raises(Refused, match=r"Version Spring is in .* Duplicate it to edit"):
        check_editable(version)


def test_the_version_in_production_is_not_deleted() -> None:
    check_deletable(DRAFT)
    check_deletable(KEPT)
    with pytest.raises(Refused, match="in production and cannot be deleted"):
        check_deletable(LIVE)


@pytest.mark.parametrize("version", [DRAFT, KEPT])
def test_a_sound_version_can_be_promoted(version: Version) -> None:
    assert refusal_of_promotion(version, TREE, (WARNING,)) == ()


@pytest.mark.parametrize("version", [DRAFT, KEPT])
@pytest.mark.parametrize("tree", [first_tree(), tree_of(free(node("b")))])
def test_a_version_whose_start_leads_nowhere_is_blank(version: Version, tree: ActionTree) -> None:
    (reason,) = refusal_of_promotion(version, tree, ())

    assert "Spring is blank" in str(reason)


def test_errors_refuse_a_version_in_development_and_name_their_action() -> None:
    whole = Problem(Severity.ERROR, _("A routing cannot jump to itself."))

    reasons = refusal_of_promotion(DRAFT, TREE, (WARNING, ERROR, whole))

    assert [str(reason) for reason in reasons] == [
        "Reply: Choose a template.",
        "A routing cannot jump to itself.",
    ]


def test_going_back_to_a_backup_always_works() -> None:
    assert refusal_of_promotion(KEPT, TREE, (ERROR,)) == ()


def test_the_version_in_production_is_there_already() -> None:
    (reason,) = refusal_of_promotion(LIVE, TREE, ())

    assert "already in production" in str(reason)
