"""The resources of a workspace at one moment, frozen, as validator, engine and world read them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from app.model.catalogue import RoutingType
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.calendar import Calendar
from app.model.resources.campaign import Campaign
from app.model.resources.case_schema import CaseSchema
from app.model.resources.checkpoint import Checkpoint
from app.model.resources.connection import Connection
from app.model.resources.crm import Crm, CrmV2
from app.model.resources.database import Database
from app.model.resources.mailbox import Mailbox
from app.model.resources.payment_module import PaymentModule
from app.model.resources.queue import DistributionGroup, Queue
from app.model.resources.role import Role
from app.model.resources.secret import without_secrets
from app.model.resources.survey import Survey
from app.model.resources.template import EmailTemplate, SmsTemplate
from app.model.resources.user import User
from app.model.resources.value_table import ValueTable
from app.model.resources.variable import Variable
from app.model.resources.web_service import WebService

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AnyResource = TypeVar("AnyResource", bound=Resource)

RESOURCE_TYPES: dict[ResourceKind, type[Resource]] = {
    kind.kind: kind
    for kind in (
        Mailbox,
        Queue,
        DistributionGroup,
        User,
        Role,
        Checkpoint,
        EmailTemplate,
        SmsTemplate,
        Variable,
        ValueTable,
        Database,
        Calendar,
        CaseSchema,
        Crm,
        CrmV2,
        Campaign,
        WebService,
        Connection,
        Survey,
        PaymentModule,
    )
}


def encode_resource(resource: Resource) -> str:
    """The stored JSON text of a resource, keys in the order of its fields, without its secrets."""
    return msgspec.json.encode(without_secrets(resource)).decode()


def decode_resource(kind: str, raw: str) -> Resource:
    """Read a stored resource; `msgspec.ValidationError` when the text does not fit its kind."""
    return msgspec.json.decode(raw, type=RESOURCE_TYPES[ResourceKind(kind)])


class TestedVersion(msgspec.Struct, frozen=True):
    """A version in testing, as a mailbox may choose it."""

    number: int
    name: str


class RoutingEntry(msgspec.Struct, frozen=True):
    """What others may know of a routing: `production` is the number of that version.

    `testing` are its versions in testing, by number.
    """

    reference: str
    name: str
    type: RoutingType
    production: int | None = None
    testing: tuple[TestedVersion, ...] = ()


@dataclass(frozen=True)
class Resources:
    """A frozen snapshot. References are compared by lower case."""

    entries: tuple[Resource, ...] = ()
    routings: tuple[RoutingEntry, ...] = ()
    time_zone: str = "Europe/Paris"
    step_limit: int = 1000

    @classmethod
    def of(cls, entries: Iterable[Resource], routings: Iterable[RoutingEntry] = ()) -> Resources:
        """A snapshot of these resources, in canonical order."""
        ordered = sorted(entries, key=lambda entry: (entry.kind, entry.reference.lower()))
        return cls(tuple(ordered), tuple(sorted(routings, key=lambda entry: entry.reference)))

    @cached_property
    def _index(self) -> Mapping[tuple[ResourceKind, str], Resource]:
        return {(entry.kind, entry.reference.lower()): entry for entry in self.entries}

    @cached_property
    def _by_kind(self) -> Mapping[ResourceKind, tuple[Resource, ...]]:
        found: dict[ResourceKind, list[Resource]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    @cached_property
    def _routing_index(self) -> Mapping[str, RoutingEntry]:
        return {entry.reference.lower(): entry for entry in self.routings}

    def get(self, type_: type[AnyResource], reference: str) -> AnyResource | None:
        """The resource of this kind with this reference, if there is one."""
        found = self._index.get((type_.kind, reference.strip().lower()))
        return found if isinstance(found, type_) else None

    def routing(self, reference: str) -> RoutingEntry | None:
        """The routing with this reference, if there is one."""
        return self._routing_index.get(reference.strip().lower())

    def of_kind(self, type_: type[AnyResource]) -> tuple[AnyResource, ...]:
        """All resources of a kind, by reference."""
        return cast(tuple[AnyResource, ...], self._by_kind.get(type_.kind, ()))

    def exists(self, kind: str, reference: str) -> bool:
        """Whether a resource or routing of this kind has this reference."""
        if kind == ResourceKind.ROUTING:
            return self.routing(reference) is not None
        return (ResourceKind(kind), reference.strip().lower()) in self._index

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over all entries: two runs with one fingerprint read the same resources."""
        digest = hashlib.sha256()
        for entry in self.entries:
            digest.update(entry.kind.encode() + b"\0" + encode_resource(entry).encode() + b"\n")
        digest.update(msgspec.json.encode([self.routings, self.time_zone, self.step_limit]))
        return digest.hexdigest()
