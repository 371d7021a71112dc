"""The way of an email that arrives in a mailbox: routing, version, fallback queue, and what is odd.

Worked out from the mailbox alone, so that a form can say it while it is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.catalogue import RoutingType
from app.model.resources import Mailbox, Queue, Resources, RoutingEntry
from app.model.text import Text, _


@dataclass(frozen=True)
class Way:
    """Where emails go, or interactions that end.

    `version` is the number of the version that processes them, None where none does; then `reason`
    says why. `oddities` are worth mending, although there is a way.
    """

    type: RoutingType
    routing: RoutingEntry | None = None
    version: int | None = None
    in_test: bool = False
    version_name: str = ""
    fallback: Queue | None = None
    reason: Text | None = None
    oddities: tuple[Text, ...] = ()


def way_of(mailbox: Mailbox, resources: Resources, type_: RoutingType = RoutingType.START) -> Way:
    """The way through a mailbox, stored or still being typed."""
    starts = type_ is RoutingType.START
    reference = mailbox.routing if starts else mailbox.end_routing
    tested = mailbox.test_version if starts else mailbox.end_test_version
    fallback = resources.get(Queue, mailbox.fallback_queue) if starts else None
    found = resources.routing(reference) if reference else None
    oddities = tuple(_oddities(mailbox, resources)) if starts else ()
    reason = _no_routing(type_, reference, found)
    if reason is not None or found is None:
        return Way(type_, found, fallback=fallback, reason=reason, oddities=oddities)
    testing = {one.number: one.name for one in found.testing}
    if tested is not None and tested in testing:
        name = testing[tested]
        return Way(type_, found, tested, True, name, fallback, oddities=oddities)
    if tested is not None:
        said = _("Version {number} is not in testing any more.", number=tested)
        oddities = (*oddities, said)
    if found.production is None:
        reason = _("“{name}” has no version in production.", name=found.name)
        return Way(type_, found, fallback=fallback, reason=reason, oddities=oddities)
    return Way(type_, found, found.production, fallback=fallback, oddities=oddities)


def _no_routing(type_: RoutingType, reference: str, found: RoutingEntry | None) -> Text | None:
    starts = type_ is RoutingType.START
    if not reference:
        if starts:
            return _("No smart routing is chosen for emails that arrive.")
        return _("No smart routing is chosen for interactions that end.")
    if found is None:
        return _("The smart routing {reference} does not exist.", reference=reference)
    if found.type is not type_:
        if starts:
            return _("“{name}” runs when an interaction ends, not on arrival.", name=found.name)
        return _("“{name}” runs when an email arrives, not at the end.", name=found.name)
    return None


def _oddities(mailbox: Mailbox, resources: Resources) -> Iterator[Text]:
    address = mailbox.address.strip().casefold()
    own = mailbox.reference.lower()
    for other in resources.of_kind(Mailbox):
        same = address and other.address.strip().casefold() == address
        if same and other.reference.lower() != own:
            yield _("Mailbox “{name}” has the same address.", name=other.name)
    if resources.get(Queue, mailbox.fallback_queue) is None:
        yield _("There is no fallback queue: choose one, so that no email gets lost.")
