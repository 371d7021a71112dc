"""What an action may ask of the outside, and the answers: frozen, tagged, journalled.

One file holds the requests of one matter with their answers; `every.py` lists them all.
"""

from app.engine.requests.base import Answer, Request, Result, ask
from app.engine.requests.campaigns import InsertTarget, TargetResult
from app.engine.requests.cards import CardRecord, CardResult, CardsFound, CreateCard, FindCards
from app.engine.requests.cases import (
    CaseRecord,
    CaseResult,
    CasesFound,
    CreateCase,
    FindCases,
    ModifyCase,
)
from app.engine.requests.contacts import ContactCount, ContactKey, CountContacts
from app.engine.requests.every import AnyAnswer, AnyRequest
from app.engine.requests.journal import Effect, JournalEntry, JournalMismatch
from app.engine.requests.mail import (
    CountSent,
    EmailResult,
    OutgoingAttachment,
    SendEmail,
    SentCount,
)
from app.engine.requests.payments import CreatePayment, PaymentLink
from app.engine.requests.queues import LookAtQueue, Placed, PlaceInQueue, QueueState, TakeTurn, Turn
from app.engine.requests.salesforce import (
    BoundValue,
    KeepSalesforceCase,
    QuerySalesforce,
    SalesforceCase,
    SalesforceRows,
)
from app.engine.requests.sms import SendSms, SmsResult
from app.engine.requests.surveys import (
    FindInvitation,
    InvitationKept,
    KeepInvitation,
    LastInvitation,
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
from app.engine.requests.tasks import CreateTask, TaskResult
from app.engine.requests.users import (
    AssignToUser,
    FindLastUser,
    LastUser,
    LookAtUser,
    UserAssigned,
    UserState,
)
from app.engine.requests.web import CallWebService, HttpAnswer

__all__ = [
    "Answer",
    "AnyAnswer",
    "AnyRequest",
    "AssignToUser",
    "BoundValue",
    "CallWebService",
    "CardRecord",
    "CardResult",
    "CardsFound",
    "CaseRecord",
    "CaseResult",
    "CasesFound",
    "Cells",
    "Comparison",
    "ContactCount",
    "ContactKey",
    "CountContacts",
    "CountSent",
    "CreateCard",
    "CreateCase",
    "CreatePayment",
    "CreateTask",
    "Criterion",
    "Effect",
    "EmailResult",
    "FindCards",
    "FindCases",
    "FindInvitation",
    "FindLastUser",
    "HttpAnswer",
    "InsertRow",
    "InsertTarget",
    "InvitationKept",
    "JournalEntry",
    "JournalMismatch",
    "KeepInvitation",
    "KeepSalesforceCase",
    "LastInvitation",
    "LastUser",
    "LookAtQueue",
    "LookAtUser",
    "ModifyCase",
    "OutgoingAttachment",
    "PaymentLink",
    "PlaceInQueue",
    "Placed",
    "QuerySalesforce",
    "QueueState",
    "ReadRow",
    "Request",
    "Result",
    "RowRead",
    "RowsWritten",
    "SalesforceCase",
    "SalesforceRows",
    "SendEmail",
    "SendSms",
    "SentCount",
    "SmsResult",
    "SortBy",
    "TakeTurn",
    "TargetResult",
    "TaskResult",
    "Turn",
    "UpdateRows",
    "UserAssigned",
    "UserState",
    "ask",
]
