"""The rules of a version's life: what each status allows, and why a change is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from app.model.catalogue import Problem, Severity
from app.model.errors import NotEditable, Refused
from app.model.names import check_name, check_reference, suggest_name, suggest_reference
from app.model.routing import Schedule, Status, Version
from app.model.text import Text, _
from app.model.tree import ActionTree


class Command(StrEnum):
    """What may be done with a version; a window offers those of them that it implements."""

    EDIT = "edit"
    VIEW = "view"
    PROMOTE = "promote"
    TEST = "test"
    UNTEST = "untest"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    DUPLICATE = "duplicate"
    DELETE = "delete"


COMMAND_LABELS: dict[Command, Text] = {
    Command.EDIT: _("Edit"),
    Command.VIEW: _("View"),
    Command.PROMOTE: _("Put in production"),
    Command.TEST: _("Put in test"),
    Command.UNTEST: _("Remove from test"),
    Command.SCHEDULE: _("Schedule the production"),
    Command.UNSCHEDULE: _("Remove the planned production from the schedule"),
    Command.DUPLICATE: _("Duplicate"),
    Command.DELETE: _("Delete"),
}


def commands_of(version: Version) -> tuple[Command, ...]:
    """What the version's status and flags allow, the usual command first."""
    match version.status:
        case Status.DEVELOPMENT:
            return (
                Command.EDIT,
                Command.PROMOTE,
                Command.UNTEST if version.in_testing else Command.TEST,
                Command.UNSCHEDULE if version.schedule is not None else Command.SCHEDULE,
                Command.DUPLICATE,
                Command.DELETE,
            )
        case Status.PRODUCTION:
            return (Command.VIEW, Command.DUPLICATE)
        case Status.BACKUP:
            return (Command.VIEW, Command.PROMOTE, Command.DUPLICATE, Command.DELETE)


def check_editable(version: Version) -> None:
    """`NotEditable` when tree, name and description of the version are read-only."""
    if version.status is Status.PRODUCTION:
        raise NotEditable(
            _(
                "Version {version} is in production and read-only. Duplicate it to edit.",
                version=version.name,
            )
        )
    if version.status is Status.BACKUP:
        raise NotEditable(
            _(
                "Version {version} is in backup and read-only. Duplicate it to edit.",
                version=version.name,
            )
        )


def check_deletable(version: Version) -> None:
    """`Refused` for the version in production."""
    if version.status is Status.PRODUCTION:
        raise Refused(
            _(
                "Version {version} is in production and cannot be deleted. "
                "Put another version in production first.",
                version=version.name,
            )
        )


def check_testable(version: Version) -> None:
    """`Refused` unless the version is in development and not in test yet."""
    if version.in_testing:
        raise Refused(_("Version {version} is in test already.", version=version.name))
    if version.status is not Status.DEVELOPMENT:
        raise Refused(
            _(
                "Version {version} is not in development, so it cannot be put in test."
                " Duplicate it, and put the duplicate in test.",
                version=version.name,
            )
        )


def check_in_test(version: Version) -> None:
    """`Refused` unless the version is in test."""
    if not version.in_testing:
        raise Refused(
            _("Version {version} is not in test. Put it in test first.", version=version.name)
        )


def check_schedulable(
    version: Version,
    tree: ActionTree,
    schedule: Schedule,
    now: dt.datetime,
    others: Iterable[Version],
) -> None:
    """`Refused` unless production can be planned: in development, not blank, later, a free date.

    `others` are versions of the same routing. Errors of the tree are told, not refused: there is
    time to mend them.
    """
    if version.status is not Status.DEVELOPMENT:
        raise Refused(
            _(
                "Version {version} is not in development, so its production cannot be planned."
                " Duplicate it, and schedule the duplicate.",
                version=version.name,
            )
        )
    if tree.is_blank:
        raise Refused(_blank(version))
    if schedule.at <= now:
        raise Refused(_("This moment has passed. Choose a date and time in the future."))
    for other in others:
        if other.id != version.id and other.schedule and other.schedule.date == schedule.date:
            raise Refused(
                _(
                    "Version {version} is scheduled for the same date. Choose another date, or"
                    " remove that one from the schedule.",
                    version=other.name,
                )
            )


def _blank(version: Version) -> Text:
    return _(
        "Version {version} is blank: link Start to an action before it goes into production.",
        version=version.name,
    )


def refusal_of_promotion(
    version: Version, tree: ActionTree, problems: Iterable[Problem]
) -> tuple[Text, ...]:
    """Why the version cannot be put in production, one sentence a reason; empty when it can.

    `problems` are the validator's. Its errors count from development only: from backup the caller
    lists them and asks, because going back to an earlier version must always work.
    """
    if version.status is Status.PRODUCTION:
        return (_("Version {version} is already in production.", version=version.name),)
    reasons: list[Text] = []
    if tree.is_blank:
        reasons.append(_blank(version))
    if version.status is Status.DEVELOPMENT:
        reasons.extend(
            _located(problem, tree) for problem in problems if problem.severity is Severity.ERROR
        )
    return tuple(reasons)


def _located(problem: Problem, tree: ActionTree) -> Text:
    action = tree.by_id.get(problem.action)
    if action is None:
        return problem.text
    return _("{action}: {problem}", action=action.name, problem=problem.text)


__all__ = [
    "COMMAND_LABELS",
    "Command",
    "check_deletable",
    "check_editable",
    "check_name",
    "check_reference",
    "commands_of",
    "refusal_of_promotion",
    "suggest_name",
    "suggest_reference",
]
