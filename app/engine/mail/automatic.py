"""What the header says of urgency, and of mail that no person wrote."""

from __future__ import annotations

import re
from enum import Enum

import msgspec

from app.engine.mail.fields import Headers
from app.engine.mail.parameters import Valued


class Priority(Enum):
    """How urgent the sender calls the message."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class PriorityReading(msgspec.Struct, frozen=True):
    """The priority, and the field that decided; no field: normal. `level` None: unreadable."""

    level: Priority | None = Priority.NORMAL
    header: str = ""
    value: str = ""


_PRIORITY_FIELDS = ("Importance", "Priority", "X-Priority", "X-MSMail-Priority")
_LEVELS = {
    "high": Priority.HIGH, "highest": Priority.HIGH, "urgent": Priority.HIGH,
    "1": Priority.HIGH, "2": Priority.HIGH,
    "normal": Priority.NORMAL, "medium": Priority.NORMAL, "3": Priority.NORMAL,
    "low": Priority.LOW, "lowest": Priority.LOW, "non-urgent": Priority.LOW,
    "4": Priority.LOW, "5": Priority.LOW,
}  # fmt: skip
_FIRST_WORD = re.compile(r"[^\s(;,]+")


def priority(headers: Headers) -> PriorityReading:
    """Importance (RFC 2156), else Priority, X-Priority, X-MSMail-Priority; blank is absent."""
    for name in _PRIORITY_FIELDS:
        value = headers.get(name)
        word = _FIRST_WORD.match(value)
        if word:
            return PriorityReading(_LEVELS.get(word[0].lower()), name, value)
    return PriorityReading()


# RFC 2919, RFC 2369, and what list software added before them.
_LIST_FIELDS = (
    "List-Id", "List-Post", "List-Unsubscribe", "List-Subscribe", "List-Help", "List-Owner",
    "List-Archive", "Mailing-List", "X-Mailing-List",
)  # fmt: skip
_AUTOMATIC_FIELDS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
_NULL_PATH = re.compile(r"\s*<\s*>")
_BOUNCE_SENDER = re.compile(r"(?:mailer-daemon|mail-daemon)(?:@|$)", re.IGNORECASE)


def _precedence(headers: Headers) -> str:
    return headers.get("Precedence").strip().lower()


def is_auto_submitted(headers: Headers, content_type: Valued) -> bool:
    """A program sent it: RFC 3834 (section 5), older automatic-reply fields, reports."""
    declared = headers.get("Auto-Submitted").partition(";")[0].partition("(")[0].strip().lower()
    return (
        declared not in ("", "no")
        or _precedence(headers) in ("auto_reply", "auto-reply")
        or any(name in headers for name in _AUTOMATIC_FIELDS)
        or content_type.value == "multipart/report"
    )


def is_bounce(headers: Headers, content_type: Valued, sender: str) -> bool:
    """It says that mail was not delivered: a delivery report, a null sender, a mail daemon.

    An automatic reply has a null sender too (RFC 3834, 3.3), and is no bounce.
    """
    if content_type.value == "multipart/report":
        return content_type.get("report-type").lower() in ("", "delivery-status")
    if "X-Failed-Recipients" in headers or _BOUNCE_SENDER.match(sender):
        return True
    if not _NULL_PATH.match(headers.get("Return-Path", "-")):
        return False
    return not headers.get("Auto-Submitted").strip().lower().startswith("auto-replied")


def is_list(headers: Headers) -> bool:
    """A mailing list or a bulk mailing sent it (RFC 2919, RFC 2369, Precedence)."""
    return _precedence(headers) in ("list", "bulk", "junk") or any(
        name in headers for name in _LIST_FIELDS
    )
