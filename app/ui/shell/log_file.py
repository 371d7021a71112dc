"""The log file: small, rotating, and without anything that people wrote or received."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.services.places import log_folder

_SIZE = 512 * 1024
_KEPT = 3


def start_log() -> Path | None:
    """Write warnings and errors to a file from now on; None where there is no place for one."""
    path = log_folder() / "studio.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return path
