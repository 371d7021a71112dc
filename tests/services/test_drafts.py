"""A stored draft writes what an edit changed, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as replaced

from app.model import edits
from app.model.catalogue import RoutingType
from app.model.config import UnknownConfig
from app.model.errors import OutsideError, Refused, StaleRevision
from app.model.package import content_hash
from app.model.resources import ResourceKind
from app.model.routing import Version
from app.model.store.connection import connect
from app.model.tree import Action, ActionTree, Group, Note, Position, evolve
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.model.fake_catalogue import NodeConfig
from tests.workspaces import CATALOGUE, append_node, change, new_routing, new_version


@pytest.fixture
def version(ws: Workspace) -> Version:
    return new_version(ws, new_routing(ws))


def node_of(tree: ActionTree) -> Action:
    return next(action for action in tree.actions if action.type == "node")


def test_an_edit_is_there_after_opening_the_file_again(ws: Workspace, version: Version) -> None:
    def mark(tree: ActionTree) -> ActionTree:
        last = next(action for action in tree.actions if action.id not in tree.leaving)
        return edits.end_here(last.id, "ok", catalogue=CATALOGUE)(tree)

    tree = change(
        ws,
        version.id,
        append_node("second"),
        lambda tree: edits.comment(node_of(tree).id, "Why")(tree),
        mark,
    )
    assert tree.ends
    ws.close()
    again = Workspace.open(ws.path, CATALOGUE)
    assert again.tree(version.id) == tree
    again.close()


def test_revision_hash_count_and_time_follow_the_tree(ws: Workspace, version: Version) -> None:
    tree = change(ws, version.id, append_node())
    after = ws.version(version.id)
    assert after.revision == version.revision + 1
    assert after.actions == version.actions + 1 == len(tree.actions)
    assert after.hash == content_hash(tree, RoutingType.START, CATALOGUE) != version.hash
    assert after.changed_at is not None
    assert version.changed_at is not None
    assert after.changed_at > version.changed_at
    assert after.changed_by == ws.user


def test_drawing_is_stored_but_leaves_the_hash(ws: Workspace, version: Version) -> None:
    note = Note("n", "Read me", 1.5, 2.5)
    group = Group("g", "Urgent", "#ff0000", ("a",))

    def draw(tree: ActionTree) -> ActionTree:
        drawing = tree.drawing.moved({tree.start.id: Position(-7.25, 1e6)})
        return replace(tree, drawing=replace(drawing, notes=(note,), groups=(group,)))

    tree = change(ws, version.id, draw)
    after = ws.version(version.id)
    assert ws.tree(version.id) == tree
    assert tree.drawing.notes == (note,)
    assert after.hash == version.hash
    assert after.revision == version.revision + 1


def test_an_edit_writes_only_the_rows_that_changed(ws: Workspace, version: Version) -> None:
    change(ws, version.id, *[append_node(f"n{i}") for i in range(20)])
    watching = connect(ws.path)
    watching.execute("CREATE TABLE written (name TEXT)")
    for table in ("action", "link", "branch_end", "position", "action_use"):
        for moment in ("INSERT", "UPDATE", "DELETE"):
            watching.execute(
                f"CREATE TRIGGER w_{table}_{moment} AFTER {moment} ON {table}"
                f" BEGIN INSERT INTO written VALUES ('{moment} {table}'); END"
            )
    change(ws, version.id, lambda tree: edits.rename(node_of(tree).id, "Renamed")(tree))
    change(ws, version.id, lambda tree: edits.move({tree.start.id: Position(3, 4)})(tree))
    written = [row[0] for row in watching.execute("SELECT name FROM written")]
    watching.close()
    assert written == ["UPDATE action", "DELETE position", "INSERT position"]


def test_saving_the_same_tree_writes_nothing(ws: Workspace, version: Version) -> None:
    draft = ws.draft(version.id)
    tree, revision = draft.load()
    assert draft.save(tree, tree, revision) == revision
    assert ws.version(version.id) == version


def test_numbers_may_change_places(ws: Workspace, version: Version) -> None:
    def swap(tree: ActionTree) -> ActionTree:
        numbers = {1: 1, 2: 3, 3: 2}
        actions = (replaced(one, number=numbers[one.number]) for one in tree.actions)
        return evolve(tree, actions=tuple(actions))

    tree = change(ws, version.id, append_node(), swap)
    assert ws.tree(version.id) == tree


@pytest.mark.parametrize(
    "raw", ['{"v":9,"a":[1.10,1e3,null]}', '{ "spaced" : "out" }', '"words"', "{not json", ""]
)
def test_what_cannot_be_read_is_kept_word_for_word(
    ws: Workspace, version: Version, raw: str
) -> None:
    strange = Action("later", 0, "from_the_future", "Later", UnknownConfig("from_the_future", raw))
    change(ws, version.id, edits.add_free(strange, Position(0, 0)))
    change(ws, version.id, edits.rename("later", "Another name"))
    copied = lifecycle.duplicate_version(ws, version.id)
    for id_ in (version.id, copied.id):
        config = ws.tree(id_).by_id["later"].config
        assert isinstance(config, UnknownConfig)
        assert (config.type, config.raw) == ("from_the_future", raw)


def test_a_known_type_with_unknown_fields_is_kept_word_for_word(
    ws: Workspace, version: Version
) -> None:
    raw = '{"words":"x", "newer_field":1, "v":1}'
    with ws.writing() as connection:
        connection.exec_driver_sql("UPDATE action SET config = ? WHERE type = 'node'", (raw,))
    change(ws, version.id, lambda tree: edits.rename(node_of(tree).id, "Renamed")(tree))
    config = node_of(ws.tree(version.id)).config
    assert isinstance(config, UnknownConfig)
    assert config.raw == raw


def test_a_stale_revision_is_refused_and_nothing_is_written(
    ws: Workspace, version: Version
) -> None:
    draft = ws.draft(version.id)
    tree, revision = draft.load()
    theirs = change(ws, version.id, append_node("theirs"))
    with pytest.raises(StaleRevision, match=ws.user):
        draft.save(tree, append_node("mine")(tree), revision)
    assert ws.tree(version.id) == theirs


@pytest.mark.parametrize("status", ["production", "backup", "deleted"])
def test_only_versions_in_development_are_saved(
    ws: Workspace, version: Version, status: str
) -> None:
    draft = ws.draft(version.id)
    tree, revision = draft.load()
    if status == "deleted":
        lifecycle.delete_version(ws, version.id)
    else:
        lifecycle.promote(ws, version.id)
    if status == "backup":
        lifecycle.promote(ws, lifecycle.duplicate_version(ws, version.id).id)
    with pytest.raises(Refused, match="no longer exists" if status == "deleted" else status):
        draft.save(tree, append_node()(tree), revision)
    if status == "deleted":
        with pytest.raises(Refused, match="no longer exists"):
            draft.load()
    else:
        assert draft.load() == (tree, revision)


def test_uses_follow_every_edit(ws: Workspace, version: Version) -> None:
    def users(reference: str) -> list[str]:
        return [use.action_name for use in ws.uses(ResourceKind.QUEUE, reference)]

    change(ws, version.id, append_node("queue:Sales"))
    assert users("sales") == ["Node"]
    node = next(
        a for a in ws.tree(version.id).actions if a.config == NodeConfig(words="queue:Sales")
    )
    change(ws, version.id, edits.configure(node.id, NodeConfig(words="queue:support")))
    assert (users("sales"), users("SUPPORT")) == ([], ["Node"])
    change(ws, version.id, edits.delete({node.id}, catalogue=CATALOGUE))
    assert users("support") == []


def fill_disk(ws: Workspace) -> Callable[[], object]:
    plain = ws.store._plain
    pages = plain.execute("PRAGMA page_count").fetchone()[0]
    plain.execute(f"PRAGMA max_page_count = {pages}")
    return lambda: plain.execute("PRAGMA max_page_count = 1000000")


def make_read_only(ws: Workspace) -> Callable[[], object]:
    plain = ws.store._plain
    plain.execute("PRAGMA query_only = ON")
    return lambda: plain.execute("PRAGMA query_only = OFF")


def limit_file_size(ws: Workspace) -> Callable[[], object]:
    limits = pytest.importorskip("resource")
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (ws.path.stat().st_size, hard))
    return lambda: limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (fill_disk, "disk is full"),
        (make_read_only, "cannot be written"),
        (limit_file_size, "disk"),
    ],
)
def test_a_disk_that_refuses_leaves_the_stored_tree_and_the_next_try_succeeds(
    ws: Workspace,
    version: Version,
    tmp_path: Path,
    fault: Callable[[Workspace], Callable[[], object]],
    words: str,
) -> None:
    draft = ws.draft(version.id)
    tree, revision = draft.load()
    big = tree
    for number in range(60):
        big = append_node(f"{number}" * 400)(big)
    mend = fault(ws)
    try:
        with pytest.raises(OutsideError, match=words):
            draft.save(tree, big, revision)
        assert draft.load() == (tree, revision)
    finally:
        mend()
    assert ws.version(version.id) == version
    draft.save(tree, big, revision)
    assert ws.tree(version.id) == big
    with ws.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_draft_refused_by_the_disk_can_be_saved_in_a_copy(
    ws: Workspace, version: Version, tmp_path: Path
) -> None:
    tree, revision = ws.draft(version.id).load()
    mine = append_node("mine")(tree)
    mend = make_read_only(ws)
    with pytest.raises(OutsideError):
        ws.draft(version.id).save(tree, mine, revision)
    ws.save_copy(tmp_path / "elsewhere.routings")
    mend()
    copy = Workspace.open(tmp_path / "elsewhere.routings", CATALOGUE)
    copy.draft(version.id).save(tree, mine, revision)
    assert copy.tree(version.id) == mine
    assert ws.tree(version.id) == tree
    copy.close()
