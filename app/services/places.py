"""Where the application keeps its files on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME = "SMART_ROUTING_HOME"
"""Environment variable: a folder that takes everything, for a portable installation."""

_APPLICATION = "smart-routing-studio"


def _portable() -> Path | None:
    folder = os.environ.get(HOME, "")
    return Path(folder) if folder else None


def data_folder() -> Path:
    """Where workspaces live unless a person chooses another place; it may not exist yet."""
    return _portable() or platformdirs.user_data_path(_APPLICATION, appauthor=False)


def config_folder() -> Path:
    """Where preferences live; it may not exist yet."""
    return _portable() or platformdirs.user_config_path(_APPLICATION, appauthor=False, roaming=True)


def log_folder() -> Path:
    """Where log files go; it may not exist yet."""
    portable = _portable()
    if portable is not None:
        return portable / "log"
    return platformdirs.user_log_path(_APPLICATION, appauthor=False)


def default_workspace() -> Path:
    """The sample workspace that a new user gets."""
    return data_folder() / "Northwind Energy.routings"


def preferences_file() -> Path:
    """The preferences of this user."""
    return config_folder() / "preferences.toml"
