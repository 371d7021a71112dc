"""What a replay starts from: the workspace at one moment, prepared once for all its sandboxes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.world.sandbox.contacts import ContactIndex
from app.world.sandbox.table_index import TableIndexes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.model.contact import Contact
    from app.model.resources import Resources


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
