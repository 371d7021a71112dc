"""All requests and all answers: what a journal may hold, and what a world must answer."""

from __future__ import annotations

from app.engine.requests.mail import CountSent, EmailResult, SendEmail, SentCount
from app.engine.requests.queues import (
    LookAtQueue,
    Placed,
    PlaceInQueue,
    QueueState,
    TakeTurn,
    Turn,
)
from app.engine.requests.tables import InsertRow, ReadRow, RowRead, RowsWritten, UpdateRows

AnyAnswer = Turn | QueueState | Placed | SentCount | EmailResult | RowRead | RowsWritten

AnyRequest = (
    TakeTurn | LookAtQueue | PlaceInQueue | CountSent | SendEmail | ReadRow | InsertRow | UpdateRows
)
