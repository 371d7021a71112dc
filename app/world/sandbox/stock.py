"""What a replay starts from: the workspace at one moment, prepared once for all its sandboxes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.world.sandbox.campaigns import kept_phones
from app.world.sandbox.cards import kept_cards
from app.world.sandbox.cases import kept_cases
from app.world.sandbox.contacts import ContactIndex
from app.world.sandbox.table_index import TableIndexes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.model.contact import Contact
    from app.model.resources import Resources
    from app.world.sandbox.cards import Place
    from app.world.sandbox.records import KeptRecords


class Stock:
    """Never written: each sandbox keeps what its runs write to itself.

    `contacts` reads the contact log; it is called once, when a run first asks for it.
    """

    def __init__(
        self, resources: Resources, contacts: Callable[[], Iterable[Contact]] = tuple
    ) -> None:
        self.resources = resources
        self.tables = TableIndexes(resources)
        self._contacts = contacts

    @cached_property
    def contacts(self) -> ContactIndex:
        """The contact log of the workspace."""
        return ContactIndex(self._contacts())

    @cached_property
    def cases(self) -> Mapping[str, KeptRecords]:
        """The cases of the workspace, by the reference of their schema in lower case."""
        return kept_cases(self.resources)

    @cached_property
    def cards(self) -> Mapping[Place, KeptRecords]:
        """The cards of the workspace, by CRM and object."""
        return kept_cards(self.resources)

    @cached_property
    def phones(self) -> Mapping[str, frozenset[str]]:
        """The numbers of the targets of each campaign, by its reference in lower case."""
        return kept_phones(self.resources)
