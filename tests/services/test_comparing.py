"""Versions and packages compared: actions by id and origin, fields by their labels."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.engine.actions.checkpoint import AddCheckpoint
from app.engine.actions.detect_keywords import DetectKeywords
from app.engine.actions.to_queue import ToQueue
from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.config import AnyConfig, Reference, UnknownConfig
from app.model.diff import follow, matching
from app.model.errors import Refused
from app.model.package import Package
from app.model.resources import (
    Connection,
    DistributionGroup,
    EmailTemplate,
    Queue,
    Share,
    TemplateVariant,
    ValueTable,
)
from app.model.text import EMPTY
from app.model.tree import Action, ActionTree, Note, Position, blank_tree, evolve
from app.services import lifecycle
from app.services.comparing import (
    Comparison,
    Sign,
    TreeChange,
    compare_packages,
    compare_trees,
    compare_versions,
    lines,
    tree_lines,
)
from app.services.comparing.fields import MOST_ROWS, field_changes
from app.services.exporting import pack_routing, pack_version, pack_workspace
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import append_node, change, new_routing, new_version, new_workspace

PLACE = Position(10.0, 20.0)


def tree_of(*configs: tuple[str, str, AnyConfig]) -> ActionTree:
    """Start, then actions in a row: id, type and config of each."""
    tree = blank_tree("start", "Start", CATALOGUE.new_config("start"))
    before = "start"
    for key, type_, config in configs:
        added = Action(key, 0, type_, key.title(), config, origin=key)
        tree = edits.add_after(added, before, "ok", PLACE, catalogue=CATALOGUE)(tree)
        before = key
    return tree


TREE = tree_of(
    ("mark", "checkpoint", AddCheckpoint(checkpoint=Reference("received"))),
    ("deliver", "to_queue", ToQueue(queue=Reference("sales"))),
)


def told(change: TreeChange) -> list[str]:
    """The comparison as the command line prints it."""
    signs = {Sign.ADDED: "+", Sign.REMOVED: "-", Sign.ALTERED: "~", None: "·"}
    return [f"{'  ' * one.depth}{signs[one.sign]} {one.text}" for one in tree_lines(change)]


def compared(before: ActionTree, after: ActionTree) -> TreeChange:
    return compare_trees(before, after, CATALOGUE)


def test_equal_trees_are_the_same() -> None:
    assert compared(TREE, TREE).is_same
    assert told(compared(TREE, TREE)) == []


def test_an_action_put_between_is_added_and_one_way_turns() -> None:
    added = Action("new", 0, "checkpoint", "New", AddCheckpoint())
    link = next(one for one in TREE.links if one.target == "deliver")
    after = edits.add_between(added, link, PLACE, None, catalogue=CATALOGUE)(TREE)
    assert told(compared(TREE, after)) == [
        "+ Action 4 “New” (Add a checkpoint)",
        "~ 2 “Mark”, OK: 3 “Deliver” → 4 “New”",
        "~ 4 “New”, OK: nothing → 3 “Deliver”",
    ]
    assert told(compared(after, TREE))[0] == "- Action 4 “New” (Add a checkpoint)"


def test_fields_are_told_by_their_labels_with_their_values_in_words() -> None:
    after = edits.together(
        edits.configure("deliver", ToQueue(queue=Reference("billing"), priority=2)),
        edits.rename("deliver", "To billing"),
        edits.record("deliver", True),
        edits.comment("deliver", "Why"),
    )(TREE)
    change = compared(TREE, after)
    (action,) = change.actions
    assert (action.sign, action.action, action.number) == (Sign.ALTERED, "deliver", 3)
    assert told(change) == [
        "~ Action 3 “To billing” (Distribution to queue)",
        "  ~ Name: Deliver → To billing",
        "  ~ Comment: nothing → Why",
        "  ~ Record the passage in this action: No → Yes",
        "  ~ Queue or distribution group: sales → billing",
        "  ~ Priority from 1 (first) to 10 (last): 5 → 2",
    ]


def test_ends_are_ways_too() -> None:
    after = edits.together(
        edits.unlink("mark", "ok"), edits.end_here("mark", "ok", catalogue=CATALOGUE)
    )(TREE)
    assert told(compared(TREE, after)) == ["~ 2 “Mark”, OK: 3 “Deliver” → End here"]


def test_cards_that_only_moved_are_counted_apart() -> None:
    moved = edits.move({"mark": Position(1.0, 1.0), "deliver": Position(2.0, 2.0)})(TREE)
    change = compared(TREE, moved)
    assert (change.actions, change.ways, change.moved, change.redrawn) == ((), (), 2, False)
    assert told(change) == ["· 2 cards stand elsewhere"]
    assert not change.is_same
    drawing = annotated(moved)
    assert told(compared(moved, drawing)) == ["· Notes or groups differ"]


def annotated(tree: ActionTree) -> ActionTree:
    from dataclasses import replace as evolved

    return evolve(tree, drawing=evolved(tree.drawing, notes=(Note("n", "Ask", 0.0, 0.0),)))


def test_copies_under_fresh_ids_are_found_by_their_origin() -> None:
    fresh = {"start": "s2", "mark": "m2", "deliver": "d2"}
    copied = evolve(
        TREE,
        actions=tuple(replace(one, id=fresh[one.id]) for one in TREE.actions),
        links=tuple(
            replace(one, source=fresh[one.source], target=fresh[one.target]) for one in TREE.links
        ),
        drawing=type(TREE.drawing)().moved(
            {fresh[key]: place for key, place in TREE.drawing.positions.items()}
        ),
    )
    assert matching(TREE, copied) == {new: old for old, new in fresh.items()}
    assert follow(TREE, copied) == TREE
    assert compared(TREE, copied).is_same
    renamed = edits.rename("m2", "Other")(copied)
    assert told(compared(TREE, renamed))[1:] == ["  ~ Name: Mark → Other"]


def test_two_copies_of_one_action_are_not_guessed_at() -> None:
    twice = evolve(
        TREE,
        actions=(
            *(one for one in TREE.actions if one.id != "mark"),
            replace(TREE.by_id["mark"], id="m2"),
            replace(TREE.by_id["mark"], id="m3", number=9),
        ),
        links=(),
        next_number=10,
    )
    assert set(matching(TREE, twice)) == {"start", "deliver"}


def test_start_is_start_whatever_its_id() -> None:
    one = blank_tree("x", "Start", CATALOGUE.new_config("start"))
    other = blank_tree("y", "Start", CATALOGUE.new_config("start"))
    assert compared(one, other).is_same


def test_rows_inside_rows_are_compared_one_by_one() -> None:
    group = DetectKeywords().groups
    assert group
    before = DetectKeywords()
    after = replace(before, groups=(replace(group[0], caption="VIP"), *group[1:]))
    changes = field_changes(before, after)
    assert [str(change.label).rpartition(", ")[2] for change in changes] == ["Caption"]
    assert str(changes[0].after) == "VIP"


def test_configs_that_cannot_be_read_are_compared_as_text() -> None:
    before = tree_of(("a", "later", UnknownConfig("later", '{"v":9}')))
    after = edits.configure("a", UnknownConfig("later", '{"v":10}'))(before)
    assert told(compared(before, after)) == [
        "~ Action 2 “A” (later)",
        '  ~ Configuration: {"v":9} → {"v":10}',
    ]


# Resources


def test_table_rows_are_told_row_by_row_and_not_without_end() -> None:
    before = ValueTable(name="T", reference="t", rows=(("a", "1"), ("b", "2"), ("c", "3")))
    after = replace(before, rows=(("a", "1"), ("b", "9"), ("c", "3"), ("d", "4")))
    assert [(str(c.label), str(c.before), str(c.after)) for c in field_changes(before, after)] == [
        ("Rows 2", "b, 2", "b, 9"),
        ("Rows 4", "", "d, 4"),
    ]
    many = replace(before, rows=tuple((str(n), "x") for n in range(5000)))
    changes = field_changes(before, many)
    assert len(changes) == MOST_ROWS + 1
    assert "more differences" in str(changes[-1].after)


def test_shares_and_variants_are_told_by_their_fields() -> None:
    group = DistributionGroup(name="G", reference="g", shares=(Share("a", 50), Share("b", 50)))
    other = replace(group, shares=(Share("a", 40), Share("b", 60)))
    assert [str(change.label) for change in field_changes(group, other)] == [
        "Queues 1, Share",
        "Queues 2, Share",
    ]
    template = EmailTemplate(name="T", reference="t", variants=(TemplateVariant(text="a"),))
    longer = replace(template, variants=(*template.variants, TemplateVariant("fr", "S", "b")))
    (change,) = field_changes(template, longer)
    assert (str(change.label), change.before) == ("Languages 2", EMPTY)
    assert "Language: fr" in str(change.after)


def test_a_number_and_a_yes_are_never_the_same() -> None:
    assert field_changes(Queue(name="Q", capacity=1), Queue(name="Q", capacity=True))


# Packages and workspaces


@pytest.fixture
def other(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path, "other.routings")


def package_lines(comparison: Comparison) -> list[str]:
    signs = {Sign.ADDED: "+", Sign.REMOVED: "-", Sign.ALTERED: "~", None: "·"}
    return [f"{'  ' * one.depth}{signs[one.sign]} {one.text}" for one in lines(comparison)]


def difference(ws: Workspace, before: Package, after: Package) -> list[str]:
    return package_lines(compare_packages(before, after, ws.catalogue))


def test_two_states_of_a_workspace_are_compared(ws: Workspace) -> None:
    save_resource(ws, Queue(name="Sales", reference="sales"))
    save_resource(ws, Queue(name="Gone", reference="gone"))
    routing = new_routing(ws)
    version = new_version(ws, routing)
    before = pack_workspace(ws)
    assert difference(ws, before, before) == []
    save_resource(ws, Queue(name="Sales", reference="sales", capacity=5), replaces="sales")
    save_resource(ws, Connection(name="New", reference="new", password="hush", host="h"))
    from app.services.resource_files import delete_resource

    delete_resource(ws, Queue.kind, "gone")
    change(ws, version.id, append_node("more"))
    lifecycle.promote(ws, version.id)
    lifecycle.create_version(ws, routing.id, name="Second")
    new_routing(ws, "other")
    ws.change_settings(time_zone="Asia/Tokyo", step_limit=1000)
    found = difference(ws, before, pack_workspace(ws))
    assert found == [
        "~ Settings of the workspace",
        "  ~ Time zone: Europe/Paris → Asia/Tokyo",
        "~ Smart routing sales “Sales”",
        "  ~ Version 1 “First”",
        "    ~ Status: In development → In production",
        "    + Action 3 “Node” (Node)",
        "    ~ 1 “Start”, OK: 2 “Node” → 3 “Node”",
        "    ~ 3 “Node”, OK: nothing → 2 “Node”",
        "  + Version 2 “Second”",
        "+ Smart routing other “Other”",
        "- Queue gone “Gone”",
        "~ Queue sales “Sales”",
        "  ~ Capacity: nothing → 5",
        "+ Connection new “New”",
    ]
    assert not any("hush" in line for line in found)


def test_two_versions_of_a_workspace_are_compared(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    copy = lifecycle.duplicate_version(ws, version.id)
    assert compare_versions(ws, version.id, copy.id).is_same
    change(ws, copy.id, append_node("more"))
    assert [one.sign for one in compare_versions(ws, version.id, copy.id).actions] == [Sign.ADDED]
    with pytest.raises(Refused):
        compare_versions(ws, version.id, "gone")


def test_single_versions_are_compared_whatever_they_are_called(ws: Workspace) -> None:
    version = new_version(ws, new_routing(ws))
    copied = lifecycle.create_version(
        ws, new_routing(ws, "other").id, name="Copy", copy_of=version.id
    )
    assert difference(ws, pack_version(ws, version.id), pack_version(ws, copied.id)) == [
        "~ Smart routing other “Other”",
        "  ~ Reference: sales → other",
        "  ~ Name: Sales → Other",
        "  ~ Version 1 “Copy”",
        "    ~ Name: First → Copy",
    ]


def test_versions_are_followed_by_id_when_they_have_another_number(
    ws: Workspace, other: Workspace
) -> None:
    from app.services import importing
    from app.services.importing import Choice, Choices, Decision

    routing = new_routing(ws)
    new_version(ws, routing)
    new_version(other, new_routing(other), "Theirs", words="other")
    package = pack_routing(ws, routing.id)
    planned = importing.plan(other, package)
    taken = {item.key: Choice(Decision.TAKE) for item in planned.preview.conflicts}
    importing.apply(other, planned, Choices(taken))
    there = other.routing_by_reference("sales")
    assert there is not None
    assert difference(ws, package, pack_routing(other, there.id)) == [
        "~ Smart routing sales “Sales”",
        "  ~ Version 2 “First”",
        "    ~ Number: 1 → 2",
        "  + Version 1 “Theirs”",
    ]
    other.close()


def test_long_values_are_told_where_they_differ() -> None:
    before = Queue(name="Q", description="same words " * 30 + "here is the old end")
    after = replace(before, description="same words " * 30 + "here is the new end")
    (change,) = field_changes(before, after)
    comparison = Comparison(settings=(change,))
    line = package_lines(comparison)[1]
    assert "old end → …" in line
    assert line.endswith("here is the new end")
    assert len(line) < 160
    assert msgspec.json.encode(comparison)
