"""What Northwind Energy reaches outside: servers, web services, payment.

Every host ends in .example, a name that is reserved and leads nowhere; there is no secret anywhere.
"""

from __future__ import annotations

from app.model.resources import (
    Authentication,
    Connection,
    PaymentModule,
    Security,
    Service,
    StubHeader,
    StubRule,
    WebService,
)

_JSON = (StubHeader("Content-Type", "application/json"),)

CONNECTIONS = (
    Connection(
        reference="outgoing-mail",
        name="Outgoing mail",
        description="Sends what the routings answer.",
        service=Service.SMTP,
        host="smtp.northwind-energy.example",
        port=587,
        security=Security.STARTTLS,
        user="routing@northwind-energy.example",
    ),
    Connection(
        reference="support-inbox",
        name="Inbox of support",
        description="Where support@ arrives; emails to replay are fetched from here.",
        service=Service.IMAP,
        host="imap.northwind-energy.example",
        security=Security.TLS,
        user="support@northwind-energy.example",
    ),
    Connection(
        reference="text-messages",
        name="Text messages",
        description="The provider of the text messages, in every country we serve.",
        service=Service.SMS,
        url="https://api.texting.example/v2/messages",
    ),
    Connection(
        reference="salesforce",
        name="Salesforce of sales",
        description="Enquiries of companies go here.",
        service=Service.SALESFORCE,
        url="https://northwind-energy.my.salesforce.example",
        user="routing@northwind-energy.example",
        replay_database="salesforce-objects",
        stub_rules=(
            # One company for which Salesforce is down, so that replays show the way round.
            StubRule(method="GET", url_contains="stadtbad-kiel", times_out=True),
            StubRule(
                method="POST",
                body_contains="Vertragslaufzeit",
                status=503,
                headers=_JSON,
                body='[{"errorCode": "SERVER_UNAVAILABLE", "message": "Try again later"}]',
            ),
        ),
    ),
    Connection(
        reference="payments",
        name="Payment links",
        description="Makes the links that invoices are paid by.",
        service=Service.PAYMENT,
        url="https://api.quickpay.example/v1",
    ),
    Connection(
        reference="routing-server",
        name="Routing server in Lyon",
        description="Runs the versions that are in production.",
        service=Service.SERVER,
        url="https://routing.northwind-energy.example",
    ),
)

WEB_SERVICES = (
    WebService(
        reference="outages",
        name="Outage map",
        description="Asks the grid operator whether an outage is known at a customer's address.",
        method="GET",
        production_url="https://outages.grid.example/api/v1/outages",
        development_url="https://outages.test.grid.example/api/v1/outages",
        authentication=Authentication.HEADER,
        header="X-Api-Key",
        stub_rules=(
            StubRule(
                method="GET",
                url_contains="NW-418207",
                headers=_JSON,
                body='{"known": true, "area": "Orchard Lane", "households": 214,'
                ' "until": "2026-01-15T02:30:00+00:00"}',
            ),
            StubRule(
                method="GET",
                url_contains="NW-274518",
                headers=_JSON,
                body='{"known": true, "area": "rue des Tilleuls", "households": 58,'
                ' "until": "2026-03-03T23:00:00+01:00"}',
            ),
            StubRule(method="GET", url_contains="NW-366204", times_out=True),
            StubRule(method="GET", headers=_JSON, body='{"known": false}'),
        ),
    ),
    WebService(
        reference="contracts",
        name="Contracts",
        description="Tells a customer's contract and tariff by the customer number.",
        method="GET",
        production_url="https://api.northwind-energy.example/contracts",
        development_url="https://api.test.northwind-energy.example/contracts",
        authentication=Authentication.BEARER,
        stub_rules=(
            StubRule(
                url_contains="NW-550183",
                headers=_JSON,
                body='{"contract": "C-2210417", "tariff": "Breeze", "monthly": 84.20,'
                ' "currency": "GBP", "direct_debit": true}',
            ),
            StubRule(
                url_contains="NW-640338",
                headers=_JSON,
                body='{"contract": "C-1930882", "tariff": "Harbour", "monthly": 128.00,'
                ' "currency": "EUR", "direct_debit": true}',
            ),
            StubRule(status=404, headers=_JSON, body='{"error": "no such customer"}'),
        ),
    ),
    WebService(
        reference="meter-readings",
        name="Meter readings",
        description="Takes a reading; refuses one that is lower than the last.",
        method="POST",
        production_url="https://api.northwind-energy.example/readings",
        development_url="https://api.test.northwind-energy.example/readings",
        authentication=Authentication.BASIC,
        user="routing",
        stub_rules=(
            StubRule(
                method="POST",
                body_contains='"reading": 0',
                status=422,
                headers=_JSON,
                body='{"error": "lower than the last reading"}',
            ),
            StubRule(
                method="POST", status=201, headers=_JSON, body='{"accepted": true, "kwh": 312}'
            ),
        ),
    ),
)

PAYMENT_MODULES = (
    PaymentModule(
        reference="invoices",
        name="Invoices in euros",
        description="Links to pay an open invoice; the provider keeps the cards, we never do.",
        connection="payments",
        currency="EUR",
    ),
    PaymentModule(
        reference="invoices-uk",
        name="Invoices in pounds",
        description="The same, for customers in the United Kingdom.",
        connection="payments",
        currency="GBP",
    ),
)

OUTSIDE = (*CONNECTIONS, *WEB_SERVICES, *PAYMENT_MODULES)
