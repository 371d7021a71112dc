"""The headless commands for resources: `smart-routing resources export | import`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app.model.errors import UserError
from app.model.text import Text, _
from app.terminal import JsonOption, WorkspaceOption, complain, opened, out, say

if TYPE_CHECKING:
    from app.model.resources import ResourceKind
    from app.services.resource_preview import Item, Plan

REFUSED = 1

KindOption = Annotated[
    str, typer.Option("--kind", help="The kind of resources, such as queue or value_table.")
]

commands = typer.Typer(
    name="resources", help="Move resources as CSV or JSON, without secrets.", no_args_is_help=True
)


class OnConflict(StrEnum):
    """What to do with resources that are here already and differ."""

    KEEP = "keep"
    OVERWRITE = "overwrite"


class ItemLine(msgspec.Struct, frozen=True):
    """One resource of a file as a preview prints it; `problems` are sentences with their place."""

    line: int
    reference: str
    name: str
    state: str
    changed: tuple[str, ...]
    problems: tuple[str, ...]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the application's."""
    app.add_typer(commands)


@commands.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write (.csv or .json).")],
    workspace: WorkspaceOption,
    kind: KindOption,
    references: Annotated[
        list[str] | None,
        typer.Option("--reference", help="Only this resource; may be given several times."),
    ] = None,
) -> None:
    """Write the resources of a kind to one file, without secrets."""
    from app.services.resource_export import export_resources

    with opened(workspace) as ws:
        done = export_resources(ws, _kind(kind), references, file)
    for sentence in done.sentences:
        say(sentence)


@commands.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="The file to read (.csv or .json).")],
    workspace: WorkspaceOption,
    kind: Annotated[
        str, typer.Option("--kind", help="The kind of resources in a CSV file; JSON says it.")
    ] = "",
    on_conflict: Annotated[
        OnConflict | None,
        typer.Option("--on-conflict", help="What is here already and differs: keep, overwrite."),
    ] = None,
    skip_problems: Annotated[
        bool, typer.Option("--skip-problems", help="Leave out what has a problem.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the resources of a file into a workspace: all of it or nothing."""
    from app.model.resources import ResourceKind
    from app.services.resource_export import FileFormat, format_of
    from app.services.resource_import import apply, plan, read_file
    from app.services.resource_preview import State

    if format_of(file) is FileFormat.CSV and not kind:
        raise UserError(_("Say with --kind which kind of resources the CSV file holds."))
    with opened(workspace) as ws:
        planned = plan(ws, read_file(file, _kind(kind) if kind else ResourceKind.QUEUE))
        if dry_run:
            _print(planned, as_json=as_json)
            return
        wrong = planned.of(State.PROBLEM)
        open_ = planned.of(State.CHANGED) if on_conflict is None else ()
        if open_ or (wrong and not skip_problems):
            for item in open_:
                complain(
                    _(
                        "{reference} is here already and differs. Say --on-conflict keep or"
                        " overwrite.",
                        reference=item.reference,
                    )
                )
            for problem in (one for item in wrong for one in item.problems):
                complain(problem.sentence)
            raise typer.Exit(REFUSED)
        taken = planned.of(State.CHANGED) if on_conflict is OnConflict.OVERWRITE else ()
        done = apply(ws, planned, {item.key for item in taken}, leave_out=skip_problems)
    if as_json:
        out(msgspec.json.encode(done).decode())
        return
    say(done.sentence)


def _print(planned: Plan, *, as_json: bool) -> None:
    for item in planned.items:
        if as_json:
            line = ItemLine(
                item.line,
                item.reference,
                item.name,
                item.state.value,
                item.changed,
                tuple(str(one.sentence) for one in item.problems),
            )
            out(msgspec.json.encode(line).decode())
        else:
            say(_item_words(item))
            for problem in item.problems:
                out(f"  {problem.sentence}")
    if not as_json:
        for note in planned.notes:
            say(note)


def _item_words(item: Item) -> Text:
    return _(
        "{state}\t{reference}\t{name}\t{changed}",
        state=item.state.value,
        reference=item.reference,
        name=item.name,
        changed=", ".join(item.changed),
    )


def _kind(named: str) -> ResourceKind:
    from app.model.resources import RESOURCE_TYPES

    for kind in RESOURCE_TYPES:
        if kind.value == named.strip().lower().replace("-", "_"):
            return kind
    raise UserError(
        _(
            "There is no kind {kind}. Choose one of: {kinds}.",
            kind=named,
            kinds=", ".join(sorted(RESOURCE_TYPES)),
        )
    )
