"""What Northwind Energy looks up and writes down: databases, and the tables beside them."""

from __future__ import annotations

from app.model.resources import (
    Database,
    DatabasePlace,
    DataTable,
    FieldType,
    TableColumn,
    ValueTable,
)

_CONTRACTS = DataTable(
    name="contracts",
    columns=(
        TableColumn("number", key=True),
        TableColumn("customer_number", required=True, unique=True),
        TableColumn("name", required=True),
        TableColumn("email"),
        TableColumn("language", default="en"),
        TableColumn("tariff", required=True, default="Breeze"),
        TableColumn("monthly_payment", FieldType.NUMBER),
        TableColumn("currency", default="EUR"),
        TableColumn("direct_debit", FieldType.YES_NO, default="yes"),
        TableColumn("ends_on", FieldType.DATE),
    ),
    rows=(
        (
            *("C-2210417", "NW-550183", "Hannah Whitcombe", "hannah@whitcombe-family.example"),
            *("en", "Breeze", "84.20", "GBP", "yes", ""),
        ),
        (
            *("C-1930882", "NW-640338", "Miriam Schütte", "miriam.schuette@briefkasten.example"),
            *("de", "Harbour", "128.00", "EUR", "yes", ""),
        ),
        (
            *("C-2017733", "NW-486233", "Jérôme Lefèvre", "jerome.lefevre@petite-poste.example"),
            *("fr", "Breeze", "140.00", "EUR", "yes", ""),
        ),
        (
            *("C-2304109", "NW-590671", "Íñigo Arrieta", "inigo.arrieta@buzon-norte.example"),
            *("es", "Breeze", "61.50", "EUR", "yes", ""),
        ),
        (
            *("C-1875520", "NW-512077", "Jürgen Pohl", "juergen.pohl@nordpost.example"),
            *("de", "Harbour", "156.00", "EUR", "yes", "2026-12-31"),
        ),
        (
            *("C-2151966", "NW-731455", "Ellie Marsden", "the.marsdens@hearthmail.example"),
            *("en", "Breeze", "71.00", "GBP", "yes", ""),
        ),
        (
            *("C-1702204", "NW-602914", "Gareth Pugh", "g.pugh@valleynet.example"),
            *("en", "Breeze", "0.00", "GBP", "no", "2025-12-09"),
        ),
        (
            *("C-2099381", "NW-433018", "Nerea Castaño", "nerea.castano@correo-claro.example"),
            *("es", "Breeze", "72.30", "EUR", "no", ""),
        ),
        (
            *("C-1688047", "NW-287640", "R. Aldridge", "raldridge@fenmail.example"),
            *("en", "Harbour", "93.00", "GBP", "yes", "2026-09-30"),
        ),
        (
            *("C-2288315", "NW-905561", "Everard Stubbs", "e.stubbs@chartered-post.example"),
            *("en", "Heat pump", "118.00", "GBP", "yes", ""),
        ),
    ),
)

_READINGS = DataTable(
    name="meter_readings",
    columns=(
        TableColumn("id", FieldType.NUMBER, key=True),
        TableColumn("meter_number", required=True),
        TableColumn("customer_number", required=True),
        TableColumn("reading", FieldType.NUMBER, required=True),
        TableColumn("read_on", FieldType.DATE, required=True),
        TableColumn("source", default="customer"),
        TableColumn("estimated", FieldType.YES_NO, default="no"),
    ),
    rows=(
        ("1", "M-77120431", "NW-340092", "47815", "2026-01-05", "customer", "no"),
        ("2", "M-77120431", "NW-340092", "47980", "2026-02-27", "estimate", "yes"),
        ("3", "M-70933816", "NW-486233", "22186", "2025-12-31", "estimate", "yes"),
        ("4", "M-70933816", "NW-486233", "22540", "2026-01-31", "estimate", "yes"),
        ("5", "M-60218877", "NW-118945", "9310", "2025-09-12", "technician", "no"),
        ("6", "M-81450026", "NW-590671", "15204", "2026-01-31", "customer", "no"),
        ("7", "M-81450026", "NW-590671", "15397", "2026-02-28", "customer", "no"),
        ("8", "M-79306650", "NW-905561", "31884", "2025-06-01", "customer", "no"),
        ("9", "M-68123054", "NW-330912", "12960", "2025-10-18", "customer", "no"),
    ),
)

