"""Create a task for a user, a queue or nobody in particular, due at a moment or after a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK
from app.engine.card_fields import CARD
from app.engine.case_fields import CASE
from app.engine.conversion import to_datetime
from app.engine.date_sums import UNIT_LABELS, Unit, moved
from app.engine.evidence import Note
from app.engine.moments import local, zone_of
from app.engine.record_rows import plain_text
from app.engine.refusals import failed, refused, resolved
from app.engine.requests import CreateTask, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Queue, ResourceKind, User
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

TASK = "task"
"""The namespace of the last task that was created."""

LONGEST_TITLE = 250
LONGEST_DELAY = 100_000


class Assignee(StrEnum):
    """Whom a task is for."""

    NOBODY = "nobody"
    USER = "user"
    QUEUE = "queue"


class DueMode(StrEnum):
    """How the moment is given by which a task is due."""

    NONE = "none"
    AFTER = "after"
    AT = "at"


class DelayUnit(StrEnum):
    """Units of a delay; days move on the wall clock, the others as time that passes."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


DELAY_UNITS = tuple((unit, UNIT_LABELS[Unit(unit.value)]) for unit in DelayUnit)


class TaskPriority(StrEnum):
    """How urgent a task is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


PRIORITY_LABELS: dict[TaskPriority, Text] = {
    TaskPriority.LOW: _("Low"),
    TaskPriority.NORMAL: _("Normal"),
    TaskPriority.HIGH: _("High"),
}


@action(
    key="create_task",
    label=_("Create a task"),
    category=Category.CASES_CRM,
    icon="mdi6.clipboard-plus-outline",
)
class NewTask(ActionType, frozen=True):
    """Create a task for a user, for a queue, or for whoever takes it.

    It is due at a moment, or after so many minutes, hours or days on the run's clock; days keep
    the time on the wall. While it is switched on, the task is linked to the interaction's case and
    card. What was created stands in `task`.

    Example: title `Call {{ email.from.name }} back`, for the queue of the branch, due after
    2 hours, priority high.

    In a replay the task is kept to look at, nobody is told, and it is forgotten with the run.
    """

    effectful = True

    title: Annotated[str, field(_("Title"), widget=Widget.TEMPLATE, required=True)] = ""
    description: Annotated[str, field(_("Description"), widget=Widget.TEMPLATE_LINES)] = ""
    assignee: Annotated[
        Assignee,
        field(
            _("For"),
            widget=Widget.CHOICE,
            choices=(
                (Assignee.NOBODY, _("Nobody in particular")),
                (Assignee.USER, _("A user")),
                (Assignee.QUEUE, _("A queue")),
            ),
        ),
    ] = Assignee.NOBODY
    user: Annotated[
        Reference,
        field(
            _("User"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.USER,),
            required=True,
            shown_when=("assignee", (Assignee.USER,)),
        ),
    ] = Reference()
    queue: Annotated[
        Reference,
        field(
            _("Queue"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.QUEUE,),
            required=True,
            shown_when=("assignee", (Assignee.QUEUE,)),
        ),
    ] = Reference()
    due: Annotated[
        DueMode,
        field(
            _("Due"),
            widget=Widget.CHOICE,
            choices=(
                (DueMode.NONE, _("At any time")),
                (DueMode.AFTER, _("After a time")),
                (DueMode.AT, _("At a moment")),
            ),
        ),
    ] = DueMode.AFTER
    delay: Annotated[
        int,
        field(
            _("After"),
            widget=Widget.NUMBER,
            bounds=(0, LONGEST_DELAY),
            shown_when=("due", (DueMode.AFTER,)),
        ),
    ] = 1
    unit: Annotated[
        DelayUnit,
        field(
            _("Unit"),
            widget=Widget.CHOICE,
            choices=DELAY_UNITS,
            shown_when=("due", (DueMode.AFTER,)),
        ),
    ] = DelayUnit.DAYS
    moment: Annotated[
        str,
        field(
            _("Moment"),
            _("A date and time such as 2026-01-31 17:00, or a template that yields one."),
            widget=Widget.TEMPLATE,
            required=True,
            shown_when=("due", (DueMode.AT,)),
        ),
    ] = ""
    priority: Annotated[
        TaskPriority,
        field(_("Priority"), widget=Widget.CHOICE, choices=tuple(PRIORITY_LABELS.items())),
    ] = TaskPriority.NORMAL
    linked: Annotated[bool, field(_("Link to the case and the card"), widget=Widget.TOGGLE)] = True

    def branches(self) -> tuple[Branch, ...]:
        """Created; a user or queue that is not there; refused."""
        return (OK, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The title, and whom it is for."""
        whom = {Assignee.USER: self.user.value, Assignee.QUEUE: self.queue.value}
        if whom.get(self.assignee):
            return _("{title} → {whom}", title=self.title.strip(), whom=whom[self.assignee])
        return _("{title}", title=self.title.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A moment that is written down must be one."""
        yield from super().problems(resources)
        plain = plain_text(self.moment) if self.due is DueMode.AT else None
        if plain and plain.strip() and to_datetime(plain, zone_of(resources.time_zone)) is None:
            text = _("“{text}” is no date that can be read.", text=plain.strip()[:80])
            yield error(text, "moment")

    def run(self, context: RunContext) -> Behaviour:
        """Create the task, and fill `task`."""
        try:
            due = self._due(context)
            request = self._request(context, due)
        except UserError as wrong:
            return refused(context, wrong)
        result = yield from ask(request)
        if result.error is not None:
            return failed(context, ERROR, result.error)
        context.leave(
            TASK,
            {
                "id": result.id,
                "title": request.title,
                "description": request.description,
                "user": request.user,
                "queue": request.queue,
                "due": due,
                "priority": request.priority,
                "case": request.case,
                "card": request.card,
            },
        )
        return Left(OK.key, Note(_("The task was created."), _shown(request)))

    def _request(self, context: RunContext, due: dt.datetime | None) -> CreateTask:
        user = self.assignee is Assignee.USER
        queue = self.assignee is Assignee.QUEUE
        return CreateTask(
            title=_title(context, self.title),
            description=context.filled(self.description).strip(),
            user=resolved(context, self.user, User).reference if user else "",
            queue=resolved(context, self.queue, Queue).reference if queue else "",
            due=due.isoformat() if due is not None else "",
            priority=self.priority.value,
            case=context.held(CASE, "number") if self.linked else "",
            card=context.held(CARD, "id") if self.linked else "",
            card_crm=context.held(CARD, "crm") if self.linked else "",
            card_object=context.held(CARD, "object") if self.linked else "",
        )

    def _due(self, context: RunContext) -> dt.datetime | None:
        """When it is due, on the clock of the time zone; `UserError` where that is no date."""
        if self.due is DueMode.NONE:
            return None
        if self.due is DueMode.AFTER:
            try:
                found = moved(context.local_now, Decimal(self.delay), Unit(self.unit.value))
            except OverflowError:
                raise UserError(_("The task would be due after the year 9999.")) from None
            return local(found, context.time_zone)
        text = context.filled(self.moment).strip()
        at = to_datetime(text, context.time_zone)
        if at is None:
            raise UserError(_("“{text}” is no date that can be read.", text=text[:80]))
        if at < context.now:
            context.warn(_("The task is due before this moment."))
        return local(at, context.time_zone)


def _title(context: RunContext, source: str) -> str:
    """The title on one line; `UserError` where it is empty."""
    title = " ".join(context.filled(source).split())
    if not title:
        raise UserError(_("The title of the task is empty."))
    if len(title) > LONGEST_TITLE:
        context.warn(_("The title was cut to {count} characters.", count=LONGEST_TITLE))
    return title[:LONGEST_TITLE]


def _shown(request: CreateTask) -> tuple[tuple[str, str], ...]:
    names = ("title", "user", "queue", "due", "priority", "case", "card")
    return tuple((name, text) for name in names if (text := getattr(request, name)))
