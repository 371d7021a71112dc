"""Routings and versions live as the rules say, each step whole and in the log."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.model.catalogue import RoutingType
from app.model.errors import OutsideError, Refused
from app.model.package import content_hash
from app.model.resources import Mailbox, Queue
from app.model.routing import Routing, Status, Version
from app.model.store import log, versions
from app.model.text import _
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import BROKEN, append_node, change, new_routing, new_version


@pytest.fixture
def routing(ws: Workspace) -> Routing:
    return new_routing(ws)


def events(ws: Workspace, routing: Routing) -> list[tuple[str, int | None, str]]:
    return [(entry.event, entry.version, entry.detail) for entry in ws.log(routing.id)]


def mailbox(**changes: object) -> Mailbox:
    empty = Mailbox(name="Info", reference="info", address="info@example.org")
    return replace(empty, **changes)


# Routings


def test_a_routing_is_created_with_trimmed_name(ws: Workspace) -> None:
    created = lifecycle.create_routing(
        ws, name="  Müller ", reference="m", type=RoutingType.END, description="Why"
    )
    assert ws.routing(created.id) == created
    assert (created.name, created.type, created.description) == ("Müller", RoutingType.END, "Why")
    assert events(ws, created) == [("created", None, "")]


@pytest.mark.parametrize(
    ("name", "reference"),
    [("", "ok"), ("x" * 101, "ok"), ("ok", ""), ("ok", "a b"), ("ok", "SALES")],
)
def test_a_routing_needs_a_sound_name_and_a_free_reference(
    ws: Workspace, routing: Routing, name: str, reference: str
) -> None:
    with pytest.raises(Refused):
        lifecycle.create_routing(ws, name=name, reference=reference, type=RoutingType.START)
    assert ws.routings() == (routing,)


def test_a_routing_is_edited(ws: Workspace, routing: Routing) -> None:
    changed = lifecycle.edit_routing(
        ws, routing.id, name="Sale", reference="sale", description="All of it"
    )
    assert ws.routing(routing.id) == changed
    assert changed == replace(routing, name="Sale", reference="sale", description="All of it")
    lifecycle.edit_routing(ws, routing.id, name="Sale", reference="sale", description="None")
    assert events(ws, routing)[1:] == [("renamed", None, "Sales"), ("edited", None, "")]


def test_an_edit_that_changes_nothing_is_not_logged(ws: Workspace, routing: Routing) -> None:
    lifecycle.edit_routing(
        ws, routing.id, name=routing.name, reference=routing.reference, description=""
    )
    assert len(ws.log(routing.id)) == 1


def test_the_reference_of_a_routing_stays_while_something_refers_to_it(
    ws: Workspace, routing: Routing
) -> None:
    new_version(ws, new_routing(ws, "other"), words="routing:Sales")
    with pytest.raises(Refused, match="action Node in version First of Other uses it"):
        lifecycle.edit_routing(ws, routing.id, name="Sales", reference="new", description="")
    changed = lifecycle.edit_routing(
        ws, routing.id, name="Sales", reference="SALES", description=""
    )
    assert changed.reference == "SALES"


@pytest.mark.parametrize("field", ["routing", "end_routing"])
def test_a_routing_that_a_mailbox_uses_is_not_deleted(
    ws: Workspace, routing: Routing, field: str
) -> None:
    save_resource(ws, mailbox(**{field: "SALES"}))
    with pytest.raises(Refused, match="resource Info uses it"):
        lifecycle.delete_routing(ws, routing.id)
    assert ws.routings() == (routing,)


def test_a_routing_that_another_one_uses_is_not_deleted(ws: Workspace, routing: Routing) -> None:
    new_version(ws, new_routing(ws, "other"), words="routing:sales")
    with pytest.raises(Refused, match="action Node"):
        lifecycle.delete_routing(ws, routing.id)


def test_a_routing_that_only_itself_uses_is_deleted_with_all_but_its_log(
    ws: Workspace, routing: Routing
) -> None:
    lifecycle.promote(ws, new_version(ws, routing).id)
    version = new_version(ws, routing, "Second", words="routing:sales")
    lifecycle.delete_routing(ws, routing.id)
    assert ws.routings() == ()
    with pytest.raises(Refused):
        ws.version(version.id)
    assert events(ws, routing)[-1] == ("deleted", None, "Sales")


# Versions


def test_a_version_from_zero_has_only_start(ws: Workspace, routing: Routing) -> None:
    created = lifecycle.create_version(ws, routing.id, name=" One ", description="Why")
    tree = ws.tree(created.id)
    assert tree.is_blank
    assert tree.start.number == 1
    assert tree.start.name == "Start"
    assert ws.version(created.id) == created
    assert (created.name, created.number, created.status) == ("One", 1, Status.DEVELOPMENT)
    assert created.hash
    assert events(ws, routing)[1:] == [("created", 1, "")]
    assert ws.log(routing.id)[-1].hash == created.hash


def test_version_names_differ_in_their_routing_whatever_their_case(
    ws: Workspace, routing: Routing
) -> None:
    lifecycle.create_version(ws, routing.id, name="Ärger")
    with pytest.raises(Refused, match="taken"):
        lifecycle.create_version(ws, routing.id, name=" äRGER")
    lifecycle.create_version(ws, new_routing(ws, "other").id, name="Ärger")


def test_numbers_count_up_and_are_never_reused(ws: Workspace, routing: Routing) -> None:
    made = [lifecycle.create_version(ws, routing.id, name=f"V{n}") for n in range(3)]
    lifecycle.delete_version(ws, made[2].id)
    lifecycle.delete_version(ws, made[0].id)
    again = lifecycle.create_version(ws, routing.id, name="V0")
    assert again.number == 4
    assert [version.number for version in ws.versions(routing.id)] == [2, 4]


def test_a_copy_keeps_ids_origins_drawing_and_hash(ws: Workspace, routing: Routing) -> None:
    source = new_version(ws, routing, words="queue:sales")
    change(ws, source.id, append_node())
    source = ws.version(source.id)
    copy = lifecycle.create_version(ws, new_routing(ws, "other").id, name="Copy", copy_of=source.id)
    assert ws.tree(copy.id) == ws.tree(source.id)
    assert (copy.hash, copy.actions, copy.status) == (
        source.hash,
        source.actions,
        Status.DEVELOPMENT,
    )
    assert copy.number == 1
    change(ws, copy.id, append_node())
    assert ws.tree(copy.id) != ws.tree(source.id)


def test_a_version_of_a_routing_of_another_type_is_not_copied(
    ws: Workspace, routing: Routing
) -> None:
    source = new_version(ws, routing)
    end = new_routing(ws, "bye", RoutingType.END)
    with pytest.raises(Refused, match="another type"):
        lifecycle.create_version(ws, end.id, name="Copy", copy_of=source.id)
    assert ws.versions(end.id) == ()


def test_duplicating_suggests_a_name_and_starts_anew(ws: Workspace, routing: Routing) -> None:
    source = lifecycle.promote(ws, new_version(ws, routing).id)
    copy = lifecycle.duplicate_version(ws, source.id)
    named = lifecycle.duplicate_version(ws, source.id, name="Mine")
    assert (copy.name, named.name) == ("First (2)", "Mine")
    assert (copy.status, copy.revision, copy.produced_at) == (Status.DEVELOPMENT, 0, None)
    assert events(ws, routing)[-2:] == [("copied", 2, "First"), ("copied", 3, "First")]


def test_a_tree_is_kept_as_a_new_version_beside_the_one_it_was_meant_for(
    ws: Workspace, routing: Routing
) -> None:
    source = new_version(ws, routing)
    mine = append_node("mine")(ws.tree(source.id))
    theirs = change(ws, source.id, append_node("theirs"))
    made = lifecycle.keep_as_new_version(ws, source.id, mine)
    named = lifecycle.keep_as_new_version(ws, source.id, mine, name="Mine")
    assert (made.name, named.name) == ("First (2)", "Mine")
    assert (made.status, made.actions) == (Status.DEVELOPMENT, len(mine.actions))
    assert made.hash == content_hash(mine, routing.type, ws.catalogue)
    assert ws.version(made.id) == made
    assert ws.tree(made.id) == mine
    assert ws.tree(source.id) == theirs
    assert events(ws, routing)[-2:] == [("copied", 2, "First"), ("copied", 3, "First")]


def test_nothing_is_kept_beside_a_version_that_is_gone(ws: Workspace, routing: Routing) -> None:
    source = new_version(ws, routing)
    mine = ws.tree(source.id)
    lifecycle.delete_version(ws, source.id)
    with pytest.raises(Refused, match="no longer exists"):
        lifecycle.keep_as_new_version(ws, source.id, mine)
    assert ws.versions(routing.id) == ()


def test_name_and_description_change_in_development_only(ws: Workspace, routing: Routing) -> None:
    version = new_version(ws, routing)
    changed = lifecycle.edit_version(ws, version.id, name="Spring", description="Rain")
    assert ws.version(version.id) == changed
    assert (changed.name, changed.description, changed.revision) == ("Spring", "Rain", 1)
    assert events(ws, routing)[-1] == ("renamed", 1, "First")
    lifecycle.edit_version(ws, version.id, name="SPRING", description="Rain")
    lifecycle.promote(ws, version.id)
    with pytest.raises(Refused, match="read-only"):
        lifecycle.edit_version(ws, version.id, name="Summer", description="")


def test_a_version_takes_no_name_of_another(ws: Workspace, routing: Routing) -> None:
    first, second = new_version(ws, routing), new_version(ws, routing, "Second")
    with pytest.raises(Refused, match="taken"):
        lifecycle.edit_version(ws, second.id, name="FIRST", description="")
    assert ws.versions(routing.id) == (first, second)


def test_a_version_in_production_is_not_deleted_one_in_backup_is(
    ws: Workspace, routing: Routing
) -> None:
    first = lifecycle.promote(ws, new_version(ws, routing).id)
    with pytest.raises(Refused, match="in production"):
        lifecycle.delete_version(ws, first.id)
    second = lifecycle.promote(ws, new_version(ws, routing, "Second").id)
    lifecycle.delete_version(ws, first.id)
    assert ws.versions(routing.id) == (second,)
    told = ws.log(routing.id)[-1]
    assert (told.event, told.version, told.version_name, told.hash) == (
        "deleted",
        1,
        "First",
        first.hash,
    )


# Promotion


def test_promotion_and_demotion_are_one_step(ws: Workspace, routing: Routing) -> None:
    first = lifecycle.promote(ws, new_version(ws, routing).id)
    assert (first.status, first.produced_by) == (Status.PRODUCTION, ws.user)
    assert first.produced_at is not None
    second = lifecycle.promote(ws, new_version(ws, routing, "Second").id)
    assert [version.status for version in ws.versions(routing.id)] == [
        Status.BACKUP,
        Status.PRODUCTION,
    ]
    assert ws.resources().routings[0].production == second.number
    assert events(ws, routing)[-2:] == [("demoted", 1, ""), ("promoted", 2, "")]


def test_a_rollback_takes_the_same_way(ws: Workspace, routing: Routing) -> None:
    first = lifecycle.promote(ws, new_version(ws, routing).id)
    lifecycle.promote(ws, new_version(ws, routing, "Second").id)
    lifecycle.promote(ws, first.id)
    assert [version.status for version in ws.versions(routing.id)] == [
        Status.PRODUCTION,
        Status.BACKUP,
    ]


def test_a_blank_version_is_not_promoted(ws: Workspace, routing: Routing) -> None:
    blank = lifecycle.create_version(ws, routing.id, name="Blank")
    with pytest.raises(lifecycle.PromotionRefused, match="blank"):
        lifecycle.promote(ws, blank.id)
    assert ws.version(blank.id) == blank


def test_errors_forbid_the_promotion_from_development(ws: Workspace, routing: Routing) -> None:
    good = lifecycle.promote(ws, new_version(ws, routing).id)
    bad = new_version(ws, routing, "Second", words=BROKEN)
    assert [str(problem.text) for problem in lifecycle.promotion_obstacles(ws, bad.id)] == [
        "The words are broken."
    ]
    with pytest.raises(lifecycle.PromotionRefused, match="Node: The words are broken") as found:
        lifecycle.promote(ws, bad.id)
    assert len(found.value.reasons) == 1
    assert ws.versions(routing.id) == (good, bad)


def test_errors_are_listed_but_do_not_forbid_a_rollback(ws: Workspace, routing: Routing) -> None:
    first = lifecycle.promote(ws, new_version(ws, routing, words="x").id)
    lifecycle.promote(ws, new_version(ws, routing, "Second").id)
    with ws.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER action_is_fixed_on_update")
        connection.exec_driver_sql(
            'UPDATE action SET config = \'{"v":1,"words":"broken"}\''
            " WHERE version = ? AND type = 'node'",
            (first.id,),
        )
    assert lifecycle.promotion_obstacles(ws, first.id)
    assert lifecycle.promote(ws, first.id).status is Status.PRODUCTION


def test_a_version_in_production_is_not_promoted_again(ws: Workspace, routing: Routing) -> None:
    version = lifecycle.promote(ws, new_version(ws, routing).id)
    with pytest.raises(lifecycle.PromotionRefused, match="already in production"):
        lifecycle.promote(ws, version.id)


@pytest.mark.parametrize("step", [1, 2])
def test_a_promotion_that_fails_midway_changes_nothing(
    ws: Workspace, routing: Routing, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    lifecycle.promote(ws, new_version(ws, routing).id)
    second = new_version(ws, routing, "Second")
    before = ws.versions(routing.id), ws.log(routing.id)
    append, told = log.append_entry, []

    def failing(*args: object) -> None:
        told.append(args)
        if len(told) == step:
            raise OutsideError(_("The disk is full."))
        append(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(log, "append_entry", failing)
    with pytest.raises(OutsideError):
        lifecycle.promote(ws, second.id)
    assert (ws.versions(routing.id), ws.log(routing.id)) == before


@pytest.mark.parametrize("ending", ["promote", "delete"])
def test_mailboxes_that_test_a_version_return_to_production(
    ws: Workspace, routing: Routing, ending: str
) -> None:
    save_resource(ws, Queue(name="Rest", reference="rest"))
    tested, other = new_version(ws, routing), new_version(ws, routing, "Second")
    both = mailbox(
        routing="SALES", test_version=tested.number, end_routing="sales", end_test_version=1
    )
    with ws.writing() as connection:
        for version in (tested, other):
            versions.mark_testing(connection, version.id, in_testing=True)
    save_resource(ws, both)
    elsewhere = replace(
        both, reference="elsewhere", test_version=other.number, end_test_version=None
    )
    save_resource(ws, elsewhere)
    {"promote": lifecycle.promote, "delete": lifecycle.delete_version}[ending](ws, tested.id)
    found = ws.resources()
    assert found.get(Mailbox, "info") == replace(both, test_version=None, end_test_version=None)
    assert found.get(Mailbox, "elsewhere") == elsewhere


def test_the_log_tells_who_and_when(ws: Workspace, routing: Routing) -> None:
    version: Version = new_version(ws, routing)
    lifecycle.promote(ws, version.id)
    entries = ws.log(routing.id)
    assert [entry.event for entry in entries] == ["created", "created", "promoted"]
    assert [entry.by for entry in entries] == [ws.user] * 3
    assert list(entries) == sorted(entries, key=lambda entry: entry.at)
    assert all(entry.at.tzinfo is not None for entry in entries)
