"""Create a CRM card, unless there is one with the same key already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, action
from app.engine.branches import ERROR, OK
from app.engine.card_fields import (
    CHECKED,
    AssociateField,
    CardValue,
    DuplicateField,
    WhenDuplicate,
    create,
    duplicate_branch,
    field_named,
    key_problems,
)
from app.engine.record_rows import MOST_ROWS, record_values, row_problems
from app.engine.refusals import refused, resolved
from app.engine.requests import CreateCard
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Crm, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources


@action(
    key="create_crm_card",
    label=_("Create a CRM card"),
    category=Category.CASES_CRM,
    icon="mdi6.card-plus-outline",
)
class NewCard(ActionType, frozen=True):
    """Create a card in a CRM, and make it the interaction's own.

    Required fields, types and patterns of the CRM are checked; a value that does not suit leaves
    by *Error*, and nothing is created. Where a field tells cards apart, a card that has its value
    already leaves by *Duplicate*, or is taken in the place of a new one.

    Example: a sender without a card gets one, with `email` from `{{ email.from.address }}` and
    `name` from `{{ email.from.name }}`; key `email`, taken where there is one.

    In a replay the card is created on a copy, and forgotten with the run.
    """

    effectful = True

    crm: Annotated[
        Reference,
        field(_("CRM"), widget=Widget.REFERENCE, kinds=(ResourceKind.CRM,), required=True),
    ] = Reference()
    rows: Annotated[
        tuple[CardValue, ...],
        field(_("Fields"), widget=Widget.ROWS, required=True, bounds=(1, MOST_ROWS)),
    ] = (CardValue("email", "{{ email.from.address }}"),)
    duplicate: DuplicateField = WhenDuplicate.LEAVE
    duplicate_key: Annotated[
        str,
        field(
            _("Field that tells cards apart"),
            widget=Widget.PART,
            part=Part.CRM_FIELD,
            required=True,
            shown_when=CHECKED,
        ),
    ] = "email"
    associate: AssociateField = True

    def branches(self) -> tuple[Branch, ...]:
        """Created; there already, where asked for; a CRM that is not there; refused."""
        found = (OK, *duplicate_branch(self.duplicate))
        return (*found, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The CRM and the fields."""
        names = ", ".join(row.name for row in self.rows if row.name)
        return _("{crm} · {fields}", crm=self.crm.value, fields=names)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Values must suit the CRM, and its required fields need one."""
        yield from super().problems(resources)
        crm = None if self.crm.is_expression else resources.get(Crm, self.crm.value)
        fields = crm.fields if crm is not None else None
        yield from row_problems(self.rows, fields, resources, whole=True)
        yield from key_problems(self.duplicate, self.duplicate_key, self.rows)

    def run(self, context: RunContext) -> Behaviour:
        """Check the values and create the card."""
        try:
            crm = resolved(context, self.crm, Crm)
            values = record_values(self.rows, crm.fields, context, whole=True)
            key = "" if self.duplicate is WhenDuplicate.IGNORE else self.duplicate_key
            key = key and field_named(crm.fields, key).name
        except UserError as wrong:
            return refused(context, wrong)
        request = CreateCard(crm.reference, "", values, key)
        return (
            yield from create(
                context, request, crm.fields, duplicate=self.duplicate, associated=self.associate
            )
        )
