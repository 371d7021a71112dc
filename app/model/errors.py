"""Expected refusals, told apart from bugs: all else reaches the crash dialog."""

from __future__ import annotations

from app.model.text import Text


class UserError(Exception):
    """Something a person can mend; `text` says what happened and what to do next."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


class Refused(UserError):
    """A rule of the domain forbids the change; nothing has happened."""


class NotEditable(Refused):
    """The version is in production or in backup: its tree, name and description stay."""


class Gone(Refused):
    """What was to be changed has been deleted by somebody else in the meantime."""


class StaleRevision(UserError):
    """Somebody else changed the version since it was read; nothing has been written."""


class OutsideError(UserError):
    """The world outside refused (disk, network, another program); trying again may help."""
