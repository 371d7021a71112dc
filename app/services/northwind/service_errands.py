"""What customers ask the service for: bills, readings, a call back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.associate_case import AssociateCase, FindBy
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.create_task import Assignee, DelayUnit, NewTask, TaskPriority
from app.engine.actions.database_insert import InsertIntoDatabase
from app.engine.actions.database_read import ReadDatabase
from app.engine.actions.dissociate_case import DissociateCase
from app.engine.actions.modify_case import ChangeCase
from app.engine.actions.pay_invoice import PayInvoice
from app.engine.actions.send_email import SendAnEmail
from app.engine.actions.test_values import TestValues
from app.engine.actions.to_user import ToUser, Who
from app.engine.actions.web_service import CallService, PathResult
from app.engine.actions.week_parity import TestWeek
from app.engine.actions.whatsapp_campaign_target import WhatsAppTarget
from app.engine.campaign_target import TargetValue
from app.engine.conditions import Operator
from app.engine.database_fields import ColumnResult, ColumnValue, SortRow
from app.model.config import Reference
from app.services.northwind.drafting_parts import (
    BY_NUMBER,
    STILL_OPEN,
    add_queue,
    link_if,
)

if TYPE_CHECKING:
    from app.services.northwind.drafting import Drafting


def draft_billing(draft: Drafting, topic: str) -> str:
    """A matter that is known goes to its owner; an open invoice gets its link; where both end."""
    case = draft.add(
        "associate_case",
        "Is there a case?",
        AssociateCase(
            find_by=FindBy.FIELD,
            schema=Reference("service"),
            search_field="customer_number",
            value="{{ var.customer_number }}",
        ),
    )
    draft.link(topic, case, "link_5")
    same = draft.add(
        "test_values",
        "About the same money?",
        TestValues(
            links=(link_if("case.amount", Operator.IS_NOT_EMPTY, caption="The same matter"),)
        ),
        comment="A case about an invoice has its amount; any other is about something else.",
    )
    draft.link(case, same)
    change = draft.add("modify_case", "The customer has written", ChangeCase(status="In progress"))
    draft.link(same, change, "link_1")
    owner = draft.add("to_user", "To the owner of the case", ToUser(who=Who.CASE_OWNER))
    draft.link(change, owner, "ok", "not_found", "error")
    apart = draft.add("dissociate_case", "Another matter", DissociateCase())
    draft.link(same, apart, "by_default")
    invoice = draft.add(
        "database_read",
        "An invoice to pay?",
        ReadDatabase(
            database=Reference("operations"),
            table="invoices",
            criteria=(BY_NUMBER, STILL_OPEN),
            sort=(SortRow("due_on"),),
            rows=(
                ColumnResult("number", "invoice_number"),
                ColumnResult("amount", "amount_due"),
            ),
        ),
    )
    draft.link(apart, invoice, "ok", "not_found")
    draft.link(case, invoice, "not_found", "error")
    pay = draft.add(
        "pay_invoice",
        "Make a link to pay",
        PayInvoice(
            module=Reference("invoices"),
            amount="{{ var.amount_due }}",
            invoice="{{ var.invoice_number }}",
        ),
    )
    draft.link(invoice, pay)
    letter = draft.add(
        "send_email", "Send the link", SendAnEmail(template=Reference("invoice-to-pay"))
    )
    draft.link(pay, letter)
    asked = draft.add(
        "checkpoint",
        "Link to pay sent",
        AddCheckpoint(Reference("payment-requested")),
        record=True,
    )
    draft.link(letter, asked)
    parity = draft.add(
        "week_parity",
        "Whose week is it?",
        TestWeek(),
        comment="Lyon and Cologne take turns, week by week.",
    )
    draft.link(invoice, parity, "not_found", "error", "timeout")
    draft.link(pay, parity, "error", "timeout")
    draft.link(letter, parity, "error")
    draft.link(asked, parity)
    draft.link(owner, parity, "user_unavailable")
    draft.link(parity, add_queue(draft, "To billing in Lyon", "billing-lyon"), "even")
    draft.link(parity, add_queue(draft, "To billing in Cologne", "billing-cologne"), "odd")
    return parity


def draft_readings(draft: Drafting, topic: str, general: str) -> None:
    """Take a reading over; who sends none is asked for a photo."""
    meter = draft.add(
        "database_read",
        "Which meter?",
        ReadDatabase(
            database=Reference("operations"),
            table="meter_readings",
            criteria=(BY_NUMBER,),
            sort=(SortRow("read_on", descending=True),),
            rows=(ColumnResult("meter_number", "meter_number"),),
        ),
    )
    draft.link(topic, meter, "link_6")
    draft.link(meter, general, "not_found", "error", "timeout")
    figure = draft.add(
        "assign_variables",
        "Read the figure",
        AssignVariables(
            (
                AssignmentRow(
                    "meter_reading",
                    '{{ email.text_without_quotes | extract: "\\b[0-9]{2,3}[ .]?[0-9]{3}\\b" '
                    '| remove: " " | remove: "." }}',
                ),
            )
        ),
        comment="Five or six figures, perhaps with a gap.",
    )
    draft.link(meter, figure)
    given = draft.add(
        "test_values",
        "Is there a figure?",
        TestValues(
            links=(link_if("var.meter_reading", Operator.IS_NOT_EMPTY, caption="A figure"),)
        ),
    )
    draft.link(figure, given, "ok", "error")
    told = draft.add(
        "web_service",
        "Hand the reading in",
        CallService(
            service=Reference("meter-readings"),
            body='{"meter": "{{ var.meter_number }}", "reading": {{ var.meter_reading }}}',
            rows=(PathResult("$.kwh", "meter_reading"),),
        ),
    )
    draft.link(given, told, "link_1")
    keep = draft.add(
        "database_insert",
        "Keep the reading",
        InsertIntoDatabase(
            database=Reference("operations"),
            table="meter_readings",
            rows=(
                ColumnValue("meter_number", "{{ var.meter_number }}"),
                ColumnValue("customer_number", "{{ var.customer_number }}"),
                ColumnValue("reading", "{{ var.meter_reading }}"),
                ColumnValue("read_on", '{{ email.date | date: "%Y-%m-%d" }}'),
            ),
        ),
    )
    draft.link(told, keep)
    draft.link(told, general, "error", "timeout")
    thanks = draft.add(
        "send_email", "Thank for the reading", SendAnEmail(template=Reference("meter-reading"))
    )
    draft.link(keep, thanks)
    draft.link(keep, general, "duplicate", "error", "timeout")
    draft.end(thanks, "ok")
    draft.link(thanks, general, "error")
    photo = draft.add(
        "whatsapp_campaign_target",
        "Ask for a photo",
        WhatsAppTarget(
            campaign=Reference("meter-season"),
            phone="{{ var.phone }}",
            rows=(
                TargetValue("first_name", "{{ card.name | split: ' ' | first }}"),
                TargetValue("meter_number", "{{ var.meter_number }}"),
            ),
        ),
    )
    draft.link(given, photo, "by_default")
    draft.link(photo, general, "ok", "duplicate", "error")


def draft_callback(draft: Drafting, topic: str, general: str) -> None:
    """Who wants to be called is called within two hours."""
    task = draft.add(
        "create_task",
        "Call back",
        NewTask(
            title="Call {{ email.from.name | default: email.from.address }} back",
            description="{{ email.subject }}",
            assignee=Assignee.QUEUE,
            queue=Reference("general"),
            delay=2,
            unit=DelayUnit.HOURS,
            priority=TaskPriority.HIGH,
        ),
    )
    draft.link(topic, task, "link_8")
    draft.link(task, general, "ok", "error")
