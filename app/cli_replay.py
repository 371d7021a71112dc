"""The command `smart-routing replay`: emails through a routing, or as a mailbox would have them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app.model.catalogue import RoutingType
from app.model.errors import OutsideError, UserError
from app.model.text import _
from app.terminal import (
    JsonOption,
    VersionOption,
    WorkspaceOption,
    complain,
    opened,
    out,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.engine.handling import Handling
    from app.engine.trace import Trace
    from app.services.replays import Settings
    from app.services.workspace import Workspace

SOME_UNREADABLE = 1


def add_commands(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command("replay")(replay_emails)


def replay_emails(
    paths: Annotated[
        list[Path], typer.Argument(help="Emails: files, mbox files, Maildirs, folders.")
    ],
    workspace: WorkspaceOption,
    *,
    routing: Annotated[
        str, typer.Option("--routing", help="The reference of the routing; else the mailbox's.")
    ] = "",
    version: VersionOption = None,
    clock: Annotated[
        str, typer.Option("--clock", help="The clock of every run, ISO 8601; else each email's.")
    ] = "",
    seed: Annotated[str, typer.Option("--seed", help="The seed of every draw.")] = "",
    mailbox: Annotated[
        str,
        typer.Option(
            "--mailbox",
            help="The reference of the mailbox that received them. Without --routing, its routing"
            " takes them, in the version that it has in production or in test.",
        ),
    ] = "",
    end: Annotated[
        bool, typer.Option("--end", help="Run the mailbox's routing for interactions that end.")
    ] = False,
    reply: Annotated[
        Path | None, typer.Option("--reply", help="The agent's answer: one email in a file.")
    ] = None,
    handling: Annotated[
        str,
        typer.Option(
            "--handling",
            help='How the interaction ended, as JSON: {"status": "closed", "agent": "",'
            ' "queue": "", "duration": 0}.',
        ),
    ] = "",
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            help="What an action comes to without asking the world, by its number: 7=timeout, or"
            " 7=ok,http.status=200. May be given several times.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run every email through a routing and print where each one goes."""
    from app.services.given_outcomes import read_outcome
    from app.services.mail_files import MailFile, read_mail
    from app.services.mailbox_replay import read_handling
    from app.services.replays import Settings, read_clock

    settings = Settings(
        clock=read_clock(clock) if clock else None,
        seed=seed,
        mailbox=mailbox,
        reply=_read(reply) if reply is not None else b"",
        outcomes=dict(map(read_outcome, outcome or ())),
    )
    given = read_handling(handling) if handling else None
    unreadable = 0
    with opened(workspace) as ws:
        if routing:
            if end:
                raise UserError(_("--end goes with --mailbox alone: --routing names the routing."))
            runs = _through_routing(ws, routing, version, settings, given)
        else:
            if version is not None:
                raise UserError(
                    _("--version goes with --routing: a mailbox has a version of its own.")
                )
            runs = _through_mailbox(ws, mailbox, settings, given, end=end)
        for mail in read_mail(paths):
            if isinstance(mail, MailFile):
                print_trace(mail.name, runs(mail.raw), as_json=as_json)
            else:
                unreadable += 1
                complain(mail.reason)
    raise typer.Exit(SOME_UNREADABLE if unreadable else 0)


def _through_routing(
    workspace: Workspace,
    routing: str,
    version: int | None,
    settings: Settings,
    handling: Handling | None,
) -> Callable[[bytes], Trace]:
    from app.services.mailbox_replay import ended
    from app.services.replays import Programs, Replayer, check_mailbox, choose_version

    check_mailbox(workspace, settings.mailbox)
    chosen = choose_version(workspace, routing, version)
    type_ = workspace.routing(chosen.routing).type
    settings = replace(settings, handling=ended(handling, settings.reply, type_))
    programs = Programs(workspace)
    replayer = Replayer(programs.compiled(chosen), programs, settings)
    return lambda raw: replayer.start(raw).finish()


def _through_mailbox(
    workspace: Workspace,
    mailbox: str,
    settings: Settings,
    handling: Handling | None,
    *,
    end: bool,
) -> Callable[[bytes], Trace]:
    from app.services.mailbox_replay import ended, entrance, undelivered
    from app.services.replays import Programs, Replayer

    if not mailbox:
        raise UserError(_("Say where the emails go: with --routing, or with --mailbox."))
    type_ = RoutingType.END if end else RoutingType.START
    settings = replace(settings, handling=ended(handling, settings.reply, type_))
    came = entrance(workspace, mailbox, type_)
    if came.version is None:
        return lambda raw: undelivered(workspace, came, raw, settings)
    programs = Programs(workspace)
    replayer = Replayer(programs.compiled(came.version), programs, settings)
    return lambda raw: replayer.start(raw).finish()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutsideError(
            _("{path} cannot be read. Check it, then try again.", path=str(path))
        ) from error


def print_trace(name: str, trace: Trace, *, as_json: bool) -> None:
    """One line about one run: JSON, or email, outcome and destination in columns."""
    from app.services.reports import replay_line

    if as_json:
        out(msgspec.json.encode(replay_line(name, trace)).decode())
        return
    where = trace.destination.reference if trace.destination else ""
    path = " → ".join(str(step.action.number) for step in trace.steps)
    columns = [name, trace.outcome, where, path]
    if trace.undelivered:
        columns.append(str(trace.reason))
    out("\t".join(columns))
