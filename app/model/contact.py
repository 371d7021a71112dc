"""A contact of a customer: one interaction, as the contact log keeps it."""

from __future__ import annotations

import datetime as dt

import msgspec


class Contact(msgspec.Struct, frozen=True):
    """When a customer wrote (UTC), by address; the routing that ran, the case and card it had.

    `user` is the reference of the user who answered, or empty.
    """

    at: dt.datetime
    sender: str
    routing: str = ""
    case: str = ""
    card: str = ""
    user: str = ""
