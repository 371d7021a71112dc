"""The headless commands for the contact log: `smart-routing contacts import | count | clear`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.terminal import WorkspaceOption, opened, out

commands = typer.Typer(
    name="contacts",
    help="The contact log, which “Check Nth contact” counts in replays.",
    no_args_is_help=True,
)


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the application's."""
    app.add_typer(commands)


@commands.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A CSV file with at, sender, routing, case, card, user.")
    ],
    workspace: WorkspaceOption,
) -> None:
    """Add the contacts of a CSV file to the log: all of them or none."""
    from app.services.contacts import contact_count, import_contacts

    with opened(workspace) as ws:
        added = import_contacts(ws, file)
        out(f"{added} contacts are added; the log holds {contact_count(ws)}.")


@commands.command()
def count(workspace: WorkspaceOption) -> None:
    """Say how many contacts the log holds."""
    from app.services.contacts import contact_count

    with opened(workspace) as ws:
        out(str(contact_count(ws)))


@commands.command()
def clear(workspace: WorkspaceOption) -> None:
    """Empty the log."""
    from app.services.contacts import clear_contacts

    with opened(workspace) as ws:
        out(f"{clear_contacts(ws)} contacts are deleted.")
