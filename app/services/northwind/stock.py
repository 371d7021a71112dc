"""Northwind Energy's queues, calendars, checkpoints, variables, tables and mailboxes."""

from __future__ import annotations

import datetime as dt

from app.model.resources import (
    Calendar,
    Checkpoint,
    ClosedSlot,
    DistributionGroup,
    Holiday,
    Mailbox,
    OpenSlot,
    Queue,
    Resource,
    Share,
    ValueKind,
    ValueTable,
    Variable,
    Weekday,
)

WORKDAYS = (
    Weekday.MONDAY,
    Weekday.TUESDAY,
    Weekday.WEDNESDAY,
    Weekday.THURSDAY,
    Weekday.FRIDAY,
)

CALENDARS = (
    Calendar(
        reference="office-hours",
        name="Office hours",
        description="When the support teams in Lyon and Cologne answer.",
        time_zone="Europe/Paris",
        open_slots=(
            *(OpenSlot(day=day, opens="08:30", closes="18:00") for day in WORKDAYS),
            OpenSlot(day=Weekday.SATURDAY, opens="09:00", closes="12:30"),
        ),
        closed_slots=(
            ClosedSlot(
                date=dt.date(2026, 3, 12), starts="13:00", ends="18:00", reason="Team afternoon"
            ),
        ),
        holiday_country="FR",
        holidays=(Holiday(date=dt.date(2026, 12, 24), name="Christmas Eve", yearly=True),),
    ),
    Calendar(
        reference="technicians",
        name="Technicians on duty",
        description="Emergency crews; at night the on-call engineer takes over.",
        time_zone="Europe/Paris",
        open_slots=tuple(OpenSlot(day=day, opens="06:00", closes="22:00") for day in Weekday),
        holiday_country="FR",
    ),
)

QUEUES = (
    Queue(
        reference="general",
        name="General support",
        calendar="office-hours",
        members=("noor.dunne", "lucia.ortega", "tom.harding"),
    ),
    Queue(
        reference="billing-lyon",
        name="Billing Lyon",
        calendar="office-hours",
        capacity=40,
        waiting=27,
        members=("paul.mercier", "chloe.fabre"),
    ),
    Queue(
        reference="billing-cologne",
        name="Billing Cologne",
        description="Full on most days, so that replays show the way round.",
        calendar="office-hours",
        capacity=25,
        waiting=25,
        members=("emre.yilmaz",),
    ),
    Queue(reference="billing-overflow", name="Billing overflow"),
    Queue(
        reference="outages",
        name="Outages and emergencies",
        calendar="technicians",
        members=("karim.aziz", "ruth.osei"),
    ),
    Queue(reference="on-call", name="On-call engineer", members=("ruth.osei",)),
    Queue(reference="moves", name="Moving house", calendar="office-hours", members=("greta.holm",)),
    Queue(
        reference="complaints",
        name="Complaints",
        description="Answers within two working days, ombudsman letters first.",
        members=("ignacio.sanz",),
    ),
    Queue(
        reference="key-accounts",
        name="Key accounts",
        calendar="office-hours",
        capacity=10,
        members=("amelie.laurent", "jonas.weber"),
    ),
    Queue(
        reference="retention",
        name="Retention",
        calendar="office-hours",
        members=("derya.yilmaz",),
    ),
    Queue(reference="unsorted", name="Unsorted", description="Takes what no routing delivers."),
)

GROUPS = (
    DistributionGroup(
        reference="support-teams",
        name="Support teams",
        description="General questions, shared between two teams.",
        shares=(Share(queue="general", percent=70), Share(queue="moves", percent=30)),
    ),
)

CHECKPOINTS = (
    Checkpoint(
        reference="received",
        name="Received",
        description="Every email passes it first; counts what comes in.",
        alias="Email received",
    ),
    Checkpoint(reference="cancellation", name="Cancellation", alias="Wants to cancel"),
    Checkpoint(reference="retention-offer", name="Retention offer", alias="Offer sent"),
    Checkpoint(reference="closed", name="Closed", alias="Interaction closed"),
    Checkpoint(reference="case-opened", name="Case opened", alias="Case opened"),
    Checkpoint(reference="payment-requested", name="Payment requested", alias="Link to pay sent"),
    Checkpoint(reference="surveyed", name="Surveyed", alias="Asked how it was"),
)

