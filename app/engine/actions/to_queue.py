"""Distribution to queue: place the email in a queue and end the run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Ended, Left, action, error
from app.engine.branches import REFERENCE_NOT_FOUND
from app.engine.conversion import to_number
from app.engine.evidence import Draw, LookUp, Share
from app.engine.opening import is_open
from app.engine.requests import LookAtQueue, PlaceInQueue, ask
from app.engine.trace import Destination, Outcome
from app.model.catalogue import Branch, Category, Problem, RoutingType
from app.model.config import Reference
from app.model.fields import Widget, field
from app.model.resources import DistributionGroup, Queue, ResourceKind, Resources
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext

CLOSED = Branch("closed", _("Closed"))
OVERFLOW = Branch("overflow", _("Overflow"))
DEFAULT_PRIORITY = 5
WHOLE = 100


class WhenRefusing(StrEnum):
    """What happens when a queue is closed or full."""

    QUEUE = "queue"
    LEAVE = "leave"


class PriorityMode(StrEnum):
    """Whether the priority is a number or worked out in the run."""

    FIXED = "fixed"
    EXPRESSION = "expression"


@action(
    key="to_queue",
    label=_("Distribution to queue"),
    category=Category.DISTRIBUTION,
    icon="mdi6.inbox-arrow-down",
    routing_types=frozenset({RoutingType.START}),
)
class ToQueue(ActionType, frozen=True):
    """Place the email in a queue, or in one queue of a distribution group, and end the run.

    A queue with a calendar can be closed, a queue with a capacity can be full. The email is queued
    all the same, or leaves by *Closed* or *Overflow*, as chosen. A distribution group draws, by
    load share, among its queues that can take the email.
    """

    continuing = None
    effectful = True

    queue: Annotated[
        Reference,
        field(
            _("Queue or distribution group"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.QUEUE, ResourceKind.DISTRIBUTION_GROUP),
            required=True,
        ),
    ] = Reference()
    when_closed: Annotated[
        WhenRefusing,
        field(
            _("When the queue is closed"),
            widget=Widget.CHOICE,
            choices=(
                (WhenRefusing.QUEUE, _("Queue anyway")),
                (WhenRefusing.LEAVE, _("Leave by Closed")),
            ),
        ),
    ] = WhenRefusing.QUEUE
    when_full: Annotated[
        WhenRefusing,
        field(
            _("When the queue is full"),
            widget=Widget.CHOICE,
            choices=(
                (WhenRefusing.QUEUE, _("Queue anyway")),
                (WhenRefusing.LEAVE, _("Leave by Overflow")),
            ),
        ),
    ] = WhenRefusing.QUEUE
    priority_mode: Annotated[
        PriorityMode,
        field(
            _("Priority"),
            widget=Widget.CHOICE,
            choices=(
                (PriorityMode.FIXED, _("A number")),
                (PriorityMode.EXPRESSION, _("An expression")),
            ),
        ),
    ] = PriorityMode.FIXED
    priority: Annotated[
        int,
        field(
            _("Priority from 1 (first) to 10 (last)"),
            widget=Widget.NUMBER,
            bounds=(1, 10),
            shown_when=("priority_mode", (PriorityMode.FIXED,)),
        ),
    ] = DEFAULT_PRIORITY
    priority_expression: Annotated[
        str,
        field(
            _("Expression for the priority"),
            _("Must yield a whole number from 1 to 10."),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("priority_mode", (PriorityMode.EXPRESSION,)),
        ),
    ] = ""

    def branches(self) -> tuple[Branch, ...]:
        """Only the branches asked for: success ends the run."""
        closed = (CLOSED,) if self.when_closed is WhenRefusing.LEAVE else ()
        full = (OVERFLOW,) if self.when_full is WhenRefusing.LEAVE else ()
        return (*closed, *full, *self.reference_branch())

    def summary(self) -> Text:
        """The queue, and the priority where it is not the usual one."""
        if self.priority_mode is PriorityMode.FIXED and self.priority != DEFAULT_PRIORITY:
            return _("{queue} · priority {n}", queue=self.queue.value, n=self.priority)
        return _("{queue}", queue=self.queue.value)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A group's shares must add up to 100, among queues that exist."""
        yield from super().problems(resources)
        if self.queue.is_expression or resources.get(Queue, self.queue.value):
            return
        group = resources.get(DistributionGroup, self.queue.value)
        if group is None:
            return
        if sum(share.percent for share in group.shares) != WHOLE:
            text = _("The shares of {group} do not add up to 100.", group=group.name)
            yield error(text, "queue")
        for share in group.shares:
            if resources.get(Queue, share.queue) is None:
                text = _(
                    "The group {group} names the queue {queue}, which does not exist.",
                    group=group.name,
                    queue=share.queue,
                )
                yield error(text, "queue")

    def run(self, context: RunContext) -> Behaviour:
        """Queue the email, or say why it cannot be."""
        reference = context.resolve(self.queue)
        queue = context.resources.get(Queue, reference)
        if queue is not None:
            return (yield from self._to_queue(context, queue))
        group = context.resources.get(DistributionGroup, reference)
        if group is not None:
            return (yield from self._to_group(context, group))
        text = _("There is no queue with the reference {reference}.", reference=reference)
        context.fail("reference_not_found", text)
        return Left(REFERENCE_NOT_FOUND.key, LookUp(_("Queues"), reference, found=False, note=text))

    def _to_queue(self, context: RunContext, queue: Queue) -> Generator[Any, Any, Done]:
        refusal, waiting = yield from self._refusal(context, queue)
        shown = LookUp(
            _("Queues"),
            queue.reference,
            found=True,
            values=(("waiting", str(waiting)), ("capacity", _capacity(queue))),
            note=refusal.label if refusal else None,
        )
        if refusal is not None:
            return Left(refusal.key, shown)
        return (yield from self._place(context, queue, shown))

    def _to_group(self, context: RunContext, group: DistributionGroup) -> Generator[Any, Any, Done]:
        able: list[tuple[Queue, int]] = []
        refusals: list[Branch] = []
        for share in group.shares:
            queue = context.resources.get(Queue, share.queue)
            if queue is None or share.percent <= 0:
                continue
            refusal, _waiting = yield from self._refusal(context, queue)
            if refusal is None:
                able.append((queue, share.percent))
            else:
                refusals.append(refusal)
        shares = tuple(Share(queue.reference, percent) for queue, percent in able)
        if not able:
            return self._none_able(context, group, refusals)
        drawn = context.draw(sum(percent for _queue, percent in able))
        chosen = _fallen(able, drawn)
        shown = Draw("random", drawn, chosen.reference, shares)
        return (yield from self._place(context, chosen, shown))

    def _none_able(
        self, context: RunContext, group: DistributionGroup, refusals: list[Branch]
    ) -> Done:
        text = _("No queue of {group} can take the email.", group=group.name)
        shown = LookUp(_("Distribution groups"), group.reference, found=False, note=text)
        if not refusals:
            branch = REFERENCE_NOT_FOUND
        elif all(refusal is CLOSED for refusal in refusals):
            branch = CLOSED
        else:
            branch = OVERFLOW
        context.fail(branch.key, text)
        return Left(branch.key, shown)

    def _refusal(
        self, context: RunContext, queue: Queue
    ) -> Generator[Any, Any, tuple[Branch | None, int]]:
        """The branch a queue refuses the email by, if it does, and how many wait in it."""
        state = yield from ask(LookAtQueue(queue.reference))
        if self.when_closed is WhenRefusing.LEAVE and not is_open(context, queue.calendar):
            return CLOSED, state.waiting
        full = queue.capacity is not None and state.waiting >= queue.capacity
        if self.when_full is WhenRefusing.LEAVE and full:
            return OVERFLOW, state.waiting
        return None, state.waiting

    def _place(
        self, context: RunContext, queue: Queue, shown: LookUp | Draw
    ) -> Generator[Any, Any, Done]:
        yield from ask(PlaceInQueue(queue.reference, self._priority(context)))
        context.put_in(queue.reference)
        reason = _("Placed in the queue {queue}.", queue=queue.name)
        destination = Destination("queue", queue.reference)
        return Ended(Outcome.QUEUED, destination, reason, shown)

    def _priority(self, context: RunContext) -> int:
        if self.priority_mode is PriorityMode.FIXED:
            return self.priority
        text = context.render(self.priority_expression)
        number = to_number(text)
        if number is None or number != int(number) or not 1 <= number <= 10:
            context.warn(
                _(
                    "The priority {text} is no whole number from 1 to 10: {usual} is used.",
                    text=text,
                    usual=DEFAULT_PRIORITY,
                )
            )
            return DEFAULT_PRIORITY
        return int(number)


def _fallen(able: list[tuple[Queue, int]], drawn: int) -> Queue:
    for queue, percent in able:
        if drawn < percent:
            return queue
        drawn -= percent
    return able[-1][0]


def _capacity(queue: Queue) -> str:
    return "" if queue.capacity is None else str(queue.capacity)
