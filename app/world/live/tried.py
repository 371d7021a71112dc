"""What comes of trying a connection: one sentence, good or bad."""

from __future__ import annotations

import msgspec

from app.model.errors import OutsideError
from app.model.text import Text


class Tried(msgspec.Struct, frozen=True):
    """Whether the other side was reached and took what was given, and what to say about it."""

    ok: bool
    said: Text


class Refusal(OutsideError):
    """The other side answered, and it is no good answer."""
