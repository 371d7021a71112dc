"""What an action may ask of the outside, and the answers: frozen, tagged, journalled.

One file holds the requests of one matter with their answers; `every.py` lists them all.
"""

from app.engine.requests.base import Answer, Request, Result, ask
from app.engine.requests.every import AnyAnswer, AnyRequest
from app.engine.requests.journal import Effect, JournalEntry, JournalMismatch
from app.engine.requests.mail import (
    CountSent,
    EmailResult,
    OutgoingAttachment,
    SendEmail,
    SentCount,
)
from app.engine.requests.queues import (
    LookAtQueue,
    Placed,
    PlaceInQueue,
    QueueState,
    TakeTurn,
    Turn,
)
from app.engine.requests.tables import (
    Cells,
    Comparison,
    Criterion,
    InsertRow,
    ReadRow,
    RowRead,
    RowsWritten,
    SortBy,
    UpdateRows,
)

__all__ = [
    "Answer",
    "AnyAnswer",
    "AnyRequest",
    "Cells",
    "Comparison",
    "CountSent",
    "Criterion",
    "Effect",
    "EmailResult",
    "InsertRow",
    "JournalEntry",
    "JournalMismatch",
    "LookAtQueue",
    "OutgoingAttachment",
    "PlaceInQueue",
    "Placed",
    "QueueState",
    "ReadRow",
    "Request",
    "Result",
    "RowRead",
    "RowsWritten",
    "SendEmail",
    "SentCount",
    "SortBy",
    "TakeTurn",
    "Turn",
    "UpdateRows",
    "ask",
]
