"""The headless commands for versions: `smart-routing promote | test | schedule | due | log`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app.model.errors import UserError
from app.model.text import Text, _
from app.terminal import JsonOption, WorkspaceOption, complain, opened, out, say

if TYPE_CHECKING:
    from app.model.routing import LogEntry, Version
    from app.services.lifecycle import Activation
    from app.services.workspace import Workspace

REFUSED = 1

RoutingOption = Annotated[str, typer.Option("--routing", help="The reference of the routing.")]
NumberOption = Annotated[int, typer.Option("--version", help="The version's number.")]
_FOLDS = {"first": 0, "second": 1}


class ActivationLine(msgspec.Struct, frozen=True):
    """One planned production: `late` in seconds, `reasons` why it could not be."""

    routing: str
    version: int
    name: str
    planned: str
    late: int
    promoted: bool
    reasons: tuple[str, ...]


class LogLine(msgspec.Struct, frozen=True):
    """One event in the life of a routing, as it is in the log; `reasons` in words."""

    at: str
    by: str
    event: str
    version: int | None
    name: str
    hash: str
    detail: str
    reasons: tuple[str, ...]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the application's."""
    for command in (promote, schedule, due, log):
        app.command()(command)
    app.command(name="test")(put_in_test)


def promote(workspace: WorkspaceOption, routing: RoutingOption, version: NumberOption) -> None:
    """Put a version in production; exit 1 and one line a reason when its checks refuse that."""
    from app.services import lifecycle

    with opened(workspace) as ws:
        chosen = _chosen(ws, routing, version)
        try:
            lifecycle.promote(ws, chosen.id)
        except lifecycle.PromotionRefused as refused:
            for reason in refused.reasons:
                complain(reason)
            raise typer.Exit(REFUSED) from refused
        say(_("“{version}” is in production.", version=chosen.name))


def put_in_test(
    workspace: WorkspaceOption,
    routing: RoutingOption,
    version: NumberOption,
    mailbox: Annotated[
        list[str] | None,
        typer.Option("--mailbox", help="A mailbox that tests it; may be given several times."),
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="Remove it from test.")] = False,
) -> None:
    """Put a version in test, with exactly the mailboxes named; or remove it from test."""
    from app.services import lifecycle

    wanted = tuple(mailbox or ())
    if end and wanted:
        raise UserError(_("All mailboxes return to production: name none together with --end."))
    with opened(workspace) as ws:
        chosen = _chosen(ws, routing, version)
        if end:
            lifecycle.remove_from_test(ws, chosen.id)
            say(_("“{version}” is no longer in test.", version=chosen.name))
        elif chosen.in_testing:
            lifecycle.choose_mailboxes(ws, chosen.id, wanted)
            say(_("“{version}” is in test.", version=chosen.name))
        else:
            lifecycle.put_in_test(ws, chosen.id, wanted)
            say(_("“{version}” is in test.", version=chosen.name))


def schedule(
    workspace: WorkspaceOption,
    routing: RoutingOption,
    version: NumberOption,
    at: Annotated[
        str, typer.Option("--at", help="Date and time on the zone's clocks: 2026-01-05T08:30.")
    ] = "",
    zone: Annotated[
        str, typer.Option("--zone", help="An IANA time zone; else the workspace's.")
    ] = "",
    fold: Annotated[
        str, typer.Option("--fold", help="first or second, where clocks show a time twice.")
    ] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove the planned production.")
    ] = False,
) -> None:
    """Schedule the production of a version, or remove it from the schedule."""
    from app.services import lifecycle

    if remove == bool(at):
        raise UserError(_("Give either the date and time with --at, or --remove."))
    if fold not in {"", *_FOLDS}:
        raise UserError(_("{fold} is neither first nor second.", fold=fold))
    with opened(workspace) as ws:
        chosen = _chosen(ws, routing, version)
        if remove:
            lifecycle.unschedule(ws, chosen.id)
            say(_("The production of “{version}” is no longer planned.", version=chosen.name))
            return
        where = zone or ws.settings().time_zone
        planned = lifecycle.schedule(ws, chosen.id, _local(at), where, fold=_FOLDS.get(fold))
        assert planned.schedule is not None
        say(
            _(
                "“{version}” goes into production at {moment} ({zone}).",
                version=chosen.name,
                moment=_moment(planned.schedule.at),
                zone=where,
            )
        )


def due(
    workspace: WorkspaceOption,
    at: Annotated[str, typer.Option("--at", help="The moment that counts as now, ISO 8601.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Put in production what is due, for cron or a service; exit 1 when checks stopped some."""
    from app.services import lifecycle
    from app.services.replays import read_clock

    moment = read_clock(at) if at else None
    stopped = False
    with opened(workspace) as ws:
        for activation in lifecycle.each_due(ws, moment):
            stopped = stopped or bool(activation.reasons)
            if as_json:
                out(msgspec.json.encode(_line(activation)).decode())
            else:
                say(_sentence(activation))
    raise typer.Exit(REFUSED if stopped else 0)


def log(workspace: WorkspaceOption, routing: RoutingOption, as_json: JsonOption = False) -> None:
    """List what happened to a routing and its versions, oldest first."""
    with opened(workspace) as ws:
        found = ws.routing_by_reference(routing)
        if found is None:
            raise UserError(_("There is no routing with the reference {name}.", name=routing))
        for line in map(_told, ws.log(found.id)):
            if as_json:
                out(msgspec.json.encode(line).decode())
                continue
            number = "" if line.version is None else str(line.version)
            said = "; ".join(line.reasons) or line.detail
            out("\t".join((line.at, line.by, line.event, number, line.name, line.hash[:12], said)))


def _chosen(ws: Workspace, routing: str, number: int) -> Version:
    from app.services.replays import choose_version

    return choose_version(ws, routing, number)


def _local(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise UserError(
            _(
                "{text} is not a date and time without an offset: write it as in"
                " 2026-01-05T08:30, and the time zone with --zone.",
                text=text,
            )
        )
    return found


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(sep=" ", timespec="minutes")


def _line(activation: Activation) -> ActivationLine:
    return ActivationLine(
        routing=activation.routing.reference,
        version=activation.version.number,
        name=activation.version.name,
        planned=activation.planned.isoformat(),
        late=int(activation.late.total_seconds()),
        promoted=not activation.reasons,
        reasons=tuple(map(str, activation.reasons)),
    )


def _sentence(activation: Activation) -> Text:
    words = {
        "routing": activation.routing.name,
        "version": activation.version.name,
        "planned": _moment(activation.planned),
    }
    if activation.reasons:
        reasons = "; ".join(map(str, activation.reasons))
        return _(
            "{routing}: “{version}” stays in development, though planned for {planned}: {reasons}",
            reasons=reasons,
            **words,
        )
    return _(
        "{routing}: “{version}” is in production, as planned for {planned}, {late} late.",
        late=str(activation.late - dt.timedelta(microseconds=activation.late.microseconds)),
        **words,
    )


def _told(entry: LogEntry) -> LogLine:
    from app.services.lifecycle import reasons_of

    return LogLine(
        at=entry.at.isoformat(),
        by=entry.by,
        event=entry.event,
        version=entry.version,
        name=entry.version_name,
        hash=entry.hash,
        detail=entry.detail,
        reasons=tuple(map(str, reasons_of(entry))),
    )
