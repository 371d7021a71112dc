"""What Northwind Energy keeps about its customers: cases, cards, campaigns."""

from __future__ import annotations

from app.model.resources import (
    Campaign,
    CaseSchema,
    Channel,
    Crm,
    CrmObject,
    CrmPlace,
    CrmV2,
    FieldType,
    RecordField,
)
from app.services.northwind import records

CUSTOMER_NUMBER = r"NW-[0-9]{6}"
CONTRACT_NUMBER = r"C-[0-9]{7}"
INVOICE_NUMBER = r"INV-[0-9]{4}-[0-9]{5}"
PHONE = r"\+[1-9][0-9]{6,14}"

_CUSTOMER = RecordField("customer_number", "Customer number", pattern=CUSTOMER_NUMBER)
_EMAIL = RecordField("email", "Email", required=True)
_PHONE = RecordField("phone", "Phone", pattern=PHONE)
_LANGUAGE = RecordField("language", "Language", pattern="en|fr|de|es")

CASES = (
    CaseSchema(
        reference="service",
        name="Customer service",
        description="One case for each matter, however many emails it takes.",
        types=("Question", "Complaint", "Outage", "Meter reading", "Move", "Cancellation"),
        origins=("Email", "Telephone", "Letter", "Website"),
        reasons=(
            "Invoice too high",
            "Charged twice",
            "Estimated reading",
            "Power cut",
            "Smell of gas",
            "Moving in",
            "Moving out",
            "Price",
            "Ombudsman",
            "Other",
        ),
        statuses=("New", "In progress", "Waiting for the customer", "With the technicians"),
        closed_statuses=("Solved", "Withdrawn", "Duplicate"),
        fields=(
            _CUSTOMER,
            RecordField("contract_number", "Contract", pattern=CONTRACT_NUMBER),
            RecordField("invoice_number", "Invoice", pattern=INVOICE_NUMBER),
            RecordField("meter_number", "Meter"),
            RecordField("meter_reading", "Reading in kWh", FieldType.NUMBER),
            RecordField("amount", "Amount in dispute", FieldType.NUMBER),
            RecordField("address", "Address of the supply"),
            RecordField("outage_since", "Without power since", FieldType.DATE_TIME),
            RecordField("move_on", "Moves on", FieldType.DATE),
            RecordField("vulnerable", "Depends on power", FieldType.YES_NO),
            RecordField("summary", "Summary", required=True),
        ),
        cases=records.CASES,
    ),
    CaseSchema(
        reference="technical",
        name="Grid and meters",
        description="What the technicians work through; opened from a customer's case.",
        types=("Outage", "Gas", "Meter exchange", "New connection", "Feeding in"),
        origins=("Customer service", "Grid operator", "Smart meter"),
        reasons=("Overload", "Weather", "Digging", "Broken meter", "Solar panels", "Unknown"),
        statuses=("Reported", "Crew sent", "Under repair"),
        closed_statuses=("Restored", "False alarm"),
        fields=(
            RecordField("area", "Area", required=True),
            RecordField("meter_number", "Meter"),
            RecordField("households", "Households", FieldType.NUMBER),
            RecordField("since", "Since", FieldType.DATE_TIME, required=True),
            RecordField("until", "Expected until", FieldType.DATE_TIME),
            RecordField("crew", "Crew"),
            RecordField("danger", "Danger to people", FieldType.YES_NO, required=True),
        ),
        cases=records.TECHNICAL_CASES,
    ),
)

CRMS = (
    Crm(
        reference="customers",
        name="Customers",
        description="One card for each household that buys power or gas.",
        fields=(
            _EMAIL,
            RecordField("name", "Name", required=True),
            _CUSTOMER,
            _PHONE,
            _LANGUAGE,
            RecordField("street", "Street and number"),
            RecordField("postcode", "Postcode", pattern="[0-9A-Z ]{4,8}"),
            RecordField("town", "Town"),
            RecordField("customer_since", "Customer since", FieldType.DATE),
            RecordField("monthly_payment", "Monthly payment", FieldType.NUMBER),
            RecordField("direct_debit", "Direct debit", FieldType.YES_NO),
        ),
        cards=records.CARDS,
    ),
)

