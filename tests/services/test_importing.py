"""What comes into a workspace: seen before, decided on, written whole or not at all."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from app.model.errors import Refused
from app.model.package import Package, write_package
from app.model.resources import (
    Resource,
    ResourceKind,
)
from app.model.routing import Status
from app.model.tree import ActionTree
from app.services import importing, lifecycle
from app.services.exporting import pack_routing, pack_version, pack_workspace
from app.services.importing import Choices, Decision, State, Undecided, plan
from app.services.importing.wording import preview_lines, result_lines
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.services.imports import (
    OFFICE,
    SALES,
    events,
    everything,
    imported,
    support,
    versions,
)
from tests.workspaces import (
    BROKEN,
    CATALOGUE,
    append_node,
    change,
    new_routing,
    new_version,
)

# Into a workspace that lacks the routing


def test_everything_new_is_restored_with_numbers_statuses_and_ids(
    ws: Workspace, source: Workspace
) -> None:
    package = support(source)
    preview = plan(ws, package).preview
    assert {item.state for item in preview.items} == {State.NEW}
    done = imported(ws, package)
    assert (done.new_resources, done.changed_resources, done.settings) == (2, 0, False)
    assert versions(ws, "support") == [
        (1, "First", Status.BACKUP),
        (2, "Second", Status.PRODUCTION),
        (4, "Draft", Status.DEVELOPMENT),
    ]
    assert ws.resources().entries == (OFFICE, SALES)
    assert pack_routing(ws, package.routings[0].routing.id) == package
    produced = ws.versions(package.routings[0].routing.id)[1]
    assert produced.hash == package.routings[0].versions[1].hash
    assert (produced.produced_by, produced.created_by) == (ws.user, ws.user)


def test_the_log_tells_every_step(ws: Workspace, source: Workspace) -> None:
    imported(ws, support(source))
    assert events(ws, "support") == [
        ("imported", None),
        ("imported", 1),
        ("imported", 2),
        ("imported", 4),
        ("promoted", 1),
        ("demoted", 1),
        ("promoted", 2),
    ]
    found = ws.routing_by_reference("support")
    assert found is not None
    by_number = {one.number: one for one in ws.versions(found.id)}
    for entry in ws.log(found.id)[1:]:
        assert entry.version is not None
        assert (entry.hash, entry.version_name, entry.by) == (
            by_number[entry.version].hash,
            by_number[entry.version].name,
            ws.user,
        )


def test_numbers_go_on_where_the_routing_stood(ws: Workspace, source: Workspace) -> None:
    imported(ws, support(source))
    found = ws.routing_by_reference("support")
    assert found is not None
    assert lifecycle.create_version(ws, found.id, name="Next").number == 5


def test_blank_and_broken_versions_land_in_development_and_the_preview_says_so(
    ws: Workspace, source: Workspace
) -> None:
    package = support(source)
    (packed,) = package.routings
    first, second, _draft = packed.versions
    broken = tree_with(source, BROKEN)
    blank = tree_with(source, None)
    changed = dataclasses.replace(
        packed,
        versions=(
            dataclasses.replace(first, tree=blank),
            dataclasses.replace(second, tree=broken),
        ),
    )
    package = dataclasses.replace(package, routings=(changed,))
    (item,) = plan(ws, package).preview.routings
    assert [one.lands for one in item.versions] == [Status.DEVELOPMENT] * 2
    assert [[str(reason) for reason in one.reasons][:1] for one in item.versions] == [
        ["Version First is blank: link Start to an action before it goes into production."],
        ["Node: The words are broken."],
    ]
    imported(ws, package)
    assert [status for *_named, status in versions(ws, "support")] == [Status.DEVELOPMENT] * 2
    assert "promoted" not in {event for event, _version in events(ws, "support")}


def tree_with(source: Workspace, words: str | None) -> ActionTree:
    """A tree with one Node of these words, or only Start."""
    routing = new_routing(source, f"helper-{words}".lower())
    if words is None:
        return source.tree(lifecycle.create_version(source, routing.id, name="Blank").id)
    return source.tree(new_version(source, routing, words=words).id)


def test_without_the_right_to_promote_everything_lands_in_development(
    ws: Workspace, source: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.model.permissions import ALL_RIGHTS, Permission, Rights

    fewer = Rights(ALL_RIGHTS.permissions - {Permission.PROMOTE})
    monkeypatch.setattr(Workspace, "rights", lambda _self: fewer)
    planned = plan(ws, support(source))
    (item,) = planned.preview.routings
    assert "does not let you put versions in production" in str(item.versions[1].reasons[0])
    importing.apply(ws, planned)
    assert {status for *_named, status in versions(ws, "support")} == {Status.DEVELOPMENT}


def test_importing_needs_the_right_to_create_and_taking_that_to_edit(
    ws: Workspace, source: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.model.permissions import ALL_RIGHTS, Permission, Rights

    save_resource(ws, replace(SALES, capacity=9))
    planned = plan(ws, support(source))
    choices = everything(Decision.TAKE, ws, planned.package)
    for permission, refusal in ((Permission.CREATE, "create"), (Permission.EDIT, "make changes")):
        fewer = Rights(ALL_RIGHTS.permissions - {permission})
        monkeypatch.setattr(Workspace, "rights", lambda _self, fewer=fewer: fewer)
        with pytest.raises(Refused, match=refusal):
            importing.apply(ws, planned, choices)
    assert ws.routings() == ()


def test_users_and_roles_are_for_administrators_who_keep_their_way_in(
    ws: Workspace, source: Workspace
) -> None:
    from app.model.resources import Permission, Role, User

    every = tuple(Permission)
    save_resource(source, Role(name="All", reference="all", permissions=every))
    save_resource(
        source, User(name="A", reference="a", email="a@b", login=source.user, roles=("all",))
    )
    package = pack_workspace(source)
    others = [
        replace(one, login="somebody else") if isinstance(one, User) else one
        for one in package.resources
    ]
    with pytest.raises(Refused, match="take the right to manage users"):
        imported(ws, dataclasses.replace(package, resources=tuple(others)))
    assert ws.resources().entries == ()
    imported(ws, package)
    assert pack_workspace(ws) == pack_workspace(source)


# Settings


def test_an_empty_workspace_takes_the_settings_of_a_whole_one(
    ws: Workspace, source: Workspace
) -> None:
    source.change_settings(time_zone="Asia/Tokyo", step_limit=50)
    assert imported(ws, pack_workspace(source)).settings
    assert (ws.settings().time_zone, ws.settings().step_limit) == ("Asia/Tokyo", 50)
    assert write_package(pack_workspace(ws), CATALOGUE) == write_package(
        pack_workspace(source), CATALOGUE
    )


@pytest.mark.parametrize(
    ("decision", "zone"), [(Decision.KEEP, "Europe/Paris"), (Decision.TAKE, "Asia/Tokyo")]
)
def test_other_settings_are_a_conflict_once_something_is_there(
    ws: Workspace, source: Workspace, decision: Decision, zone: str
) -> None:
    source.change_settings(time_zone="Asia/Tokyo", step_limit=50)
    new_routing(ws, "mine")
    package = pack_workspace(source)
    with pytest.raises(Undecided, match="Time zone or step limit"):
        imported(ws, package)
    imported(ws, package, Choices(settings=decision))
    assert ws.settings().time_zone == zone


# Missing references


def lacking(source: Workspace) -> Package:
    """A version that needs a queue and a routing which its package does not hold."""
    routing = new_routing(source, "lacking")
    new_routing(source, "elsewhere")
    version = new_version(source, routing, words="routing:elsewhere")
    change(source, version.id, append_node("queue:Lost"), append_node("queue:lost"))
    lifecycle.promote(source, version.id)
    return pack_version(source, version.id)


def test_what_is_missing_is_told_with_who_uses_it(ws: Workspace, source: Workspace) -> None:
    missing = plan(ws, lacking(source)).preview.missing
    assert [(item.kinds, item.reference.lower()) for item in missing] == [
        (("routing",), "elsewhere"),
        (("queue",), "lost"),
    ]
    assert [str(user) for user in missing[0].users] == [
        "the action Node in version First of Lacking"
    ]


def test_what_is_missing_stays_or_is_mapped_to_something_here(
    ws: Workspace, source: Workspace
) -> None:
    package = lacking(source)
    save_resource(ws, OFFICE)
    save_resource(ws, SALES)
    choices = Choices(mapped={("queue", "lost"): "Sales"})
    imported(ws, package, choices)
    found = ws.routing_by_reference("lacking")
    assert found is not None
    configs = [one.config for one in ws.tree(ws.versions(found.id)[0].id).actions]
    assert sorted(str(getattr(config, "words", "")) for config in configs) == [
        "",
        "queue:Sales",
        "queue:Sales",
        "routing:elsewhere",
    ]


@pytest.mark.parametrize(
    ("key", "existing", "refusal"),
    [
        (("queue", "lost"), "nowhere", "There is no Queue nowhere"),
        (("queue", "sales"), "sales", "Nothing in the package misses Queue sales"),
        (("calendar", "lost"), "office", "Nothing in the package misses Calendar lost"),
    ],
)
def test_a_mapping_leads_from_what_is_missing_to_what_is_there(
    ws: Workspace, source: Workspace, key: tuple[str, str], existing: str, refusal: str
) -> None:
    package = lacking(source)
    save_resource(ws, SALES)
    choices = Choices(mapped={key: existing})
    with pytest.raises(Refused, match=refusal):
        plan(ws, package, choices)
    with pytest.raises(Refused, match=refusal):
        imported(ws, package, choices)
    assert ws.routings() == ()


# All or nothing


def test_a_workspace_that_changed_since_the_preview_asks_to_look_again(
    ws: Workspace, source: Workspace
) -> None:
    save_resource(ws, replace(SALES, capacity=9))
    planned = plan(ws, support(source))
    choices = everything(Decision.TAKE, ws, planned.package)
    save_resource(ws, replace(SALES, capacity=8), replaces="sales")
    with pytest.raises(Refused, match="changed since the preview"):
        importing.apply(ws, planned, choices)
    assert ws.routings() == ()
    importing.apply(ws, plan(ws, planned.package), choices)
    assert ws.resource(ResourceKind.QUEUE, "sales") == SALES


@pytest.mark.parametrize("step", range(1, 9))
def test_a_failure_in_the_middle_leaves_nothing(
    ws: Workspace, source: Workspace, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.model.errors import OutsideError
    from app.model.store import log
    from app.model.text import _

    planned = plan(ws, pack_workspace(source))
    steps = 0

    def failing(connection: object, entry: object) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            raise OutsideError(_("The disk is full."))

    monkeypatch.setattr(log, "append_entry", failing)
    before: tuple[Resource, ...] = ws.resources().entries
    if step <= 7:
        with pytest.raises(OutsideError):
            importing.apply(ws, planned)
        assert (ws.routings(), ws.resources().entries) == ((), before)
    else:
        importing.apply(ws, planned)
        assert len(ws.routings()) == 1


def test_previews_and_results_read_as_sentences(ws: Workspace, source: Workspace) -> None:
    save_resource(ws, replace(OFFICE, name="Own"))
    package = lacking(source)
    planned = plan(ws, pack_workspace(source))
    told = [f"{depth} {text}" for depth, text in preview_lines(planned.preview)]
    assert "0 Conflict: Calendar office “Office”" in told
    assert "0 New: Smart routing support “Support”" in told
    assert "1 Version 2 “Second”: In production" in told
    assert "0 Conflict: time zone Europe/Paris" not in told
    done = imported(ws, package)
    told = [f"{depth} {text}" for depth, text in result_lines(done)]
    assert told == [
        "0 Imported: Smart routing lacking “Lacking”",
        "1 Version 1 “First”: In production",
        "0 Resources: 0 new, 0 changed.",
    ]
