"""The world of a replay: answers from the workspace on a copy, and delivers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.world.sandbox.campaigns import Campaigns
from app.world.sandbox.cards import Cards
from app.world.sandbox.cases import Cases
from app.world.sandbox.contacts import Contacts
from app.world.sandbox.outbox import Outbox
from app.world.sandbox.part import Numbers
from app.world.sandbox.payments import Payments
from app.world.sandbox.queues import Queues
from app.world.sandbox.salesforce import Salesforce
from app.world.sandbox.stock import Stock
from app.world.sandbox.surveys import Surveys
from app.world.sandbox.tables import Tables
from app.world.sandbox.tasks import Tasks
from app.world.sandbox.users import Users
from app.world.sandbox.web import Web

if TYPE_CHECKING:
    import datetime as dt

    from app.engine.requests import AnyAnswer, AnyRequest, InsertTarget
    from app.model.contact import Contact
    from app.model.resources import Resources
    from app.world.sandbox.outbox import Sent, SentSms
    from app.world.sandbox.part import Answers, Part
    from app.world.sandbox.tasks import Created


class Sandbox:
    """Answers every request of a replay, each part of the world its own.

    Made anew for each email (*each on its own*), or carried from email to email (*in sequence*).
    `stock` is what it starts from, to be shared by all sandboxes of a batch.
    """

    def __init__(self, resources: Resources, stock: Stock | None = None) -> None:
        self.resources = resources
        stock = stock or Stock(resources)
        self.numbers = Numbers()
        self._outbox = Outbox()
        self._tasks = Tasks(self.numbers)
        self._contacts = Contacts(stock)
        self._campaigns = Campaigns(stock, self.numbers)
        tables = Tables(stock.tables)
        parts: tuple[Part, ...] = (
            Queues(resources),
            self._outbox,
            self._contacts,
            tables,
            Salesforce(resources, tables, self.numbers),
            Cases(stock, self.numbers),
            Cards(stock, self.numbers),
            self._tasks,
            Users(resources, self._contacts),
            self._campaigns,
            Surveys(),
            Web(resources),
            Payments(self.numbers),
        )
        self._answers: Answers = {
            request: answer for part in parts for request, answer in part.answers().items()
        }

    @property
    def outbox(self) -> list[Sent]:
        """The emails that a server would have sent, in order."""
        return self._outbox.emails

    @property
    def sms(self) -> list[SentSms]:
        """The SMS that a server would have sent, in order."""
        return self._outbox.sms

    @property
    def targets(self) -> list[InsertTarget]:
        """The targets that a server would have inserted in campaigns, in order."""
        return self._campaigns.inserted

    @property
    def tasks(self) -> list[Created]:
        """The tasks that a server would have created, in order."""
        return self._tasks.created

    @property
    def answered(self) -> frozenset[type]:
        """The types of request that this world knows."""
        return frozenset(self._answers)

    def remember(self, contact: Contact) -> None:
        """Keep the contact of a run that has ended, for those after it."""
        self._contacts.remember(contact)

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        """The answer to a request made at `now` on the run's clock."""
        return self._answers[type(request)](request, now)
