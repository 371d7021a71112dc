"""A small workspace that the tests of the engine run in."""

from __future__ import annotations

import datetime as dt

from app.model.catalogue import RoutingType
from app.model.resources import (
    Calendar,
    Campaign,
    Channel,
    Checkpoint,
    ClosedSlot,
    Connection,
    Database,
    DatabasePlace,
    DataTable,
    DistributionGroup,
    EmailTemplate,
    FieldType,
    Holiday,
    Mailbox,
    OpenSlot,
    PaymentModule,
    Queue,
    RecordField,
    Resources,
    RoutingEntry,
    Service,
    Share,
    SmsTemplate,
    SmsVariant,
    StubHeader,
    StubRule,
    Survey,
    TableColumn,
    TemplateVariant,
    ValueKind,
    ValueTable,
    Variable,
    WebService,
    Weekday,
)
from tests.engine import customers

WORKDAYS = (
    Weekday.MONDAY,
    Weekday.TUESDAY,
    Weekday.WEDNESDAY,
    Weekday.THURSDAY,
    Weekday.FRIDAY,
)

CALENDAR = Calendar(
    reference="office",
    name="Office",
    time_zone="Europe/Paris",
    open_slots=tuple(
        slot
        for day in WORKDAYS
        for slot in (OpenSlot(day, "09:00", "12:00"), OpenSlot(day, "14:00", "18:00"))
    ),
    closed_slots=(ClosedSlot(dt.date(2026, 1, 7), "10:00", "11:00", "Training"),),
    holidays=(
        Holiday(dt.date(2026, 1, 6), "Epiphany"),
        Holiday(dt.date(2020, 12, 25), "Christmas", yearly=True),
    ),
)
NEVER = Calendar(reference="never", name="Never", time_zone="Europe/Paris")

TABLE = ValueTable(
    reference="countries",
    name="Countries",
    columns=("key", "queue", "rate"),
    rows=(
        ("FR", "paris", "20"),
        ("fr", "never found", "0"),
        ("DE", "berlin", "19"),
        ("+33", "calls", "1"),
        ("+331", "paris calls", "x"),
        ("10", "small", "1"),
        ("100", "large", "2"),
        ("2026-01-01", "this year", "3"),
        ("", "no key", "4"),
    ),
)
WORDS = ValueTable(
    reference="words",
    name="Words",
    columns=("word", "pattern"),
    rows=(("refund", r"order \d+"), ("money back", "a(b"), ("", "")),
)

TEMPLATE = EmailTemplate(
    reference="received",
    name="Received",
    variants=(
        TemplateVariant("fr", "Bien reçu : {{ email.subject }}", "Bonjour {{ email.from.name }}"),
        TemplateVariant("", "Received: {{ email.subject }}", "Hello {{ email.from.name }}"),
    ),
)
BROKEN = EmailTemplate(
    reference="broken", name="Broken", variants=(TemplateVariant("", "Hello", "{{ email. }}"),)
)

CUSTOMERS = DataTable(
    name="customers",
    columns=(
        TableColumn(name="id", type=FieldType.NUMBER, key=True),
        TableColumn(name="email", required=True, unique=True),
        TableColumn(name="balance", type=FieldType.NUMBER),
        TableColumn(name="since", type=FieldType.DATE),
        TableColumn(name="active", type=FieldType.YES_NO, default="true"),
    ),
    rows=(
        ("3", "eve@example.org", "9.5", "2021-05-01", "true"),
        ("1", "Ada@Example.org", "100", "2019-02-03", "true"),
        ("2", "bob@example.org", "", "2020-12-31", "false"),
    ),
)
LOG = DataTable(name="log", columns=(TableColumn(name="line"), TableColumn(name="at")))

ORDERS = WebService(
    reference="orders",
    name="Orders",
    production_url="https://api.example.com/v1",
    development_url="https://test.example.com/v1?trial=1",
    stub_rules=(
        StubRule(url_contains="/slow", times_out=True),
        StubRule(url_contains="/broken", status=503, body="Try later"),
        StubRule(url_contains="/text", body="Hello"),
        StubRule(
            method="GET",
            url_contains="/orders/",
            headers=(StubHeader("Content-Type", "application/json"),),
            body='{"id": 40718, "total": 12.50, "paid": true, "who": null,'
            ' "lines": [{"sku": "A"}, {"sku": "B"}]}',
        ),
    ),
)

