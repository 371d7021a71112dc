"""What a person prefers on this machine, kept in a TOML file that they may edit."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import tomllib
from enum import StrEnum
from pathlib import Path

import msgspec

from app.services.places import preferences_file

_LOG = logging.getLogger(__name__)


class Theme(StrEnum):
    """Colours of the windows; `system` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Preferences(msgspec.Struct, frozen=True):
    """All preferences; an empty `last_workspace` or `language` means the default one."""

    last_workspace: str = ""
    theme: Theme = Theme.SYSTEM
    language: str = ""


def load_preferences(path: Path | None = None) -> Preferences:
    """The stored preferences; what cannot be read gets its default and a line in the log."""
    source = path or preferences_file()
    try:
        stored = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _LOG.warning("preferences cannot be read and start anew: %s", error)
        return Preferences()
    loaded = Preferences()
    for known in msgspec.structs.fields(Preferences):
        if known.name not in stored:
            continue
        try:
            value = msgspec.convert(stored[known.name], type=known.type)
        except msgspec.ValidationError as error:
            _LOG.warning("preference %s is left at its default: %s", known.name, error)
        else:
            loaded = msgspec.structs.replace(loaded, **{known.name: value})
    return loaded


def save_preferences(preferences: Preferences, path: Path | None = None) -> None:
    """Write all preferences, whole or not at all.

    Raises:
        OSError: the folder cannot be written; nothing has changed.
    """
    target = path or preferences_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{name} = {_quoted(str(value))}\n"
        for name, value in msgspec.structs.asdict(preferences).items()
    ]
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    os.close(handle)
    temporary = Path(name)
    try:
        temporary.write_text("".join(lines), encoding="utf-8", newline="\n")
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _quoted(words: str) -> str:
    # A TOML string is a JSON string, except that it also escapes the delete character.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
