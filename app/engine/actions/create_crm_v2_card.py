"""Create a CRM V2 card: a record of one of the objects of a CRM, here or in an external system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, action
from app.engine.branches import ERROR, OK
from app.engine.card_fields import (
    CHECKED,
    AssociateField,
    DuplicateField,
    ObjectValue,
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
from app.model.resources import CrmObject, CrmV2, ResourceKind
from app.model.resources.parts import Part, object_named
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources


@action(
    key="create_crm_v2_card",
    label=_("Create a CRM V2 card"),
    category=Category.CASES_CRM,
    icon="mdi6.account-plus-outline",
)
class NewRecord(ActionType, frozen=True):
    """Create a card of one object of a CRM V2, and make it the interaction's own.

    Required fields, types and patterns of the object are checked; a value that does not suit, and
    whatever an external CRM refuses, leaves by *Error* with the reason. Where a field tells cards
    apart, a card that has its value already leaves by *Duplicate*, or is taken in the place of a
    new one.

    Example: a request from an unknown company becomes a `Lead`, with `Email`, `LastName` and
    `Company` from the email.

    In a replay the card is created on a copy, and forgotten with the run. An external CRM that has
    no records of the object for replays leaves by *Error*: “no stub”.
    """

    effectful = True

    crm: Annotated[
        Reference,
        field(_("CRM V2"), widget=Widget.REFERENCE, kinds=(ResourceKind.CRM_V2,), required=True),
    ] = Reference()
    object: Annotated[
        str, field(_("Object"), widget=Widget.PART, part=Part.CRM_OBJECT, required=True)
    ] = ""
    rows: Annotated[
        tuple[ObjectValue, ...],
        field(_("Fields"), widget=Widget.ROWS, required=True, bounds=(1, MOST_ROWS)),
    ] = (ObjectValue("email", "{{ email.from.address }}"),)
    duplicate: DuplicateField = WhenDuplicate.LEAVE
    duplicate_key: Annotated[
        str,
        field(
            _("Field that tells cards apart"),
            widget=Widget.PART,
            part=Part.CRM_OBJECT_FIELD,
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
        """The CRM, the object and the fields."""
        names = ", ".join(row.name for row in self.rows if row.name)
        return _("{crm} · {object}: {fields}", crm=self.crm.value, object=self.object, fields=names)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Values must suit the object, and its required fields need one."""
        yield from super().problems(resources)
        found = object_named(self.crm, self.object, resources)
        fields = found.fields if found is not None else None
        yield from row_problems(self.rows, fields, resources, whole=True)
        yield from key_problems(self.duplicate, self.duplicate_key, self.rows)

    def run(self, context: RunContext) -> Behaviour:
        """Check the values and create the card."""
        try:
            crm = resolved(context, self.crm, CrmV2)
            found = self._object(crm)
            values = record_values(self.rows, found.fields, context, whole=True)
            key = "" if self.duplicate is WhenDuplicate.IGNORE else self.duplicate_key
            key = key and field_named(found.fields, key).name
        except UserError as wrong:
            return refused(context, wrong)
        request = CreateCard(crm.reference, found.name, values, key)
        return (
            yield from create(
                context, request, found.fields, duplicate=self.duplicate, associated=self.associate
            )
        )

    def _object(self, crm: CrmV2) -> CrmObject:
        found = crm.object_named(self.object)
        if found is None:
            text = _("The CRM {crm} has no object {object}.", crm=crm.name, object=self.object)
            raise UserError(text)
        return found
