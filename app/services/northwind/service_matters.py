"""What customer service does about serious matters: outages, leaving, the law, disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.create_case import OpenCase
from app.engine.actions.create_task import Assignee, DelayUnit, NewTask, TaskPriority
from app.engine.actions.database_read import ReadDatabase
from app.engine.actions.database_update import UpdateDatabase
from app.engine.actions.send_email import SendAnEmail
from app.engine.actions.send_sms import SendAnSms
from app.engine.actions.sms_campaign_target import SmsTarget
from app.engine.actions.test_values import TestValues
from app.engine.actions.to_routing import ToRouting
from app.engine.actions.transfer_email import TransferEmail
from app.engine.actions.voice_campaign_target import VoiceTarget
from app.engine.actions.web_service import CallService
from app.engine.actions.web_service import Pair as HttpPair
from app.engine.campaign_target import TargetValue
from app.engine.conditions import Operator
from app.engine.database_fields import ColumnResult, ColumnValue, CriterionRow, SortRow
from app.model.config import Reference
from app.services.northwind.drafting_parts import (
    BY_NUMBER,
    LAW_FIRM,
    STILL_OPEN,
    add_queue,
    case_rows,
    link_if,
)

if TYPE_CHECKING:
    from app.services.northwind.drafting import Drafting


def draft_emergencies(draft: Drafting, topic: str) -> None:
    """Ask the outage map; who has written from a known outage gets a text at once."""
    outage = draft.add(
        "web_service",
        "Ask the outage map",
        CallService(
            service=Reference("outages"),
            query=(HttpPair("customer", "{{ var.customer_number }}"),),
        ),
    )
    draft.link(topic, outage, "link_1")
    known = draft.add(
        "test_values",
        "Is the outage known?",
        TestValues(links=(link_if("http.json.known", Operator.EQUALS, "true", caption="Known"),)),
    )
    draft.link(outage, known)
    area = draft.add(
        "assign_variables",
        "Note area and end",
        AssignVariables(
            (
                AssignmentRow("outage_area", "{{ http.json.area }}"),
                AssignmentRow("outage_until", "{{ http.json.until }}"),
            )
        ),
    )
    draft.link(known, area, "link_1")
    text = draft.add(
        "send_sms",
        "Text that we know",
        SendAnSms(
            sender="Northwind", recipient="{{ var.phone }}", template=Reference("outage-known")
        ),
    )
    draft.link(area, text)
    news = draft.add(
        "sms_campaign_target",
        "News until it is over",
        SmsTarget(
            campaign=Reference("outage-news"),
            phone="{{ var.phone }}",
            rows=(
                TargetValue("area", "{{ var.outage_area }}"),
                TargetValue("until", "{{ var.outage_until }}"),
            ),
        ),
    )
    draft.link(text, news)
    technicians = add_queue(draft, "To the technicians", "outages", 1)
    draft.link(news, technicians, "ok", "duplicate", "error")
    letter = draft.add(
        "send_email", "Write that we know", SendAnEmail(template=Reference("outage-known"))
    )
    draft.link(text, letter, "error")
    draft.link(letter, technicians, "ok", "error")
    look = draft.add(
        "create_task",
        "Look at the map by hand",
        NewTask(
            title="Outage? {{ email.subject }}",
            description="The outage map did not answer. Customer {{ var.customer_number }}.",
            assignee=Assignee.USER,
            user=Reference("karim.aziz"),
            delay=15,
            unit=DelayUnit.MINUTES,
            priority=TaskPriority.HIGH,
        ),
    )
    draft.link(known, look, "by_default")
    draft.link(outage, look, "error", "timeout")
    draft.link(area, look, "error")
    draft.link(look, technicians, "ok", "error")


def draft_leaving(draft: Drafting, topic: str) -> None:
    """Put who wants to leave on the list of calls, and hand them to retention."""
    contract = draft.add(
        "database_read",
        "Which contract?",
        ReadDatabase(
            database=Reference("operations"),
            table="contracts",
            criteria=(BY_NUMBER,),
            rows=(
                ColumnResult("number", "contract_number"),
                ColumnResult("tariff", "tariff"),
                ColumnResult("monthly_payment", "monthly_payment"),
            ),
        ),
    )
    draft.link(topic, contract, "link_2")
    call = draft.add(
        "voice_campaign_target",
        "Call before they leave",
        VoiceTarget(
            campaign=Reference("call-back"),
            phone="{{ var.phone }}",
            rows=(
                TargetValue("name", "{{ email.from.name }}"),
                TargetValue("customer_number", "{{ var.customer_number }}"),
                TargetValue("reason", "{{ email.subject }}"),
            ),
        ),
    )
    draft.link(contract, call, "ok", "not_found", "error", "timeout")
    retention = draft.add("to_routing", "To retention", ToRouting(Reference("retention")))
    draft.link(call, retention, "ok", "duplicate", "error")
    failed = add_queue(draft, "To the retention team", "retention")
    draft.link(retention, failed, "error")


def draft_legal(draft: Drafting, topic: str) -> None:
    """Open a complaint, tell the law firm, and keep the email in house."""
    case = draft.add(
        "create_case",
        "Open a complaint",
        OpenCase(
            schema=Reference("service"),
            type="Complaint",
            origin="Email",
            reason="Ombudsman",
            owner=Reference("ignacio.sanz"),
            rows=case_rows(),
        ),
        record=True,
    )
    draft.link(topic, case, "link_3")
    firm = draft.add(
        "transfer_email",
        "Tell the law firm",
        TransferEmail(
            to=LAW_FIRM,
            mailbox=Reference("support"),
            note="Case {{ case.number }}. Please answer within two working days.",
            ends=False,
        ),
    )
    draft.link(case, firm, "ok", "error")
    complaints = add_queue(draft, "To complaints, first", "complaints", 1)
    draft.link(firm, complaints, "ok", "error")


def draft_disputes(draft: Drafting, topic: str, parity: str) -> None:
    """Whoever doubts an open invoice does not get a reminder for it while we look."""
    invoice = draft.add(
        "database_read",
        "Which open invoice?",
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
    draft.link(topic, invoice, "link_4")
    hold = draft.add(
        "database_update",
        "Hold the invoice",
        UpdateDatabase(
            database=Reference("operations"),
            table="invoices",
            criteria=(CriterionRow("number", value="{{ var.invoice_number }}"),),
            rows=(ColumnValue("status", "disputed"),),
        ),
        comment="No reminder goes out for a disputed invoice.",
    )
    draft.link(invoice, hold)
    case = draft.add(
        "create_case",
        "Open a case",
        OpenCase(
            schema=Reference("service"),
            type="Question",
            origin="Email",
            reason="Invoice too high",
            rows=case_rows(amount="{{ var.amount_due }}"),
        ),
    )
    draft.link(invoice, case, "not_found", "error", "timeout")
    draft.link(hold, case, "ok", "not_found", "error", "timeout")
    answer = draft.add(
        "send_email", "Tell the number of the case", SendAnEmail(template=Reference("case-opened"))
    )
    draft.link(case, answer)
    draft.link(case, parity, "error")
    draft.link(answer, parity, "ok", "error")
