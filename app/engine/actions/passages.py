"""Check the number of passages: keep a loop from going round for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import OK
from app.engine.evidence import Note
from app.model.catalogue import Branch, Category
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext

EXCEEDED = Branch("exceeded", _("Exceeded"))


@action(
    key="passages",
    label=_("Check the number of passages"),
    category=Category.DATA,
    icon="mdi6.counter",
)
class CheckPassages(ActionType, frozen=True):
    """Let an interaction pass a number of times, and send it elsewhere after that.

    Crossings one to the maximum leave by *OK*, later ones by *Exceeded*. The count belongs to this
    action and this interaction; it survives a jump to another smart routing.
    """

    maximum: Annotated[
        int,
        field(
            _("Maximum number of passages"),
            widget=Widget.NUMBER,
            bounds=(1, 1000),
        ),
    ] = 3

    def branches(self) -> tuple[Branch, ...]:
        """Within the maximum, and beyond it."""
        return (OK, EXCEEDED)

    def summary(self) -> Text:
        """The maximum."""
        return _("At most {maximum} times", maximum=self.maximum)

    def run(self, context: RunContext) -> Behaviour:
        """Compare this crossing's number with the maximum."""
        yield from ()  # asks nothing
        text = _("Passage {number} of {maximum}.", number=context.passage, maximum=self.maximum)
        branch = OK if context.passage <= self.maximum else EXCEEDED
        return Left(branch.key, Note(text))
