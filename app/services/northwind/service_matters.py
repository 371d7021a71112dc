"""What customer service does about each matter: outages, cancellations, invoices, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.associate_case import AssociateCase, FindBy
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.create_case import OpenCase
from app.engine.actions.create_task import Assignee, DelayUnit, NewTask, TaskPriority
from app.engine.actions.database_insert import InsertIntoDatabase
from app.engine.actions.database_read import ReadDatabase
from app.engine.actions.database_update import UpdateDatabase
from app.engine.actions.dissociate_case import DissociateCase
from app.engine.actions.modify_case import ChangeCase
from app.engine.actions.pay_invoice import PayInvoice
from app.engine.actions.send_email import SendAnEmail
from app.engine.actions.send_sms import SendAnSms
from app.engine.actions.sms_campaign_target import SmsTarget
from app.engine.actions.test_values import Condition, Group, TestValues, ValueLink
from app.engine.actions.to_queue import ToQueue
from app.engine.actions.to_routing import ToRouting
from app.engine.actions.to_user import ToUser, Who
from app.engine.actions.transfer_email import TransferEmail
from app.engine.actions.voice_campaign_target import VoiceTarget
from app.engine.actions.web_service import CallService, PathResult
from app.engine.actions.web_service import Pair as HttpPair
from app.engine.actions.week_parity import TestWeek
from app.engine.actions.whatsapp_campaign_target import WhatsAppTarget
from app.engine.campaign_target import TargetValue
from app.engine.case_fields import CaseValue
from app.engine.conditions import Operator
from app.engine.database_fields import ColumnResult, ColumnValue, CriterionRow, SortRow
from app.model.config import Reference

if TYPE_CHECKING:
    from app.services.northwind.drafting import Drafting

LAW_FIRM = "energy@lindholm-partners.example"

_NUMBER = CriterionRow("customer_number", value="{{ var.customer_number }}")
_OPEN = CriterionRow("status", value="open")


def _rows(*, amount: str = "") -> tuple[CaseValue, ...]:
    rows = (
        CaseValue("summary", "{{ email.subject }}"),
        CaseValue("customer_number", "{{ var.customer_number }}"),
    )
    return (*rows, CaseValue("amount", amount)) if amount else rows


def _when(left: str, operator: Operator, right: str = "", *, caption: str) -> ValueLink:
    return ValueLink(slot=1, caption=caption, when=Group(items=(Condition(left, operator, right),)))


def _queue(draft: Drafting, name: str, reference: str, priority: int = 5) -> str:
    return draft.add("to_queue", name, ToQueue(queue=Reference(reference), priority=priority))


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
        TestValues(links=(_when("http.json.known", Operator.EQUALS, "true", caption="Known"),)),
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
    technicians = _queue(draft, "To the technicians", "outages", 1)
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
            criteria=(_NUMBER,),
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
    failed = _queue(draft, "To the retention team", "retention")
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
            rows=_rows(),
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
    complaints = _queue(draft, "To complaints, first", "complaints", 1)
    draft.link(firm, complaints, "ok", "error")


def draft_disputes(draft: Drafting, topic: str, parity: str) -> None:
    """Whoever doubts an open invoice does not get a reminder for it while we look."""
    invoice = draft.add(
        "database_read",
        "Which open invoice?",
        ReadDatabase(
            database=Reference("operations"),
            table="invoices",
            criteria=(_NUMBER, _OPEN),
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
            rows=_rows(amount="{{ var.amount_due }}"),
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
        TestValues(links=(_when("case.amount", Operator.IS_NOT_EMPTY, caption="The same matter"),)),
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
            criteria=(_NUMBER, _OPEN),
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
    draft.link(parity, _queue(draft, "To billing in Lyon", "billing-lyon"), "even")
    draft.link(parity, _queue(draft, "To billing in Cologne", "billing-cologne"), "odd")
    return parity


def draft_readings(draft: Drafting, topic: str, general: str) -> None:
    """Take a reading over; who sends none is asked for a photo."""
    meter = draft.add(
        "database_read",
        "Which meter?",
        ReadDatabase(
            database=Reference("operations"),
            table="meter_readings",
            criteria=(_NUMBER,),
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
        TestValues(links=(_when("var.meter_reading", Operator.IS_NOT_EMPTY, caption="A figure"),)),
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
