"""Test an email priority: High, Normal or Low, as its headers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.action_type import ActionType, Left, action
from app.engine.branches import BY_DEFAULT
from app.engine.evidence import LookUp
from app.engine.mail import Priority
from app.model.catalogue import Branch, Category
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext

HIGH = Branch("high", _("High"))
NORMAL = Branch("normal", _("Normal"))
LOW = Branch("low", _("Low"))

_BRANCHES: dict[Priority | None, Branch] = {
    Priority.HIGH: HIGH,
    Priority.NORMAL: NORMAL,
    Priority.LOW: LOW,
}


@action(
    key="test_priority",
    label=_("Test an email priority"),
    category=Category.INTERCONNECTION,
    icon="mdi6.priority-high",
)
class TestPriority(ActionType, frozen=True):
    """Leave by the priority that the email's headers give it.

    `Importance` counts first, else `Priority`, `X-Priority` (1-2 high, 3 normal, 4-5 low) and
    `X-MSMail-Priority`. Without any of them the priority is normal; a value that cannot be read
    leaves by *By default*.
    """

    __test__ = False
    continuing = NORMAL.key

    def branches(self) -> tuple[Branch, ...]:
        """The three priorities, and what cannot be read."""
        return (HIGH, NORMAL, LOW, BY_DEFAULT)

    def summary(self) -> Text:
        """Where the priority is read."""
        return _("Importance, Priority, X-Priority")

    def run(self, context: RunContext) -> Behaviour:
        """Read the headers."""
        yield from ()  # asks nothing
        reading = context.message.priority_reading
        branch = _BRANCHES.get(reading.level, BY_DEFAULT)
        place = _("Header {name}", name=reading.header) if reading.header else _("Headers")
        note = None
        if not reading.header:
            note = _("No header names a priority: it is normal.")
        elif branch is BY_DEFAULT:
            note = _("{value} is no priority.", value=reading.value)
        values = (("priority", str(branch.label)),)
        return Left(
            branch.key,
            LookUp(place, reading.value, found=bool(reading.header), values=values, note=note),
        )
