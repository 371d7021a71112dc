"""Check Nth contact: which contact of the customer in a period this is."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace

from app.engine.action_type import ActionType, Left, action, warning
from app.engine.branches import BY_DEFAULT, ERROR, LinkRow, link_branches, link_key, link_name
from app.engine.evidence import ConditionVerdict, LinkVerdict, Note, Verdicts
from app.engine.moments import later
from app.engine.requests import ContactKey, CountContacts, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

USUAL_DAYS = 7


class Scope(StrEnum):
    """Whose interactions count."""

    ROUTING = "routing"
    ALL = "all"


class Count(StrEnum):
    """How a number of contacts is compared."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"


class ContactLink(LinkRow, frozen=True):
    """A branch for the Nth contact, or for the Nth and all later ones."""

    count: Annotated[
        Count,
        field(
            _("When it is"),
            widget=Widget.CHOICE,
            choices=((Count.EXACTLY, _("the Nth")), (Count.AT_LEAST, _("at least the Nth"))),
        ),
    ] = Count.EXACTLY
    number: Annotated[int, field(_("N"), widget=Widget.NUMBER, bounds=(0, 10_000))] = 1

    def holds(self, contacts: int) -> bool:
        """Whether this many contacts take the branch."""
        exactly = self.count is Count.EXACTLY
        return contacts == self.number if exactly else contacts >= self.number


@action(
    key="nth_contact",
    label=_("Check Nth contact"),
    category=Category.DATA,
    icon="mdi6.account-reactivate",
)
class CheckContacts(ActionType, frozen=True):
    """Count how often the customer has written in a period, and leave by the first link that fits.

    The customer is known by the sender's address, the associated case or the associated card; what
    is not there leaves by *Error*. The current interaction counts unless told otherwise.
    `interaction.contact_count` holds the number afterwards.

    Example: the third email within a week goes to the senior team.

    A replay counts the contact log of the workspace; in sequence, the emails before this one too.
    """

    continuing = BY_DEFAULT.key
    effectful = True

    key: Annotated[
        ContactKey,
        field(
            _("The customer is known by"),
            widget=Widget.CHOICE,
            choices=(
                (ContactKey.SENDER, _("The sender's address")),
                (ContactKey.CASE, _("The case")),
                (ContactKey.CARD, _("The CRM card")),
            ),
        ),
    ] = ContactKey.SENDER
    days: Annotated[int, field(_("Period in days"), widget=Widget.NUMBER, bounds=(1, 3650))] = (
        USUAL_DAYS
    )
    scope: Annotated[
        Scope,
        field(
            _("Interactions of"),
            widget=Widget.CHOICE,
            choices=(
                (Scope.ROUTING, _("This smart routing")),
                (Scope.ALL, _("All smart routings")),
            ),
        ),
    ] = Scope.ROUTING
    with_current: Annotated[
        bool, field(_("Count the current interaction"), widget=Widget.TOGGLE)
    ] = True
    links: Annotated[
        tuple[ContactLink, ...],
        field(_("Links"), widget=Widget.LINKS, bounds=(1, 10), required=True),
    ] = (ContactLink(),)

    def branches(self) -> tuple[Branch, ...]:
        """The links, what fits none, and a customer who is not known."""
        return (*link_branches(self.links), BY_DEFAULT, ERROR)

    def summary(self) -> Text:
        """The links and the period."""
        names = ", ".join(map(link_name, self.links))
        return _("{links} · {days} days", links=names, days=self.days)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A link that an earlier one always takes away."""
        yield from super().problems(resources)
        least: int | None = None
        for index, link in enumerate(self.links):
            if least is not None and link.number >= least:
                text = _("{link}: an earlier link takes all of these.", link=link_name(link))
                yield warning(text, f"links.{index}.number")
            if link.count is Count.AT_LEAST:
                least = link.number if least is None else min(least, link.number)

    def run(self, context: RunContext) -> Behaviour:
        """Count, and compare."""
        value = self._value(context)
        if not value:
            text = _MISSING[self.key]
            context.fail(ERROR.key, text)
            return Left(ERROR.key, Note(text))
        since = later(context.now, -dt.timedelta(days=self.days)).isoformat()
        routing = context.program.entry.routing if self.scope is Scope.ROUTING else ""
        result = yield from ask(CountContacts(self.key, value, since, routing))
        if result.error is not None or result.timed_out:
            text = result.words()
            context.fail(ERROR.key, text)
            return Left(ERROR.key, Note(text))
        contacts = result.count + (1 if self.with_current else 0)
        context.state = replace(context.state, contact_count=contacts)
        return self._left(contacts)

    def _left(self, contacts: int) -> Left:
        verdicts: list[LinkVerdict] = []
        for link in self.links:
            holds = link.holds(contacts)
            condition = ConditionVerdict(
                "interaction.contact_count",
                "equals" if link.count is Count.EXACTLY else "at_least",
                str(contacts),
                str(link.number),
                holds,
            )
            branch = link_key(link.slot)
            verdicts.append(LinkVerdict(branch, link_name(link), holds, "all", (condition,)))
            if holds:
                return Left(branch, Verdicts(tuple(verdicts)))
        return Left(BY_DEFAULT.key, Verdicts(tuple(verdicts)))

    def _value(self, context: RunContext) -> str:
        match self.key:
            case ContactKey.SENDER:
                return context.message.sender.address.strip().lower()
            case ContactKey.CASE:
                return context.held("case", "number")
            case ContactKey.CARD:
                return context.held("card", "id")


_MISSING: dict[ContactKey, Text] = {
    ContactKey.SENDER: _("The email has no sender: it cannot be told whose contact it is."),
    ContactKey.CASE: _("No case is associated: associate one before counting its contacts."),
    ContactKey.CARD: _("No card is associated: associate one before counting its contacts."),
}
