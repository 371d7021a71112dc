"""Versions in test: which mailboxes send them their emails, and how they return to production."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.model.errors import Refused
from app.model.resources import Mailbox, Queue
from app.model.routing import Routing, Version
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_version


@pytest.fixture
def routing(ws: Workspace) -> Routing:
    return new_routing(ws)


@pytest.fixture
def version(ws: Workspace, routing: Routing) -> Version:
    return new_version(ws, routing)


@pytest.fixture
def mailboxes(ws: Workspace, routing: Routing) -> tuple[Mailbox, ...]:
    save_resource(ws, Queue(name="Rest", reference="rest"))
    made = []
    for name in ("first", "second", "other"):
        mailbox = Mailbox(
            name=name,
            reference=name,
            address=f"{name}@example.org",
            routing="" if name == "other" else routing.reference.upper(),
            fallback_queue="rest",
        )
        save_resource(ws, mailbox)
        made.append(mailbox)
    return tuple(made)


def in_test(ws: Workspace) -> dict[str, int | None]:
    return {one.reference: one.test_version for one in ws.resources().of_kind(Mailbox)}


def events(ws: Workspace, routing: Routing) -> list[tuple[str, str]]:
    return [(one.event, one.detail) for one in ws.log(routing.id)][1:]


def test_a_version_is_put_in_test_with_its_mailboxes(
    ws: Workspace, routing: Routing, version: Version, mailboxes: tuple[Mailbox, ...]
) -> None:
    names = [one.reference for one in lifecycle.mailboxes_of(ws, routing.id)]
    assert names == ["first", "second"]
    put = lifecycle.put_in_test(ws, version.id, ["FIRST"])
    assert put.in_testing
    assert in_test(ws) == {"first": 1, "second": None, "other": None}
    assert events(ws, routing)[-1] == ("put_in_test", "first")
    entry = ws.resources().routing(routing.reference)
    assert entry is not None
    assert [(one.number, one.name) for one in entry.testing] == [(1, version.name)]


def test_exactly_the_chosen_mailboxes_test_a_version(
    ws: Workspace, routing: Routing, version: Version, mailboxes: tuple[Mailbox, ...]
) -> None:
    lifecycle.put_in_test(ws, version.id, ["first"])
    lifecycle.choose_mailboxes(ws, version.id, ["second"])
    assert in_test(ws) == {"first": None, "second": 1, "other": None}
    lifecycle.choose_mailboxes(ws, version.id, ["second"])
    assert events(ws, routing)[-2:] == [("put_in_test", "first"), ("mailboxes_chosen", "second")]


def test_a_mailbox_is_taken_over_from_another_version_in_test(
    ws: Workspace, routing: Routing, version: Version, mailboxes: tuple[Mailbox, ...]
) -> None:
    second = new_version(ws, routing, "Second")
    lifecycle.put_in_test(ws, version.id, ["first", "second"])
    lifecycle.put_in_test(ws, second.id, ["second"])
    assert in_test(ws) == {"first": 1, "second": 2, "other": None}
    lifecycle.remove_from_test(ws, version.id)
    assert in_test(ws) == {"first": None, "second": 2, "other": None}


@pytest.mark.parametrize("ending", ["remove", "promote", "delete"])
def test_mailboxes_return_to_production_when_the_test_ends(
    ws: Workspace,
    routing: Routing,
    version: Version,
    mailboxes: tuple[Mailbox, ...],
    ending: str,
) -> None:
    lifecycle.put_in_test(ws, version.id, ["first", "second"])
    act = {
        "remove": lifecycle.remove_from_test,
        "promote": lifecycle.promote,
        "delete": lifecycle.delete_version,
    }[ending]
    act(ws, version.id)
    assert set(in_test(ws).values()) == {None}
    assert ("removed_from_test", "first, second") in events(ws, routing)
    assert not any(one.in_testing for one in ws.versions(routing.id))


def test_a_mailbox_of_another_routing_is_refused_and_nothing_happens(
    ws: Workspace, routing: Routing, version: Version, mailboxes: tuple[Mailbox, ...]
) -> None:
    with pytest.raises(Refused, match="The mailbox other does not use Sales"):
        lifecycle.put_in_test(ws, version.id, ["first", "other"])
    assert not ws.version(version.id).in_testing
    assert set(in_test(ws).values()) == {None}


def test_only_versions_in_development_are_tested(ws: Workspace, version: Version) -> None:
    lifecycle.put_in_test(ws, version.id)
    with pytest.raises(Refused, match="in test already"):
        lifecycle.put_in_test(ws, version.id)
    lifecycle.promote(ws, version.id)
    for act in (lifecycle.put_in_test, lifecycle.remove_from_test):
        with pytest.raises(Refused):
            act(ws, version.id)


def test_a_mailbox_cannot_choose_a_version_that_is_not_in_test(
    ws: Workspace, version: Version, mailboxes: tuple[Mailbox, ...]
) -> None:
    with pytest.raises(Refused, match="Put the version in test first"):
        save_resource(ws, replace(mailboxes[0], test_version=1), replaces="first")
