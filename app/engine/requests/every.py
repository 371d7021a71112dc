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

AnyAnswer = Turn | QueueState | Placed | SentCount | EmailResult

AnyRequest = TakeTurn | LookAtQueue | PlaceInQueue | CountSent | SendEmail
