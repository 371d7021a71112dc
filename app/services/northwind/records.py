"""The cases, cards and companies that a replay of Northwind Energy starts with.

Each row follows the fields in `customers.py`; the people are those who write the sample emails.
"""

from __future__ import annotations

from app.model.resources.value_table import TableRow

CASES: tuple[TableRow, ...] = (
    (
        *("1001", "Waiting for the customer", "Complaint", "Email", "Estimated reading"),
        *("derya.yilmaz", "2026-05-04T09:12:00+02:00", "NW-119034", "", "", "M-60990417", ""),
        *("", "St Mark's College, Porter's Lodge", "", "", "no", "Readings of the lodge"),
    ),
    (
        *("1002", "In progress", "Complaint", "Telephone", "Charged twice"),
        *("paul.mercier", "2026-03-12T15:40:00+01:00", "NW-433018", "C-2099381"),
        *("INV-2026-01102", "", "", "72.30", "", "", "", "no", "Paid twice, refund promised"),
    ),
    (
        *("1003", "In progress", "Complaint", "Letter", "Other"),
        *("ignacio.sanz", "2025-12-09T10:00:00+00:00", "NW-602914", "C-1702204"),
        *("INV-2025-08817", "", "", "212.60", "", "", "", "no", "Refund of a closed account"),
    ),
    (
        *("1004", "With the technicians", "Outage", "Email", "Power cut"),
        *("karim.aziz", "2026-01-12T22:05:00+00:00", "NW-418207", "", "", "M-77120988", ""),
        *("", "14 Orchard Lane", "2026-01-12T21:30:00+00:00", "", "yes", "Third cut this week"),
    ),
    (
        *("1005", "Solved", "Meter reading", "Email", "Estimated reading"),
        *("noor.dunne", "2026-02-27T08:30:00+00:00", "NW-340092", "", "", "M-77120431"),
        *("47980", "", "", "", "", "no", "Reading taken over"),
    ),
    (
        *("1006", "New", "Move", "Website", "Moving in"),
        *("greta.holm", "2026-02-20T11:15:00+01:00", "NW-390127", "", "", "", "", ""),
        *("27, quai des Marronniers, Grenoble", "", "2026-03-14", "no", "New contract wanted"),
    ),
    (
        *("1007", "Waiting for the customer", "Question", "Email", "Price"),
        *("noor.dunne", "2026-02-17T16:20:00+01:00", "NW-590671", "C-2304109", "", "", "", ""),
        *("Calle Somera 12", "", "", "no", "Which tariff suits two flats"),
    ),
)

TECHNICAL_CASES: tuple[TableRow, ...] = (
    (
        *("T-201", "Crew sent", "Outage", "Customer service", "Overload", "karim.aziz"),
        *("2026-01-14T22:50:00+00:00", "Orchard Lane", "", "214"),
        *("2026-01-14T22:40:00+00:00", "2026-01-15T02:30:00+00:00", "Crew 2", "yes"),
    ),
    (
        *("T-202", "Restored", "Outage", "Grid operator", "Weather", "ruth.osei"),
        *("2026-01-18T15:00:00+01:00", "Lindenstieg", "", "15"),
        *("2026-01-18T14:50:00+01:00", "2026-01-18T19:00:00+01:00", "Crew 5", "no"),
    ),
)

