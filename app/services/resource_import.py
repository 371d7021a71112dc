"""Importing resources of one kind from CSV or JSON: previewed, decided, all in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.model.errors import Refused, UserError
from app.model.permissions import Permission
from app.model.resources import (
    KIND_PLURALS,
    RESOURCE_TYPES,
    ResourceKind,
    Resources,
    leads_elsewhere,
)
from app.model.store import resources, uses
from app.model.text import Text, _
from app.services.arriving_secrets import Left, bring_marks_back, forget_misled, put_aside
from app.services.resource_csv import read_csv
from app.services.resource_export import FileFormat, format_of
from app.services.resource_files import check_way_in, needed_for
from app.services.resource_json import read_json
from app.services.resource_preview import Item, Plan, State, look, with_arriving
from app.services.resource_rows import ReadResources
from app.services.text_files import read_bytes, text_of
from app.services.workspace import Workspace, snapshot_in


@dataclass(frozen=True)
class Imported:
    """What an import has written."""

    kind: ResourceKind
    new: int
    changed: int
    kept: int
    left_out: int

    @property
    def sentence(self) -> Text:
        """What happened."""
        return _(
            "{kind}: {new} new, {changed} changed, {kept} kept as they were, {left} left out.",
            kind=KIND_PLURALS[self.kind],
            new=self.new,
            changed=self.changed,
            kept=self.kept,
            left=self.left_out,
        )


def read_file(path: Path, kind: ResourceKind) -> ReadResources:
    """What a file holds; of CSV files, which do not say it, `kind` is the kind.

    Raises:
        UserError: it is no such file, with the line where there is one.
        OutsideError: the disk refused.
    """
    format_ = format_of(path)
    return read_resources(read_bytes(path), format_, kind, path.stem)


def read_resources(raw: bytes, format_: FileFormat, kind: ResourceKind, name: str) -> ReadResources:
    """What the bytes of a file called `name` hold; `UserError` as for `read_file`."""
    decoded = text_of(raw, guess=format_ is FileFormat.CSV)
    if format_ is FileFormat.JSON:
        return read_json(decoded.text)
    read = read_csv(decoded.text, kind, name)
    return ReadResources(read.kind, read.found, (*decoded.notes, *read.notes))


def plan(ws: Workspace, read: ReadResources) -> Plan:
    """What importing would do to this workspace; nothing is written."""
    ws.require(Permission.READ)
    if not read.found:
        raise UserError(_("There is no resource in this file."))
    return Plan(read, look(read, ws.resources()))


def apply(
    ws: Workspace, planned: Plan, overwrite: Collection[str] = (), *, leave_out: bool = False
) -> Imported:
    """Carry an import out: all of it or nothing.

    `overwrite` are the keys of changed items that are written over what is here; the others are
    kept as they are. Items with problems are refused, unless they are to be left out.

    Raises:
        Refused: an item has a problem, the workspace has changed since the preview, or the person
            may not do this.
        OutsideError: the disk refused, or another window wrote for too long.
    """
    wrong = planned.of(State.PROBLEM)
    if wrong and not leave_out:
        raise Refused(wrong[0].problems[0].sentence)
    new = planned.of(State.NEW)
    changed = [one for one in planned.of(State.CHANGED) if one.key in overwrite]
    kind = planned.kind
    if new:
        ws.require(needed_for(kind, Permission.CREATE))
    if changed:
        ws.require(needed_for(kind, Permission.EDIT))
    arriving = [one.resource for one in (*new, *changed) if one.resource is not None]
    with ws.writing() as connection:
        before = snapshot_in(connection)
        if look(planned.read, before) != planned.items:
            raise Refused(
                _("This workspace has changed since the preview. Look at the file again.")
            )
        if needed_for(kind, Permission.CREATE) is Permission.ADMINISTER and arriving:
            check_way_in(ws.user, with_arriving(before, arriving), before)
        for item in new:
            assert item.resource is not None
            resources.insert_resource(connection, item.resource)
        for item in changed:
            assert item.resource is not None
            resources.update_resource(connection, item.reference, item.resource)
        left = forget_misled(connection, before, arriving)
    put_aside(ws, left)
    kept = len(planned.of(State.CHANGED)) - len(changed)
    return Imported(kind, len(new), len(changed), kept, len(wrong))


def take_back(ws: Workspace, planned: Plan, overwritten: Collection[str] = ()) -> None:
    """Undo an import that was just carried out: all of it or nothing.

    Raises `Refused` where something of it was changed or is used since then, or the person may not
    do this.
    """
    kind = planned.kind
    new = planned.of(State.NEW)
    changed = [one for one in planned.of(State.CHANGED) if one.key in overwritten]
    if new:
        ws.require(needed_for(kind, Permission.DELETE))
    if changed:
        ws.require(needed_for(kind, Permission.EDIT))
    with ws.writing() as connection:
        before = snapshot_in(connection)
        for item in (*new, *changed):
            if before.get(RESOURCE_TYPES[kind], item.reference) != item.resource:
                raise Refused(
                    _(
                        "The import stays, because “{name}” was changed since then.",
                        name=item.name,
                    )
                )
        if needed_for(kind, Permission.DELETE) is Permission.ADMINISTER:
            gone = {item.key for item in new}
            kept = [
                one
                for one in before.entries
                if one.kind is not kind or one.reference.lower() not in gone
            ]
            mine = [item.mine for item in changed if item.mine is not None]
            check_way_in(ws.user, with_arriving(Resources.of(kept, before.routings), mine))
        for item in new:
            if uses.read_uses(connection, kind, item.reference):
                raise Refused(
                    _("The import stays, because “{name}” is used since then.", name=item.name)
                )
            resources.delete_resource(connection, kind, item.reference)
        for item in changed:
            assert item.mine is not None
            resources.update_resource(connection, item.reference, item.mine)
        misled = [one.mine for one in changed if _leads_elsewhere(one)]
        back = bring_marks_back(ws, connection, [one for one in misled if one is not None])
    put_aside(ws, [Left(kind, item.reference, frozenset()) for item in new])
    for key in back:
        ws.secrets.bring_back(*key)


def _leads_elsewhere(item: Item) -> bool:
    here, arrived = item.mine, item.resource
    return here is not None and arrived is not None and leads_elsewhere(here, arrived)
