"""What is here already, with other content: kept, taken, or brought in beside it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.registry import CATALOGUE as ENGINE
from app.model import edits
from app.model.catalogue import RoutingType
from app.model.config import UnknownConfig
from app.model.errors import Refused
from app.model.package import Package
from app.model.resources import (
    Connection,
    EmailTemplate,
    Mailbox,
    Queue,
    ResourceKind,
    TemplateVariant,
    Variable,
)
from app.model.routing import Status
from app.model.tree import Action, Position
from app.services import importing, lifecycle
from app.services.exporting import pack_workspace
from app.services.importing import Choice, Choices, Decision, State, Undecided, plan
from app.services.importing.wording import preview_lines
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
    words,
)
from tests.workspaces import (
    append_node,
    change,
    new_routing,
    new_version,
)

# Conflicts of resources


def test_the_same_again_changes_nothing(ws: Workspace, source: Workspace) -> None:
    package = pack_workspace(source)
    imported(ws, package)
    log = events(ws, "support")
    preview = plan(ws, package).preview
    assert preview.settings is not None
    states = {item.state for item in preview.items}
    assert {*states, preview.settings.state} == {State.SAME}
    done = imported(ws, package)
    assert (done.new_resources, done.changed_resources, done.routings) == (0, 0, ())
    assert events(ws, "support") == log


def test_every_conflict_waits_for_a_decision_and_nothing_is_written(
    ws: Workspace, source: Workspace
) -> None:
    save_resource(ws, replace(OFFICE, name="Own"))
    new_version(ws, new_routing(ws, "support"), "Own")
    package = support(source)
    before = ws.resources(), versions(ws, "support"), events(ws, "support")
    with pytest.raises(Undecided) as caught:
        imported(ws, package)
    assert [str(reason).partition(".")[0] for reason in caught.value.reasons] == [
        "Calendar office is here already, with other content",
        "Smart routing support is here already, with other versions",
    ]
    assert (ws.resources(), versions(ws, "support"), events(ws, "support")) == before


def test_mine_is_kept_and_theirs_is_taken(ws: Workspace, source: Workspace) -> None:
    mine = replace(SALES, reference="SALES", capacity=9)
    save_resource(ws, mine)
    package = support(source)
    planned = plan(ws, package)
    (item,) = planned.preview.conflicts
    importing.apply(ws, planned, Choices({item.key: Choice(Decision.KEEP)}))
    assert ws.resource(ResourceKind.QUEUE, "sales") == mine
    found = ws.routing_by_reference("support")
    assert found is not None
    lifecycle.delete_routing(ws, found.id)
    done = imported(ws, package, Choices({item.key: Choice(Decision.TAKE)}))
    assert done.changed_resources == 1
    assert ws.resource(ResourceKind.QUEUE, "sales") == SALES
    assert {use.name for use in ws.uses(ResourceKind.CALENDAR, "office")} == {"Sales"}


def test_theirs_comes_under_another_reference_and_everything_follows(
    ws: Workspace, source: Workspace
) -> None:
    save_resource(ws, replace(OFFICE, name="Own"))
    save_resource(ws, replace(SALES, capacity=9))
    package = support(source)
    conflicts = plan(ws, package).preview.conflicts
    assert [item.suggestion for item in conflicts] == ["office-2", "sales-2"]
    choices = Choices(
        {
            conflicts[0].key: Choice(Decision.RENAME),
            conflicts[1].key: Choice(Decision.RENAME, "Theirs"),
        }
    )
    imported(ws, package, choices)
    assert ws.resource(ResourceKind.QUEUE, "theirs") == replace(
        SALES, reference="Theirs", calendar="office-2"
    )
    assert ws.resource(ResourceKind.QUEUE, "sales") == replace(SALES, capacity=9)
    assert [words(ws, "support", number) for number in (1, 2, 4)] == [
        "queue:Theirs",
        "queue:Theirs",
        "nothing",
    ]
    assert versions(ws, "support")[1][2] is Status.PRODUCTION
    assert len(ws.uses(ResourceKind.QUEUE, "Theirs")) == 2


@pytest.mark.parametrize("reference", ["sales", "SALES", "a/b", "taken", "office"])
def test_another_reference_has_to_be_free_and_sound(
    ws: Workspace, source: Workspace, reference: str
) -> None:
    save_resource(ws, replace(SALES, capacity=9))
    save_resource(ws, Queue(name="Taken", reference="taken"))
    save_resource(source, Queue(name="Office", reference="office"))
    package = pack_workspace(source)
    choices = Choices({("queue", "sales"): Choice(Decision.RENAME, reference)})
    with pytest.raises(Refused, match="reference"):
        imported(ws, package, choices)
    assert ws.routings() == ()


def test_a_mailbox_that_is_taken_goes_on_testing_here(ws: Workspace, source: Workspace) -> None:
    from app.model.store import versions as stored

    queue = Queue(name="Rest", reference="rest")
    for workspace, name in ((source, "Theirs"), (ws, "Mine")):
        save_resource(workspace, queue)
        new_version(workspace, new_routing(workspace, "entry"), "Own" + name)
        save_resource(
            workspace,
            Mailbox(name=name, reference="info", routing="entry", fallback_queue="rest"),
        )
    version = ws.versions(ws.routings()[0].id)[0]
    with ws.writing() as connection:
        stored.mark_testing(connection, version.id, in_testing=True)
    mine = ws.resource(ResourceKind.MAILBOX, "info")
    assert isinstance(mine, Mailbox)
    save_resource(ws, replace(mine, test_version=1), replaces="info")
    package = pack_workspace(source)
    imported(ws, package, everything(Decision.TAKE, ws, package))
    taken = ws.resource(ResourceKind.MAILBOX, "info")
    assert isinstance(taken, Mailbox)
    assert (taken.name, taken.test_version) == ("Theirs", 1)


def test_secrets_to_be_typed_in_are_named(ws: Workspace, source: Workspace) -> None:
    save_resource(source, Connection(name="Mail", reference="mail", password="hush", host="h"))
    planned = plan(ws, pack_workspace(source))
    (item,) = (one for one in planned.preview.resources if one.kind is ResourceKind.CONNECTION)
    assert [str(label) for label in item.secrets] == ["Password"]
    told = [str(text) for _depth, text in preview_lines(planned.preview)]
    assert "Secrets never travel. Type them in again where they are needed: Password." in told


# Conflicts of routings


def diverged(ws: Workspace, source: Workspace) -> Package:
    """`support` imported, then changed here and there: what the package there is now."""
    imported(ws, support(source))
    found = ws.routing_by_reference("support")
    assert found is not None
    new_version(ws, found, "Mine")
    draft = source.versions(source.routings()[0].id)[-1]
    change(source, draft.id, append_node("more"))
    return support(source)


def test_versions_join_mine_in_development_with_names_and_numbers_of_their_own(
    ws: Workspace, source: Workspace
) -> None:
    package = diverged(ws, source)
    (item,) = plan(ws, package).preview.conflicts
    assert isinstance(item, importing.RoutingItem)
    assert [one.same_as for one in item.versions] == [1, 2, 0]
    imported(ws, package, everything(Decision.TAKE, ws, package))
    assert versions(ws, "support")[2:] == [
        (4, "Draft", Status.DEVELOPMENT),
        (5, "Mine", Status.DEVELOPMENT),
        (6, "Draft (2)", Status.DEVELOPMENT),
    ]
    ids = [one.id for one in ws.versions(ws.routings()[0].id)]
    assert len(set(ids)) == len(ids)
    added = ws.tree(ids[-1])
    assert added == package.routings[0].versions[2].tree
    assert events(ws, "support")[-1] == ("imported", 6)
    assert ws.log(ws.routings()[0].id)[-1].detail == "Draft"


def test_a_production_version_that_joins_mine_waits_in_development(
    ws: Workspace, source: Workspace
) -> None:
    lifecycle.promote(ws, new_version(ws, new_routing(ws, "support"), "Mine").id)
    package = support(source)
    (item,) = (one for one in plan(ws, package).preview.routings)
    assert [one.lands for one in item.versions] == [Status.DEVELOPMENT] * 3
    imported(ws, package, everything(Decision.TAKE, ws, package))
    assert versions(ws, "support") == [
        (1, "Mine", Status.PRODUCTION),
        (2, "First", Status.DEVELOPMENT),
        (3, "Second", Status.DEVELOPMENT),
        (4, "Draft", Status.DEVELOPMENT),
    ]


def test_a_routing_comes_as_a_new_one_and_jumps_to_it_follow(
    ws: Workspace, source: Workspace
) -> None:
    new_version(source, new_routing(source, "entry"), words="routing:Support")
    save_resource(source, Mailbox(name="Info", reference="info", routing="support"))
    package = pack_workspace(source)
    new_version(ws, new_routing(ws, "support"), "Mine")
    imported(ws, package, everything(Decision.RENAME, ws, package))
    assert versions(ws, "support-2")[1] == (2, "Second", Status.PRODUCTION)
    assert words(ws, "entry", 1) == "routing:support-2"
    mailbox = ws.resource(ResourceKind.MAILBOX, "info")
    assert isinstance(mailbox, Mailbox)
    assert mailbox.routing == "support-2"


def test_ids_that_are_taken_are_made_anew_while_actions_keep_theirs(
    ws: Workspace, source: Workspace
) -> None:
    package = diverged(ws, source)
    imported(ws, package, everything(Decision.RENAME, ws, package))
    first, second = (ws.routing_by_reference(name) for name in ("support", "support-2"))
    assert first is not None
    assert second is not None
    assert first.id == package.routings[0].routing.id != second.id
    here, there = ws.versions(first.id), ws.versions(second.id)
    assert not {one.id for one in here} & {one.id for one in there}
    assert ws.tree(here[0].id) == ws.tree(there[0].id)


def test_a_routing_is_left_out(ws: Workspace, source: Workspace) -> None:
    package = diverged(ws, source)
    before = versions(ws, "support"), events(ws, "support")
    assert imported(ws, package, everything(Decision.KEEP, ws, package)).routings == ()
    assert (versions(ws, "support"), events(ws, "support")) == before


def test_versions_never_join_a_routing_of_the_other_type(ws: Workspace, source: Workspace) -> None:
    new_routing(ws, "support", RoutingType.END)
    package = support(source)
    (item,) = plan(ws, package).preview.conflicts
    assert isinstance(item, importing.RoutingItem)
    assert not item.can_add
    with pytest.raises(Refused, match="of another type"):
        imported(ws, package, everything(Decision.TAKE, ws, package))
    imported(ws, package, everything(Decision.RENAME, ws, package))
    assert len(versions(ws, "support-2")) == 3


def test_a_version_that_only_looks_different_is_not_the_same(
    ws: Workspace, source: Workspace
) -> None:
    imported(ws, support(source))
    draft = source.versions(source.routings()[0].id)[-1]
    from app.model import edits
    from app.model.tree import Position

    change(source, draft.id, edits.move({source.tree(draft.id).start.id: Position(9.0, 9.0)}))
    (item,) = plan(ws, support(source)).preview.routings
    assert [one.same_as for one in item.versions] == [1, 2, 0]


# What nobody rewrites


def with_templates(folder: Path, name: str) -> Workspace:
    """An engine's workspace whose one action and one letter read the variable `count`."""
    made = Workspace.create(folder / name, ENGINE)
    save_resource(made, Variable(name="Count", reference="count"))
    letter = TemplateVariant(subject="{{ var.count }}", text="Hello")
    save_resource(made, EmailTemplate(name="Letter", reference="letter", variants=(letter,)))
    version = lifecycle.create_version(made, new_routing(made).id, name="One")
    config = AssignVariables(rows=(AssignmentRow("count", "{{ var.count | plus: 1 }}"),))
    tree, revision = made.draft(version.id).load()
    added = Action("b", 0, "assign_variables", "Count on", config)
    after = edits.add_after(added, tree.start.id, "ok", Position(0.0, 0.0), catalogue=ENGINE)(tree)
    made.draft(version.id).save(tree, after, revision)
    return made


