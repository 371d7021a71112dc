"""An import cannot lead a secret elsewhere than where it was typed for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.model.package import Package, PackageKind
from app.model.resources import Connection, Resource, ResourceKind
from app.services import importing, resource_import, secrets_vault
from app.services.importing import Choice, Choices, Decision
from app.services.importing.wording import preview_lines
from app.services.resource_export import export_resources
from app.services.resource_files import save_resource
from app.services.resource_preview import Plan
from app.services.workspace import Workspace
from tests.keyrings import WorkingKeyring, vault_on
from tests.workspaces import new_workspace

KIND = ResourceKind.CONNECTION
SERVER = Connection(name="Out", reference="out", host="mail.example.org", user="me")
SECRET = "correct horse"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> WorkingKeyring:
    made = WorkingKeyring()
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(made))
    return made


@pytest.fixture
def ws(tmp_path: Path, keyring: WorkingKeyring) -> Iterator[Workspace]:
    made = new_workspace(tmp_path)
    save_resource(made, msgspec.structs.replace(SERVER, password=SECRET))
    yield made
    made.close()


def by_package(ws: Workspace, resource: Resource) -> list[str]:
    """Import a package with this resource, taking it in the place of the one here."""
    package = Package(PackageKind.WORKSPACE, "1", resources=(resource,))
    planned = importing.plan(ws, package)
    words = [str(text) for _depth, text in preview_lines(planned.preview)]
    taken = Choice(Decision.TAKE)
    choices = Choices(conflicts={item.key: taken for item in planned.preview.resources})
    importing.apply(ws, planned, choices)
    return words


def by_file(ws: Workspace, resource: Connection, folder: Path) -> Plan:
    """Import a JSON file with this resource, written by another workspace."""
    other = new_workspace(folder, "other.routings")
    save_resource(other, resource)
    path = folder / "connections.json"
    export_resources(other, KIND, None, path)
    other.close()
    planned = resource_import.plan(ws, resource_import.read_file(path, KIND))
    resource_import.apply(ws, planned, {"out"})
    return planned


def held(ws: Workspace) -> dict[str, str]:
    assert bool(ws.secrets_set(KIND, "out")) is bool(ws.secrets.secrets_of(KIND, "out"))
    return ws.secrets.secrets_of(KIND, "out")


CHANGES = {"host": "evil.example", "user": "somebody", "port": 2525, "security": "none"}


@pytest.mark.parametrize("field", CHANGES)
def test_a_package_that_leads_elsewhere_loses_the_secret_and_says_so(
    ws: Workspace, keyring: WorkingKeyring, field: str
) -> None:
    plain = {**msgspec.to_builtins(SERVER), field: CHANGES[field]}
    words = by_package(ws, msgspec.convert(plain, Connection))
    assert held(ws) == {}
    assert keyring.held == {}
    assert any("forgotten with it" in one for one in words)


def test_a_package_with_other_words_keeps_the_secret(ws: Workspace) -> None:
    words = by_package(ws, msgspec.structs.replace(SERVER, name="Sending", description="New"))
    stored = ws.resource(KIND, "out")
    assert stored is not None
    assert stored.name == "Sending"
    assert held(ws) == {"password": SECRET}
    assert not any("forgotten with it" in one for one in words)


def test_a_file_that_leads_elsewhere_loses_the_secret_and_undo_brings_it_back(
    ws: Workspace, tmp_path: Path
) -> None:
    moved = msgspec.structs.replace(SERVER, host="evil.example")
    planned = by_file(ws, moved, tmp_path)
    assert ws.resource(KIND, "out") == moved
    assert held(ws) == {}
    resource_import.take_back(ws, planned, {"out"})
    assert ws.resource(KIND, "out") == SERVER
    assert held(ws) == {"password": SECRET}


def test_what_an_undone_import_left_is_not_for_the_next_one(
    ws: Workspace, tmp_path: Path, keyring: WorkingKeyring
) -> None:
    name = f"{ws.settings().id}/connection/out-2/password"
    keyring.held[name] = "left behind"
    save_resource(ws, msgspec.structs.replace(SERVER, reference="out-2"))
    assert ws.secrets.secrets_of(KIND, "out-2") == {}
    keyring.held[name] = "left behind"
    by_package(ws, msgspec.structs.replace(SERVER, reference="out-2", host="evil.example"))
    assert ws.secrets.secrets_of(KIND, "out-2") == {}
