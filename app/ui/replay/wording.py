"""Traces in words: outcomes, destinations, branches, effects, each with its icon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDateTime, QLocale

from app.engine.conditions import LABELS, Operator
from app.engine.requests import (
    Effect,
)
from app.engine.trace import OUTCOME_LABELS, Destination, Outcome, Step
from app.model.catalogue import ActionCard, Catalogue
from app.model.resources import ResourceKind, Resources
from app.model.text import Text
from app.model.tree import ActionTree
from app.ui.theme import tr

_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    Outcome.QUEUED: ("mdi6.tray-arrow-down", "success"),
    Outcome.ASSIGNED: ("mdi6.account-check-outline", "success"),
    Outcome.TRANSFERRED: ("mdi6.email-fast-outline", "success"),
    Outcome.ENDED: ("mdi6.flag-checkered", "backup"),
    Outcome.STOPPED: ("mdi6.alert-octagon-outline", "error"),
    Outcome.NOT_READY: ("mdi6.wrench-outline", "error"),
    Outcome.LOOP_LIMIT: ("mdi6.sync-alert", "error"),
    Outcome.FAILED: ("mdi6.bug-outline", "error"),
}
_KINDS = {
    "queue": ("mdi6.tray-full", ResourceKind.QUEUE),
    "user": ("mdi6.account-outline", ResourceKind.USER),
    "address": ("mdi6.email-outline", None),
}


@dataclass(frozen=True)
class OutcomeLook:
    """An outcome as it is shown everywhere: icon, word, and the token of its colour."""

    icon: str
    word: str
    colour: str


def outcome_look(outcome: Outcome) -> OutcomeLook:
    """How an outcome looks."""
    picture, colour = _OUTCOMES[outcome]
    return OutcomeLook(picture, tr(OUTCOME_LABELS[outcome]), colour)


def destination_icon(kind: str) -> str:
    """The icon of a kind of destination."""
    return _KINDS.get(kind, ("mdi6.help-circle-outline", None))[0]


def destination_name(destination: Destination, resources: Resources) -> str:
    """The name of a destination, else what it is referred to by."""
    kind = _KINDS.get(destination.kind, ("", None))[1]
    wanted = destination.reference.lower()
    for entry in resources.entries if kind is not None else ():
        if entry.kind == kind and entry.reference.lower() == wanted:
            return entry.name or entry.reference
    return destination.reference


def moment_words(moment: str, zone: str = "") -> str:
    """An ISO 8601 moment on the wall of a time zone (UTC by default), as people here write it."""
    try:
        when = dt.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if zone:
        when = when.astimezone(ZoneInfo(zone))
    clock = QDateTime(when.year, when.month, when.day, when.hour, when.minute, when.second)
    words = QLocale().toString(clock, "d MMM yyyy, HH:mm")
    return f"{words} {when.tzname() or ''}".rstrip()


@dataclass(frozen=True)
class TraceWords:
    """What traces are put into words with: the resources, types and tree of this moment."""

    resources: Resources
    catalogue: Catalogue
    tree: ActionTree

    def card(self, step: Step) -> ActionCard:
        """The type of the action of a step."""
        return self.catalogue.card(step.action.type)

    def branch(self, step: Step, key: str) -> str:
        """The name of a branch of the action of a step, as the designer knows it."""
        if key == step.branch and step.caption is not None:
            return tr(step.caption)
        action = self.tree.by_id.get(step.action.id)
        if action is not None:
            for branch in self.catalogue.branches(action.config):
                if branch.key == key:
                    return branch.caption or tr(branch.label)
        return self.resource(ResourceKind.QUEUE, key)

    def routing(self, reference: str) -> str:
        """The name of a smart routing."""
        entry = self.resources.routing(reference)
        return entry.name if entry is not None else reference

    def variable(self, name: str) -> str:
        """What a changed value is called: a variable by its name."""
        reference = name.removeprefix("var.")
        if reference == name:
            return name
        return self.resource(ResourceKind.VARIABLE, reference)

    def resource(self, kind: str, reference: str) -> str:
        """The name of a resource."""
        found = self._names.get((kind, reference.lower()))
        return found or reference

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        return {(one.kind, one.reference.lower()): one.name for one in self.resources.entries}


def operator_words(operator: str) -> str:
    """An operator as forms call it; one of another version is shown as it is."""
    try:
        return tr(LABELS[Operator(operator)])
    except ValueError:
        return operator


def effect_words(effect: Effect, words: TraceWords) -> tuple[Text, Text]:
    """What an action asked, and what it was answered."""
    return effect.request.words(words.resource), effect.answer.words()
