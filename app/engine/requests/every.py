"""All requests and all answers: what a journal may hold, and what a world must answer."""

from __future__ import annotations

from app.engine.requests.campaigns import InsertTarget, TargetResult
from app.engine.requests.cards import CardResult, CardsFound, CreateCard, FindCards
from app.engine.requests.cases import CaseResult, CasesFound, CreateCase, FindCases, ModifyCase
from app.engine.requests.contacts import ContactCount, CountContacts
from app.engine.requests.mail import CountSent, EmailResult, SendEmail, SentCount
from app.engine.requests.payments import CreatePayment, PaymentLink
from app.engine.requests.queues import (
    LookAtQueue,
    Placed,
    PlaceInQueue,
    QueueState,
    TakeTurn,
    Turn,
)
from app.engine.requests.salesforce import (
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
from app.engine.requests.tables import InsertRow, ReadRow, RowRead, RowsWritten, UpdateRows
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

AnyAnswer = (
    SalesforceCase
    | SalesforceRows
    | HttpAnswer
    | PaymentLink
    | InvitationKept
    | LastInvitation
    | TargetResult
    | SmsResult
    | ContactCount
    | Turn
    | QueueState
    | Placed
    | SentCount
    | EmailResult
    | CasesFound
    | CaseResult
    | CardsFound
    | CardResult
    | TaskResult
    | UserState
    | UserAssigned
    | LastUser
    | RowRead
    | RowsWritten
)

AnyRequest = (
    KeepSalesforceCase
    | QuerySalesforce
    | CallWebService
    | CreatePayment
    | KeepInvitation
    | FindInvitation
    | InsertTarget
    | SendSms
    | CountContacts
    | TakeTurn
    | LookAtQueue
    | PlaceInQueue
    | CountSent
    | SendEmail
    | FindCases
    | CreateCase
    | ModifyCase
    | FindCards
    | CreateCard
    | CreateTask
    | LookAtUser
    | AssignToUser
    | FindLastUser
    | ReadRow
    | InsertRow
    | UpdateRows
)
