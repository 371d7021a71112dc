"""Exporting resources of one kind to a file, as CSV or as JSON."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.resources import KIND_PLURALS, RESOURCE_TYPES, Resource, ResourceKind
from app.model.store.creation import write_file
from app.model.text import Text, _
from app.services.csv_lines import formulas
from app.services.resource_csv import resources_csv, rows_of
from app.services.resource_json import resources_json
from app.services.workspace import Workspace


class FileFormat(StrEnum):
    """What a file of resources is written in; the value is its suffix without the dot."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True)
class Exported:
    """What was written; `formulas` counts cells that a spreadsheet may take for formulas."""

    path: Path
    count: int
    formulas: int = 0

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What happened, and what to look out for."""
        count, path = self.count, str(self.path)
        written = (
            _("1 resource is in {path}. No password or token is in it.", path=path)
            if count == 1
            else _(
                "{count} resources are in {path}. No password or token is in it.",
                count=count,
                path=path,
            )
        )
        if not self.formulas:
            return (written,)
        warning = _(
            "{count} of its cells begin with = + - or @: a spreadsheet may take them for formulas."
            " Import them there as text.",
            count=self.formulas,
        )
        return (written, warning)


def export_resources(
    ws: Workspace, kind: ResourceKind, references: Collection[str] | None, path: Path
) -> Exported:
    """Write resources of a kind (all of them without `references`) to `path`, whole or not at all.

    The suffix says the format: .csv or .json.

    Raises:
        Refused: the person may not see them.
        UserError: there is none, the suffix is neither, value tables are several for one CSV file,
            or `path` is the workspace itself, a folder, or not ours to write.
        OutsideError: the disk refused.
    """
    ws.require(Permission.READ)
    format_ = format_of(path)
    if path.exists() and path.samefile(ws.path):
        raise UserError(
            _("{path} is this workspace itself. Choose another name for the file.", path=str(path))
        )
    chosen = chosen_resources(ws, kind, references)
    if format_ is FileFormat.JSON:
        write_file(path, resources_json(kind, chosen))
        return Exported(path, len(chosen))
    write_file(path, resources_csv(kind, chosen))
    return Exported(path, len(chosen), formulas(rows_of(kind, chosen)[1:]))


def chosen_resources(
    ws: Workspace, kind: ResourceKind, references: Collection[str] | None
) -> tuple[Resource, ...]:
    """The resources of a kind with these references; `UserError` when one is missing, or all."""
    every = ws.resources().of_kind(RESOURCE_TYPES[kind])
    if references is None:
        if not every:
            raise UserError(
                _("There is nothing to export: no {kind} yet.", kind=KIND_PLURALS[kind])
            )
        return every
    wanted = {reference.strip().lower(): reference for reference in references}
    found = tuple(one for one in every if one.reference.lower() in wanted)
    missing = wanted.keys() - {one.reference.lower() for one in found}
    if missing:
        raise UserError(
            _(
                "{reference} does not exist.",
                reference=", ".join(sorted(wanted[m] for m in missing)),
            )
        )
    return found


def format_of(path: Path) -> FileFormat:
    """What a file is written in, by its suffix; `UserError` when it says neither."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix == "json":
        return FileFormat.JSON
    if suffix in ("csv", "tsv", "txt"):
        return FileFormat.CSV
    raise UserError(
        _("{name} is neither .csv nor .json. Choose such a file.", name=path.name or str(path))
    )
