"""The base class of an action type, and the decorator that registers it."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from app.engine.branches import OK, REFERENCE_NOT_FOUND
from app.engine.checks import common_problems, references_in
from app.engine.evidence import AnyEvidence
from app.model.catalogue import ActionCard, Branch, Category, Problem, RoutingType, Severity
from app.model.config import Config
from app.model.fields import fields_of
from app.model.text import EMPTY, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from app.engine.context import RunContext
    from app.engine.program import Program
    from app.engine.requests import AnyAnswer, AnyRequest
    from app.engine.trace import Destination, Outcome
    from app.model.resources import Resources


@dataclass(frozen=True)
class Left:
    """The action was crossed and left by a branch."""

    branch: str
    evidence: AnyEvidence | None = None


@dataclass(frozen=True)
class Ended:
    """The action ended the run."""

    outcome: Outcome
    destination: Destination
    reason: Text
    evidence: AnyEvidence | None = None


@dataclass(frozen=True)
class Jumped:
    """The run goes on at the Start of another routing."""

    program: Program
    evidence: AnyEvidence | None = None


Done = Left | Ended | Jumped
Behaviour: TypeAlias = "Generator[AnyRequest, AnyAnswer, Done]"
"""What `run` returns: requests out, answers in, how it was left at the end."""


class ActionType(Config, frozen=True, forbid_unknown_fields=True):
    """Base of every action type: its fields are the config, its docstring is its help page.

    A subclass declares fields with `Annotated[type, field(…)] = default`, and overrides what
    differs from: one branch `OK`, no own problems, an empty summary. `run` is a generator that
    yields requests and returns `Left`, `Ended` or `Jumped`.
    """

    card: ClassVar[ActionCard]
    stored_version: ClassVar[int] = 1
    continuing: ClassVar[str | None] = OK.key
    effectful: ClassVar[bool] = False
    """Whether it asks the outside for something, so that a replay may be given its outcome."""

    @staticmethod
    def upgrade(raw: dict[str, Any], version: int) -> dict[str, Any]:  # noqa: ARG004
        """Bring a config stored as `version` up to `stored_version`; pure, dict to dict."""
        return raw

    def branches(self) -> tuple[Branch, ...]:
        """The branches of this instance: `OK`, and `Reference not found` where it can happen."""
        return (OK, *self.reference_branch())

    def reference_branch(self) -> tuple[Branch, ...]:
        """`Reference not found`, if a field uses *I know its reference*."""
        found = any(reference.is_expression for reference in references_in(self))
        return (REFERENCE_NOT_FOUND,) if found else ()

    def summary(self) -> Text:
        """One line for the card on the canvas."""
        return EMPTY

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """What is wrong with this config; `super()` checks what the field descriptions say."""
        yield from common_problems(self, resources)

    def prepare(self, resources: Resources) -> Any:  # noqa: ARG002
        """Whatever is worth preparing once for a batch; handed back as `context.prepared`."""
        return None

    def run(self, context: RunContext) -> Behaviour:
        """Cross the action."""
        raise NotImplementedError


Type = TypeVar("Type", bound=type[ActionType])

REGISTERED: dict[str, type[ActionType]] = {}


def action(
    *,
    key: str,
    label: Text,
    category: Category,
    icon: str,
    routing_types: frozenset[RoutingType] = frozenset(RoutingType),
    addable: bool = True,
) -> Callable[[Type], Type]:
    """Register an action type; the first sentence of its docstring is its line of help."""

    def register(cls: Type) -> Type:
        if key in REGISTERED:
            message = f"two action types have the key {key!r}"
            raise ValueError(message)
        page = inspect.cleandoc(cls.__doc__ or "")
        cls.card = ActionCard(
            key=key,
            label=label,
            category=category,
            icon=icon,
            help=Text(_unmarked(page.partition("\n\n")[0].replace("\n", " "))),
            routing_types=routing_types,
            addable=addable,
        )
        fields_of(cls)
        REGISTERED[key] = cls
        return cls

    return register


def _unmarked(sentence: str) -> str:
    """Without the marks of a help page: `*OK*` is emphasis, the star of `refund*` is not."""
    return re.sub(r"\*(\w[^*]*)\*|`([^`]*)`", r"\1\2", sentence)


def error(text: Text, field: str = "") -> Problem:
    """A problem of a config that blocks production."""
    return Problem(Severity.ERROR, text, field=field)


def warning(text: Text, field: str = "") -> Problem:
    """A problem of a config that does not block production."""
    return Problem(Severity.WARNING, text, field=field)
