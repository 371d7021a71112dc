"""Why a package cannot be opened: one sentence, with the entry that is to blame."""

from __future__ import annotations

from app.model.errors import Refused
from app.model.text import Text, _

_LONGEST_SHOWN = 80


class UnsoundPackage(Refused):
    """The package is damaged, contradicts itself or was made to do harm; nothing came of it."""

    def __init__(self, reason: Text) -> None:
        super().__init__(
            _(
                "This package cannot be opened: {reason}. Ask whoever made it for a new one.",
                reason=reason,
            )
        )


class NoPackage(Refused):
    """The file is something else altogether."""

    def __init__(self) -> None:
        super().__init__(_("This file is no package of this application. Choose another one."))


class NewerPackage(Refused):
    """The package was made by a version of the application that is newer than this one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This package was made by a newer version of this application."
                " Install that version to open it."
            )
        )


def shown(name: str) -> str:
    """The name of an entry as it can be shown: short, and without signs that steer a terminal."""
    legible = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return legible if len(legible) <= _LONGEST_SHOWN else legible[: _LONGEST_SHOWN - 1] + "…"


def misplaced(entry: str) -> UnsoundPackage:
    """An entry that stands elsewhere than what it holds belongs."""
    return UnsoundPackage(_("the entry {entry} stands in the wrong place", entry=shown(entry)))


def unusable(entry: str, what: Text) -> UnsoundPackage:
    """A part of an entry that may not be as it is."""
    return UnsoundPackage(
        _("{what} in the entry {entry} cannot be used", what=what, entry=shown(entry))
    )
