"""Associate the interaction with a CRM V2 card: several objects, searched in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, action
from app.engine.branches import ERROR, NOT_FOUND, OK, Row
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
from app.model.resources import CrmObject, CrmV2, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext

MOST_SEARCHES = 20


class ObjectSearch(Row, frozen=True):
    """An object of the CRM, and what it is searched for."""

    object: Annotated[
        str, field(_("Object"), widget=Widget.PART, part=Part.CRM_OBJECT, required=True)
    ] = ""
    search_field: Annotated[
        str,
        field(_("Search field"), widget=Widget.PART, part=Part.CRM_OBJECT_FIELD, required=True),
    ] = "email"
    value: ValueField = SENDER

    @property
    def row_title(self) -> Text | None:
        """The object, and what it is searched by."""
        if not self.object:
            return None
        return _("{object} by {field}", object=self.object, field=self.search_field)


@action(
    key="associate_crm_v2_card",
    label=_("Associate the interaction with a CRM V2 card"),
    category=Category.CASES_CRM,
    icon="mdi6.account-search-outline",
)
class AssociateRecord(ActionType, frozen=True):
    """Find the customer in a CRM with several objects, and make that card the interaction's own.

    The objects are searched in order, each by a field of its own; the first object with a match
    wins. Where several of its cards match, the first is taken, or the email leaves by *Several
    found*. A search for an empty value is left out. What was found stands in `card`, with the name
    of its object in `card.object`.

    Example: search `contact` by `email`; else `account` by `domain`, for
    `{{ email.from.domain }}`.

    In a replay the cards are those that the CRM has for replays. An external CRM without any
    leaves by *Error*: “no stub”.
    """

    effectful = True

    crm: Annotated[
        Reference,
        field(_("CRM V2"), widget=Widget.REFERENCE, kinds=(ResourceKind.CRM_V2,), required=True),
    ] = Reference()
    searches: Annotated[
        tuple[ObjectSearch, ...],
        field(
            _("Objects"),
            _("Searched from top to bottom."),
            widget=Widget.ROWS,
            required=True,
            bounds=(1, MOST_SEARCHES),
        ),
    ] = (ObjectSearch(),)
    several: SeveralField = WhenSeveral.FIRST

    def branches(self) -> tuple[Branch, ...]:
        """Found; not found; several, where asked for; a CRM that is not there; refused."""
        found = (OK, NOT_FOUND, *several_branch(self.several))
        return (*found, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The CRM and its objects."""
        objects = ", ".join(one.object for one in self.searches if one.object)
        return _("{crm} · {objects}", crm=self.crm.value, objects=objects)

    def run(self, context: RunContext) -> Behaviour:
        """Search object by object, and fill `card`."""
        try:
            crm = resolved(context, self.crm, CrmV2)
            wanted = [self._wanted(context, crm, one) for one in self.searches]
        except UserError as wrong:
            return refused(context, wrong)
        asked: list[str] = []
        for record_type, request in wanted:
            if not request.value:
                continue
            place = _("CRM {name}, {object}", name=crm.name, object=record_type.name)
            key = f"{request.field} = {request.value}"
            found = yield from ask(request)
            if found.error is not None or found.cards:
                shown = (place, key)
                return leave_with(context, found, record_type.fields, self.several, shown)
            asked.append(f"{record_type.name}: {key}")
        note = None if asked else _("The values are empty.")
        return not_found(_("CRM {name}", name=crm.name), "; ".join(asked), note)

    def _wanted(
        self, context: RunContext, crm: CrmV2, search: ObjectSearch
    ) -> tuple[CrmObject, FindCards]:
        found = crm.object_named(search.object)
        if found is None:
            text = _("The CRM {crm} has no object {object}.", crm=crm.name, object=search.object)
            raise UserError(text)
        name = field_named(found.fields, search.search_field).name
        value = context.filled(search.value).strip()
        return found, FindCards(crm.reference, found.name, name, value)
