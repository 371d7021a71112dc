"""What leaves a workspace: what was asked for, what that needs, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.registry import CATALOGUE as ENGINE
from app.model import edits
from app.model.errors import OutsideError, Refused, UserError
from app.model.package import Package, PackageKind, PackedSettings, write_package
from app.model.resources import (
    Calendar,
    DistributionGroup,
    Mailbox,
    Queue,
    Role,
    Share,
    User,
    Variable,
)
from app.model.resources.role import Permission
from app.model.routing import Status
from app.model.store import versions
from app.model.tree import Action, Position
from app.services import lifecycle
from app.services.exporting import pack_routing, pack_version, pack_workspace
from app.services.package_files import open_package, save_package
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import CATALOGUE, contents, new_routing, new_version


def references(package: Package) -> list[str]:
    return [f"{one.kind}:{one.reference}" for one in package.resources]


@pytest.fixture
def stocked(ws: Workspace) -> Workspace:
    """A group of queues with a calendar, a mailbox, and a queue that nobody needs."""
    save_resource(ws, Calendar(name="Office", reference="office"))
    save_resource(ws, Queue(name="Sales", reference="Sales", calendar="office"))
    save_resource(ws, Queue(name="Idle", reference="idle"))
    save_resource(ws, DistributionGroup(name="All", reference="all", shares=(Share("sales", 100),)))
    save_resource(ws, Mailbox(name="Info", reference="info", routing="sales"))
    return ws


def test_a_version_takes_along_what_it_needs_through_other_resources(stocked: Workspace) -> None:
    routing = new_routing(stocked)
    new_version(stocked, routing, "Other", words="queue:idle")
    version = new_version(stocked, routing, words="distribution_group:ALL")
    package = pack_version(stocked, version.id)
    assert package.kind is PackageKind.VERSION
    assert references(package) == ["calendar:office", "distribution_group:all", "queue:Sales"]
    ((packed, one),) = package.versions
    assert (packed.routing.reference, one.number, one.hash) == ("sales", 2, version.hash)
    assert one.tree == stocked.tree(version.id)


def test_the_routings_that_it_jumps_to_are_named_only(stocked: Workspace) -> None:
    new_routing(stocked, "other")
    version = new_version(stocked, new_routing(stocked), words="routing:other")
    package = pack_version(stocked, version.id)
    assert [packed.routing.reference for packed in package.routings] == ["sales"]
    assert package.resources == ()


def test_a_routing_has_all_its_versions_and_what_any_of_them_needs(stocked: Workspace) -> None:
    routing = new_routing(stocked)
    lifecycle.promote(stocked, new_version(stocked, routing, "First", words="queue:idle").id)
    lifecycle.promote(stocked, new_version(stocked, routing, "Second", words="mailbox:info").id)
    deleted = new_version(stocked, routing, "Third")
    new_version(stocked, routing, "Fourth")
    lifecycle.delete_version(stocked, deleted.id)
    package = pack_routing(stocked, routing.id)
    assert references(package) == ["mailbox:info", "queue:idle"]
    assert [(one.number, one.status) for _packed, one in package.versions] == [
        (1, Status.BACKUP),
        (2, Status.PRODUCTION),
        (4, Status.DEVELOPMENT),
    ]
    assert package.routings[0].next_number == 5


def test_a_workspace_has_everything_and_its_settings(stocked: Workspace) -> None:
    new_version(stocked, new_routing(stocked, "b"))
    new_version(stocked, new_routing(stocked, "a"))
    stocked.change_settings(time_zone="Asia/Tokyo", step_limit=77)
    package = pack_workspace(stocked)
    assert [packed.routing.reference for packed in package.routings] == ["a", "b"]
    assert len(package.resources) == len(stocked.resources().entries)
    assert package.settings == PackedSettings("Asia/Tokyo", 77)


def test_a_variable_that_only_a_template_reads_goes_along(tmp_path: Path) -> None:
    ws = Workspace.create(tmp_path / "engine.routings", ENGINE)
    for reference in ("read", "written", "idle"):
        save_resource(ws, Variable(name=reference, reference=reference))
    version = lifecycle.create_version(ws, new_routing(ws).id, name="One")
    config = AssignVariables(rows=(AssignmentRow("written", "{{ var.read | upcase }}"),))
    tree, revision = ws.draft(version.id).load()
    after = edits.add_after(
        Action("b", 0, "assign_variables", "Assign", config),
        tree.start.id,
        "ok",
        Position(0.0, 0.0),
        catalogue=ENGINE,
    )(tree)
    ws.draft(version.id).save(tree, after, revision)
    assert references(pack_version(ws, version.id)) == ["variable:read", "variable:written"]
    ws.close()


def test_test_mode_schedules_times_and_people_stay_here(stocked: Workspace) -> None:
    routing = new_routing(stocked)
    version = new_version(stocked, routing)
    before = write_package(pack_workspace(stocked), CATALOGUE)
    with stocked.writing() as connection:
        versions.mark_testing(connection, version.id, in_testing=True)
    mailbox = Mailbox(name="Info", reference="info", routing="sales", test_version=version.number)
    save_resource(stocked, mailbox, replaces="info")
    stocked.user = "somebody else"
    assert write_package(pack_workspace(stocked), CATALOGUE) == before


def test_what_is_gone_is_not_exported(ws: Workspace) -> None:
    with pytest.raises(Refused):
        pack_version(ws, "gone")
    with pytest.raises(Refused):
        pack_routing(ws, "gone")


def test_exporting_needs_the_right_to_see(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    save_resource(ws, Role(name="All", reference="all", permissions=tuple(Permission)))
    save_resource(ws, User(name="Me", reference="me", email="m@e", login=ws.user, roles=("all",)))
    ws.user = "stranger"
    with pytest.raises(Refused, match="role"):
        pack_workspace(ws)
    with pytest.raises(Refused, match="role"):
        pack_routing(ws, version.routing)
    with pytest.raises(Refused, match="role"):
        pack_version(ws, version.id)


# Files


def test_a_package_is_written_and_read(stocked: Workspace, tmp_path: Path) -> None:
    package = pack_workspace(stocked)
    path = tmp_path / "new folder" / "all"
    save_package(stocked, package, path)
    assert open_package(path, CATALOGUE) == package
    path.write_bytes(b"older")
    save_package(stocked, package, path)
    assert contents(path.parent) == {"all": write_package(package, CATALOGUE)}


def test_a_package_never_replaces_its_workspace_or_a_folder(
    stocked: Workspace, tmp_path: Path
) -> None:
    package = pack_workspace(stocked)
    (tmp_path / "link.routing").symlink_to(stocked.path)
    before = contents(tmp_path)
    for place in (stocked.path, tmp_path / "link.routing", tmp_path):
        with pytest.raises(UserError, match="Choose"):
            save_package(stocked, package, place)
    assert contents(tmp_path) == before


def test_when_the_disk_refuses_the_older_package_stays(
    stocked: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.routing"
    path.write_bytes(b"older")
    before = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutsideError):
        save_package(stocked, pack_workspace(stocked), path)
    assert contents(tmp_path) == before


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no package at"):
        open_package(tmp_path / "gone", CATALOGUE)
    with pytest.raises(UserError, match="is no file"):
        open_package(tmp_path, CATALOGUE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="is no file"):
        open_package(tmp_path / "pipe", CATALOGUE)
