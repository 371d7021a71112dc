"""The big routing: every email to support, qualified and sent where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.date_time import DateAndTime, Operation, WorkingUnit
from app.engine.actions.detect_keywords import DetectKeywords, GroupRow, KeywordSource
from app.engine.actions.detect_language import DetectLanguage, LanguageLink
from app.engine.actions.load_sharing import LoadSharing, SharedLink
from app.engine.actions.node import Node
from app.engine.actions.passages import CheckPassages
from app.engine.actions.send_email import SendAnEmail
from app.engine.actions.test_priority import TestPriority
from app.engine.actions.test_schedule import TestSchedule
from app.engine.actions.test_values import Condition, Group, Joined, TestValues, ValueLink
from app.engine.actions.to_queue import PriorityMode, ToQueue, WhenRefusing
from app.engine.actions.to_routing import ToRouting
from app.engine.actions.values_table import ColumnRow, LookUpTable
from app.engine.conditions import Operator
from app.model.config import Reference
from app.services.northwind.drafting import Drafting

if TYPE_CHECKING:
    from app.engine.registry import Registry

BILLING = (
    "invoice*", "bill", "bills", "billing", "payment*", "refund*", "direct debit", "instalment*",
    "facture*", "paiement*", "remboursement*", "prélèvement*", "mensualité*",
    "Rechnung*", "Abschlag*", "Lastschrift*", "Erstattung*", "Zahlung*",
    "factura*", "pago*", "reembolso*", "recibo*", "domiciliación*",
)  # fmt: skip
MOVING = (
    "moving house", "move house", "moving out", "moving in", "new address", "new flat",
    "déménag*", "emménag*", "nouvelle adresse",
    "Umzug*", "umziehen", "neue Adresse", "neue Wohnung",
    "mudanza*", "mudarme", "nueva dirección", "nuevo piso",
)  # fmt: skip
CANCELLING = (
    "cancel*", "terminate", "switch provider", "résili*", "changer de fournisseur",
    "kündig*", "Kündigung*", "Anbieterwechsel", "dar de baja", "cancelar", "rescindir",
)  # fmt: skip
COMPLAINING = (
    "complaint*", "complain", "unacceptable", "ombudsman", "lawyer", "réclamation*", "inadmissible",
    "avocat", "médiateur", "Beschwerde*", "unverschämt", "Anwalt", "Schlichtungsstelle",
    "reclamación*", "queja*", "inaceptable", "abogado",
)  # fmt: skip


def _groups() -> tuple[GroupRow, ...]:
    return (
        GroupRow(
            slot=1,
            caption="Emergency",
            source=KeywordSource.TABLE,
            table="emergency-words",
            column="word",
        ),
        GroupRow(slot=2, caption="Cancelling", keywords=CANCELLING),
        GroupRow(slot=3, caption="Complaint", keywords=COMPLAINING),
        GroupRow(slot=4, caption="Billing", keywords=BILLING),
        GroupRow(slot=5, caption="Moving", keywords=MOVING),
    )


def _condition(left: str, operator: Operator, right: str = "") -> Condition:
    return Condition(left=left, operator=operator, right=right)


def _reference(value: str) -> Reference:
    return Reference(value)


def draft_support(catalogue: Registry) -> Drafting:
    """Thirty-three actions, all sixteen types."""
    draft = Drafting("support", catalogue)
    topic = _entrance(draft)
    _emergencies(draft, topic)
    _cancelling_and_complaints(draft, topic)
    _billing(draft, topic)
    _moving(draft, topic)
    _everything_else(draft, topic)
    return draft


def _entrance(draft: Drafting) -> str:
    """From Start to the question what the email is about; its action."""
    received = draft.add(
        "checkpoint", "Email received", AddCheckpoint(_reference("received")), record=True
    )
    draft.link(draft.start, received)
    automatic = draft.add(
        "test_values",
        "Written by a machine?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Automatic reply",
                    when=Group(
                        joined=Joined.ANY,
                        items=(
                            _condition("email.is_auto_submitted", Operator.EQUALS, "yes"),
                            _condition("email.is_bounce", Operator.EQUALS, "yes"),
                        ),
                    ),
                ),
                ValueLink(
                    slot=2,
                    caption="Newsletter",
                    when=Group(
                        items=(
                            _condition('email.headers["List-Unsubscribe"]', Operator.IS_NOT_EMPTY),
                        )
                    ),
                ),
            )
        ),
        comment="Nobody needs to read out-of-office replies, bounces and newsletters.",
    )
    draft.link(received, automatic)
    draft.end(automatic, "link_1", "link_2")
    priority = draft.add("test_priority", "How urgent does it say it is?", TestPriority())
    draft.link(automatic, priority, "by_default")
    urgent = draft.add(
        "assign_variables",
        "Mark as urgent",
        AssignVariables(
            (AssignmentRow("urgent", "yes"), AssignmentRow("priority", "2")),
        ),
    )
    draft.link(priority, urgent, "high")
    language = draft.add(
        "detect_language",
        "Which language?",
        DetectLanguage(
            (
                LanguageLink(slot=1, caption="English", languages=("en",)),
                LanguageLink(slot=2, caption="French", languages=("fr",)),
                LanguageLink(slot=3, caption="German", languages=("de",)),
                LanguageLink(slot=4, caption="Spanish", languages=("es",)),
            )
        ),
    )
    draft.link(priority, language, "normal", "low", "by_default")
    draft.link(urgent, language, "ok", "error")
    known = draft.add("node", "Language known", Node())
    draft.link(language, known, "link_1", "link_2", "link_3", "link_4", "by_default")
    number = draft.add(
        "assign_variables",
        "Read the customer number",
        AssignVariables(
            (
                AssignmentRow(
                    "customer_number",
                    '{{ email.subject | append: " " | append: email.text '
                    '| extract: "NW-[0-9]{6}" }}',
                ),
            )
        ),
        comment="Customer numbers look like NW-123456.",
    )
    draft.link(known, number)
    company = draft.add(
        "values_table",
        "A company we know?",
        LookUpTable(
            table=_reference("companies"),
            key="{{ email.from.domain }}",
            rows=(
                ColumnRow("segment", "segment"),
                ColumnRow("account manager", "account_manager"),
                ColumnRow("priority", "priority"),
            ),
        ),
    )
    draft.link(number, company, "ok", "error")
    topic = draft.add(
        "detect_keywords",
        "What is it about?",
        DetectKeywords(groups=_groups()),
        record=True,
    )
    draft.link(company, topic, "not_found")
    _companies(draft, company, topic)
    return topic


def _companies(draft: Drafting, company: str, topic: str) -> None:
    key = draft.add(
        "test_values",
        "Key account?",
        TestValues(
            links=(
                ValueLink(
                    slot=1,
                    caption="Key account",
                    when=Group(items=(_condition("var.segment", Operator.EQUALS, "key account"),)),
                ),
            )
        ),
    )
    draft.link(company, key)
    draft.link(key, topic, "by_default")
    managers = draft.add(
        "to_queue",
        "To the key account managers",
        ToQueue(queue=_reference("key-accounts"), when_full=WhenRefusing.LEAVE, priority=1),
    )
    draft.link(key, managers, "link_1")
    draft.link(managers, topic, "overflow")


def _emergencies(draft: Drafting, topic: str) -> None:
    duty = draft.add(
        "test_schedule", "Technicians on duty?", TestSchedule(calendar=_reference("technicians"))
    )
    draft.link(topic, duty, "link_1")
    outages = draft.add(
        "to_queue", "To the technicians", ToQueue(queue=_reference("outages"), priority=1)
    )
    draft.link(duty, outages, "open")
    on_call = draft.add(
        "to_queue", "To the on-call engineer", ToQueue(queue=_reference("on-call"), priority=1)
    )
    draft.link(duty, on_call, "closed", "holiday")


def _cancelling_and_complaints(draft: Drafting, topic: str) -> None:
    leaving = draft.add(
        "checkpoint", "Wants to cancel", AddCheckpoint(_reference("cancellation")), record=True
    )
    draft.link(topic, leaving, "link_2")
    retention = draft.add("to_routing", "To retention", ToRouting(_reference("retention")))
    draft.link(leaving, retention)
    complaints = draft.add(
        "to_queue",
        "To complaints",
        ToQueue(
            queue=_reference("complaints"),
            priority_mode=PriorityMode.EXPRESSION,
            priority_expression="{{ var.priority }}",
        ),
    )
    draft.link(topic, complaints, "link_3")
    draft.link(retention, complaints, "error")


def _billing(draft: Drafting, topic: str) -> None:
    share = draft.add(
        "load_sharing",
        "Share the bills",
        LoadSharing(
            links=(
                SharedLink(slot=1, caption="Lyon", percent=60),
                SharedLink(slot=2, caption="Cologne", percent=40),
            )
        ),
    )
    draft.link(topic, share, "link_4")
    lyon = draft.add(
        "to_queue",
        "To billing in Lyon",
        ToQueue(queue=_reference("billing-lyon"), when_full=WhenRefusing.LEAVE),
    )
    draft.link(share, lyon, "link_1")
    cologne = draft.add(
        "to_queue",
        "To billing in Cologne",
        ToQueue(queue=_reference("billing-cologne"), when_full=WhenRefusing.LEAVE),
    )
    draft.link(share, cologne, "link_2")
    again = draft.add(
        "passages",
        "Try another team",
        CheckPassages(maximum=2),
        comment="A full team sends the email back to the share-out, twice at most.",
    )
    draft.link(lyon, again, "overflow")
    draft.link(cologne, again, "overflow")
    draft.link(again, share)
    overflow = draft.add(
        "to_queue", "To the billing overflow", ToQueue(queue=_reference("billing-overflow"))
    )
    draft.link(again, overflow, "exceeded")
    draft.link(share, overflow, "no_link")


def _moving(draft: Drafting, topic: str) -> None:
    checklist = draft.add(
        "send_email",
        "Send the moving list",
        SendAnEmail(template=_reference("moving-list")),
    )
    draft.link(topic, checklist, "link_5")
    moves = draft.add("to_queue", "To moving house", ToQueue(queue=_reference("moves")))
    draft.link(checklist, moves, "ok", "error")


def _everything_else(draft: Drafting, topic: str) -> None:
    hours = draft.add(
        "test_schedule", "Office open?", TestSchedule(calendar=_reference("office-hours"))
    )
    draft.link(topic, hours, "by_default")
    reply_by = draft.add(
        "date_time",
        "When do we answer?",
        DateAndTime(
            operation=Operation.ADD_WORKING_TIME,
            calendar="office-hours",
            amount="2",
            working_unit=WorkingUnit.DAYS,
            variable="reply_by",
        ),
        comment="Two working days from now.",
    )
    draft.link(hours, reply_by, "closed", "holiday")
    closed = draft.add(
        "send_email", "Say that we are closed", SendAnEmail(template=_reference("closed-now"))
    )
    draft.link(reply_by, closed, "ok", "error")
    waiting = draft.add("node", "To the teams", Node())
    draft.link(hours, waiting, "open")
    draft.link(closed, waiting, "ok", "error")
    teams = draft.add(
        "to_queue", "To the support teams", ToQueue(queue=_reference("support-teams"))
    )
    draft.link(waiting, teams)
