"""The headless commands: `smart-routing sample | replay | validate | due | export | import …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app import cli_lifecycle, cli_packages, cli_resources
from app.model.errors import UserError
from app.model.text import _
from app.terminal import (
    WRONG_USE,
    JsonOption,
    WorkspaceOption,
    complain,
    open_workspace,
    out,
    say,
)

if TYPE_CHECKING:
    from app.engine.run import Run

SOME_UNREADABLE = 1

app = typer.Typer(
    name="smart-routing",
    help="Replay emails through smart routings; check, move and compare routings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli_lifecycle.add_commands(app)
cli_packages.add_commands(app)
cli_resources.add_commands(app)

RoutingOption = Annotated[str, typer.Option("--routing", help="The reference of the routing.")]
VersionOption = Annotated[
    int | None,
    typer.Option("--version", help="The version's number; else production, else the newest."),
]


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
def replay(
    paths: Annotated[
        list[Path], typer.Argument(help="Emails: files, mbox files, Maildirs, folders.")
    ],
    workspace: WorkspaceOption,
    routing: RoutingOption,
    version: VersionOption = None,
    clock: Annotated[
        str, typer.Option("--clock", help="The clock of every run, ISO 8601; else each email's.")
    ] = "",
    seed: Annotated[str, typer.Option("--seed", help="The seed of every draw.")] = "",
    mailbox: Annotated[
        str, typer.Option("--mailbox", help="The reference of the mailbox that received them.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Run every email through a routing and print where each one goes."""
    from app.services.mail_files import MailFile, read_mail
    from app.services.replays import (
        Programs,
        Replayer,
        Settings,
        check_mailbox,
        choose_version,
        read_clock,
    )

    opened = open_workspace(workspace)
    check_mailbox(opened, mailbox)
    programs = Programs(opened)
    chosen = choose_version(opened, routing, version)
    settings = Settings(read_clock(clock) if clock else None, seed, mailbox)
    replayer = Replayer(programs.compiled(chosen), programs, settings)
    unreadable = 0
    for mail in read_mail(paths):
        if isinstance(mail, MailFile):
            run = replayer.start(mail.raw)
            run.finish()
            print_run(mail.name, run, as_json=as_json)
        else:
            unreadable += 1
            complain(mail.reason)
    opened.close()
    raise typer.Exit(SOME_UNREADABLE if unreadable else 0)


def print_run(name: str, run: Run, *, as_json: bool) -> None:
    """One line about one run: JSON, or email, outcome and destination in columns."""
    from app.services.reports import replay_line

    trace = run.trace()
    if as_json:
        out(msgspec.json.encode(replay_line(name, trace)).decode())
        return
    where = trace.destination.reference if trace.destination else ""
    path = " → ".join(str(step.action.number) for step in trace.steps)
    out(f"{name}\t{trace.outcome}\t{where}\t{path}")


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

    opened = open_workspace(workspace)
    errors = 0
    for found in checked(opened, routing, version):
        errors += found.severity == "error"
        if as_json:
            out(msgspec.json.encode(plain(found)).decode())
        else:
            where = f"{found.routing} {found.version}, {found.action}".rstrip(", ")
            out(f"{found.severity}: {where}: {found.text}")
    opened.close()
    raise typer.Exit(1 if errors else 0)


@app.command()
def routings(workspace: WorkspaceOption, as_json: JsonOption = False) -> None:
    """List the routings of a workspace."""
    from app.services.checking import routing_lines

    opened = open_workspace(workspace)
    for line in routing_lines(opened):
        if as_json:
            out(msgspec.json.encode(line).decode())
        else:
            out(f"{line.reference}\t{line.name}\t{line.type}\t{line.actions}")
    opened.close()


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
