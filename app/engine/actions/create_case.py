"""Create a new case and associate it with the interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import ERROR, OK
from app.engine.case_fields import (
    ORIGINS,
    REASONS,
    STATUSES,
    TYPES,
    CaseValue,
    associate,
    choice,
    choice_problems,
    owner_of,
    picked_schema,
    schema_of,
    schema_problems,
    shown_case,
)
from app.engine.evidence import Note
from app.engine.record_rows import MOST_ROWS, record_values, row_problems
from app.engine.refusals import failed, refused
from app.engine.requests import CreateCase, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import CaseSchema, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources


@action(
    key="create_case",
    label=_("Create a new case and associate it with the interaction"),
    category=Category.CASES_CRM,
    icon="mdi6.briefcase-plus-outline",
)
class OpenCase(ActionType, frozen=True):
    """Open a case, and make it the interaction's own in the place of an earlier one.

    Type, origin, reason and status must be among those of the case schema, and the values must
    suit its fields; otherwise nothing is created and the email leaves by *Error*. Numbers of cases
    are unique and increase. The new case stands in `case`, its number in `case.number`.

    Example: type `Complaint`, origin `Email`, field `summary` filled with
    `{{ email.subject }}`; then answer with the number of the case.

    In a replay the case is opened on a copy, numbered above those of the workspace, and forgotten
    with the run.
    """

    effectful = True

    schema: Annotated[
        Reference,
        field(
            _("Case schema"),
            _("Empty: the only one of the workspace."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.CASE_SCHEMA,),
        ),
    ] = Reference()
    type: Annotated[str, field(_("Type"), widget=Widget.TEMPLATE, part=Part.CASE_TYPE)] = ""
    origin: Annotated[str, field(_("Origin"), widget=Widget.TEMPLATE, part=Part.CASE_ORIGIN)] = ""
    reason: Annotated[str, field(_("Reason"), widget=Widget.TEMPLATE, part=Part.CASE_REASON)] = ""
    status: Annotated[
        str,
        field(
            _("Status"),
            _("Empty: the first status of open cases."),
            widget=Widget.TEMPLATE,
            part=Part.CASE_STATUS,
        ),
    ] = ""
    owner: Annotated[
        Reference,
        field(
            _("Owner"),
            _("Empty: nobody."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.USER,),
        ),
    ] = Reference()
    rows: Annotated[
        tuple[CaseValue, ...],
        field(_("Fields"), widget=Widget.ROWS, bounds=(0, MOST_ROWS)),
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Opened; a reference to nothing; refused."""
        return (OK, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """Type, reason and status; else the schema."""
        parts = [one.strip() for one in (self.type, self.reason, self.status) if one.strip()]
        return _("{what}", what=" · ".join(parts) or self.schema.value)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Plain words must be those of the schema, and its required fields need a value."""
        yield from super().problems(resources)
        yield from schema_problems(self.schema, resources)
        schema = picked_schema(self.schema, resources)
        if schema is None:
            yield from row_problems(self.rows, None, resources)
            return
        yield from choice_problems(self.type, schema.types, "type", TYPES)
        yield from choice_problems(self.origin, schema.origins, "origin", ORIGINS)
        yield from choice_problems(self.reason, schema.reasons, "reason", REASONS)
        yield from choice_problems(self.status, schema.all_statuses, "status", STATUSES)
        yield from row_problems(self.rows, schema.fields, resources, whole=True)

    def run(self, context: RunContext) -> Behaviour:
        """Open the case and associate it."""
        try:
            request = self._request(context)
        except UserError as wrong:
            return refused(context, wrong)
        result = yield from ask(request)
        if result.error is not None or result.case is None:
            return failed(context, ERROR, result.error or _("The case was not opened."))
        associate(context, result.case)
        text = _("Case {number} was opened.", number=result.case.number)
        return Left(OK.key, Note(text, shown_case(result.case)))

    def _request(self, context: RunContext) -> CreateCase:
        schema: CaseSchema = schema_of(context, self.schema)
        status = choice(context, self.status, schema.all_statuses, STATUSES)
        return CreateCase(
            schema=schema.reference,
            status=status or next(iter(schema.statuses), ""),
            type=choice(context, self.type, schema.types, TYPES),
            origin=choice(context, self.origin, schema.origins, ORIGINS),
            reason=choice(context, self.reason, schema.reasons, REASONS),
            owner=owner_of(context, self.owner) or "",
            values=record_values(self.rows, schema.fields, context, whole=True),
        )
