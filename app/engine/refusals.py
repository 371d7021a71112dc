"""References that must resolve, and how an action leaves when something is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.action_type import Left
from app.engine.branches import ERROR, REFERENCE_NOT_FOUND
from app.engine.evidence import Note
from app.model.errors import UserError
from app.model.resources import KIND_LABELS
from app.model.text import _

if TYPE_CHECKING:
    from app.engine.context import RunContext
    from app.engine.evidence import AnyEvidence
    from app.model.catalogue import Branch
    from app.model.config import Reference
    from app.model.resources.snapshot import AnyResource
    from app.model.text import Text


class UnknownReferenceError(UserError):
    """A reference that resolves to nothing."""


def resolved(context: RunContext, reference: Reference, type_: type[AnyResource]) -> AnyResource:
    """The resource that a field names; `UnknownReferenceError` where there is none."""
    text = context.resolve(reference).strip()
    found = context.resources.get(type_, text)
    if found is None:
        raise UnknownReferenceError(
            _(
                "{kind}: nothing has the reference {reference}.",
                kind=KIND_LABELS[type_.kind],
                reference=text,
            )
        )
    return found


def is_given(reference: Reference) -> bool:
    """Whether a field names anything at all."""
    return reference.is_expression or bool(reference.value.strip())


def failed(
    context: RunContext, branch: Branch, text: Text, evidence: AnyEvidence | None = None
) -> Left:
    """Leave by a branch of failure, which fills `error`."""
    context.fail(branch.key, text)
    return Left(branch.key, evidence or Note(text))


def refused(context: RunContext, refusal: UserError) -> Left:
    """Leave by *Reference not found* or *Error*, whichever a refusal stands for."""
    unknown = isinstance(refusal, UnknownReferenceError)
    return failed(context, REFERENCE_NOT_FOUND if unknown else ERROR, refusal.text)
