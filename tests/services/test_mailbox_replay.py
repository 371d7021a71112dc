"""Where the emails of a mailbox go: test version, production, or the fallback queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.handling import CLOSED, Handling, HandlingStatus
from app.engine.trace import Destination
from app.model.catalogue import RoutingType
from app.model.errors import UserError
from app.model.resources import Mailbox, Queue
from app.model.text import Text
from app.services import lifecycle
from app.services.mailbox_replay import ended, entrance, read_handling, undelivered
from app.services.mailbox_way import way_of
from app.services.replays import Settings
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import new_routing, new_version, new_workspace

START, END = RoutingType.START, RoutingType.END
EMAIL = b"Subject: Hello\r\n\r\nHello\r\n"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = new_workspace(tmp_path)
    save_resource(made, Queue(name="Unsorted", reference="unsorted"))
    yield made
    made.close()


def box(ws: Workspace, **fields: object) -> Mailbox:
    made = Mailbox(
        name="Info",
        reference="info",
        address="info@example.org",
        fallback_queue="unsorted",
        **fields,  # type: ignore[arg-type]
    )
    save_resource(ws, made)
    return made


def test_the_version_in_production_takes_the_emails(ws: Workspace) -> None:
    routing = new_routing(ws)
    version = new_version(ws, routing)
    lifecycle.promote(ws, version.id)
    new_version(ws, routing, "Second")
    box(ws, routing="sales")
    came = entrance(ws, "INFO")
    assert came.version is not None
    assert came.version.id == version.id
    assert not came.way.in_test
    assert came.way.reason is None


def test_a_version_in_testing_takes_them_in_its_place(ws: Workspace) -> None:
    routing = new_routing(ws)
    lifecycle.promote(ws, new_version(ws, routing).id)
    tested = new_version(ws, routing, "Second")
    box(ws, routing="sales")
    lifecycle.put_in_test(ws, tested.id, ("info",))
    came = entrance(ws, "info")
    assert came.version is not None
    assert came.version.id == tested.id
    assert came.way.in_test
    lifecycle.remove_from_test(ws, tested.id)
    came = entrance(ws, "info")
    assert came.version is not None
    assert came.version.status == "production"


def test_without_a_version_the_fallback_queue_takes_them_and_says_so(ws: Workspace) -> None:
    new_version(ws, new_routing(ws))
    box(ws, routing="sales")
    came = entrance(ws, "info")
    assert came.version is None
    trace = undelivered(ws, came, EMAIL, Settings())
    assert trace.undelivered
    assert trace.destination == Destination("queue", "unsorted")
    assert "no version in production. The fallback queue unsorted takes" in str(trace.reason)


@pytest.mark.parametrize(
    ("fields", "type_", "says"),
    [
        ({}, START, "No smart routing is chosen"),
        ({}, END, "No smart routing is chosen"),
        ({"routing": "closing"}, START, "runs when an interaction ends"),
        ({"end_routing": "sales"}, END, "runs when an email arrives"),
        ({"routing": "sales"}, START, "no version in production"),
        ({"routing": "gone"}, START, "does not exist"),
    ],
)
def test_why_nothing_takes_them_is_said(
    ws: Workspace, fields: dict[str, str], type_: RoutingType, says: str
) -> None:
    new_routing(ws, "sales")
    new_routing(ws, "closing", END)
    mailbox = Mailbox(reference="info", **fields)  # type: ignore[arg-type]
    way = way_of(mailbox, ws.resources(), type_)
    assert way.version is None
    assert isinstance(way.reason, Text)
    assert says in str(way.reason)


def test_an_end_routing_without_a_version_is_refused(ws: Workspace) -> None:
    new_routing(ws, "closing", END)
    box(ws, end_routing="closing")
    with pytest.raises(UserError, match="nothing would run"):
        entrance(ws, "info", END)


def test_what_is_odd_is_said_beside_the_way(ws: Workspace) -> None:
    routing = new_routing(ws)
    lifecycle.promote(ws, new_version(ws, routing).id)
    box(ws)
    twin = Mailbox(reference="twin", address="INFO@example.org", routing="sales", test_version=9)
    way = way_of(twin, ws.resources())
    assert way.version == 1
    said = " ".join(map(str, way.oddities))
    assert "“Info” has the same address" in said
    assert "no fallback queue" in said
    assert "Version 9 is not in testing" in said


def test_a_mailbox_that_does_not_exist_is_named(ws: Workspace) -> None:
    with pytest.raises(UserError, match="nobody"):
        entrance(ws, "nobody")


def test_handling_is_read_from_json(ws: Workspace) -> None:
    assert read_handling("{}") == CLOSED
    assert read_handling('{"status": "answered", "duration": 9}') == Handling(
        HandlingStatus.ANSWERED, duration=9
    )
    for wrong in ("", "closed", '{"status": "solved"}', '{"minutes": 1}', "\ud800"):
        with pytest.raises(UserError, match="handling cannot be read"):
            read_handling(wrong)


def test_a_reply_means_that_somebody_answered() -> None:
    assert ended(None, b"", END) == CLOSED
    assert ended(None, EMAIL, END).status is HandlingStatus.ANSWERED
    assert ended(Handling(agent="ada"), b"", END) == Handling(agent="ada")
    assert ended(None, b"", START) == CLOSED
    with pytest.raises(UserError, match="Set it to answered"):
        ended(Handling(HandlingStatus.TRANSFERRED), EMAIL, END)
    with pytest.raises(UserError, match="when an interaction ends"):
        ended(CLOSED, b"", START)
    with pytest.raises(UserError, match="when an interaction ends"):
        ended(None, EMAIL, START)
