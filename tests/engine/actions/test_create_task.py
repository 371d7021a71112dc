"""Create a task: whom for, when due, linked to case and card."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.engine.actions.associate_case import AssociateCase
from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.create_task import Assignee, DelayUnit, DueMode, NewTask, TaskPriority
from app.engine.registry import CATALOGUE
from app.engine.requests import CreateTask, TaskResult
from app.model.config import Reference, ReferenceMode
from app.model.text import _
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

EXPRESSION = ReferenceMode.EXPRESSION
CALL = "Call {{ email.from.name }} back"
PARIS = ZoneInfo("Europe/Paris")


def task(title: str = CALL, *, now: dt.datetime | None = None, **settings: object) -> Told:
    config = NewTask(title, **settings)  # type: ignore[arg-type]
    return dialogue(config) if now is None else dialogue(config, now=now)


def asked(told: Told) -> CreateTask:
    (request,) = told.requests
    assert isinstance(request, CreateTask)
    return request


TAKES = {
    "ok": task,
    "reference_not_found": lambda: task(
        assignee=Assignee.USER, user=Reference("{{ 'nobody' }}", EXPRESSION)
    ),
    "error": lambda: task("{{ var.due }}"),
}


def test_a_task_is_created_and_fills_the_namespace() -> None:
    told = task(description="{{ email.subject }}", priority=TaskPriority.HIGH)
    assert asked(told) == CreateTask(
        title="Call Ada Martin back",
        description="Refund for order 40718",
        due="2026-01-06T10:30:00+01:00",
        priority="high",
    )
    left = told.state.left["task"]
    assert (left["id"], left["title"]) == ("T-1", "Call Ada Martin back")
    assert left["due"] == dt.datetime(2026, 1, 6, 10, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("settings", "user", "queue"),
    [
        ({"assignee": Assignee.USER, "user": Reference("ADA")}, "ada", ""),
        (
            {"assignee": Assignee.QUEUE, "queue": Reference("{{ 'office' }}", EXPRESSION)},
            "",
            "office",
        ),
        ({"user": Reference("ada")}, "", ""),
    ],
)
def test_a_task_is_for_a_user_a_queue_or_nobody(
    settings: dict[str, object], user: str, queue: str
) -> None:
    request = asked(task(**settings))  # type: ignore[arg-type]
    assert (request.user, request.queue) == (user, queue)


@pytest.mark.parametrize(
    ("delay", "unit", "due"),
    [
        (30, DelayUnit.MINUTES, "2026-03-28T12:30:00+01:00"),
        (24, DelayUnit.HOURS, "2026-03-29T13:00:00+02:00"),
        (1, DelayUnit.DAYS, "2026-03-29T12:00:00+02:00"),
        (0, DelayUnit.DAYS, "2026-03-28T12:00:00+01:00"),
    ],
)
def test_days_keep_the_time_on_the_wall_and_hours_pass(
    delay: int, unit: DelayUnit, due: str
) -> None:
    eve = dt.datetime(2026, 3, 28, 11, tzinfo=dt.UTC)
    assert asked(task(delay=delay, unit=unit, now=eve)).due == due


def test_a_task_is_due_at_a_moment_or_at_none() -> None:
    at = task(due=DueMode.AT, moment="{{ '2026-02-01 09:00' }}")
    assert asked(at).due == "2026-02-01T09:00:00+01:00"
    assert at.warnings == ()
    assert asked(task(due=DueMode.NONE)).due == ""
    past = task(due=DueMode.AT, moment="2025-12-31")
    assert (past.branch, past.warnings) == ("ok", ("The task is due before this moment.",))
    wrong = task(due=DueMode.AT, moment="{{ 'soon' }}")
    assert (wrong.branch, wrong.error) == ("error", "“soon” is no date that can be read.")


def test_a_task_beyond_the_calendar_is_refused() -> None:
    late = dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
    told = task(delay=2, now=late)
    assert (told.branch, told.error) == ("error", "The task would be due after the year 9999.")


def test_a_task_is_linked_to_case_and_card_unless_that_is_off() -> None:
    before = AssociateCase(number="C-1"), AssociateCard(Reference("customers"))
    request = asked(dialogue(*before, NewTask("Call")))
    assert (request.case, request.card, request.card_crm) == ("C-1", "K-1", "customers")
    request = asked(dialogue(*before, NewTask("Call", linked=False)))
    assert (request.case, request.card, request.card_crm) == ("", "", "")


def test_a_title_is_one_line_of_bounded_length() -> None:
    assert asked(task("{{ 'a\nb' }}")).title == "a b"
    told = task("{{ '" + "x" * 300 + "' }}")
    assert len(asked(told).title) == 250
    assert told.warnings == ("The title was cut to 250 characters.",)
    assert task("{{ var.due }}").error == "The title of the task is empty."


def test_the_world_may_refuse() -> None:
    told = dialogue(NewTask("Call"), answers=[TaskResult(error=_("No more tasks."))])
    assert (told.branch, told.error, told.step.changes) == ("error", "No more tasks.", ())


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (NewTask(), ["title"]),
        (NewTask("Call"), []),
        (NewTask("Call", assignee=Assignee.USER), ["user"]),
        (NewTask("Call", assignee=Assignee.QUEUE), ["queue"]),
        (NewTask("Call", assignee=Assignee.QUEUE, queue=Reference("gone")), ["queue"]),
        (NewTask("Call", delay=-1), ["delay"]),
        (NewTask("Call", due=DueMode.AT), ["moment"]),
        (NewTask("Call", due=DueMode.AT, moment="soon"), ["moment"]),
        (NewTask("{{ x"), ["title"]),
    ],
)
def test_the_config_is_checked(config: NewTask, fields: list[str]) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == fields


def test_summary_says_whom_it_is_for() -> None:
    config = NewTask("Call", assignee=Assignee.USER, user=Reference("ada"))
    assert str(CATALOGUE.summary(config)) == "Call → ada"
    assert str(CATALOGUE.summary(NewTask("Call"))) == "Call"