VARIABLES = (
    Variable(
        reference="customer_number",
        name="Customer number",
        description="NW- and six digits, read out of the email.",
    ),
    Variable(reference="segment", name="Segment", default="household"),
    Variable(reference="account_manager", name="Account manager"),
    Variable(reference="urgent", name="Urgent", type=ValueKind.YES_NO, default="no"),
    Variable(reference="priority", name="Priority", type=ValueKind.NUMBER, default="5"),
    Variable(reference="reply_by", name="Reply by", type=ValueKind.DATE_TIME),
    Variable(reference="contract_number", name="Contract number"),
    Variable(reference="invoice_number", name="Invoice number"),
    Variable(reference="amount_due", name="Amount due", type=ValueKind.NUMBER),
    Variable(reference="meter_number", name="Meter number"),
    Variable(reference="meter_reading", name="Meter reading in kWh", type=ValueKind.NUMBER),
    Variable(reference="monthly_payment", name="Monthly payment", type=ValueKind.NUMBER),
    Variable(reference="tariff", name="Tariff"),
    Variable(reference="outage_area", name="Area of the outage"),
    Variable(reference="outage_until", name="Outage until", type=ValueKind.DATE_TIME),
    Variable(reference="phone", name="Phone", description="With + and country code."),
    Variable(reference="postcode", name="Postcode"),
    Variable(reference="topics", name="Topics", type=ValueKind.LIST),
)

TABLES = (
    ValueTable(
        reference="companies",
        name="Companies by domain",
        description="Contract customers and who looks after them.",
        columns=("domain", "segment", "account manager", "priority"),
        rows=(
            ("brightlux.example", "key account", "Amélie Laurent", "1"),
            ("hansa-werke.example", "key account", "Jonas Weber", "1"),
            ("boulangerie-morel.example", "company", "Amélie Laurent", "3"),
            ("talleres-ibarra.example", "company", "Lucía Ortega", "3"),
            ("fenwick-dairy.example", "company", "Tom Harding", "3"),
            ("stadtbad-kiel.example", "company", "Jonas Weber", "4"),
        ),
    ),
    ValueTable(
        reference="emergency-words",
        name="Emergency words",
        description="What people write when it cannot wait.",
        columns=("word", "language"),
        rows=(
            ("power cut", "en"),
            ("outage*", "en"),
            ("no electricity", "en"),
            ("smell of gas", "en"),
            ("gas leak", "en"),
            ("panne", "fr"),
            ("coupure", "fr"),
            ("odeur de gaz", "fr"),
            ("fuite de gaz", "fr"),
            ("Stromausfall", "de"),
            ("kein Strom", "de"),
            ("Gasgeruch", "de"),
            ("corte de luz", "es"),
            ("sin luz", "es"),
            ("olor a gas", "es"),
        ),
    ),
)

MAILBOXES = (
    Mailbox(
        reference="support",
        name="Support",
        description="Where customers write to; in every footer and on every invoice.",
        address="support@northwind-energy.example",
        display_name="Northwind Energy Support",
        time_zone="Europe/Paris",
        language="en",
        routing="support",
        end_routing="after-closing",
        fallback_queue="unsorted",
    ),
    Mailbox(
        reference="service",
        name="Customer service",
        description="The address of the portal, where customers have a card and cases.",
        address="service@northwind-energy.example",
        display_name="Northwind Energy Customer Service",
        time_zone="Europe/Paris",
        language="en",
        routing="customer-service",
        end_routing="how-was-it",
        fallback_queue="unsorted",
    ),
    Mailbox(
        reference="retention",
        name="Retention",
        description="Replies to “before you go” arrive here.",
        address="stay@northwind-energy.example",
        display_name="Northwind Energy",
        time_zone="Europe/Paris",
        language="en",
        routing="retention",
        fallback_queue="unsorted",
    ),
)

STOCK: tuple[Resource, ...] = (
    *CALENDARS,
    *QUEUES,
    *GROUPS,
    *CHECKPOINTS,
    *VARIABLES,
    *TABLES,
    *MAILBOXES,
)
