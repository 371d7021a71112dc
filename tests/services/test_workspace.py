"""One open workspace: what it answers, and when it notices others."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from app.model.catalogue import RoutingType
from app.model.errors import OutsideError, Refused, UserError
from app.model.resources import Mailbox, Queue, ResourceKind, RoutingEntry
from app.model.store import creation
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import (
    CATALOGUE,
    append_node,
    change,
    contents,
    new_routing,
    new_version,
    new_workspace,
)


def test_a_new_workspace_has_an_identity_and_defaults(ws: Workspace, tmp_path: Path) -> None:
    other = new_workspace(tmp_path, "other.routings")
    found = ws.settings()
    assert (found.time_zone, found.step_limit) == ("Europe/Paris", 1000)
    assert found.created_by == ws.user
    assert found.id != other.settings().id
    other.close()


def test_creating_makes_missing_folders_and_leaves_nothing_beside(tmp_path: Path) -> None:
    ws = new_workspace(tmp_path / "deep" / "down")
    assert [found.name for found in ws.path.parent.iterdir()] == [ws.path.name]
    ws.close()


def test_creating_never_touches_an_existing_file(tmp_path: Path) -> None:
    (tmp_path / "studio.routings").write_text("my own notes")
    before = contents(tmp_path)
    with pytest.raises(UserError, match="exists already"):
        new_workspace(tmp_path)
    assert contents(tmp_path) == before


def test_creating_without_hard_links_works_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(os, "link", no_links)
    new_workspace(tmp_path).close()
    with pytest.raises(UserError, match="exists already"):
        new_workspace(tmp_path)


def test_creating_where_a_file_stands_in_for_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutsideError, match="refused to write"):
        new_workspace(tmp_path / "file")


def test_closing_twice_does_no_harm(ws: Workspace) -> None:
    ws.close()
    ws.close()


def test_a_changed_setting_reaches_the_snapshot(ws: Workspace) -> None:
    ws.change_settings(time_zone="Asia/Kolkata", step_limit=50)
    assert (ws.resources().time_zone, ws.resources().step_limit) == ("Asia/Kolkata", 50)


def test_routings_come_by_name_and_are_found_by_reference_of_any_case(ws: Workspace) -> None:
    zoo, air = new_routing(ws, "zoo"), new_routing(ws, "Air")
    assert ws.routings() == (air, zoo)
    assert ws.routing_by_reference("AIR") == air
    assert ws.routing_by_reference("water") is None
    assert ws.routing(zoo.id) == zoo


def test_what_is_gone_is_refused_in_words(ws: Workspace) -> None:
    for ask in (ws.routing, ws.version, ws.tree):
        with pytest.raises(Refused, match="no longer exists"):
            ask("gone")


def test_the_snapshot_holds_resources_and_routings_with_their_production(ws: Workspace) -> None:
    queue = save_resource(ws, Queue(name="Sales", reference="Sales"))
    routing = new_routing(ws)
    new_version(ws, routing)
    second = new_version(ws, routing, "Second")
    end = new_routing(ws, "bye", RoutingType.END)
    lifecycle.promote(ws, second.id)
    found = ws.resources()
    assert found.get(Queue, "sales") == queue
    assert found.routings == (
        RoutingEntry("bye", end.name, RoutingType.END, None),
        RoutingEntry("sales", routing.name, RoutingType.START, 2),
    )


def test_the_snapshot_is_read_again_only_after_a_change(ws: Workspace) -> None:
    first = ws.resources()
    assert ws.resources() is first
    save_resource(ws, Queue(name="Sales", reference="sales"))
    second = ws.resources()
    assert second is not first
    other = Workspace.open(ws.path, CATALOGUE)
    save_resource(other, Queue(name="Support", reference="support"))
    other.close()
    assert len(ws.resources().of_kind(Queue)) == 2


def test_changes_of_another_window_are_noticed_once(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    assert not ws.changed_outside()
    other = Workspace.open(ws.path, CATALOGUE)
    change(other, version.id, append_node())
    ws.resources()
    assert ws.changed_outside()
    assert not ws.changed_outside()
    assert not other.changed_outside()
    other.close()


def test_a_copy_holds_everything(ws: Workspace, tmp_path: Path) -> None:
    version = new_version(ws, new_routing(ws))
    target = tmp_path / "copies" / "copy.routings"
    ws.save_copy(target)
    copy = Workspace.open(target, CATALOGUE)
    assert copy.settings() == ws.settings()
    assert copy.tree(version.id) == ws.tree(version.id)
    copy.close()
    assert [found.name for found in target.parent.iterdir()] == ["copy.routings"]


def test_a_copy_takes_the_place_of_what_stood_there(ws: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "old.routings"
    target.write_text("old")
    ws.save_copy(target)
    Workspace.open(target, CATALOGUE).close()


def test_a_workspace_is_never_copied_over_itself(ws: Workspace, tmp_path: Path) -> None:
    before = ws.path.read_bytes()
    (tmp_path / "alias.routings").symlink_to(ws.path)
    paths = (ws.path, tmp_path / "x" / ".." / ws.path.name, tmp_path / "alias.routings")
    (tmp_path / "x").mkdir()
    for path in paths:
        with pytest.raises(UserError, match="this workspace itself"):
            ws.save_copy(path)
    assert ws.path.read_bytes() == before


def test_a_copy_onto_a_folder_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        ws.save_copy(tmp_path)


def test_a_copy_that_fails_leaves_what_stood_there(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "old.routings"
    target.write_text("old")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creation, "_sync", full)
    with pytest.raises(OutsideError, match="refused to write"):
        ws.save_copy(target)
    assert target.read_text() == "old"
    assert sorted(contents(tmp_path)) == ["old.routings", ws.path.name]


def test_uses_name_actions_and_resources(ws: Workspace) -> None:
    save_resource(ws, Queue(name="Rest", reference="Rest"))
    save_resource(ws, Mailbox(name="Info", reference="info", fallback_queue="rest"))
    version = new_version(ws, new_routing(ws), words="queue:REST")
    in_action, in_mailbox = ws.uses(ResourceKind.QUEUE, "rest")
    assert in_action.routing == version.routing
    assert (in_action.version, in_action.version_number, in_action.version_name) == (
        version.id,
        1,
        "First",
    )
    assert (in_action.action_number, in_action.field, in_action.kind) == (2, "words", None)
    assert (in_mailbox.kind, in_mailbox.reference, in_mailbox.name, in_mailbox.field) == (
        ResourceKind.MAILBOX,
        "info",
        "Info",
        "fallback_queue",
    )


def test_a_damaged_resource_is_named(ws: Workspace) -> None:
    save_resource(ws, Queue(name="Sales", reference="sales"))
    with contextlib.closing(sqlite3.connect(ws.path, isolation_level=None)) as file:
        file.execute("UPDATE resource SET body = '{'")
    with pytest.raises(UserError, match="Queue sales of this workspace is damaged"):
        ws.resources()
