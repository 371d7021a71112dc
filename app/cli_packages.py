"""The headless commands for packages: `smart-routing export | import | diff`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app.model.errors import UserError
from app.model.text import Text, _
from app.terminal import (
    WRONG_USE,
    JsonOption,
    WorkspaceOption,
    complain,
    opened,
    out,
    say,
)

if TYPE_CHECKING:
    from app.model.package import Package
    from app.services.importing import Choices, Key, Preview
    from app.services.workspace import Workspace

DIFFERS = 1

_SIGNS = {"added": "+", "removed": "-", "altered": "~"}


class OnConflict(StrEnum):
    """What to do with everything that is here already, with other content."""

    KEEP = "keep"
    TAKE = "take"
    RENAME = "rename"


def add_commands(app: typer.Typer) -> None:
    """Add the three commands to the application's."""
    app.command()(export)
    app.command(name="import")(import_)
    app.command()(diff)


def export(
    file: Annotated[Path, typer.Argument(help="The package to write (.routing).")],
    workspace: WorkspaceOption,
    routing: Annotated[str, typer.Option("--routing", help="Only this routing.")] = "",
    version: Annotated[
        int | None, typer.Option("--version", help="Only this version of the routing.")
    ] = None,
) -> None:
    """Write a version, a routing or the whole workspace to one package, without secrets."""
    from app.services.package_files import save_package

    if version is not None and not routing:
        raise UserError(_("Name the routing that version {number} is of.", number=version))
    with opened(workspace) as ws:
        package = _packed(ws, routing, version)
        save_package(ws, package, file)
    say(
        _(
            "The package is in {file}. Smart routings: {routings}, versions: {versions},"
            " resources: {resources}.",
            file=str(file),
            routings=len(package.routings),
            versions=len(package.versions),
            resources=len(package.resources),
        )
    )


def import_(
    file: Annotated[Path, typer.Argument(help="The package to read.")],
    workspace: WorkspaceOption,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    as_json: JsonOption = False,
    on_conflict: Annotated[
        OnConflict | None,
        typer.Option(
            "--on-conflict",
            help="What is here already, with other content: keep it; take the package's (versions"
            " are added in development); or rename, so that both stay.",
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="KIND:MISSING=EXISTING",
            help="What stands in for something that is missing, such as queue:sales=support.",
        ),
    ] = None,
) -> None:
    """Bring a package into a workspace: all of it or nothing."""
    from app.services import importing
    from app.services.importing.wording import preview_lines, result_lines
    from app.services.package_files import open_package
    from app.services.reports import plain

    with opened(workspace) as ws:
        package = open_package(file, ws.catalogue)
        mapping = dict(_mapping(each) for each in mapped or ())
        planned = importing.plan(ws, package, importing.Choices(mapped=mapping))
        choices = _choices(planned.preview, on_conflict, mapping)
        if dry_run:
            preview = importing.plan(ws, package, choices).preview
            if as_json:
                _print_items(preview)
            else:
                _print_lines(preview_lines(preview))
            return
        try:
            imported = importing.apply(ws, planned, choices)
        except importing.Undecided as undecided:
            for reason in undecided.reasons:
                complain(reason)
            raise typer.Exit(WRONG_USE) from None
    if as_json:
        out(msgspec.json.encode(plain(imported)).decode())
    else:
        _print_lines(result_lines(imported))


def diff(
    before: Annotated[
        str,
        typer.Argument(
            help="A package, FILE.routings, FILE.routings#ROUTING or FILE.routings#ROUTING/NUMBER."
        ),
    ],
    after: Annotated[str, typer.Argument(help="The same, to compare it with.")],
    as_json: JsonOption = False,
) -> None:
    """Say how two packages or workspaces differ; exit 0: not at all, 1: they do."""
    from app.engine.registry import CATALOGUE
    from app.services.comparing import compare_packages, lines
    from app.services.reports import plain

    found = compare_packages(_contents(before), _contents(after), CATALOGUE)
    if as_json:
        out(msgspec.json.encode(plain(found)).decode())
    else:
        for line in lines(found):
            sign = _SIGNS[line.sign] if line.sign else "·"
            out(f"{'  ' * line.depth}{sign} {line.text}")
    raise typer.Exit(0 if found.is_same else DIFFERS)


def _packed(ws: Workspace, reference: str, number: int | None) -> Package:
    from app.services.exporting import pack_routing, pack_version, pack_workspace

    if not reference:
        return pack_workspace(ws)
    routing = ws.routing_by_reference(reference)
    if routing is None:
        raise UserError(
            _("There is no smart routing with the reference {reference}.", reference=reference)
        )
    if number is None:
        return pack_routing(ws, routing.id)
    for version in ws.versions(routing.id):
        if version.number == number:
            return pack_version(ws, version.id)
    raise UserError(_("{reference} has no version {number}.", reference=reference, number=number))


def _choices(preview: Preview, wanted: OnConflict | None, mapping: dict[Key, str]) -> Choices:
    from app.services.importing import Choice, Choices, Decision

    if wanted is None:
        return Choices(mapped=mapping)
    decision = Decision(wanted.value)
    return Choices(
        conflicts={item.key: Choice(decision) for item in preview.conflicts},
        # A workspace has one time zone: both cannot stay.
        settings=Decision.KEEP if decision is Decision.RENAME else decision,
        mapped=mapping,
    )


def _mapping(text: str) -> tuple[Key, str]:
    from app.services.importing import key_of

    missing, equals, existing = text.partition("=")
    kind, colon, reference = missing.partition(":")
    if not (equals and colon and kind and reference and existing):
        raise UserError(
            _("Write {text} as KIND:MISSING=EXISTING, such as queue:sales=support.", text=text)
        )
    return key_of(kind, reference), existing


def _contents(text: str) -> Package:
    """What a package holds, or a workspace or a part of it."""
    from app.engine.registry import CATALOGUE
    from app.services.package_files import is_workspace, open_package

    name, place = text, ""
    if not Path(text).exists():
        name, _hash, place = text.rpartition("#") if "#" in text else (text, "", "")
    path = Path(name)
    if not place and not is_workspace(path):
        return open_package(path, CATALOGUE)
    reference, slash, number = place.partition("/")
    if slash and not (number.isascii() and number.isdigit()):
        raise UserError(_("“{number}” is no number of a version.", number=number))
    with opened(path) as ws:
        return _packed(ws, reference, int(number) if slash else None)


def _print_items(preview: Preview) -> None:
    from app.services.reports import plain

    settings = () if preview.settings is None else (preview.settings,)
    for item in (*preview.routings, *preview.resources, *settings, *preview.missing):
        out(msgspec.json.encode(plain(item)).decode())
    for note in preview.notes:
        out(msgspec.json.encode({"what": "note", "text": str(note)}).decode())


def _print_lines(lines: Iterator[tuple[int, Text]]) -> None:
    for depth, text in lines:
        out("  " * depth + str(text))
