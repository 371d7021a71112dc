"""Start: the entry point of every tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import OK
from app.model.catalogue import Category
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext


@action(
    key="start",
    label=_("Start"),
    category=Category.ACTIONS,
    icon="mdi6.play",
    addable=False,
)
class Start(ActionType, frozen=True):
    """The entry point of the tree.

    It is created with the version. There is exactly one; it cannot be deleted or copied, and no
    link may arrive at it.
    """

    def summary(self) -> Text:
        """What starts the tree depends on the routing, so nothing is said here."""
        return Text("")

    def run(self, context: RunContext) -> Behaviour:
        """Go on."""
        yield from ()  # asks nothing
        return Left(OK.key)
