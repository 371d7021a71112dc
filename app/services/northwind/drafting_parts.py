"""Parts that the matters of the customer service share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.test_values import Condition, Group, ValueLink
from app.engine.actions.to_queue import ToQueue
from app.engine.case_fields import CaseValue
from app.engine.conditions import Operator
from app.engine.database_fields import CriterionRow
from app.model.config import Reference

if TYPE_CHECKING:
    from app.services.northwind.drafting import Drafting

LAW_FIRM = "energy@lindholm-partners.example"

BY_NUMBER = CriterionRow("customer_number", value="{{ var.customer_number }}")
STILL_OPEN = CriterionRow("status", value="open")


def case_rows(*, amount: str = "") -> tuple[CaseValue, ...]:
    rows = (
        CaseValue("summary", "{{ email.subject }}"),
        CaseValue("customer_number", "{{ var.customer_number }}"),
    )
    return (*rows, CaseValue("amount", amount)) if amount else rows


def link_if(left: str, operator: Operator, right: str = "", *, caption: str) -> ValueLink:
    return ValueLink(slot=1, caption=caption, when=Group(items=(Condition(left, operator, right),)))


def add_queue(draft: Drafting, name: str, reference: str, priority: int = 5) -> str:
    return draft.add("to_queue", name, ToQueue(queue=Reference(reference), priority=priority))