_INVOICES = DataTable(
    name="invoices",
    columns=(
        TableColumn("number", key=True),
        TableColumn("customer_number", required=True),
        TableColumn("issued_on", FieldType.DATE, required=True),
        TableColumn("due_on", FieldType.DATE, required=True),
        TableColumn("amount", FieldType.NUMBER, required=True),
        TableColumn("currency", required=True, default="EUR"),
        TableColumn("status", required=True, default="open"),
    ),
    rows=(
        ("INV-2026-00412", "NW-512077", "2026-01-28", "2026-02-15", "1204.60", "EUR", "disputed"),
        ("INV-2026-00588", "NW-486233", "2026-02-02", "2026-02-15", "318.40", "EUR", "open"),
        ("INV-2026-00731", "NW-550183", "2026-02-01", "2026-02-03", "84.20", "GBP", "paid"),
        ("INV-2026-00914", "NW-590671", "2026-03-01", "2026-03-15", "98.65", "EUR", "open"),
        ("INV-2026-01102", "NW-433018", "2026-03-02", "2026-03-12", "72.30", "EUR", "paid"),
        ("INV-2026-01340", "NW-157720", "2026-04-30", "2026-05-15", "66.10", "EUR", "open"),
        ("INV-2025-08817", "NW-602914", "2025-12-09", "2025-12-23", "-212.60", "GBP", "open"),
    ),
)

_OUTAGES = DataTable(
    name="outages",
    columns=(
        TableColumn("id", FieldType.NUMBER, key=True),
        TableColumn("area", required=True),
        TableColumn("began_at", FieldType.DATE_TIME, required=True),
        TableColumn("until", FieldType.DATE_TIME),
        TableColumn("households", FieldType.NUMBER),
        TableColumn("cause", default="unknown"),
        TableColumn("over", FieldType.YES_NO, default="no"),
    ),
    rows=(
        ("1", "Calle del Olivo", "2026-01-08T23:00:00+01:00", "", "36", "broken joint", "yes"),
        ("2", "Orchard Lane", "2026-01-14T22:40:00+00:00", "", "214", "overload", "yes"),
        ("3", "Lindenstieg", "2026-01-18T14:50:00+01:00", "", "15", "transformer", "yes"),
        ("4", "rue des Tilleuls", "2026-03-03T19:00:00+01:00", "", "58", "unknown", "no"),
    ),
)

# Salesforce's objects, by their API names, as replays see them.
_SALESFORCE = (
    DataTable(
        name="Account",
        columns=(
            TableColumn("Id", key=True),
            TableColumn("Name", required=True),
            TableColumn("Domain__c", unique=True),
            TableColumn("OwnerName"),
        ),
        rows=(
            ("001NW0000001", "Brightlux Group", "brightlux.example", "Amélie Laurent"),
            ("001NW0000002", "Hansa-Werke", "hansa-werke.example", "Jonas Weber"),
            ("001NW0000003", "Boulangerie Morel", "boulangerie-morel.example", "Amélie Laurent"),
            ("001NW0000004", "Fenwick Dairy Ltd", "fenwick-dairy.example", "Tom Harding"),
        ),
    ),
    DataTable(
        name="Contact",
        columns=(
            TableColumn("Id", key=True),
            TableColumn("Email", unique=True),
            TableColumn("Name", required=True),
            TableColumn("AccountId"),
        ),
        rows=(
            ("003NW0000001", "victoria.lang@brightlux.example", "Victoria Lang", "001NW0000001"),
            ("003NW0000002", "anke.weidner@hansa-werke.example", "Anke Weidner", "001NW0000002"),
            ("003NW0000003", "callum@fenwick-dairy.example", "Callum Fenwick", "001NW0000004"),
        ),
    ),
    DataTable(
        name="Case",
        columns=(
            TableColumn("Id", key=True),
            TableColumn("CaseNumber", unique=True),
            TableColumn("Subject"),
            TableColumn("Description"),
            TableColumn("Origin"),
            TableColumn("Priority"),
            TableColumn("Owner"),
            TableColumn("RecordType"),
            TableColumn("ContactId"),
        ),
        rows=(
            (
                *("500NW0000001", "00001026", "Invoice of the Leeds line", "", "Email", "Medium"),
                *("Amélie Laurent", "Service", "003NW0000001"),
            ),
        ),
    ),
)

