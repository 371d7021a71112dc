"""Distribution to a user: give the email to somebody and end the run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from app.engine.action_type import ActionType, Ended, Left, action
from app.engine.case_fields import CASE
from app.engine.evidence import LookUp
from app.engine.refusals import failed, refused, resolved
from app.engine.requests import AssignToUser, FindLastUser, LookAtUser, ask
from app.engine.trace import Destination, Outcome
from app.model.catalogue import Branch, Category, RoutingType
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, User
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext

USER_UNAVAILABLE = Branch("user_unavailable", _("User unavailable"))


class Who(StrEnum):
    """Who is meant."""

    USER = "user"
    CASE_OWNER = "case_owner"
    LAST_USER = "last_user"


WHO_LABELS: dict[Who, Text] = {
    Who.USER: _("A user"),
    Who.CASE_OWNER: _("The owner of the interaction's case"),
    Who.LAST_USER: _("The last user who answered this sender"),
}


@action(
    key="to_user",
    label=_("Distribution to a user"),
    category=Category.DISTRIBUTION,
    icon="mdi6.account-arrow-down-outline",
    routing_types=frozenset({RoutingType.START}),
)
class ToUser(ActionType, frozen=True):
    """Give the email to a user, and end the run.

    The user is picked, or the owner of the interaction's case, or whoever answered this sender
    last. A user who is inactive or absent leaves by *User unavailable*, and so does a case without
    an owner, an owner who is no user any more, and a sender whom nobody has answered yet.

    Example: give a sender back to whoever answered last, and on *User unavailable* to the queue of
    the team.

    In a replay the email is given to nobody, and who answered last is what the contact log of the
    workspace says.
    """

    continuing = None
    effectful = True

    who: Annotated[
        Who, field(_("Who"), widget=Widget.CHOICE, choices=tuple(WHO_LABELS.items()))
    ] = Who.USER
    user: Annotated[
        Reference,
        field(
            _("User"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.USER,),
            required=True,
            shown_when=("who", (Who.USER,)),
        ),
    ] = Reference()

    def branches(self) -> tuple[Branch, ...]:
        """Unavailable, or not there: success ends the run."""
        return (USER_UNAVAILABLE, *self.reference_branch())

    def summary(self) -> Text:
        """The user, or how they are found."""
        if self.who is Who.USER:
            return _("{user}", user=self.user.value)
        return WHO_LABELS[self.who]

    def run(self, context: RunContext) -> Behaviour:
        """Find the user, and give them the email if they can take it."""
        if self.who is Who.USER:
            try:
                user = resolved(context, self.user, User)
            except UserError as wrong:
                return refused(context, wrong)
            return (yield from _give(context, user, user.reference))
        if self.who is Who.CASE_OWNER:
            reference, note = context.held(CASE, "owner").strip(), _owner_missing(context)
        else:
            reference, note = yield from _last_user(context)
        found = context.resources.get(User, reference) if reference else None
        if found is None:
            if reference:
                note = _("There is no user {reference} any more.", reference=reference)
            return _unavailable(context, reference, note)
        return (yield from _give(context, found, reference))


def _owner_missing(context: RunContext) -> Text:
    number = context.held(CASE, "number")
    if not number:
        return _("The interaction has no case.")
    return _("The case {number} has no owner.", number=number)


def _last_user(context: RunContext) -> Generator[Any, Any, tuple[str, Text]]:
    """The reference of the user who answered the sender last, and what to say if there is none."""
    address = context.message.sender.address.strip()
    if not address:
        return "", _("The email names no sender.")
    found = yield from ask(FindLastUser(address))
    return found.user.strip(), _("Nobody has answered {address} yet.", address=address)


def _give(context: RunContext, user: User, key: str) -> Generator[Any, Any, Done]:
    state = yield from ask(LookAtUser(user.reference))
    if not state.active:
        return _unavailable(context, key, _("{user} is inactive.", user=user.name))
    if state.absent:
        return _unavailable(context, key, _("{user} is absent.", user=user.name))
    yield from ask(AssignToUser(user.reference))
    context.give_to(user.reference)
    reason = _("Given to {user}.", user=user.name)
    shown = LookUp(_("Users"), key, found=True, values=(("name", user.name),))
    return Ended(Outcome.ASSIGNED, Destination("user", user.reference), reason, shown)


def _unavailable(context: RunContext, key: str, note: Text) -> Left:
    shown = LookUp(_("Users"), key, found=False, note=note)
    return failed(context, USER_UNAVAILABLE, note, shown)
