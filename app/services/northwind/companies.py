"""Two more routings: companies and their salespeople, and the survey when all is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.associate_crm_v2_card import AssociateRecord, ObjectSearch
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.create_crm_v2_card import NewRecord
from app.engine.actions.create_task import Assignee, NewTask
from app.engine.actions.salesforce import (
    AskSalesforce,
    CaseField,
    FieldResult,
    Mode,
    QueryValue,
)
from app.engine.actions.survey import InviteToSurvey
from app.engine.actions.test_values import Condition, Group, Joined, TestValues, ValueLink
from app.engine.actions.to_queue import ToQueue, WhenRefusing
from app.engine.card_fields import ObjectValue, WhenDuplicate
from app.engine.conditions import Operator
from app.model.config import Reference
from app.services.northwind.drafting import Drafting

if TYPE_CHECKING:
    from app.engine.registry import Registry


def draft_companies(catalogue: Registry) -> Drafting:
    """A company we know gets a case in Salesforce; an enquiry of another becomes a lead."""
    draft = Drafting("companies", catalogue)
    who = draft.add(
        "associate_crm_v2_card",
        "Who writes?",
        AssociateRecord(
            crm=Reference("companies"),
            searches=(
                ObjectSearch("contact", "email"),
                ObjectSearch("account", "domain", "{{ email.from.domain }}"),
            ),
        ),
    )
    draft.link(draft.start, who)
    manager = draft.add(
        "salesforce",
        "Who looks after them?",
        AskSalesforce(
            connection=Reference("salesforce"),
            mode=Mode.QUERY,
            query="SELECT OwnerName FROM Account WHERE Domain__c = :domain",
            values=(QueryValue("domain", "{{ email.from.domain }}"),),
            rows=(FieldResult("OwnerName", "account_manager"),),
        ),
    )
    draft.link(who, manager)
    case = draft.add(
        "salesforce",
        "File it in Salesforce",
        AskSalesforce(
            connection=Reference("salesforce"),
            record_type="Service",
            owner="{{ var.account_manager }}",
            fields=(CaseField("Origin", "Email"),),
        ),
        record=True,
    )
    draft.link(manager, case, "ok", "not_found", "error", "timeout")
    managers = draft.add(
        "to_queue",
        "To the key account managers",
        ToQueue(queue=Reference("key-accounts"), when_full=WhenRefusing.LEAVE, priority=1),
    )
    by_hand = draft.add(
        "create_task",
        "File it by hand",
        NewTask(
            title="Salesforce: {{ email.subject }}",
            description="It could not be filed: {{ error.message }}",
            assignee=Assignee.QUEUE,
            queue=Reference("key-accounts"),
        ),
    )
    draft.link(case, managers)
    draft.link(case, by_hand, "error", "timeout")
    draft.link(by_hand, managers, "ok", "error")
    lead = draft.add(
        "create_crm_v2_card",
        "Write an enquiry",
        NewRecord(
            crm=Reference("sales"),
            object="Lead",
            rows=(
                ObjectValue("Email", "{{ email.from.address }}"),
                ObjectValue("LastName", "{{ email.from.name | default: email.from.address }}"),
                ObjectValue("Company", "{{ email.from.domain }}"),
            ),
            duplicate=WhenDuplicate.REUSE,
            duplicate_key="Email",
        ),
    )
    draft.link(who, lead, "not_found")
    answer = draft.add(
        "create_task",
        "Make an offer",
        NewTask(
            title="Offer for {{ email.from.name | default: email.from.address }}",
            description="{{ email.subject }}",
            delay=2,
        ),
    )
    draft.link(lead, answer)
    general = draft.add("to_queue", "To general support", ToQueue(queue=Reference("general")))
    draft.link(answer, general, "ok", "error")
    draft.link(lead, general, "error")
    draft.link(who, general, "error")
    draft.link(managers, general, "overflow")
    return draft


def draft_how_was_it(catalogue: Registry) -> Drafting:
    """Whoever got an answer is asked about it, once in thirty days."""
    draft = Drafting("how-was-it", catalogue)
    angry = draft.add(
        "test_values",
        "Better not ask?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Automatic, or a complaint",
                    when=Group(
                        joined=Joined.ANY,
                        items=(
                            Condition("email.is_auto_submitted", Operator.EQUALS, "yes"),
                            Condition("case.type", Operator.EQUALS, "Complaint"),
                            Condition("email.subject", Operator.CONTAINS, "complaint"),
                        ),
                    ),
                ),
            )
        ),
    )
    draft.link(draft.start, angry)
    draft.end(angry, "link_1")
    survey = draft.add(
        "survey",
        "Three questions",
        InviteToSurvey(survey=Reference("after-answer"), once_in=30),
    )
    draft.link(angry, survey, "by_default")
    asked = draft.add(
        "checkpoint", "Asked how it was", AddCheckpoint(Reference("surveyed")), record=True
    )
    draft.link(survey, asked)
    draft.end(survey, "already_surveyed", "error")
    draft.end(asked, "ok")
    return draft
