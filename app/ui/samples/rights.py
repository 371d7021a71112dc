"""What a person's role does not let them do with samples, and saying so."""

from __future__ import annotations

from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.text import Text
from app.ui.session import Session


def refusal_of(session: Session, permission: Permission) -> Text | None:
    """Why the person may not do this, or None; a damaged resource forbids it as well."""
    try:
        return session.workspace.rights().refusal(permission)
    except UserError as error:
        return error.text


def is_refused(session: Session, permission: Permission) -> bool:
    """Whether the person may not do this; says so, since no button could."""
    refusal = refusal_of(session, permission)
    if refusal is not None:
        session.report(refusal, "error")
    return refusal is not None
