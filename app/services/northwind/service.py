"""Customer service with cases and cards: who writes, about what, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.associate_crm_card import AssociateCard
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.create_crm_card import NewCard
from app.engine.actions.detect_keywords import DetectKeywords, GroupRow, KeywordSource
from app.engine.actions.detect_language import DetectLanguage, LanguageLink
from app.engine.actions.nth_contact import CheckContacts, ContactLink, Count, Scope
from app.engine.actions.test_values import Condition, Group, Joined, TestValues, ValueLink
from app.engine.actions.to_queue import ToQueue
from app.engine.actions.to_routing import ToRouting
from app.engine.actions.to_user import ToUser, Who
from app.engine.actions.values_table import ColumnRow, LookUpTable
from app.engine.card_fields import CardValue, WhenDuplicate
from app.engine.conditions import Operator
from app.model.config import Reference
from app.services.northwind.drafting import Drafting
from app.services.northwind.service_errands import draft_billing, draft_callback, draft_readings
from app.services.northwind.service_matters import (
    draft_disputes,
    draft_emergencies,
    draft_leaving,
    draft_legal,
)
from app.services.northwind.support import BILLING, CANCELLING

if TYPE_CHECKING:
    from app.engine.registry import Registry

LEGAL = (
    "ombudsman", "lawyer", "médiateur", "avocat", "Schlichtungsstelle", "Anwalt", "abogado",
)  # fmt: skip
DISPUTING = (
    "too high", "charged twice", "très élevée", "zu hoch", "Zahlendreher", "berichtigte Rechnung",
    "demasiado alta",
)  # fmt: skip
READINGS = ("meter", "reading*", "relevé*", "Zählerstand*", "lectura*")
CONNECTING = ("solar*", "Balkonkraftwerk*", "placas", "wallbox", "heat pump*")
CALLING = ("call me back", "rappelez-moi", "Rückruf*", "llámenme")


def draft_customer_service(catalogue: Registry) -> Drafting:
    """Knows the customer by card and case, and settles what can be settled without an agent."""
    draft = Drafting("customer-service", catalogue)
    known = _entrance(draft)
    topic = _topic(draft, known)
    general = draft.add("to_queue", "To general support", ToQueue(queue=Reference("general")))
    draft.link(topic, general, "by_default")
    draft_emergencies(draft, topic)
    draft_leaving(draft, topic)
    draft_legal(draft, topic)
    parity = draft_billing(draft, topic)
    draft_disputes(draft, topic, parity)
    draft_readings(draft, topic, general)
    draft_callback(draft, topic, general)
    connecting = draft.add(
        "to_routing", "To companies, for sales", ToRouting(Reference("companies"))
    )
    draft.link(topic, connecting, "link_7")
    draft.link(connecting, general, "error")
    return draft


def _entrance(draft: Drafting) -> str:
    """From Start to the variables of a customer whose card is known; the last action."""
    received = draft.add(
        "checkpoint", "Email received", AddCheckpoint(Reference("received")), record=True
    )
    draft.link(draft.start, received)
    machine = draft.add(
        "test_values",
        "Written by a machine?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Automatic",
                    when=Group(
                        joined=Joined.ANY,
                        items=(
                            Condition("email.is_auto_submitted", Operator.EQUALS, "yes"),
                            Condition("email.is_bounce", Operator.EQUALS, "yes"),
                            Condition('email.headers["List-Unsubscribe"]', Operator.IS_NOT_EMPTY),
                        ),
                    ),
                ),
            )
        ),
    )
    draft.link(received, machine)
    draft.end(machine, "link_1")
    language = draft.add(
        "detect_language",
        "Which language?",
        DetectLanguage(
            (LanguageLink(slot=1, caption="One of ours", languages=("en", "fr", "de", "es")),)
        ),
        comment="Answers are written in the language that is found here.",
    )
    draft.link(machine, language, "by_default")
    company = draft.add(
        "values_table",
        "A company we know?",
        LookUpTable(
            table=Reference("companies"),
            key="{{ email.from.domain }}",
            rows=(
                ColumnRow("segment", "segment"),
                ColumnRow("account manager", "account_manager"),
            ),
        ),
    )
    draft.link(language, company, "link_1", "by_default")
    companies = draft.add("to_routing", "To companies", ToRouting(Reference("companies")))
    draft.link(company, companies)
    card = draft.add(
        "associate_crm_card",
        "Find the customer's card",
        AssociateCard(crm=Reference("customers")),
    )
    draft.link(company, card, "not_found")
    draft.link(companies, card, "error")
    numbers = _numbers(draft)
    draft.link(card, numbers, "ok", "error")
    fresh = draft.add(
        "create_crm_card",
        "Write a card",
        NewCard(
            crm=Reference("customers"),
            rows=(
                CardValue("email", "{{ email.from.address }}"),
                CardValue("name", "{{ email.from.name | default: email.from.address }}"),
                CardValue(
                    "customer_number",
                    '{{ email.subject | append: " " | append: email.text '
                    '| extract: "NW-[0-9]{6}" }}',
                ),
            ),
            duplicate=WhenDuplicate.REUSE,
        ),
        comment="Whoever writes for the first time gets a card.",
    )
    draft.link(card, fresh, "not_found")
    draft.link(fresh, numbers, "ok", "error")
    return numbers


def _numbers(draft: Drafting) -> str:
    return draft.add(
        "assign_variables",
        "Read the numbers",
        AssignVariables(
            (
                AssignmentRow(
                    "customer_number",
                    '{{ email.subject | append: " " | append: email.text '
                    '| extract: "NW-[0-9]{6}" | default: card.customer_number }}',
                ),
                AssignmentRow("phone", "{{ card.phone }}"),
            )
        ),
        comment="The number in the email counts more than the one on the card.",
    )


def _topic(draft: Drafting, numbers: str) -> str:
    """Who writes for the third time goes back to who answered; the rest is asked for its topic."""
    again = draft.add(
        "nth_contact",
        "The third email this week?",
        CheckContacts(
            scope=Scope.ALL,
            links=(ContactLink(slot=1, caption="Third or later", count=Count.AT_LEAST, number=3),),
        ),
    )
    draft.link(numbers, again, "ok", "error")
    same = draft.add("to_user", "To who answered last", ToUser(who=Who.LAST_USER))
    draft.link(again, same, "link_1")
    topic = draft.add(
        "detect_keywords", "What is it about?", DetectKeywords(groups=_groups()), record=True
    )
    draft.link(again, topic, "by_default", "error")
    draft.link(same, topic, "user_unavailable")
    return topic


def _groups() -> tuple[GroupRow, ...]:
    return (
        GroupRow(
            slot=1,
            caption="Emergency",
            source=KeywordSource.TABLE,
            table="emergency-words",
            column="word",
        ),
        GroupRow(slot=2, caption="Leaving", keywords=CANCELLING),
        GroupRow(slot=3, caption="Lawyers", keywords=LEGAL),
        GroupRow(slot=4, caption="Disputed", keywords=DISPUTING),
        GroupRow(slot=5, caption="Billing", keywords=BILLING),
        GroupRow(slot=6, caption="Meter", keywords=READINGS),
        GroupRow(slot=7, caption="Connection", keywords=CONNECTING),
        GroupRow(slot=8, caption="Call back", keywords=CALLING),
    )