DATABASES = (
    Database(
        reference="operations",
        name="Operations",
        description="Contracts, readings, invoices and outages, as the teams see them.",
        tables=(_CONTRACTS, _READINGS, _INVOICES, _OUTAGES),
    ),
    Database(
        reference="grid",
        name="Grid register",
        description="The grid operator's register of supply points. Replays read the rows here.",
        place=DatabasePlace.EXTERNAL,
        url="postgresql://reader@db.grid.example/register",
        tables=(
            DataTable(
                name="supply_points",
                columns=(
                    TableColumn("id", key=True),
                    TableColumn("meter_number", required=True, unique=True),
                    TableColumn("area", required=True),
                    TableColumn("capacity_kw", FieldType.NUMBER),
                    TableColumn("smart_meter", FieldType.YES_NO),
                ),
                rows=(
                    ("SP-20018", "M-77120431", "Orchard Lane", "9", "no"),
                    ("SP-20733", "M-70933816", "rue des Tilleuls", "6", "no"),
                    ("SP-31255", "M-60218877", "La Grange", "12", "no"),
                    ("SP-40190", "M-81450026", "Calle del Olivo", "5", "yes"),
                    ("SP-52007", "M-79306650", "Hillside", "18", "yes"),
                ),
            ),
        ),
    ),
    Database(
        reference="salesforce-objects",
        name="Salesforce in replays",
        description="Stands for the objects of Salesforce, so that replays ask nobody.",
        tables=_SALESFORCE,
    ),
)

LOOK_UPS = (
    ValueTable(
        reference="postcodes",
        name="Postcodes",
        description="The longest beginning that fits tells country, area and team.",
        columns=("postcode begins with", "country", "area", "team"),
        rows=(
            ("38", "FR", "Grenoble", "billing-lyon"),
            ("69", "FR", "Lyon", "billing-lyon"),
            ("691", "FR", "Villeurbanne", "billing-lyon"),
            ("50", "DE", "Cologne", "billing-cologne"),
            ("241", "DE", "Kiel", "billing-cologne"),
            ("46", "ES", "Valencia", "general"),
            ("48", "ES", "Bilbao", "general"),
            ("LS", "GB", "Leeds", "general"),
            ("YO", "GB", "York", "general"),
        ),
    ),
    ValueTable(
        reference="consumption",
        name="Consumption bands",
        description="From so many kWh a year on: what the monthly payment should be.",
        columns=("from kWh a year", "band", "monthly payment", "tariff"),
        rows=(
            ("0", "flat", "45.00", "Breeze"),
            ("1800", "small house", "71.00", "Breeze"),
            ("3200", "house", "98.00", "Harbour"),
            ("5000", "large house", "142.00", "Harbour"),
            ("8000", "heat pump", "196.00", "Heat pump"),
            ("15000", "company", "360.00", "Headland"),
        ),
    ),
    ValueTable(
        reference="tariffs",
        name="Tariffs",
        description="Prices of this year.",
        columns=("tariff", "per kWh", "per month", "notice in weeks"),
        rows=(
            ("Breeze", "0.274", "9.90", "4"),
            ("Harbour", "0.261", "11.90", "6"),
            ("Heat pump", "0.219", "8.50", "6"),
            ("Night charging", "0.189", "12.90", "4"),
            ("Headland", "0.232", "24.00", "13"),
        ),
    ),
)

DATA = (*DATABASES, *LOOK_UPS)
