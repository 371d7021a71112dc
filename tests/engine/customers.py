"""Case schema, CRMs and users of the small workspace that the tests of the engine run in."""

from __future__ import annotations

from app.model.resources import (
    CaseSchema,
    Crm,
    CrmObject,
    CrmPlace,
    CrmV2,
    FieldType,
    RecordField,
    User,
)

SERVICE = CaseSchema(
    reference="service",
    name="Service",
    types=("Question", "Complaint"),
    origins=("Email", "Telephone"),
    reasons=("Price",),
    statuses=("New", "Waiting"),
    closed_statuses=("Solved",),
    fields=(
        RecordField("email", "Email", required=True),
        RecordField("order", "Order", pattern=r"\d{5}"),
        RecordField("amount", "Amount", FieldType.NUMBER),
        RecordField("due", "Due", FieldType.DATE),
        RecordField("seen", "Seen", FieldType.DATE_TIME),
        RecordField("vip", "VIP", FieldType.YES_NO),
    ),
    cases=(
        (
            *("C-1", "New", "Question", "Email", "", "ada", "2026-01-02T10:00:00+01:00"),
            *("ada@example.org", "40718", "12.50", "2026-01-09", "", "yes"),
        ),
        (
            *("C-2", "Waiting", "Complaint", "", "Price", "bo", "2026-01-04"),
            *("ada@example.org", "", "", "", "2026-01-03T08:00:00Z", ""),
        ),
        ("C-3", "Solved", "", "", "", "", "2026-01-05", "eve@example.org", "", "", "", "", ""),
        ("C-4", "New", "", "", "", "gone", "2025-12-01", "bo@example.org", "", "", "", "", ""),
    ),
)
CARDS = Crm(
    reference="customers",
    name="Customers",
    fields=(
        RecordField("email", "Email", required=True, pattern=r".+@.+"),
        RecordField("name", "Name"),
        RecordField("balance", "Balance", FieldType.NUMBER),
    ),
    cards=(
        ("K-1", "ada@example.org", "Ada Martin", "12.50"),
        ("K-2", "twin@example.org", "First twin", ""),
        ("K-3", "twin@example.org", "Second twin", ""),
    ),
)
COMPANIES = CrmV2(
    reference="companies",
    name="Companies",
    objects=(
        CrmObject(
            name="contact",
            label="Contact",
            fields=(RecordField("email", "Email", required=True), RecordField("company")),
            records=(
                ("P-1", "Ada@Example.org", "Example"),
                ("P-2", "twin@example.org", ""),
                ("P-3", "twin@example.org", ""),
            ),
        ),
        CrmObject(
            name="account",
            label="Company",
            fields=(RecordField("domain"), RecordField("sites", "Sites", FieldType.NUMBER)),
            records=(("A-1", "example.org", "4"),),
        ),
    ),
)
FAR = CrmV2(
    reference="far", name="Far away", place=CrmPlace.EXTERNAL, objects=(CrmObject(name="Lead"),)
)
USERS = (
    User(reference="ada", name="Ada", email="ada@example.com"),
    User(reference="bo", name="Bo", email="bo@example.com", active=False),
    User(reference="cy", name="Cy", email="cy@example.com", absent=True),
)

ENTRIES = (SERVICE, CARDS, COMPANIES, FAR, *USERS)
