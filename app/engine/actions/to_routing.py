"""Distribution to a smart routing: go on at the Start of another routing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Jumped, Left, action
from app.engine.branches import ERROR, REFERENCE_NOT_FOUND
from app.engine.evidence import LookUp
from app.model.catalogue import Branch, Category
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import ResourceKind
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext

MOST_JUMPS = 10


@action(
    key="to_routing",
    label=_("Distribution to a smart routing"),
    category=Category.DISTRIBUTION,
    icon="mdi6.call-split",
)
class ToRouting(ActionType, frozen=True):
    """Continue at the Start of another smart routing; the current one ends.

    The production version of the routing takes over, with all variables. *Error* is left when the
    routing has no production version, is of the other type, or after more than ten jumps.
    """

    continuing = None

    routing: Annotated[
        Reference,
        field(
            _("Smart routing"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.ROUTING,),
            required=True,
        ),
    ] = Reference()

    def branches(self) -> tuple[Branch, ...]:
        """Only failures: success goes on elsewhere."""
        return (ERROR, *self.reference_branch())

    def summary(self) -> Text:
        """The routing."""
        return _("{routing}", routing=self.routing.value)

    def run(self, context: RunContext) -> Behaviour:
        """Jump, or say why not."""
        yield from ()  # asks nothing
        reference = context.resolve(self.routing)
        entry = context.resources.routing(reference)
        if entry is None:
            text = _("There is no smart routing {reference}.", reference=reference)
            return self._refused(context, REFERENCE_NOT_FOUND, reference, text)
        here = context.program.entry
        program = context.inputs.shelf.program(entry.reference)
        if entry.type is not here.type:
            text = _("The smart routing {name} is of the other type.", name=entry.name)
        elif program is None:
            text = _("The smart routing {name} has no production version.", name=entry.name)
        elif context.state.jumps >= MOST_JUMPS:
            text = _("The run has jumped {count} times already.", count=MOST_JUMPS)
        else:
            place = _("Smart routings")
            found = (("version", str(program.entry.version)),)
            return Jumped(program, LookUp(place, entry.reference, found=True, values=found))
        return self._refused(context, ERROR, reference, text)

    def _refused(self, context: RunContext, branch: Branch, reference: str, text: Text) -> Done:
        context.fail(branch.key, text)
        return Left(branch.key, LookUp(_("Smart routings"), reference, found=False, note=text))
