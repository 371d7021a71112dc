"""The two small routings: retention, and what follows when an interaction ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.send_email import SendAnEmail
from app.engine.actions.test_schedule import TestSchedule
from app.engine.actions.test_values import Condition, Group, TestValues, ValueLink
from app.engine.actions.to_queue import ToQueue
from app.engine.conditions import Operator
from app.model.config import Reference
from app.services.northwind.drafting import Drafting

if TYPE_CHECKING:
    from app.engine.registry import Registry


def draft_retention(catalogue: Registry) -> Drafting:
    """Answer people who want to leave, and hand them to the retention team."""
    draft = Drafting("retention", catalogue)
    number = draft.add(
        "test_values",
        "Customer number known?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Known",
                    when=Group(
                        items=(Condition("var.customer_number", Operator.IS_NOT_EMPTY),),
                    ),
                ),
            )
        ),
    )
    draft.link(draft.start, number)
    letter = draft.add(
        "send_email", "Send “before you go”", SendAnEmail(template=Reference("before-you-go"))
    )
    draft.link(number, letter, "link_1")
    offered = draft.add(
        "checkpoint",
        "Offer sent",
        AddCheckpoint(Reference("retention-offer")),
        record=True,
    )
    draft.link(letter, offered)
    hours = draft.add(
        "test_schedule", "Office open?", TestSchedule(calendar=Reference("office-hours"))
    )
    draft.link(offered, hours)
    draft.link(letter, hours, "error")
    draft.link(number, hours, "by_default")
    soon = draft.add(
        "to_queue", "To retention, first", ToQueue(queue=Reference("retention"), priority=2)
    )
    draft.link(hours, soon, "open")
    later = draft.add("to_queue", "To retention", ToQueue(queue=Reference("retention")))
    draft.link(hours, later, "closed", "holiday")
    return draft


def draft_after_closing(catalogue: Registry) -> Drafting:
    """When an interaction ends: note it, and ask how it was unless the customer complained."""
    draft = Drafting("after-closing", catalogue)
    closed = draft.add(
        "checkpoint", "Interaction closed", AddCheckpoint(Reference("closed")), record=True
    )
    draft.link(draft.start, closed)
    happy = draft.add(
        "test_values",
        "Was it a complaint?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Complaint",
                    when=Group(
                        items=(Condition("email.subject", Operator.CONTAINS, "complaint"),),
                    ),
                ),
            )
        ),
    )
    draft.link(closed, happy)
    draft.end(happy, "link_1")
    letter = draft.add(
        "send_email", "Ask how it was", SendAnEmail(template=Reference("how-was-it"))
    )
    draft.link(happy, letter, "by_default")
    draft.end(letter, "ok", "error")
    return draft