_ACCOUNT = CrmObject(
    name="account",
    label="Company",
    fields=(
        RecordField("name", "Name", required=True),
        RecordField("domain", "Domain of its emails", required=True),
        RecordField("segment", "Segment", pattern="company|key account"),
        RecordField("manager", "Account manager"),
        RecordField("sites", "Sites", FieldType.NUMBER),
        RecordField("contract_until", "Contract until", FieldType.DATE),
    ),
    records=records.ACCOUNTS,
)
_CONTACT = CrmObject(
    name="contact",
    label="Contact",
    fields=(
        _EMAIL,
        RecordField("name", "Name", required=True),
        _PHONE,
        _LANGUAGE,
        RecordField("account", "Company"),
        RecordField("on_call", "Called in emergencies", FieldType.YES_NO),
    ),
    records=records.CONTACTS,
)
_CONTRACT = CrmObject(
    name="contract",
    label="Contract",
    fields=(
        RecordField("number", "Number", required=True, pattern=CONTRACT_NUMBER),
        RecordField("account", "Company", required=True),
        RecordField("tariff", "Tariff"),
        RecordField("capacity_kw", "Capacity in kW", FieldType.NUMBER),
        RecordField("starts_on", "Starts on", FieldType.DATE),
        RecordField("ends_on", "Ends on", FieldType.DATE),
    ),
    records=records.CONTRACTS,
)

CRMS_V2 = (
    CrmV2(
        reference="companies",
        name="Companies",
        description="Companies with their people and contracts, kept here.",
        objects=(_ACCOUNT, _CONTACT, _CONTRACT),
    ),
    CrmV2(
        reference="sales",
        name="Sales in Salesforce",
        description="Enquiries about new connections; sales keeps them in Salesforce.",
        place=CrmPlace.EXTERNAL,
        connection="salesforce",
        objects=(
            CrmObject(
                name="Lead",
                label="Enquiry",
                fields=(
                    RecordField("Email", "Email", required=True),
                    RecordField("LastName", "Name", required=True),
                    RecordField("Company", "Company", required=True),
                    RecordField("Phone", "Phone", pattern=PHONE),
                    RecordField("Capacity_kW__c", "Capacity in kW", FieldType.NUMBER),
                ),
                records=records.LEADS,
            ),
            CrmObject(
                name="Opportunity",
                label="Offer",
                fields=(
                    RecordField("Name", "Name", required=True),
                    RecordField("CloseDate", "Decided by", FieldType.DATE, required=True),
                    RecordField("StageName", "Stage", required=True),
                ),
            ),
        ),
    ),
)

CAMPAIGNS = (
    Campaign(
        reference="call-back",
        name="Call back before they leave",
        description="The retention team calls within two working days.",
        channel=Channel.VOICE,
        fields=(
            RecordField("name", "Name"),
            RecordField("customer_number", "Customer number", pattern=CUSTOMER_NUMBER),
            RecordField("reason", "Why they want to leave"),
            RecordField("ends_on", "Contract ends on", FieldType.DATE),
        ),
        targets=records.CALL_BACK_TARGETS,
    ),
    Campaign(
        reference="outage-news",
        name="News of an outage",
        description="A text when power goes, and one when it is back.",
        channel=Channel.SMS,
        fields=(
            RecordField("area", "Area", required=True),
            RecordField("until", "Expected until", FieldType.DATE_TIME),
        ),
        targets=records.OUTAGE_TARGETS,
    ),
    Campaign(
        reference="meter-season",
        name="Meter readings of the season",
        description="Asks for a photo of the meter; rests until the next season.",
        channel=Channel.WHATSAPP,
        active=False,
        fields=(
            RecordField("first_name", "First name"),
            RecordField("meter_number", "Meter", required=True),
            RecordField("due_on", "Wanted by", FieldType.DATE),
        ),
        targets=records.METER_TARGETS,
    ),
)

CUSTOMERS = (*CASES, *CRMS, *CRMS_V2, *CAMPAIGNS)
