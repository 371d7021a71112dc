"""Add a checkpoint: note that the interaction passed a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import OK, REFERENCE_NOT_FOUND
from app.engine.evidence import LookUp
from app.model.catalogue import Category
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import Checkpoint, ResourceKind
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext


@action(
    key="checkpoint",
    label=_("Add a checkpoint"),
    category=Category.ACTIONS,
    icon="mdi6.flag-checkered",
)
class AddCheckpoint(ActionType, frozen=True):
    """Add a checkpoint to the interaction, with the time and the name of this action.

    Several checkpoints, and the same one again, are allowed. They show in the list of events and in
    `interaction.checkpoints`.
    """

    checkpoint: Annotated[
        Reference,
        field(
            _("Checkpoint"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.CHECKPOINT,),
            required=True,
        ),
    ] = Reference()

    def summary(self) -> Text:
        """The checkpoint."""
        return _("{checkpoint}", checkpoint=self.checkpoint.value)

    def run(self, context: RunContext) -> Behaviour:
        """Append the checkpoint."""
        yield from ()  # asks nothing
        reference = context.resolve(self.checkpoint)
        found = context.resources.get(Checkpoint, reference)
        place = _("Checkpoints")
        if found is None:
            text = _("There is no checkpoint {reference}.", reference=reference)
            context.fail(REFERENCE_NOT_FOUND.key, text)
            return Left(REFERENCE_NOT_FOUND.key, LookUp(place, reference, found=False, note=text))
        context.pass_checkpoint(found.reference, found.alias or found.name)
        return Left(
            OK.key, LookUp(place, found.reference, found=True, values=(("name", found.name),))
        )
