"""Who works here and with what, and fresh ids for what they make."""

from __future__ import annotations

import getpass
import uuid


def new_id() -> str:
    """A random UUID as text, for whatever is made."""
    return str(uuid.uuid4())


def who() -> str:
    """The operating system's name of the user, or "unknown" where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # no entry for this user id, as in some containers
        return "unknown"


def release() -> str:
    """The version of this application, or "unknown" in a checkout that was never installed."""
    from importlib import metadata  # loads the parser of emails

    try:
        return metadata.version("smart-routing-studio")
    except metadata.PackageNotFoundError:
        return "unknown"
