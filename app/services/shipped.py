"""Finds the files that ship with the application, in a checkout and in an installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_APPLICATION = Path(__file__).resolve().parent.parent


@cache
def shipped() -> Path:
    """The folder of the shipped files: `app/resources` in a package, else beside `app`."""
    packed = _APPLICATION / "resources"
    return packed if packed.is_dir() else _APPLICATION.parent / "resources"
