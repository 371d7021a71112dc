"""Action trees as rows: reading a whole tree, writing only what an edit changed."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import msgspec
from sqlalchemy import (
    Connection,
    Executable,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)

from app.model.catalogue import Catalogue
from app.model.config import UnknownConfig
from app.model.diff import Change, diff
from app.model.store.rows import row_reader
from app.model.store.tables import action, branch_end, link, position, version
from app.model.store.uses import copy_action_uses, keep_action_uses
from app.model.tree import (
    Action,
    ActionTree,
    BranchEnd,
    Drawing,
    Group,
    Link,
    Note,
    Position,
)


class _Background(msgspec.Struct, frozen=True, omit_defaults=True):
    """Notes and groups of a drawing, kept together beside the version."""

    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()


_NOTHING_BEHIND = _Background()

_Row = dict[str, str | int | float]

_DELETE_LINK = delete(link).where(
    link.c.version == bindparam("of_version"),
    link.c.source == bindparam("of_source"),
    link.c.branch == bindparam("of_branch"),
)
_DELETE_END = delete(branch_end).where(
    branch_end.c.version == bindparam("of_version"),
    branch_end.c.source == bindparam("of_source"),
    branch_end.c.branch == bindparam("of_branch"),
)
_DELETE_POSITION = delete(position).where(
    position.c.version == bindparam("of_version"), position.c.action == bindparam("of_action")
)
_DELETE_ACTION = delete(action).where(
    action.c.version == bindparam("of_version"), action.c.id == bindparam("of_action")
)
_UPDATE_ACTION = update(action).where(
    action.c.version == bindparam("of_version"), action.c.id == bindparam("of_action")
)


def read_tree(connection: Connection, version_id: str, catalogue: Catalogue) -> ActionTree | None:
    """The tree of a version in canonical order, or None when there is no such version."""
    query = select(version.c.next_action, version.c.drawing_extra)
    head = connection.execute(query.where(version.c.id == version_id)).one_or_none()
    if head is None:
        return None
    next_number, extra = head
    background = _read_background(extra)
    return ActionTree(
        actions=_read_actions(connection, version_id, catalogue),
        links=_read_links(connection, version_id),
        ends=_read_ends(connection, version_id),
        next_number=next_number,
        drawing=Drawing(
            positions=MappingProxyType(_read_positions(connection, version_id)),
            notes=background.notes,
            groups=background.groups,
        ),
    )


def _read_actions(
    connection: Connection, version_id: str, catalogue: Catalogue
) -> tuple[Action, ...]:
    columns = action.c
    query = (
        select(
            columns.id,
            columns.number,
            columns.type,
            columns.name,
            columns.config,
            columns.comment,
            columns.record,
            columns.origin,
        )
        .where(columns.version == version_id)
        .order_by(columns.number)
    )
    return tuple(
        Action(
            id=id_,
            number=number,
            type=type_,
            name=name,
            config=catalogue.decode(type_, raw),
            comment=comment,
            record=bool(record),
            origin=origin,
        )
        for id_, number, type_, name, raw, comment, record, origin in connection.execute(query)
    )


def _read_links(connection: Connection, version_id: str) -> tuple[Link, ...]:
    query = select(link.c.source, link.c.branch, link.c.target).where(link.c.version == version_id)
    return tuple(sorted(Link(*row) for row in connection.execute(query)))


def _read_ends(connection: Connection, version_id: str) -> tuple[BranchEnd, ...]:
    query = select(branch_end.c.source, branch_end.c.branch).where(
        branch_end.c.version == version_id
    )
    return tuple(sorted(BranchEnd(*row) for row in connection.execute(query)))


@row_reader
def _read_background(extra: str) -> _Background:
    return msgspec.json.decode(extra, type=_Background) if extra else _NOTHING_BEHIND


def _read_positions(connection: Connection, version_id: str) -> dict[str, Position]:
    query = select(position.c.action, position.c.x, position.c.y).where(
        position.c.version == version_id
    )
    return {id_: Position(x, y) for id_, x, y in connection.execute(query)}


def insert_tree(
    connection: Connection, version_id: str, tree: ActionTree, catalogue: Catalogue
) -> None:
    """Write the whole tree of a version that has none yet."""
    write_change(connection, version_id, ActionTree(), tree, catalogue)


def write_change(
    connection: Connection,
    version_id: str,
    before: ActionTree,
    after: ActionTree,
    catalogue: Catalogue,
) -> Change:
    """Write the rows that differ between the stored tree and the new one; say what differed."""
    change = diff(before, after)
    _delete_rows(connection, version_id, change)
    _alter_actions(connection, version_id, before, after, change, catalogue)
    _insert_rows(connection, version_id, after, change, catalogue)
    _write_positions(connection, version_id, after, change)
    new = [after.by_id[id_] for id_ in change.added | change.altered]
    keep_action_uses(
        connection,
        version_id,
        forgotten=change.removed | change.altered,
        kept=new,
        catalogue=catalogue,
    )
    if change.redrawn or change.renumbered:
        connection.execute(
            update(version)
            .where(version.c.id == version_id)
            .values(next_action=after.next_number, drawing_extra=_background(after.drawing))
        )
    return change


def copy_tree(connection: Connection, source: str, target: str) -> None:
    """Give a new version the tree of another, word for word: ids, origins and drawing included."""
    for table in (action, link, branch_end, position):
        _copy_rows(connection, table, source, target)
    copy_action_uses(connection, source, target)
    copied = select(version.c.next_action, version.c.drawing_extra)
    next_number, extra = connection.execute(copied.where(version.c.id == source)).one()
    connection.execute(
        update(version)
        .where(version.c.id == target)
        .values(next_action=next_number, drawing_extra=extra)
    )


def _copy_rows(connection: Connection, table: Table, source: str, target: str) -> None:
    names = [column.name for column in table.columns if column.name != "version"]
    chosen = select(literal(target), *(table.columns[name] for name in names))
    connection.execute(
        insert(table).from_select(
            ["version", *names], chosen.where(table.columns["version"] == source)
        )
    )


def _run(connection: Connection, statement: Executable, rows: Iterable[_Row]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(statement, listed)


def _delete_rows(connection: Connection, version_id: str, change: Change) -> None:
    def branch(of: Link | BranchEnd) -> _Row:
        return {"of_version": version_id, "of_source": of.source, "of_branch": of.branch}

    gone: list[_Row] = [{"of_version": version_id, "of_action": id_} for id_ in change.removed]
    _run(connection, _DELETE_LINK, map(branch, change.unlinked))
    _run(connection, _DELETE_END, map(branch, change.unended))
    _run(connection, _DELETE_POSITION, gone)
    _run(connection, _DELETE_ACTION, gone)


def _alter_actions(
    connection: Connection,
    version_id: str,
    before: ActionTree,
    after: ActionTree,
    change: Change,
    catalogue: Catalogue,
) -> None:
    # Numbers are unique in a version at every moment, so those that change step aside first.
    for id_ in change.altered:
        keys = {"of_version": version_id, "of_action": id_}
        was = before.by_id[id_].number
        if was != after.by_id[id_].number:
            connection.execute(_UPDATE_ACTION.values(number=-was), keys)
    for id_ in change.altered:
        keys = {"of_version": version_id, "of_action": id_}
        values = _action_values(after.by_id[id_], catalogue)
        connection.execute(_UPDATE_ACTION.values(values), keys)


def _insert_rows(
    connection: Connection,
    version_id: str,
    after: ActionTree,
    change: Change,
    catalogue: Catalogue,
) -> None:
    added = (after.by_id[id_] for id_ in change.added)
    _run(
        connection,
        insert(action),
        ({"version": version_id, "id": one.id, **_action_values(one, catalogue)} for one in added),
    )
    _run(
        connection,
        insert(link),
        (
            {
                "version": version_id,
                "source": one.source,
                "branch": one.branch,
                "target": one.target,
            }
            for one in change.linked
        ),
    )
    _run(
        connection,
        insert(branch_end),
        (
            {"version": version_id, "source": end.source, "branch": end.branch}
            for end in change.ended
        ),
    )


def _action_values(of: Action, catalogue: Catalogue) -> _Row:
    raw = of.config.raw if isinstance(of.config, UnknownConfig) else catalogue.encode(of.config)
    return {
        "number": of.number,
        "type": of.type,
        "name": of.name,
        "config": raw,
        "comment": of.comment,
        "record": int(of.record),
        "origin": of.origin,
    }


def _write_positions(
    connection: Connection, version_id: str, after: ActionTree, change: Change
) -> None:
    places = after.drawing.positions
    _run(
        connection,
        _DELETE_POSITION,
        ({"of_version": version_id, "of_action": id_} for id_ in change.moved),
    )
    _run(
        connection,
        insert(position),
        (
            {"version": version_id, "action": id_, "x": places[id_].x, "y": places[id_].y}
            for id_ in change.moved | change.added
            if id_ in places
        ),
    )


def _background(drawing: Drawing) -> str:
    if not drawing.notes and not drawing.groups:
        return ""
    return msgspec.json.encode(_Background(drawing.notes, drawing.groups)).decode()