CARDS: tuple[TableRow, ...] = (
    (
        *("1", "hannah@whitcombe-family.example", "Hannah Whitcombe", "NW-550183"),
        *("+441632960141", "en", "8 Fern Hill", "YO24 1AB", "York", "2019-04-02", "84.20", "yes"),
    ),
    (
        *("2", "miriam.schuette@briefkasten.example", "Miriam Schütte", "NW-640338"),
        *("+4922155501", "de", "Rheinaue 17", "50678", "Köln", "2014-09-15", "128.00", "yes"),
    ),
    (
        *("3", "jerome.lefevre@petite-poste.example", "Jérôme Lefèvre", "NW-486233", "", "fr"),
        *("3, rue des Capucins", "69001", "Lyon", "2021-06-01", "140.00", "yes"),
    ),
    (
        *("4", "inigo.arrieta@buzon-norte.example", "Íñigo Arrieta", "NW-590671", "", "es"),
        *("Calle Somera 12", "48005", "Bilbao", "2020-01-20", "61.50", "yes"),
    ),
    (
        *("5", "derek.hollis@postbox.example", "Derek Hollis", "NW-418207", "+441632960163", "en"),
        *("14 Orchard Lane", "LS7 4QN", "Leeds", "2008-11-30", "77.00", "yes"),
    ),
    (
        *("6", "sylvie.garnier@courrier-bleu.example", "Sylvie Garnier", "NW-274518"),
        *(
            "+33199000078",
            "fr",
            "10, rue des Tilleuls",
            "69100",
            "Villeurbanne",
            "2022-02-14",
            "66.00",
            "yes",
        ),
    ),
    (
        *("7", "g.pugh@valleynet.example", "Gareth Pugh", "NW-602914", "", "en"),
        *("2 Chapel Row", "CF44 0AA", "Aberdare", "2016-03-03", "0", "no"),
    ),
    (
        *("8", "nerea.castano@correo-claro.example", "Nerea Castaño", "NW-433018", "", "es"),
        *("Calle del Mar 4", "46003", "Valencia", "2018-07-19", "72.30", "no"),
    ),
    (
        *("9", "joyce.okafor@willowmail.example", "Joyce Okafor", "NW-340092", "", "en"),
        *("31 Mill Street", "LS1 4DY", "Leeds", "2017-10-10", "58.00", "yes"),
    ),
    (
        *("10", "e.stubbs@chartered-post.example", "Everard Stubbs", "NW-905561"),
        *("+441632960185", "en", "Hillside", "YO62 5LT", "Helmsley", "2025-05-28", "118.00", "yes"),
    ),
    # One address, two customers: who looks for it finds several.
    (
        *("11", "the.marsdens@hearthmail.example", "Ellie Marsden", "NW-731455", "", "en"),
        *("9 Quarry Close", "YO30 6WX", "York", "2023-08-01", "71.00", "yes"),
    ),
    (
        *("12", "the.marsdens@hearthmail.example", "Tom Marsden", "NW-731456", "", "en"),
        *("9 Quarry Close", "YO30 6WX", "York", "2023-08-01", "", "yes"),
    ),
    (
        *("13", "lizzie.h@postbox.example", "Lizzie Hartley", "NW-330912", "+442079460456", "en"),
        *("5 Canal Parade", "LS10 1LP", "Leeds", "2024-05-17", "49.00", "yes"),
    ),
    (
        *("14", "gerard.pons@messagerie-sud.example", "Gérard Pons", "NW-208866", "+33199000079"),
        *("fr", "3, chemin des Cigales", "83110", "Sanary", "2012-07-01", "38.00", "yes"),
    ),
)

ACCOUNTS: tuple[TableRow, ...] = (
    (
        *("A1", "Brightlux Group", "brightlux.example", "key account", "Amélie Laurent"),
        *("3", "2027-12-31"),
    ),
    ("A2", "Hansa-Werke", "hansa-werke.example", "key account", "Jonas Weber", "2", "2026-12-31"),
    ("A3", "Boulangerie Morel", "boulangerie-morel.example", "company", "Amélie Laurent", "1", ""),
    ("A4", "Talleres Ibarra", "talleres-ibarra.example", "company", "Lucía Ortega", "1", ""),
    ("A5", "Fenwick Dairy Ltd", "fenwick-dairy.example", "company", "Tom Harding", "2", ""),
    ("A6", "Stadtbad Kiel", "stadtbad-kiel.example", "company", "Jonas Weber", "1", "2026-09-30"),
)

CONTACTS: tuple[TableRow, ...] = (
    (
        *("P1", "victoria.lang@brightlux.example", "Victoria Lang", "+441632960120", "en"),
        *("Brightlux Group", "yes"),
    ),
    ("P2", "anke.weidner@hansa-werke.example", "Anke Weidner", "", "de", "Hansa-Werke", "no"),
    (
        *("P3", "contact@boulangerie-morel.example", "Lucien Morel", "", "fr"),
        *("Boulangerie Morel", "yes"),
    ),
    ("P4", "oficina@talleres-ibarra.example", "Koldo Ibarra", "", "es", "Talleres Ibarra", "no"),
    ("P5", "callum@fenwick-dairy.example", "Callum Fenwick", "", "en", "Fenwick Dairy Ltd", "yes"),
)

CONTRACTS: tuple[TableRow, ...] = (
    ("K1", "C-9000101", "Brightlux Group", "Headland", "2400", "2023-01-01", "2027-12-31"),
    ("K2", "C-9000114", "Hansa-Werke", "Headland", "1800", "2022-01-01", "2026-12-31"),
    ("K3", "C-9000131", "Talleres Ibarra", "Harbour", "25", "2021-05-01", ""),
    ("K4", "C-9000140", "Fenwick Dairy Ltd", "Headland", "310", "2020-07-01", ""),
)

CALL_BACK_TARGETS: tuple[TableRow, ...] = (
    (
        *("1", "+493023125789", "Simone Rath", "NW-450017", "Found a cheaper tariff"),
        "2026-09-30",
    ),
    ("2", "+33199000034", "Teo Ansola", "NW-281044", "Moves abroad", "2026-06-30"),
)

OUTAGE_TARGETS: tuple[TableRow, ...] = (
    ("1", "+33199000070", "rue des Tilleuls", "2026-03-03T23:00:00+01:00"),
    ("2", "+33199000071", "rue des Tilleuls", "2026-03-03T23:00:00+01:00"),
)

METER_TARGETS: tuple[TableRow, ...] = (("1", "+493023125780", "Uta", "M-71402266", "2026-05-31"),)

LEADS: tuple[TableRow, ...] = (
    ("L1", "wilf@thackeray-farm.example", "Thackeray", "Thackeray Farm", "", "40"),
)
