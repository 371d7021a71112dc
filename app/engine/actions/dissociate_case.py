"""Dissociate the case from the interaction: the case itself stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import NOT_FOUND, OK
from app.engine.case_fields import CASE
from app.engine.evidence import Note
from app.model.catalogue import Branch, Category
from app.model.text import _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext


@action(
    key="dissociate_case",
    label=_("Dissociate the case from the interaction"),
    category=Category.CASES_CRM,
    icon="mdi6.briefcase-remove-outline",
)
class DissociateCase(ActionType, frozen=True):
    """Take the interaction out of its case; the case itself stays as it is.

    `case` is empty afterwards. An interaction without a case leaves by *Not found*.

    Example: an email was filed under the sender's open case by its address, but its subject names
    another matter; dissociate it, and open a new case.
    """

    def branches(self) -> tuple[Branch, ...]:
        """Taken out, or there was no case."""
        return (OK, NOT_FOUND)

    def run(self, context: RunContext) -> Behaviour:
        """Empty `case`."""
        yield from ()  # asks nothing
        number = context.held(CASE, "number")
        if not number:
            return Left(NOT_FOUND.key, Note(_("The interaction has no case.")))
        context.leave(CASE, None)
        return Left(
            OK.key, Note(_("The interaction no longer belongs to case {number}.", number=number))
        )