PLACES = ["the resource Letter", "the action Count on in version One of Sales"]


def test_templates_that_would_keep_the_old_name_are_told_before(tmp_path: Path) -> None:
    theirs = with_templates(tmp_path, "theirs.routings")
    mine = Workspace.create(tmp_path / "mine.routings", ENGINE)
    save_resource(mine, Variable(name="Other", reference="count"))
    package = pack_workspace(theirs)
    (item,) = plan(mine, package).preview.conflicts
    assert isinstance(item, importing.ResourceItem)
    assert [str(place) for place in item.in_templates] == PLACES
    told = [str(text) for _depth, text in preview_lines(plan(mine, package).preview)]
    assert "Another reference would not be written into the templates of these:" in told
    imported(mine, package, Choices({item.key: Choice(Decision.RENAME)}))
    (version,) = mine.versions(mine.routings()[0].id)
    config = mine.tree(version.id).by_id["b"].config
    assert config == AssignVariables(rows=(AssignmentRow("count-2", "{{ var.count | plus: 1 }}"),))
    theirs.close()
    mine.close()


def test_a_missing_variable_is_mapped_where_it_was_picked_alone(tmp_path: Path) -> None:
    theirs = with_templates(tmp_path, "theirs.routings")
    package = pack_workspace(theirs)
    kept = tuple(one for one in package.resources if one.kind is not ResourceKind.VARIABLE)
    package = dataclasses.replace(package, resources=kept)
    mine = Workspace.create(tmp_path / "mine.routings", ENGINE)
    save_resource(mine, Variable(name="Own", reference="own"))
    (item,) = plan(mine, package).preview.missing
    assert (item.kinds, item.reference) == (("variable",), "count")
    assert [str(user) for user in item.users] == PLACES
    assert [str(user) for user in item.in_templates] == PLACES
    told = [str(text) for _depth, text in preview_lines(plan(mine, package).preview)]
    assert f"{PLACES[0]} (inside a template, so it stays)" in told
    imported(mine, package, Choices(settings=Decision.KEEP, mapped={("variable", "count"): "own"}))
    (version,) = mine.versions(mine.routings()[0].id)
    config = mine.tree(version.id).by_id["b"].config
    assert config == AssignVariables(rows=(AssignmentRow("own", "{{ var.count | plus: 1 }}"),))
    theirs.close()
    mine.close()


def test_unknown_actions_come_word_for_word_and_are_counted(
    ws: Workspace, source: Workspace
) -> None:
    raw = '{ "queue": "sales",  "v": 7 }'
    draft = source.versions(source.routings()[0].id)[-1]
    fax = Action("fax", 0, "fax", "Fax it", UnknownConfig("fax", raw))
    change(source, draft.id, edits.add_free(fax, Position(1.0, 2.0)))
    save_resource(ws, replace(SALES, capacity=9))
    package = support(source)
    preview = plan(ws, package).preview
    assert [str(note)[:25] for note in preview.notes] == ["One action cannot be read"]
    imported(ws, package, everything(Decision.RENAME, ws, package))
    arrived = ws.tree(package.routings[0].versions[-1].id).by_id["fax"].config
    assert isinstance(arrived, UnknownConfig)
    assert arrived.raw == raw
