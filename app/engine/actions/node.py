"""Node: joins links and tidies the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import OK
from app.model.catalogue import Category
from app.model.text import _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext


@action(
    key="node",
    label=_("Node"),
    category=Category.ACTIONS,
    icon="mdi6.circle-medium",
)
class Node(ActionType, frozen=True):
    """Join several links in one place; the run simply goes on.

    Use it to tidy the drawing, or to lead several branches to the same next action.
    """

    def run(self, context: RunContext) -> Behaviour:
        """Go on."""
        yield from ()  # asks nothing
        return Left(OK.key)
