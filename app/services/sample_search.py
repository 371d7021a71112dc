"""Looking for sample emails: by words, or all of a set for a whole replay."""

from __future__ import annotations

import msgspec

from app.model.store import sample_search
from app.model.store.samples import SampleEmail
from app.services.workspace import Workspace

MOST_FOUND = 2_000
"""Emails that a search gives at most; whoever looks for one types another word then."""


class FoundEmail(msgspec.Struct, frozen=True):
    """An email with the name of the set that it is in."""

    email: SampleEmail
    set_name: str


def find_emails(
    ws: Workspace, words: str, *, set_id: str | None = None, limit: int = MOST_FOUND
) -> tuple[FoundEmail, ...]:
    """Emails whose subject or sender holds every word; without words, the first ones."""
    with ws.reading() as connection:
        found = sample_search.find_emails(connection, set_id, words.split(), limit)
    return tuple(FoundEmail(email, name) for email, name in found)


def email_ids(ws: Workspace, set_id: str) -> tuple[str, ...]:
    """The ids of all emails of a set, in its order."""
    with ws.reading() as connection:
        return sample_search.email_ids(connection, set_id)
