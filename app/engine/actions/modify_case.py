"""Modify a case: status, owner and fields, all of them or none."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, NOT_FOUND, OK
from app.engine.case_fields import (
    CASE,
    STATUSES,
    CaseValue,
    associate,
    choice,
    choice_problems,
    owner_of,
    shown_case,
)
from app.engine.evidence import LookUp, Note
from app.engine.record_rows import MOST_ROWS, record_values, row_problems
from app.engine.refusals import failed, is_given, refused
from app.engine.requests import FindCases, ModifyCase, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import CaseSchema, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext
    from app.engine.requests import CaseRecord
    from app.model.resources import Resources


class Which(StrEnum):
    """Which case is meant."""

    INTERACTION = "interaction"
    NUMBER = "number"


@action(
    key="modify_case",
    label=_("Modify a case"),
    category=Category.CASES_CRM,
    icon="mdi6.briefcase-edit-outline",
)
class ChangeCase(ActionType, frozen=True):
    """Change the status, the owner and the fields of a case: all of them, or none.

    The case is the interaction's own, or the one with a number; where there is none, the email
    leaves by *Not found*. A status that the case schema does not have, or a value that does not
    suit its field, leaves by *Error*, and the case stays as it was. What is left empty here stays
    as it is.

    Example: a customer answers a case that waits for them; set its status to `In progress`, and
    its field `last_answer` to `{{ now }}`.

    In a replay a copy of the case is changed, and forgotten with the run.
    """

    effectful = True

    which: Annotated[
        Which,
        field(
            _("Case"),
            widget=Widget.CHOICE,
            choices=(
                (Which.INTERACTION, _("The interaction's case")),
                (Which.NUMBER, _("The case with a number")),
            ),
        ),
    ] = Which.INTERACTION
    number: Annotated[
        str,
        field(
            _("Case number"),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("which", (Which.NUMBER,)),
        ),
    ] = ""
    status: Annotated[
        str,
        field(
            _("Status"),
            _("Empty: it stays as it is."),
            widget=Widget.TEMPLATE,
            part=Part.CASE_STATUS,
        ),
    ] = ""
    owner: Annotated[
        Reference,
        field(
            _("Owner"),
            _("Empty: it stays as it is."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.USER,),
        ),
    ] = Reference()
    rows: Annotated[
        tuple[CaseValue, ...],
        field(_("Fields"), widget=Widget.ROWS, bounds=(0, MOST_ROWS)),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Changed; no such case; a reference to nothing; refused."""
        return (OK, NOT_FOUND, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The case where it is not the interaction's, and what changes."""
        names = [row.name for row in self.rows if row.name]
        number = [self.number.strip()] if self.which is Which.NUMBER else []
        owner = [self.owner.value] if is_given(self.owner) else []
        status = [self.status.strip()] if self.status.strip() else []
        return _("{what}", what=" · ".join((*number, *status, *owner, *names)))

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Something must change, and plain words must be those of a case schema."""
        yield from super().problems(resources)
        if not (self.status.strip() or is_given(self.owner) or self.rows):
            yield error(_("Nothing is changed: give a status, an owner or a field."), "rows")
        schemas = resources.of_kind(CaseSchema)
        statuses = tuple(one for schema in schemas for one in schema.all_statuses)
        yield from choice_problems(self.status, statuses, "status", STATUSES)
        fields = schemas[0].fields if len(schemas) == 1 else None
        yield from row_problems(self.rows, fields, resources)

    def run(self, context: RunContext) -> Behaviour:
        """Find the case, check every change, and change it."""
        own = self.which is Which.INTERACTION
        try:
            number = context.held(CASE, "number") if own else context.filled(self.number).strip()
        except UserError as wrong:
            return refused(context, wrong)
        if not number:
            note = _("The interaction has no case.") if own else _("The number is empty.")
            return Left(NOT_FOUND.key, LookUp(_("Cases"), number, found=False, note=note))
        schema = context.held(CASE, "schema") if own else ""
        found = yield from ask(FindCases(schema, number=number, open_only=False))
        if found.error is not None:
            return failed(context, ERROR, found.error)
        if not found.cases:
            return _not_found(number)
        return (yield from self._change(context, found.cases[0]))

    def _change(self, context: RunContext, case: CaseRecord) -> Generator[Any, Any, Done]:
        schema = context.resources.get(CaseSchema, case.schema)
        statuses, fields = (schema.all_statuses, schema.fields) if schema else ((), ())
        try:
            request = ModifyCase(
                schema=case.schema,
                number=case.number,
                status=choice(context, self.status, statuses, STATUSES) or None,
                owner=owner_of(context, self.owner),
                values=record_values(self.rows, fields, context),
            )
        except UserError as wrong:
            return refused(context, wrong)
        result = yield from ask(request)
        if result.error is not None:
            return failed(context, ERROR, result.error)
        if result.case is None:
            return _not_found(case.number)
        if context.held(CASE, "number") == case.number:
            associate(context, result.case)
        text = _("Case {number} was changed.", number=case.number)
        return Left(OK.key, Note(text, shown_case(result.case)))


def _not_found(number: str) -> Left:
    note = _("There is no case {number}.", number=number)
    return Left(NOT_FOUND.key, LookUp(_("Cases"), number, found=False, note=note))
