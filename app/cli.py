"""The headless commands: `smart-routing sample | replay | validate | due | export | import …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from app import cli_contacts, cli_lifecycle, cli_packages, cli_replay, cli_resources
from app.model.errors import UserError
from app.model.text import _
from app.terminal import (
    WRONG_USE,
    JsonOption,
    VersionOption,
    WorkspaceOption,
    complain,
    opened,
    out,
    say,
)

app = typer.Typer(
    name="smart-routing",
    help="Replay emails through smart routings; check, move and compare routings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli_replay.add_commands(app)
cli_lifecycle.add_commands(app)
cli_packages.add_commands(app)
cli_resources.add_commands(app)
cli_contacts.add_commands(app)


@app.command()
def sample(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
) -> None:
    """Write the sample workspace: Northwind Energy."""
    from app.engine.registry import CATALOGUE
    from app.services.sample_workspace import write_sample

    write_sample(file, CATALOGUE)
    say(_("The sample workspace is in {file}.", file=str(file)))


@app.command()
def validate(
    workspace: WorkspaceOption,
    routing: Annotated[str, typer.Option("--routing", help="Only this routing.")] = "",
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the problems of the routings; exit 1 when there are errors."""
    from app.services.checking import checked
    from app.services.reports import plain

    errors = 0
    with opened(workspace) as ws:
        for found in checked(ws, routing, version):
            errors += found.severity == "error"
            if as_json:
                out(msgspec.json.encode(plain(found)).decode())
            else:
                where = f"{found.routing} {found.version}, {found.action}".rstrip(", ")
                out(f"{found.severity}: {where}: {found.text}")
    raise typer.Exit(1 if errors else 0)


@app.command()
def routings(workspace: WorkspaceOption, as_json: JsonOption = False) -> None:
    """List the routings of a workspace."""
    from app.services.checking import routing_lines

    with opened(workspace) as ws:
        for line in routing_lines(ws):
            if as_json:
                out(msgspec.json.encode(line).decode())
            else:
                out(f"{line.reference}\t{line.name}\t{line.type}\t{line.actions}")


@app.command()
def actions(as_json: JsonOption = False) -> None:
    """List the action types."""
    from app.engine.registry import CATALOGUE
    from app.services.reports import action_lines

    for line in action_lines(CATALOGUE):
        if as_json:
            out(msgspec.json.encode(line).decode())
        else:
            out(f"{line.key}\t{line.label}\t{line.category}")


def main() -> None:
    """Run a command; a wrong input ends in one sentence and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except UserError as error:
        complain(error.text)
        sys.exit(WRONG_USE)
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing more to say, and no traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
