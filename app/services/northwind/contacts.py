"""Who has written to Northwind Energy before: the contact log that replays count."""

from __future__ import annotations

import datetime as dt

from app.model.contact import Contact

_ROWS = (
    ("2026-01-12T21:41:00+00:00", "derek.hollis@postbox.example", "1004", "karim.aziz"),
    ("2026-02-17T15:20:00+00:00", "inigo.arrieta@buzon-norte.example", "1007", "noor.dunne"),
    ("2026-02-09T18:30:00+00:00", "uwe.harms@nordpost.example", "", "emre.yilmaz"),
    ("2026-02-27T08:05:00+00:00", "joyce.okafor@willowmail.example", "1005", "noor.dunne"),
    ("2026-03-12T14:40:00+00:00", "nerea.castano@correo-claro.example", "1002", "paul.mercier"),
    ("2026-05-18T09:12:00+00:00", "renate.fuchs@briefkasten.example", "", "derya.yilmaz"),
    ("2026-06-05T06:44:00+00:00", "roz.keane@harbourmail.example", "", "noor.dunne"),
    ("2026-06-08T18:40:00+00:00", "roz.keane@harbourmail.example", "", "noor.dunne"),
    ("2026-06-09T08:02:00+00:00", "roz.keane@harbourmail.example", "", "noor.dunne"),
)

CONTACTS = tuple(
    Contact(dt.datetime.fromisoformat(at), sender, "support", case=case, user=user)
    for at, sender, case, user in _ROWS
)
"""Oldest first is not needed: the log sorts them."""
