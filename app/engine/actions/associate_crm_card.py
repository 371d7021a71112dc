"""Associate the interaction with a CRM card, found by the value of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, action
from app.engine.branches import ERROR, NOT_FOUND, OK
from app.engine.card_fields import (
    SENDER,
    SeveralField,
    ValueField,
    WhenSeveral,
    field_named,
    leave_with,
    not_found,
    several_branch,
)
from app.engine.refusals import refused, resolved
from app.engine.requests import FindCards, ask
from app.model.catalogue import Branch, Category
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Crm, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext


@action(
    key="associate_crm_card",
    label=_("Associate the interaction with a CRM card"),
    category=Category.CASES_CRM,
    icon="mdi6.card-search-outline",
)
class AssociateCard(ActionType, frozen=True):
    """Find the customer's card in a CRM, and make it the interaction's own.

    The card is found by the value of one field, usually the sender's address; texts compare
    without case. Where several match, the first is taken, or the email leaves by *Several found*.
    An empty value finds nothing. What was found stands in `card`.

    Example: find the sender by `email`; then test `card.segment`, and give key accounts a queue of
    their own.

    In a replay the cards are those that the CRM has for replays, and those that the run itself has
    created.
    """

    effectful = True

    crm: Annotated[
        Reference,
        field(_("CRM"), widget=Widget.REFERENCE, kinds=(ResourceKind.CRM,), required=True),
    ] = Reference()
    search_field: Annotated[
        str, field(_("Search field"), widget=Widget.PART, part=Part.CRM_FIELD, required=True)
    ] = "email"
    value: ValueField = SENDER
    several: SeveralField = WhenSeveral.FIRST

    def branches(self) -> tuple[Branch, ...]:
        """Found; not found; several, where asked for; a CRM that is not there; refused."""
        found = (OK, NOT_FOUND, *several_branch(self.several))
        return (*found, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The CRM, and what the card is found by."""
        value = self.value.strip()
        return _(
            "{crm} · {field} = {value}", crm=self.crm.value, field=self.search_field, value=value
        )

    def run(self, context: RunContext) -> Behaviour:
        """Find the card, and fill `card`."""
        try:
            crm = resolved(context, self.crm, Crm)
            name = field_named(crm.fields, self.search_field).name
            value = context.filled(self.value).strip()
        except UserError as wrong:
            return refused(context, wrong)
        place, key = _("CRM {name}", name=crm.name), f"{name} = {value}"
        if not value:
            return not_found(place, key, _("The value is empty."))
        found = yield from ask(FindCards(crm.reference, "", name, value))
        return leave_with(context, found, crm.fields, self.several, (place, key))
