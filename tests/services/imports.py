"""Short words for tests of imports."""

from __future__ import annotations

from app.model.package import Package
from app.model.resources import (
    Calendar,
    Queue,
)
from app.model.routing import Status
from app.services import importing
from app.services.exporting import pack_routing
from app.services.importing import Choice, Choices, Decision, plan
from app.services.importing.choices import NOTHING_CHOSEN
from app.services.workspace import Workspace

OFFICE = Calendar(name="Office", reference="office")
SALES = Queue(name="Sales", reference="sales", calendar="office", capacity=5)


def support(source: Workspace) -> Package:
    found = source.routing_by_reference("support")
    assert found is not None
    return pack_routing(source, found.id)


def imported(
    ws: Workspace, package: Package, choices: Choices = NOTHING_CHOSEN
) -> importing.Imported:
    return importing.apply(ws, plan(ws, package), choices)


def everything(decision: Decision, ws: Workspace, package: Package) -> Choices:
    """The same decision about every conflict."""
    conflicts = plan(ws, package).preview.conflicts
    return Choices({item.key: Choice(decision) for item in conflicts}, settings=decision)


def events(ws: Workspace, reference: str) -> list[tuple[str, int | None]]:
    found = ws.routing_by_reference(reference)
    assert found is not None
    return [(entry.event, entry.version) for entry in ws.log(found.id)]


def versions(ws: Workspace, reference: str) -> list[tuple[int, str, Status]]:
    found = ws.routing_by_reference(reference)
    assert found is not None
    return [(one.number, one.name, one.status) for one in ws.versions(found.id)]


def words(ws: Workspace, reference: str, number: int) -> str:
    """The words of the Node in a version."""
    found = ws.routing_by_reference(reference)
    assert found is not None
    (version,) = (one for one in ws.versions(found.id) if one.number == number)
    return str(getattr(ws.tree(version.id).actions[1].config, "words", ""))
