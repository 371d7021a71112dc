"""Sample sets: real or typed emails kept in the workspace, to replay routings with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from app.engine.mail import Address, Message, compose
from app.model.errors import Refused
from app.model.names import check_name
from app.model.permissions import Permission
from app.model.store import samples
from app.model.store.connection import Connection
from app.model.store.samples import NewEmail, SampleEmail, SampleSet
from app.model.text import Text, _
from app.services.clock import now
from app.services.identity import new_id
from app.services.mail_files import UnreadableMail, read_mail
from app.services.workspace import Workspace

__all__ = [
    "ImportReport",
    "SampleEmail",
    "SampleSet",
    "add_typed",
    "create_set",
    "delete_emails",
    "delete_set",
    "emails",
    "import_mail",
    "raw",
    "rename_set",
    "sample_sets",
]

# One transaction writes this many emails at most, so that an import never keeps a window waiting.
_CHUNK = 200
_CHUNK_BYTES = 8 * 1024 * 1024


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did: how many emails it stored, and which files it refused and why."""

    imported: int = 0
    refused: tuple[tuple[str, Text], ...] = ()


def sample_sets(ws: Workspace) -> tuple[SampleSet, ...]:
    """All sample sets with their counts, by name."""
    with ws.reading() as connection:
        return samples.read_sets(connection)


def create_set(ws: Workspace, name: str) -> SampleSet:
    """A new, empty sample set; `Refused` when the name is empty, too long or taken."""
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        created = SampleSet(id=new_id(), name=check_name(name, _names(connection)))
        samples.insert_set(connection, created.id, created.name)
    return created


def rename_set(ws: Workspace, set_id: str, name: str) -> None:
    """Give a set another name; `Refused` as for a new one, or when the set is gone."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        _check_set(connection, set_id)
        checked = check_name(name, _names(connection, but=set_id))
        samples.rename_set(connection, set_id, checked)


def delete_set(ws: Workspace, set_id: str) -> None:
    """Delete a set with its emails."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        samples.delete_set(connection, set_id)


def emails(ws: Workspace, set_id: str, offset: int, limit: int) -> tuple[SampleEmail, ...]:
    """A slice of a set in its order, from stored columns: no email is parsed for it."""
    with ws.reading() as connection:
        return samples.read_emails(connection, set_id, offset, limit)


def raw(ws: Workspace, email_id: str) -> bytes:
    """An email as it was received, byte for byte; `Refused` when it is gone."""
    with ws.reading() as connection:
        found = samples.read_raw(connection, email_id)
    if found is None:
        raise Refused(_("This email no longer exists. Choose another one."))
    return found


def find_email(ws: Workspace, digest: str) -> str | None:
    """The id of an email of any set by its SHA-256, if it is still there."""
    with ws.reading() as connection:
        return samples.find_email(connection, digest)


def import_mail(
    ws: Workspace,
    set_id: str,
    paths: Iterable[Path],
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Append every email under `paths` to a set: files, mbox files, Maildirs, folders of them.

    `progress` is told how many are stored so far; an exception that it raises ends the import
    there, and what is stored stays. What cannot be read is reported and the rest is imported.

    Raises:
        Refused: the set is gone.
        OutsideError: the disk of the workspace refused; what was stored before stays.
    """
    ws.require(Permission.CREATE)
    imported = 0
    refused: list[tuple[str, Text]] = []
    waiting: list[NewEmail] = []

    def store() -> int:
        stored = len(waiting)
        if waiting:
            with ws.writing() as connection:
                _check_set(connection, set_id)
                samples.insert_emails(connection, set_id, waiting)
            waiting.clear()
        return stored

    for found in read_mail(paths):
        if isinstance(found, UnreadableMail):
            refused.append((found.name, found.reason))
            continue
        message = Message(found.raw)
        if message.problem is not None:
            refused.append((found.name, message.problem))
            continue
        waiting.append(_new_email(message))
        if len(waiting) >= _CHUNK or sum(len(one.raw) for one in waiting) >= _CHUNK_BYTES:
            imported += store()
            if progress is not None:
                progress(imported)
    imported += store()
    if progress is not None:
        progress(imported)
    return ImportReport(imported, tuple(refused))


def add_typed(ws: Workspace, set_id: str, sender: str, subject: str, text: str) -> SampleEmail:
    """Append an email typed by hand; `UserError` when a field holds a control character."""
    ws.require(Permission.CREATE)
    message = Message(compose(sender, (), subject, text, now()))
    new = _new_email(message)
    with ws.writing() as connection:
        _check_set(connection, set_id)
        samples.insert_emails(connection, set_id, [new])
        position = samples.last_position(connection, set_id)
    return SampleEmail(new.id, position, new.subject, new.sender, new.date, len(new.raw))


def delete_emails(ws: Workspace, ids: Sequence[str]) -> int:
    """Delete emails from whatever sets they are in; how many there were."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        return samples.delete_emails(connection, ids)


def _new_email(message: Message) -> NewEmail:
    return NewEmail(
        id=new_id(),
        subject=message.subject,
        sender=_written(message.sender),
        date=message.date,
        sha256=message.digest,
        raw=message.raw,
    )


def _written(sender: Address) -> str:
    if sender.name and sender.address:
        return f"{sender.name} <{sender.address}>"
    return sender.address or sender.name


def _names(connection: Connection, *, but: str = "") -> list[str]:
    return [one.name for one in samples.read_sets(connection) if one.id != but]


def _check_set(connection: Connection, set_id: str) -> None:
    if samples.find_set(connection, set_id) is None:
        raise Refused(_("This sample set no longer exists. Choose another one."))