OBJECTS = Database(
    reference="objects",
    name="Objects",
    tables=(
        DataTable(
            name="Case",
            columns=(
                TableColumn(name="Id", key=True),
                TableColumn(name="CaseNumber"),
                TableColumn(name="Subject"),
                TableColumn(name="Status", default="New"),
                TableColumn(name="ContactId"),
            ),
            rows=(
                ("500A", "00001", "Old", "Closed", "003A"),
                ("500B", "00002", "It's new", "New", "003A"),
            ),
        ),
        DataTable(
            name="Contact",
            columns=(TableColumn(name="Id", key=True), TableColumn(name="Email")),
            rows=(("003A", "ada@example.org"),),
        ),
    ),
)
SALESFORCE = Connection(
    reference="salesforce",
    name="Salesforce",
    service=Service.SALESFORCE,
    url="https://example.my.salesforce.com",
    replay_database="objects",
    stub_rules=(
        StubRule(url_contains="FROM Slow", times_out=True),
        StubRule(url_contains="FROM Secret", status=403, body='[{"message": "No access"}]'),
        StubRule(
            url_contains="FROM Stubbed",
            body='{"totalSize": 2, "records": [{"Id": "1"}, {"Id": "2"}]}',
        ),
    ),
)

ENTRIES = (
    OBJECTS,
    SALESFORCE,
    Connection(reference="mail", name="Mail", service=Service.SMTP, host="smtp.example.com"),
    ORDERS,
    *customers.ENTRIES,
    SmsTemplate(
        reference="coming",
        name="Coming",
        variants=(
            SmsVariant("fr", "Nous arrivons : {{ email.subject }}"),
            SmsVariant("", "We are coming: {{ email.subject }}"),
        ),
    ),
    SmsTemplate(
        reference="ask", name="Ask", variants=(SmsVariant("", "How was it? {{ survey.url }}"),)
    ),
    EmailTemplate(
        reference="invitation",
        name="Invitation",
        variants=(TemplateVariant("", "How was it?", "Tell us: {{ survey.url }}"),),
    ),
    Survey(
        reference="after",
        name="Afterwards",
        url="https://survey.example.com/s/",
        email_template="invitation",
        sms_template="ask",
    ),
    Survey(reference="bare", name="Bare", url="https://survey.example.com/b"),
    PaymentModule(reference="pay", name="Pay", currency="EUR"),
    *(
        Campaign(
            reference=channel.value,
            name=channel.value.title(),
            channel=channel,
            fields=(
                RecordField(name="name", label="Name", required=True),
                RecordField(name="amount", type=FieldType.NUMBER),
            ),
            targets=(("1", "+33 1 42 68 53 01", "Eve", ""),),
        )
        for channel in Channel
    ),
    Campaign(reference="paused", name="Paused", channel=Channel.SMS, active=False),
    Database(reference="crm", name="Customers", tables=(CUSTOMERS, LOG)),
    Database(
        reference="billing",
        name="Billing",
        place=DatabasePlace.EXTERNAL,
        url="postgresql://reader@db.example.com/billing",
    ),
    Mailbox(
        reference="support",
        name="Support",
        display_name="Support of Example",
        address="support@example.com",
        fallback_queue="everything",
        routing="main",
        time_zone="Europe/Paris",
        language="en",
    ),
    Mailbox(
        reference="moon",
        name="Moon",
        address="moon@example.com",
        time_zone="Moon/Base",
        fallback_queue="everything",
    ),
    Queue(reference="everything", name="Everything"),
    Queue(reference="office", name="Office hours", calendar="office"),
    Queue(reference="closed", name="Closed", calendar="never"),
    Queue(reference="full", name="Full", capacity=2, waiting=2),
    DistributionGroup(
        reference="team", name="Team", shares=(Share("everything", 60), Share("full", 40))
    ),
    DistributionGroup(
        reference="shut", name="Shut", shares=(Share("closed", 50), Share("closed", 50))
    ),
    DistributionGroup(
        reference="stuck", name="Stuck", shares=(Share("closed", 50), Share("full", 50))
    ),
    DistributionGroup(reference="nobody", name="Nobody", shares=(Share("gone", 100),)),
    Checkpoint(reference="vip", name="VIP", alias="Very important"),
    Variable(reference="words", name="Words", type=ValueKind.TEXT, default="none"),
    Variable(reference="amount", name="Amount", type=ValueKind.NUMBER, default="12.50"),
    Variable(reference="urgent", name="Urgent", type=ValueKind.YES_NO),
    Variable(reference="due", name="Due", type=ValueKind.DATE_TIME),
    Variable(reference="tags", name="Tags", type=ValueKind.LIST, default="a, b"),
    CALENDAR,
    NEVER,
    TABLE,
    WORDS,
    TEMPLATE,
    BROKEN,
)
ROUTINGS = (
    RoutingEntry("main", "Main", RoutingType.START, 1),
    RoutingEntry("second", "Second", RoutingType.START, 3),
    RoutingEntry("unborn", "Unborn", RoutingType.START),
    RoutingEntry("after", "After", RoutingType.END, 1),
)

WORKSPACE = Resources.of(ENTRIES, ROUTINGS)
