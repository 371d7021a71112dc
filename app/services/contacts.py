"""The contact log of a workspace: imported from CSV, counted by replays, never written by one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.engine.conversion import to_datetime
from app.engine.moments import zone_of
from app.engine.run import Run
from app.model.contact import Contact
from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.store import contacts as store
from app.model.text import Text, _
from app.services.csv_lines import Record, records
from app.services.text_files import read_bytes, text_of
from app.services.workspace import Workspace

COLUMNS = ("at", "sender", "routing", "case", "card", "user")
_NEEDED = COLUMNS[:2]


def contact_log(ws: Workspace) -> tuple[Contact, ...]:
    """All contacts, oldest first."""
    ws.require(Permission.READ)
    with ws.reading() as connection:
        return store.read_contacts(connection)


def contact_count(ws: Workspace) -> int:
    """How many contacts the log holds."""
    ws.require(Permission.READ)
    with ws.reading() as connection:
        return store.count_contacts(connection)


def import_contacts(ws: Workspace, path: Path) -> int:
    """Add the contacts of a CSV file to the log: all of them, or none; how many.

    The first line names the columns: `at` (ISO 8601) and `sender` must be there, `routing`,
    `case`, `card` and `user` may be. A moment without an offset is in the workspace's time zone.

    Raises:
        Refused: the role does not allow it.
        UserError: the file is no such CSV; the sentence names the line.
    """
    ws.require(Permission.EDIT)
    found = read_contacts(text_of(read_bytes(path), guess=True).text, _zone(ws))
    with ws.writing() as connection:
        return store.insert_contacts(connection, found)


def clear_contacts(ws: Workspace) -> int:
    """Empty the log; how many contacts were in it."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        return store.delete_contacts(connection)


def read_contacts(text: str, zone: dt.tzinfo) -> tuple[Contact, ...]:
    """The contacts of CSV text; `UserError` names the line that is none."""
    lines = records(text)
    first = next(lines, None)
    names = [cell.strip().lower() for cell in first.cells] if first is not None else []
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise UserError(
            _(
                "The first line of a contact log names its columns; {columns} is missing. It may "
                "have {all}.",
                columns=", ".join(missing),
                all=", ".join(COLUMNS),
            )
        )
    return tuple(_contact(names, line, zone) for line in lines)


def contact_of(run: Run) -> Contact:
    """A run that has ended, as a contact of its customer."""
    held = run.state.left
    return Contact(
        at=run.inputs.clock,
        sender=run.inputs.message.sender.address.strip().lower(),
        routing=run.entry.entry.routing,
        case=str(held.get("case", {}).get("number", "")),
        card=str(held.get("card", {}).get("id", "")),
        user=run.state.user,
    )


def _zone(ws: Workspace) -> dt.tzinfo:
    return zone_of(ws.resources().time_zone)


def _contact(names: list[str], line: Record, zone: dt.tzinfo) -> Contact:
    cells = dict(zip(names, (cell.strip() for cell in line.cells), strict=False))
    at = to_datetime(cells.get("at", ""), zone)
    if at is None:
        raise UserError(_wrong(line.line, "at", cells.get("at", "")))
    if not cells.get("sender"):
        raise UserError(_("Line {line}: sender is empty.", line=line.line))
    return Contact(
        at=at.astimezone(dt.UTC),
        sender=cells["sender"].lower(),
        routing=cells.get("routing", ""),
        case=cells.get("case", ""),
        card=cells.get("card", ""),
        user=cells.get("user", ""),
    )


def _wrong(line: int, column: str, value: str) -> Text:
    return _(
        "Line {line}: {column} is “{value}”, which is no date and time. Write it as in "
        "2026-01-05T10:00:00Z.",
        line=line,
        column=column,
        value=value[:80],
    )
