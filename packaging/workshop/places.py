"""Where things of a checkout lie, and how a step says that it cannot go on."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
BUILD = ROOT / "build"
LOG = BUILD / "setup.log"


class Stopped(Exception):
    """A step cannot go on; the message is one sentence that says what to do about it."""


def venv_program(name: str) -> Path:
    """Where the virtual environment keeps the program *name*."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name
